package redact_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cognito-tui/cognito/trace/redact"
)

// compact is a value as the trace file has it.
func compact(t testing.TB, v redact.Value) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil || !json.Valid(text) {
		t.Fatalf("%s: %v", text, err)
	}
	return string(text)
}

func TestRequests(t *testing.T) {
	token := "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.c2ln"
	tests := []struct{ name, op, body, want string }{
		{"a sign-up", "SignUp",
			`{"ClientId":"abc","Username":"ann","Password":"pa55","SecretHash":"x=","UserAttributes":[{"Name":"email","Value":"ann@example.com"},{"Name":"custom:pin","Value":"1234"},{"Name":"odd name","Value":"5"}]}`,
			`{"ClientId":"abc","Username":"ann","Password":{"hidden":"password"},"SecretHash":{"hidden":"secret hash"},"UserAttributes":[{"Name":"email","Value":"ann@example.com"},{"Name":"custom:pin","Value":{"hidden":"value of a custom attribute"}},{"Name":{"hidden":"attribute name"},"Value":{"hidden":"value of a custom attribute"}}]}`},
		{"a key that isn't known", "InitiateAuth",
			`{"AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"ann","PASSWORD":"pa55","hunter2":"x"}}`,
			`{"AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"ann","PASSWORD":{"hidden":"password"},"(member 3)":{"hidden":"not a known member"}}}`},
		{"a factor chosen", "RespondToAuthChallenge",
			`{"ChallengeResponses":{"ANSWER":"SMS_MFA"},"ChallengeName":"SELECT_MFA_TYPE"}`,
			`{"ChallengeResponses":{"ANSWER":"SMS_MFA"},"ChallengeName":"SELECT_MFA_TYPE"}`},
		{"an answer that looks like a factor", "RespondToAuthChallenge",
			`{"ChallengeResponses":{"ANSWER":"SMS_MFA"},"ChallengeName":"CUSTOM_CHALLENGE"}`,
			`{"ChallengeResponses":{"ANSWER":{"hidden":"answer"}},"ChallengeName":"CUSTOM_CHALLENGE"}`},
		{"no factor", "RespondToAuthChallenge",
			`{"ChallengeResponses":{"ANSWER":"pa55"},"ChallengeName":"SELECT_CHALLENGE"}`,
			`{"ChallengeResponses":{"ANSWER":{"hidden":"answer"}},"ChallengeName":"SELECT_CHALLENGE"}`},
		{"attributes with a new password", "RespondToAuthChallenge",
			`{"ChallengeResponses":{"NEW_PASSWORD":"pa55","userAttributes.email":"a@b","userAttributes.custom:pin":"1","userAttributes.x y":"2"}}`,
			`{"ChallengeResponses":{"NEW_PASSWORD":{"hidden":"new password"},"userAttributes.email":"a@b","userAttributes.custom:pin":{"hidden":"value of a custom attribute"},"(member 4)":{"hidden":"not a known member"}}}`},
		{"metadata", "SignUp", `{"ClientMetadata":{"k":"v","m":"w"},"ValidationData":[{"Name":"n","Value":"v"}]}`,
			`{"ClientMetadata":{"(member 1)":{"hidden":"client metadata"},"(member 2)":{"hidden":"client metadata"}},"ValidationData":[{"(member 1)":{"hidden":"validation data"},"(member 2)":{"hidden":"validation data"}}]}`},
		{"a token under a name that is shown", "AdminGetUser", `{"Username":"x ` + token + `"}`,
			`{"Username":{"hidden":"token, 42 characters"}}`},
		{"values of other kinds", "SignUp", `{"Password":{"Username":"pa55"},"Username":[1,true,null],"Session":null}`,
			`{"Password":{"hidden":"password"},"Username":[1,true,null],"Session":null}`},
		{"two names", "SignUp", `{"UserAttributes":[{"Name":"email","Name":"pa55","Value":"v","More":"w"}]}`,
			`{"UserAttributes":[{"Name":"email","(member 2)":{"hidden":"not a known member"},"Value":"v","(member 4)":{"hidden":"not a known member"}}]}`},
		{"attributes that aren't", "SignUp", `{"UserAttributes":"pa55"}`, `{"UserAttributes":{"hidden":"not a list of attributes"}}`},
		{"nothing", "SignUp", ``, `{"hidden":"no body"}`},
		{"not JSON", "SignUp", `{"Username":"ann"`, `{"hidden":"body, 17 bytes: not JSON"}`},
		{"two values", "SignUp", `{}{}`, `{"hidden":"body, 4 bytes: not JSON"}`},
		{"a list", "SignUp", `["a"]`, `{"hidden":"body, 5 bytes: not a JSON object"}`},
		{"no operation", "", `{"Username":"ann"}`, `{"hidden":"body, 18 bytes: not shown"}`},
		{"deep", "SignUp", `{"Users":` + strings.Repeat("[", 30) + strings.Repeat("]", 30) + `}`,
			`{"hidden":"body, 70 bytes: nested too deep to show"}`},
		{"large", "SignUp", `{"Username":"` + strings.Repeat("a", 600<<10) + `"}`, `{"hidden":"body, 614,415 bytes: too large to show"}`},
		{"a long text", "SignUp", `{"Username":"` + strings.Repeat("a", 40<<10) + `"}`,
			`{"Username":{"hidden":"text, 40,960 characters"}}`},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, compact(t, redact.Request(test.op, []byte(test.body)))); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}

