package awscli

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"cognito-tui/cognito/trace/redact"
)

const signInBody = `{"ClientId":"abc123","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"o'hara! \\(x)","PASSWORD":"Secret-1","SECRET_HASH":"aGFzaA=="}}`

func TestMake(t *testing.T) {
	c, err := Make(Call{Op: "InitiateAuth", Region: "eu-west-1", Request: redact.Request("InitiateAuth", []byte(signInBody))})
	if err != nil {
		t.Fatal(err)
	}
	want := `: "${PASSWORD:?}" "${COGNITO_CLIENT_SECRET:?}" &&
aws cognito-idp initiate-auth \
  --region eu-west-1 \
  --no-sign-request \
  --no-cli-pager \
  --output json \
  --cli-input-json "$(jq -n \
    --arg PASSWORD "$PASSWORD" \
    --arg SECRET_HASH "$(
      pad() {
        printf %s "$COGNITO_CLIENT_SECRET" | jq -Rsj --argjson n "$1" '
          explode as $k | [range(64) | ($k[.] // 0) as $c |
            reduce (1, 2, 4, 8, 16, 32, 64) as $b
              (0; . + $b * ((($c / $b | floor) + ($n / $b | floor)) % 2))
          ] | implode'; }
      sha256() { openssl dgst -sha256 -binary; }
      { pad 92
        { pad 54
          jq -nj '"o\u0027hara\u0021 \\(x)" +
            "abc123"'
        } | sha256
      } | sha256 | openssl base64 -A)" '{
  "ClientId": "abc123",
  "AuthFlow": "USER_PASSWORD_AUTH",
  "AuthParameters": {
    "USERNAME": "o\u0027hara\u0021 \\(x)",
    "PASSWORD": $PASSWORD,
    "SECRET_HASH": $SECRET_HASH
  }
}')"`
	if diff := cmp.Diff(want, c.Text); diff != "" {
		t.Error(diff)
	}
	var names []string
	for _, v := range c.Variables {
		names = append(names, v.Name+": "+v.What)
	}
	if diff := cmp.Diff([]string{"PASSWORD: password", "COGNITO_CLIENT_SECRET: client secret"}, names); diff != "" {
		t.Error(diff)
	}
}

func TestMakeFlags(t *testing.T) {
	for _, c := range []struct {
		call     Call
		has, not string
	}{
		{Call{Op: "ListUsers", Region: "us-east-1", Signed: true, Profile: "it's me"}, `--profile 'it'\''s me'`, "--no-sign-request"},
		{Call{Op: "ListUsers", Region: "us-east-1", Signed: true}, "--no-paginate", "--profile"},
		{Call{Op: "GetUser", Endpoint: "http://127.0.0.1:9", Profile: "x"},
			"--region us-east-1 \\\n  --endpoint-url http://127.0.0.1:9 \\\n  --no-sign-request", "--profile"},
		{Call{Op: "AdminSetUserMFAPreference", Region: "us-east-1", Signed: true}, "admin-set-user-mfa-preference ", "--endpoint-url"},
		{Call{Op: "ListWebAuthnCredentials", Region: "us-east-1"}, "list-web-authn-credentials ", "--no-paginate"},
	} {
		c.call.Request = redact.Request(c.call.Op, []byte(`{"AccessToken":"x"}`))
		made, err := Make(c.call)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(made.Text, c.has) || strings.Contains(made.Text, c.not) {
			t.Errorf("want %q and not %q in\n%s", c.has, c.not, made.Text)
		}
	}
}

