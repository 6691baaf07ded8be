package cognito

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-tui/cognito/bubble"
)

// TestEveryChallengeIsKnown walks the SDK's list: each name is decoded, answered
// by the program itself, or refused in words.
func TestEveryChallengeIsKnown(t *testing.T) {
	for _, name := range types.ChallengeNameType("").Values() {
		_, decoded := challenges[name]
		_, answered := proofs[name]
		if decoded == answered {
			t.Errorf("%s: decoded %v, answered by itself %v", name, decoded, answered)
		}
	}
	for _, known := range [][]types.ChallengeNameType{slices.Collect(maps.Keys(challenges)), slices.Collect(maps.Keys(proofs))} {
		for _, name := range known {
			if !slices.Contains(types.ChallengeNameType("").Values(), name) {
				t.Errorf("%s is no challenge of the SDK", name)
			}
		}
	}
	u, ok := signInAnswer(t, `{"ChallengeName":"BRAND_NEW","Session":"s"}`).(Unsupported)
	if !ok || u.Reason != "" || !strings.Contains(u.String(), "BRAND_NEW") {
		t.Errorf("got %#v", u)
	}
	u, ok = signInAnswer(t, `{"ChallengeName":"the Pass of ann","Session":"s"}`).(Unsupported)
	if !ok || u.String() != "The pool asks for a step next, which this program doesn't know." {
		t.Errorf("what is no challenge's name is shown: %q", u)
	}
	u, ok = signInAnswer(t, `{"ChallengeName":"ADMIN_NO_SRP_AUTH","Session":"s"}`).(Unsupported)
	if !ok || u.Reason == "" || !strings.Contains(u.String(), "ADMIN_NO_SRP_AUTH") {
		t.Errorf("got %#v", u)
	}
}

func signInAnswer(t *testing.T, body string) Step {
	t.Helper()
	step, err := New(testConfig(always(200, nil, body))).SignIn(t.Context(), SignInRequest{Username: "ann", Password: "pass"})
	if err != nil {
		t.Fatal(err)
	}
	return step
}

func TestSignedIn(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		date := time.Now().Add(5 * time.Minute).UTC().Format(http.TimeFormat)
		c := New(testConfig(always(200, http.Header{"Date": {date}},
			`{"AuthenticationResult":{"AccessToken":"a","IdToken":"i","RefreshToken":"r","ExpiresIn":3600,"TokenType":"Bearer"}}`)))
		step, err := c.SignIn(t.Context(), SignInRequest{Username: "ann", Password: "pass"})
		in, ok := step.(SignedIn)
		if err != nil || !ok {
			t.Fatalf("got %#v, %v", step, err)
		}
		s := in.Tokens
		if s.ID != "i" || s.Access != "a" || s.Refresh != "r" || s.ExpiresIn != time.Hour {
			t.Errorf("got other tokens")
		}
		if off := time.Until(s.Issued) - 5*time.Minute; off.Abs() > time.Second { // as a Date header tells it
			t.Errorf("issued at %v: not the service's time", s.Issued)
		}
	})
}
