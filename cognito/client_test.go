package cognito

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"cognito-tui/cognito/bubble"
	"cognito-tui/cognito/trace"

	"github.com/aws/smithy-go/logging"
)

func TestSecretHash(t *testing.T) {
	// Computed with the AWS documentation's own formula.
	if got := secretHash("test", "123abd", "clientSecret"); got != "LoIX/oPJWZzFYv8liJYRo+CHv16FNDY10JlZEDjL3Vg=" {
		t.Errorf("got %s", got)
	}
}

// sentBody is the request's members.
func sentBody(t *testing.T, r *http.Request) map[string]any {
	t.Helper()
	text, err := io.ReadAll(r.Body)
	if err != nil {
		t.Error(err)
	}
	members := map[string]any{}
	if err := json.Unmarshal(text, &members); err != nil {
		t.Error(err)
	}
	return members
}

// Where the proof of the secret goes differs by operation.
func TestWhereTheSecretGoes(t *testing.T) {
	for _, secret := range []string{"", "secret-9f8e7d"} {
		for op, call := range calls {
			transport := &fake{answer: func(_ int, r *http.Request) (*http.Response, error) {
				checkSecret(t, op, secret, sentBody(t, r))
				return answerOf(200, nil, "{}"), nil
			}}
			config := testConfig(transport)
			config.ClientSecret = secret
			call(t.Context(), config)
		}
	}
}

