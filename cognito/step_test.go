package cognito

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// Each challenge the SDK knows is decoded, or refused in words.
func TestEveryChallengeIsKnown(t *testing.T) {
	for _, name := range types.ChallengeNameType("").Values() {
		step := signInAnswer(t, `{"ChallengeName":"`+string(name)+`","Session":"s","ChallengeParameters":{"USERNAME":"ann"}}`)
		u, ok := step.(Unsupported)
		if !ok || u.Reason == "" || !strings.Contains(u.String(), string(name)) {
			t.Errorf("%s: got %#v", name, step)
		}
	}
	for name := range challenges {
		known := false
		for _, n := range types.ChallengeNameType("").Values() {
			known = known || n == name
		}
		if !known {
			t.Errorf("%s is no challenge of the SDK", name)
		}
	}
	u, ok := signInAnswer(t, `{"ChallengeName":"BRAND_NEW"}`).(Unsupported)
	if !ok || u.Reason != "" || !strings.Contains(u.String(), "BRAND_NEW") {
		t.Errorf("got %#v", u)
	}
}

func signInAnswer(t *testing.T, body string) Step {
	t.Helper()
	step, err := New(testConfig(always(200, nil, body))).SignIn(t.Context(), SignInRequest{"ann", "pass"})
	if err != nil {
		t.Fatal(err)
	}
	return step
}

func TestSignedIn(t *testing.T) {
	date := time.Now().Add(5 * time.Minute).UTC().Format(http.TimeFormat)
	c := New(testConfig(always(200, http.Header{"Date": {date}},
		`{"AuthenticationResult":{"AccessToken":"a","IdToken":"i","RefreshToken":"r","ExpiresIn":3600,"TokenType":"Bearer"}}`)))
	step, err := c.SignIn(t.Context(), SignInRequest{"ann", "pass"})
	in, ok := step.(SignedIn)
	if err != nil || !ok {
		t.Fatalf("got %#v, %v", step, err)
	}
	s := in.Tokens
	if s.ID != "i" || s.Access != "a" || s.Refresh != "r" || s.ExpiresIn != time.Hour {
		t.Errorf("got other tokens")
	}
	if off := time.Until(s.Issued) - 5*time.Minute; off.Abs() > 2*time.Second {
		t.Errorf("issued at %v: not the service's time", s.Issued)
	}
}
