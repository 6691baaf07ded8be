package srp_test

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"slices"
	"testing"

	"cognito-tui/cognito/localpool"
	"cognito-tui/cognito/localpool/pooltest"
	"cognito-tui/cognito/srp"
)

// stranger speaks to a pool by the protocol alone.
type stranger struct {
	*testing.T
	pool   *localpool.Server
	client string // id
}

// answered is what the pool answers to a step of a sign-in.
type answered struct {
	ChallengeName, Session string
	ChallengeParameters    map[string]string
	Type                   string `json:"__type"`
	Message                string `json:"message"`
}

func (s stranger) calls(op string, body map[string]any) (a answered) {
	s.Helper()
	body["ClientId"] = s.client
	raw, err := json.Marshal(body)
	if err != nil {
		s.Fatal(err)
	}
	r, err := http.NewRequestWithContext(s.Context(), http.MethodPost, "https://cognito-idp.us-east-1.amazonaws.com/", bytes.NewReader(raw))
	if err != nil {
		s.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-amz-json-1.1")
	r.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService."+op)
	answer, err := s.pool.Transport().RoundTrip(r)
	if err != nil {
		s.Fatal(err)
	}
	defer answer.Body.Close()
	if raw, err = io.ReadAll(answer.Body); err != nil {
		s.Fatal(err)
	}
	if err := json.Unmarshal(raw, &a); err != nil {
		s.Fatal(err)
	}
	return a
}

// tries proves a wrong password, and counts the modular powers that the pool computes
// for each of the two steps.
func (s stranger) tries(flow string, given map[string]string, c *srp.Client, user string) [2]uint64 {
	s.Helper()
	parameters := maps.Clone(given)
	parameters["SRP_A"], parameters["USERNAME"] = c.A(), user
	before := srp.Powers.Load()
	a := s.calls("InitiateAuth", map[string]any{"AuthFlow": flow, "AuthParameters": parameters})
	begun := srp.Powers.Load() - before
	if a.ChallengeName != "PASSWORD_VERIFIER" {
		s.Fatalf("%s: %s met %q (%s: %s)", flow, user, a.ChallengeName, a.Type, a.Message)
	}
	get := a.ChallengeParameters
	proof, err := c.Prove(srp.Identity{Group: "LocalPool", User: get["USER_ID_FOR_SRP"]}, "Wrong-Password1!",
		srp.Challenge{Salt: get["SALT"], B: get["SRP_B"], SecretBlock: get["SECRET_BLOCK"]}, s.pool.Now())
	if err != nil {
		s.Fatal(err)
	}
	before = srp.Powers.Load() // the proof's own are the stranger's
	a = s.calls("RespondToAuthChallenge", map[string]any{"ChallengeName": "PASSWORD_VERIFIER", "Session": a.Session,
		"ChallengeResponses": map[string]string{"USERNAME": get["USER_ID_FOR_SRP"], "PASSWORD_CLAIM_SIGNATURE": proof.Signature,
			"PASSWORD_CLAIM_SECRET_BLOCK": proof.SecretBlock, "TIMESTAMP": proof.Timestamp}})
	if a.Type != "NotAuthorizedException" || a.Message != "Incorrect username or password." {
		s.Errorf("%s: %s was answered %s: %s", flow, user, a.Type, a.Message)
	}
	return [2]uint64{begun, srp.Powers.Load() - before}
}

// TestHiddenUsersTakeAsLong: of one who isn't there, and of one without a password,
// each step of SRP computes as many modular powers as of a user who never signed in
// by it, the first time and later. It counts what the whole process computes, so it
// runs beside no other test.
func TestHiddenUsersTakeAsLong(t *testing.T) {
	for _, begin := range []struct {
		flow  string
		given map[string]string
	}{
		{"USER_SRP_AUTH", map[string]string{}},
		{"USER_AUTH", map[string]string{"PREFERRED_CHALLENGE": "PASSWORD_SRP"}},
		{"CUSTOM_AUTH", map[string]string{"CHALLENGE_NAME": "SRP_A"}},
	} {
		config := localpool.Demo()
		config.Keys, config.Random = pooltest.Keys, pooltest.Random()
		local := &config.Pools[slices.IndexFunc(config.Pools, func(p localpool.PoolConfig) bool { return p.ID == "us-east-1_LocalPool" })]
		local.Users = append(local.Users, localpool.UserConfig{Username: "pam@example.com", NoPassword: true})
		app := &local.Clients[slices.IndexFunc(local.Clients, func(c localpool.ClientConfig) bool { return c.Name == "demo-app" })]
		app.Secret = ""
		s := stranger{t, localpool.New(config), app.ID}
		client, err := srp.NewClient(nil)
		if err != nil {
			t.Fatal(err)
		}
		tried := func(name string) (powers [][2]uint64) {
			for range 3 {
				powers = append(powers, s.tries(begin.flow, begin.given, client, name))
			}
			return powers
		}
		real := tried("ann@example.com")
		if want := [][2]uint64{{2, 2}, {1, 2}, {1, 2}}; !slices.Equal(real, want) {
			t.Errorf("%s: a user takes %d powers, not %d", begin.flow, real, want)
		}
		others := []string{"who@example.com", "why@example.com"}
		if begin.flow != "USER_AUTH" { // which offers a user what the user has
			others = append(others, "pam@example.com")
		}
		for _, name := range others {
			if got := tried(name); !slices.Equal(got, real) {
				t.Errorf("%s: %s takes %d powers, a user %d", begin.flow, name, got, real)
			}
		}
	}
}