func TestResponses(t *testing.T) {
	long := strings.Repeat("t", 1024)
	tests := []struct{ name, op, body, want string }{
		{"tokens", "InitiateAuth", `{"AuthenticationResult":{"AccessToken":"` + long + `","ExpiresIn":3600,"TokenType":"Bearer"}}`,
			`{"AuthenticationResult":{"AccessToken":{"hidden":"access token, 1,024 characters"},"ExpiresIn":3600,"TokenType":"Bearer"}}`},
		{"a client", "DescribeUserPoolClient", `{"UserPoolClient":{"ClientSecret":"s","TokenValidityUnits":{"AccessToken":"minutes"}}}`,
			`{"UserPoolClient":{"ClientSecret":{"hidden":"client secret"},"TokenValidityUnits":{"AccessToken":"minutes"}}}`},
		{"a challenge", "InitiateAuth", `{"ChallengeParameters":{"CODE_DELIVERY_DESTINATION":"a***","SRP_B":"f","question":"q"}}`,
			`{"ChallengeParameters":{"CODE_DELIVERY_DESTINATION":"a***","SRP_B":{"hidden":"SRP value"},"(member 3)":{"hidden":"not a known member"}}}`},
		{"an exception", "SignUp", `{"__type":"UsernameExistsException","message":"User already exists"}`,
			`{"__type":"UsernameExistsException","message":"User already exists"}`},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, compact(t, redact.ResponseTo(test.op, nil, []byte(test.body)))); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}