// What can't be written is refused in words, and what can't be run again says so.
func TestMakeRefuses(t *testing.T) {
	for _, c := range []struct{ op, region, body, want string }{
		{"", "us-east-1", `{}`, "no operation of the service"},
		{"GetUser", "", `{}`, "no Region is known"},
		{"GetUser", "us-east-1", `garbage`, "the request was not kept (body, 7 bytes: not JSON)"},
		{"SignUp", "us-east-1", `{"ClientId":"a","ClientMetadata":{"k":"v"}}`, "isn't shown by name in ClientMetadata"},
		{"SignUp", "us-east-1", `{"ClientId":"a","Odd":"v"}`, "isn't shown by name at its top"},
		{"SignUp", "us-east-1", `{"UserAttributes":[{"Name":"odd name","Value":"v"}]}`, "whose items aren't shown"},
	} {
		_, err := Make(Call{Op: c.op, Region: c.region, Request: redact.Request(c.op, []byte(c.body))})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s %s: %v, want %q", c.op, c.body, err, c.want)
		}
	}
	for _, c := range []struct{ op, body, newer, stale string }{
		{"GetUserAuthFactors", `{"AccessToken":"x"}`, "doesn't know GetUserAuthFactors", ""},
		{"InitiateAuth", `{"Session":"x"}`, "doesn't know Session of InitiateAuth", "can be used once"},
		{"RespondToAuthChallenge", `{"Session":"x"}`, "", "can be used once"},
		{"SignUp", `{"Username":"x"}`, "wants a Password for SignUp", ""},
		{"SignUp", `{"Username":"x","Password":"y"}`, "", ""},
		{"InitiateAuth", `{"AuthParameters":{"SRP_A":"ab"}}`, "", "SRP_A is made anew"},
		{"RespondToAuthChallenge", `{"ChallengeResponses":{"PASSWORD_CLAIM_SIGNATURE":"ab"}}`, "", "proof of the password"},
	} {
		made, err := Make(Call{Op: c.op, Region: "us-east-1", Request: redact.Request(c.op, []byte(c.body))})
		if err != nil {
			t.Fatal(err)
		}
		said := func(got, want string) bool { return (got == "") == (want == "") && strings.Contains(got, want) }
		if !said(made.Newer, c.newer) || !said(made.Stale, c.stale) {
			t.Errorf("%s %s: newer %q, stale %q", c.op, c.body, made.Newer, made.Stale)
		}
	}
}

// Each hidden value has a variable, two of the same meaning one each, and none
// that a shell gives a meaning.
func TestVariables(t *testing.T) {
	body := `{"PreviousPassword":"a","ProposedPassword":"b","UserAttributes":[{"Name":"custom:a-b","Value":"c"},{"Name":"custom:a_b","Value":"d"}]}`
	made, err := Make(Call{Op: "ChangePassword", Region: "us-east-1", Request: redact.Request("ChangePassword", []byte(body))})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, v := range made.Variables {
		names = append(names, v.Name)
	}
	want := []string{"PASSWORD", "NEW_PASSWORD", "ATTRIBUTE_CUSTOM_A_B", "ATTRIBUTE_CUSTOM_A_B_2"}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Error(diff)
	}
	if ask := made.Ask(); !strings.HasPrefix(ask, "printf 'PASSWORD: '; read -rs PASSWORD; echo; printf 'NEW_PASSWORD: '; ") {
		t.Errorf("it asks by %q", ask)
	}
	for _, name := range []string{"Path", "Home", "Username", "USERNAME", "IFS", "Host"} {
		if v := variable("X", name, ""); !strings.HasPrefix(v, "COGNITO_") && v != "IFS" {
			t.Errorf("%s has the variable %s", name, v)
		}
	}
}