func checkSecret(t *testing.T, op, secret string, sent map[string]any) {
	t.Helper()
	want := map[string]string{}
	parameters, _ := sent["AuthParameters"].(map[string]any)
	responses, _ := sent["ChallengeResponses"].(map[string]any)
	if secret != "" {
		hash := secretHash("ann", testClientID, secret)
		switch op {
		case "InitiateAuth", "AdminInitiateAuth":
			want["SECRET_HASH"] = hash
		case "RespondToAuthChallenge", "AdminRespondToAuthChallenge":
			want["SECRET_HASH"] = secretHash("own-ann", testClientID, secret)
		case "RevokeToken", "GetTokensFromRefreshToken":
			want["ClientSecret"] = secret
		case "SignUp", "ConfirmSignUp", "ResendConfirmationCode", "ForgotPassword", "ConfirmForgotPassword":
			want["SecretHash"] = hash
		}
	}
	got := map[string]string{}
	for _, members := range []map[string]any{sent, parameters, responses} {
		for _, name := range []string{"SecretHash", "SECRET_HASH", "ClientSecret"} {
			if text, ok := members[name].(string); ok {
				got[name] = text
			}
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s with secret %q sends %v, want %v", op, secret, got, want)
	}
}

// Public calls read nothing but their Config, though everything around says
// otherwise.
func TestEnvironmentAndFilesAreNotRead(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "config")
	if err := os.WriteFile(file, []byte("[default\nbroken"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{
		"AWS_CONFIG_FILE": file, "AWS_SHARED_CREDENTIALS_FILE": file, "AWS_PROFILE": "missing",
		"AWS_REGION": "eu-west-9", "AWS_ENDPOINT_URL": "https://elsewhere.invalid",
		"AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER": "https://elsewhere.invalid",
		"AWS_ACCESS_KEY_ID":                          "AKIDELSEWHERE", "AWS_SECRET_ACCESS_KEY": "x",
		"AWS_USE_FIPS_ENDPOINT": "true", "AWS_USE_DUALSTACK_ENDPOINT": "true",
	} {
		t.Setenv(name, value)
	}
	for op, call := range calls {
		transport := &fake{answer: func(_ int, r *http.Request) (*http.Response, error) {
			if r.URL.Host != "cognito-idp.us-east-1.amazonaws.com" {
				t.Errorf("%s goes to %s", op, r.URL.Host)
			}
			signed := r.Header.Get("Authorization") != ""
			if signed != (strings.HasPrefix(op, "Describe") || strings.HasPrefix(op, "Admin") || slices.Contains([]string{"ListUsers", "ListGroups", "ListUserPools", "ListUserPoolClients"}, op)) {
				t.Errorf("%s: signed %v", op, signed)
			}
			return answerOf(200, nil, "{}"), nil
		}}
		call(t.Context(), testConfig(transport))
	}
}

func TestBadSettings(t *testing.T) {
	sends := &fake{answer: func(int, *http.Request) (*http.Response, error) {
		t.Error("something was sent")
		return nil, io.EOF
	}}
	tests := map[string]func(*Config){
		"no client id":   func(c *Config) { c.ClientID, c.UserPoolID = "", "" },
		"no Region":      func(c *Config) { c.Region = "" },
		"odd Region":     func(c *Config) { c.Region = "evil.example/" },
		"plain HTTP":     func(c *Config) { c.Endpoint = "http://example.com" },
		"no host":        func(c *Config) { c.Endpoint = "https://" },
		"other scheme":   func(c *Config) { c.Endpoint = "ftp://localhost" },
		"no scheme":      func(c *Config) { c.Endpoint = "localhost:9229" },
		"not a URL":      func(c *Config) { c.Endpoint = "https://a b" },
		"user name":      func(c *Config) { c.Endpoint = "https://me:pw@example.com" },
		"query":          func(c *Config) { c.Endpoint = "https://example.com/?a=b" },
		"near loopback":  func(c *Config) { c.Endpoint = "http://127.0.0.1.example.com" },
		"near localhost": func(c *Config) { c.Endpoint = "http://localhost.example.com" },
	}
	for name, change := range tests {
		config := testConfig(sends)
		change(&config)
		for _, op := range []string{"SignUp", "DescribeUserPool"} {
			e := wantKind(t, calls[op](t.Context(), config), BadSettings)
			if e.Attempts != 0 || e.MayHaveHappened || e.Err == nil || strings.Contains(e.Err.Error(), "pw") {
				t.Errorf("%s, %s: got %+v", op, name, *e)
			}
		}
	}
	for _, endpoint := range []string{"https://example.com", "http://localhost:9229", "http://127.0.0.1:1", "http://[::1]:1/base", "HTTP://LOCALHOST"} {
		if err := endpointProblem(endpoint); err != nil {
			t.Errorf("%s: %v", endpoint, err)
		}
	}
	config := testConfig(always(200, nil, "{}"))
	config.Region, config.Endpoint = "", "https://example.com"
	if _, err := New(config).ForgotPassword(t.Context(), "ann"); err != nil {
		t.Errorf("public calls to an endpoint need no Region: %v", err)
	}
}

func TestServiceTime(t *testing.T) {
	tests := []struct {
		name string
		date func(now time.Time) string
		want time.Duration
	}{
		{"same", func(now time.Time) string { return now.Format(http.TimeFormat) }, 0},
		{"ahead", func(now time.Time) string { return now.Add(5 * time.Minute).Format(http.TimeFormat) }, 5 * time.Minute},
		{"behind", func(now time.Time) string { return now.Add(-time.Hour).Format(http.TimeFormat) }, -time.Hour},
		{"unreadable", func(time.Time) string { return "soon" }, 0},
		{"missing", func(time.Time) string { return "" }, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			bubble.Run(t, func(t *testing.T) {
				c := New(testConfig(&fake{answer: func(int, *http.Request) (*http.Response, error) {
					date := test.date(time.Now().UTC())
					return answerOf(400, http.Header{"Date": {date}}, "{}"), nil
				}}))
				if c.Skew() != 0 {
					t.Errorf("skew before the first answer: %v", c.Skew())
				}
				c.ForgotPassword(t.Context(), "ann")
				if off := c.Skew() - test.want; off.Abs() > time.Second {
					t.Errorf("skew %v, want %v", c.Skew(), test.want)
				}
				if ahead := time.Until(c.Now()); ahead != c.Skew() {
					t.Errorf("now is %v ahead", ahead)
				}
			})
		})
	}
}

func TestSDKLogGoesToTheLog(t *testing.T) {
	log := trace.NewLog(5)
	sdkLogger{log}.Logf(logging.Warn, "slow %d", 1)
	sdkLogger{}.Logf(logging.Warn, "dropped")
	if e := log.Entries(); len(e) != 1 || e[0].Note != "WARN: slow 1" {
		t.Errorf("got %+v", e)
	}
}

func TestResults(t *testing.T) {
	answer := func(body string) Config { return testConfig(always(200, nil, body)) }
	up, err := New(answer(`{"UserConfirmed":true,"UserSub":"s","CodeDeliveryDetails":{"DeliveryMedium":"EMAIL","Destination":"a***","AttributeName":"email"}}`)).
		SignUp(t.Context(), SignUpRequest{Username: "ann", Attributes: []Attribute{{"email", "a"}}})
	want := SignUpResult{Confirmed: true, Sub: "s", Delivery: Delivery{"EMAIL", "a***", "email"}}
	if err != nil || up != want || !up.Delivery.Sent() {
		t.Errorf("got %+v, %v", up, err)
	}
	sent, err := New(answer("{}")).ForgotPassword(t.Context(), "ann")
	if err != nil || sent.Sent() {
		t.Errorf("got %+v, %v", sent, err)
	}
	user, err := New(answer(`{"Username":"ann","UserAttributes":[{"Name":"sub"}],"UserMFASettingList":["SMS_MFA"],"PreferredMfaSetting":"SMS_MFA"}`)).
		GetUser(t.Context(), "access")
	if err != nil || fmt.Sprint(user) != "{ann [{sub }] [SMS_MFA] SMS_MFA}" {
		t.Errorf("got %+v, %v", user, err)
	}
}