func TestMessages(t *testing.T) {
	const client = "1h57kf5cpq17m0eml12sample1"
	tests := []struct{ name, request, message, want string }{
		{"plain", `{"Password":"hunter2-hunter2"}`, "User already exists", "User already exists"},
		{"what was sent", `{"Password":"hunter2-hunter2"}`, "Value 'Hunter2-hunter2' is weak, hunter2-hunter2",
			"Value '(hidden)' is weak, (hidden)"},
		{"something short", `{"Password":"is"}`, "Value 'is' is weak", "<" + redact.Repeats + ">"},
		{"the letters of another script", `{"Password":"İstanbul-İzmir"}`, "No: İstanbul-İzmir", "No: (hidden)"},
		{"one in the other", `{"Password":"hunter2-x","AuthParameters":{"PASSWORD":"hunter2-x-long"}}`, "hunter2-x-long", "(hidden)"},
		{"a map's key", `{"ClientMetadata":{"some-long-key":"v0v0v0v0"}}`, "some-long-key: v0v0v0v0", "(hidden): (hidden)"},
		{"within what is hidden", `{"Password":["hunter2-hunter2"]}`, "hunter2-hunter2", "(hidden)"},
		{"a number", `{"UserCode":12345678}`, "12345678", "(hidden)"},
		{"a run", `{}`, "Token AbCdEfGhIjKlMnOpQrSt12 is bad.", "Token (hidden) is bad."},
		{"long words", `{}`, "InvalidParameterExceptionOrSo, CUSTOM_AUTH_FLOW_ONLY",
			"InvalidParameterExceptionOrSo, CUSTOM_AUTH_FLOW_ONLY"},
		{"a run that may be shown", `{"ClientId":"` + client + `"}`, "User pool client " + client + " does not exist.",
			"User pool client " + client + " does not exist."},
		{"no request", ``, "User already exists", "User already exists"},
		{"a request that can't be read", `{`, "User already exists", "User already exists"},
		{"one that can't be read, and a text that isn't known", `{`, "It is taken", "<" + redact.MayRepeat + ">"},
	}
	for _, test := range tests {
		body, _ := json.Marshal(map[string]string{"message": test.message})
		v := redact.ResponseTo("SignUp", []byte(test.request), body)
		got, _ := v.At("message")
		text := got.Text
		if got.Kind == redact.Hidden {
			text = "<" + text + ">"
		}
		if text != test.want {
			t.Errorf("%s: got %q, want %q", test.name, text, test.want)
		}
	}
	v := redact.ResponseTo("SignUp", []byte(`{}`), []byte(`{"Message":{"message":"x"}}`))
	if got := compact(t, v); got != `{"Message":{"hidden":"message"}}` {
		t.Errorf("a message that is an object: %s", got)
	}
}

func TestIndent(t *testing.T) {
	v := redact.Request("SignUp",
		[]byte(`{"Username":"a<\"\n","Password":"x","Users":[],"User":{},"Limit":3,"UserAttributes":[{"Name":"email","Value":"e"}]}`))
	want := strings.Split(`{
  "Username": "a<\"\n",
  "Password": <password>,
  "Users": [],
  "User": {},
  "Limit": 3,
  "UserAttributes": [
    {
      "Name": "email",
      "Value": "e"
    }
  ]
}`, "\n")
	if diff := cmp.Diff(want, v.Indent(2)); diff != "" {
		t.Error(diff)
	}
	if v.Size() < 500 || v.Size() > 2000 {
		t.Errorf("size %d", v.Size())
	}
}

// An answer may repeat what was sent under a name whose value is shown otherwise, also
// with a value of another kind than the service's.
func TestResponseRepeatsNothing(t *testing.T) {
	const request = `{"AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"ann1","PASSWORD":"Hunter2xyz"},"ClientId":"c"}`
	for body, want := range map[string]string{
		`{"AuthenticationResult":"Hunter2xyz"}`:                                           `{"AuthenticationResult":{"hidden":"hidden: it repeats what was sent"}}`,
		`{"ChallengeName":"HUNTER2XYZ"}`:                                                  `{"ChallengeName":{"hidden":"hidden: it repeats what was sent"}}`,
		`{"ChallengeName":"SMS_MFA","ChallengeParameters":{"USERNAME":"ann/hunter2xyz"}}`: `{"ChallengeName":"SMS_MFA","ChallengeParameters":{"USERNAME":{"hidden":"hidden: it repeats what was sent"}}}`,
		`{"ChallengeName":"SMS_MFA","ChallengeParameters":{"USERNAME":"ann1"}}`:           `{"ChallengeName":"SMS_MFA","ChallengeParameters":{"USERNAME":"ann1"}}`,
	} {
		if got := compact(t, redact.ResponseTo("InitiateAuth", []byte(request), []byte(body))); got != want {
			t.Errorf("%s became %s, want %s", body, got, want)
		}
	}
	same := strings.ReplaceAll(request, "Hunter2xyz", "ann1")
	if got, want := compact(t, redact.ResponseTo("InitiateAuth", []byte(same),
		[]byte(`{"ChallengeParameters":{"USERNAME":"ann1"}}`))), `{"ChallengeParameters":{"USERNAME":"ann1"}}`; got != want {
		t.Errorf("a name that is also the password: %s, want %s", got, want)
	}
}