// What stands in a request reaches jq as it is, and nothing of it is run, in
// every shell that is here.
func TestProgramIsData(t *testing.T) {
	for _, tool := range []string{"sh", "jq", "openssl"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not installed", tool)
		}
	}
	directory := t.TempDir()
	out := filepath.Join(directory, "out")
	fake := "#!/bin/sh\nfor last; do :; done\nprintf %s \"$last\" > '" + out + "'\n"
	if err := os.WriteFile(filepath.Join(directory, "aws"), []byte(fake), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", directory+":"+os.Getenv("PATH"))
	hash := func(name, client, secret string) string {
		mac := hmac.New(sha256.New, []byte(secret))
		mac.Write([]byte(name + client))
		return base64.StdEncoding.EncodeToString(mac.Sum(nil))
	}
	nasty := []string{`'`, `"`, `\`, `$(touch x)`, "`touch x`", `!!`, `\(1+1)`, "\x00\x1b[31m", "é日本\u202e😀", "-n", "file:///etc/hosts",
		"a\nb", "%s", "//", "#"}
	for _, sh := range []string{"sh", "bash"} {
		if _, err := exec.LookPath(sh); err != nil {
			t.Logf("%s is not installed", sh)
			continue
		}
		for i, text := range append(nasty, strings.Join(nasty[:7], " ")) {
			secret := strings.Repeat("6x+Az09_", 8)[:1+i*4]
			password := strings.ReplaceAll(text, "\x00", "")
			body := map[string]any{"ClientId": "c" + text, "Username": text, "Password": password,
				"SecretHash":     hash(text, "c"+text, secret),
				"UserAttributes": []any{map[string]any{"Name": "email", "Value": text}}, "ForceAliasCreation": true, "Limit": 3}
			raw, _ := json.Marshal(body)
			made, err := Make(Call{Op: "SignUp", Region: "us-east-1", Request: redact.Request("SignUp", raw)})
			if err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command(sh, "-c", made.Text)
			cmd.Dir = directory
			cmd.Env = append(os.Environ(), "PASSWORD="+password, "COGNITO_CLIENT_SECRET="+secret)
			if said, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%s: %v: %s\n%s", sh, err, said, made.Text)
			}
			got, _ := os.ReadFile(out)
			var sent map[string]any
			if err := json.Unmarshal(got, &sent); err != nil {
				t.Fatalf("%s %q: %v: %s", sh, text, err, got)
			}
			var want map[string]any
			_ = json.Unmarshal(raw, &want)
			if diff := cmp.Diff(want, sent); diff != "" {
				t.Errorf("%s %q: %s", sh, text, diff)
			}
		}
	}
	if left, _ := filepath.Glob(filepath.Join(directory, "x")); left != nil {
		t.Error("a text of a request was run")
	}
}

// A variable that isn't set ends the command before anything is run.
func TestUnsetVariable(t *testing.T) {
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("sh is not installed")
	}
	made, err := Make(Call{Op: "GetUser", Region: "us-east-1", Request: redact.Request("GetUser", []byte(`{"AccessToken":"x"}`))})
	if err != nil {
		t.Fatal(err)
	}
	directory := t.TempDir()
	run := filepath.Join(directory, "run")
	fake := "#!/bin/sh\n: >" + run + "\n"
	if err := os.WriteFile(filepath.Join(directory, "aws"), []byte(fake), 0o755); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("sh", "-c", made.Text)
	cmd.Env = []string{"PATH=" + directory + ":" + os.Getenv("PATH")}
	said, err := cmd.CombinedOutput()
	if err == nil || !bytes.Contains(said, []byte("ACCESS_TOKEN")) {
		t.Errorf("%v: %s", err, said)
	}
	if _, err := os.Stat(run); err == nil {
		t.Error("aws was run")
	}
}

// No secret of a request ever stands in its command.
func TestNoSecretInCommand(t *testing.T) {
	hidden := []string{"Password", "SecretHash", "ClientSecret", "Session", "ConfirmationCode", "AccessToken", "Token",
		"PreviousPassword", "ProposedPassword", "UserCode", "RefreshToken", "TemporaryPassword", "NextToken"}
	within := []string{"PASSWORD", "SECRET_HASH", "REFRESH_TOKEN", "NEW_PASSWORD", "SMS_MFA_CODE", "ANSWER", "SRP_A",
		"PASSWORD_CLAIM_SIGNATURE", "PASSWORD_CLAIM_SECRET_BLOCK"}
	rapid.Check(t, func(t *rapid.T) {
		secret := rapid.StringMatching(`[A-Za-z0-9'"\\!$]{12,60}`)
		var secrets []string
		draw := func() string {
			s := secret.Draw(t, "secret")
			secrets = append(secrets, s)
			return s
		}
		body := map[string]any{"ClientId": "client"}
		for _, name := range hidden {
			if rapid.Bool().Draw(t, name) {
				body[name] = draw()
			}
		}
		for _, group := range []string{"AuthParameters", "ChallengeResponses"} {
			members := map[string]any{"USERNAME": "ann"}
			for _, name := range within {
				if rapid.Bool().Draw(t, name) {
					members[name] = draw()
				}
			}
			if group == "ChallengeResponses" {
				members["userAttributes.custom:plan"] = draw()
			}
			body[group] = members
		}
		body["UserAttributes"] = []any{map[string]any{"Name": "custom:plan", "Value": draw()}}
		raw, _ := json.Marshal(body)
		op := rapid.SampledFrom([]string{"SignUp", "InitiateAuth", "RespondToAuthChallenge", "RevokeToken", "ChangePassword"}).Draw(t, "op")
		made, err := Make(Call{Op: op, Region: "us-east-1", Request: redact.Request(op, raw)})
		if err != nil {
			t.Fatal(err)
		}
		if len(made.Variables) < len(secrets)/3 {
			t.Fatalf("%d secrets, %d variables", len(secrets), len(made.Variables))
		}
		all := made.Text + made.Newer + made.Stale
		for _, v := range made.Variables {
			all += v.Name + v.What
		}
		for _, s := range secrets {
			if strings.Contains(all, s) || strings.Contains(all, strings.Trim(literal(s), `"`)) {
				t.Fatalf("%q stands in\n%s", s, all)
			}
		}
	})
}
