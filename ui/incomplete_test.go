package ui

import (
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
)

// answersWith replaces the answers of operations, each by a list that is used up
// to its last one, which stays.
type answersWith struct {
	next http.RoundTripper
	mu   sync.Mutex
	by   map[string][]any
}

func (a *answersWith) RoundTrip(r *http.Request) (*http.Response, error) {
	_, op, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	a.mu.Lock()
	list := a.by[op]
	if len(list) > 1 {
		a.by[op] = list[1:]
	}
	a.mu.Unlock()
	if len(list) == 0 {
		return a.next.RoundTrip(r)
	}
	raw, err := json.Marshal(list[0])
	if err != nil {
		return nil, err
	}
	return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(string(raw)))}, nil
}

type members = map[string]any

// asks is an answer that sets a challenge.
func asks(name string, parameters map[string]string) members {
	return members{"ChallengeName": name, "Session": "a-session-of-a-sign-in", "ChallengeParameters": parameters}
}

var (
	proofParameters = map[string]string{"SALT": "f00d", "SRP_B": "1234567890abcdef", "SECRET_BLOCK": "c2VjcmV0", "USERNAME": carried, "USER_ID_FOR_SRP": carried}
	sentParameters  = map[string]string{"CODE_DELIVERY_DELIVERY_MEDIUM": "EMAIL", "CODE_DELIVERY_DESTINATION": "c***@e***"}
)

// wholeChallenges are challenges with all that the service sends with them.
var wholeChallenges = map[string]members{
	"PASSWORD_VERIFIER":  asks("PASSWORD_VERIFIER", proofParameters),
	"SMS_MFA":            asks("SMS_MFA", sentParameters),
	"EMAIL_OTP":          asks("EMAIL_OTP", sentParameters),
	"SMS_OTP":            asks("SMS_OTP", sentParameters),
	"SOFTWARE_TOKEN_MFA": asks("SOFTWARE_TOKEN_MFA", map[string]string{"FRIENDLY_DEVICE_NAME": "my phone", "USER_ID_FOR_SRP": carried}),
	"SELECT_MFA_TYPE":    asks("SELECT_MFA_TYPE", map[string]string{"MFAS_CAN_CHOOSE": `["SMS_MFA","SOFTWARE_TOKEN_MFA"]`}),
	"MFA_SETUP":          asks("MFA_SETUP", map[string]string{"MFAS_CAN_SETUP": `["SOFTWARE_TOKEN_MFA","EMAIL_OTP"]`}),
	"NEW_PASSWORD_REQUIRED": asks("NEW_PASSWORD_REQUIRED", map[string]string{
		"requiredAttributes": `["userAttributes.name"]`, "userAttributes": `{"email":"c@example.com"}`, "USER_ID_FOR_SRP": carried}),
	"CUSTOM_CHALLENGE": asks("CUSTOM_CHALLENGE", map[string]string{"question": "?"}),
	"WEB_AUTHN":        asks("WEB_AUTHN", map[string]string{"CREDENTIAL_REQUEST_OPTIONS": "{}"}),
	"PASSWORD":         asks("PASSWORD", nil),
	"PASSWORD_SRP":     asks("PASSWORD_SRP", nil),
	"SELECT_CHALLENGE": {"ChallengeName": "SELECT_CHALLENGE", "Session": "a-session-of-a-sign-in", "AvailableChallenges": []string{"PASSWORD", "EMAIL_OTP"}},
}

// dispensable are parameters whose absence or odd value changes nothing: a name
// that isn't told is what was typed, and a question may come without text.
var dispensable = []string{"USERNAME", "USER_ID_FOR_SRP", "FRIENDLY_DEVICE_NAME", "question", "CREDENTIAL_REQUEST_OPTIONS"}

// TestIncompleteChallenges drops and garbles each parameter of each challenge in
// turn: the screen names it, and leads on to a new sign-in.
func TestIncompleteChallenges(t *testing.T) {
	t.Parallel()
	for name, whole := range wholeChallenges {
		t.Run(name, func(t *testing.T) {
			inParallel(t, func(t *testing.T) {
				for dropped, answer := range crippled(whole) {
					member, _, _ := strings.Cut(dropped, " ")
					d, _ := answered(t, map[string][]any{"InitiateAuth": {answer}})
					d.startsWith(carried, map[bool]string{true: "Secure password", false: "Password"}[name == "PASSWORD_VERIFIER"])
					d.waits()
					if slices.Contains(dispensable, member) || dropped == "CODE_DELIVERY_DELIVERY_MEDIUM garbled" || dropped == "CODE_DELIVERY_DESTINATION garbled" {
						d.lacks("Details")
					} else {
						d.sees(member)
					}
					if s, ok := d.app.top().(*signIn); ok && s.failure != nil {
						d.sees("Sign in")
						if s.name() != carried {
							t.Errorf("%s: the name is lost", dropped)
						}
					}
				}
			})
		})
	}
}

// crippled are the answers that lack one member or parameter of a whole one, or
// have it in another form.
func crippled(whole members) map[string]members {
	out := map[string]members{}
	parameters, _ := whole["ChallengeParameters"].(map[string]string)
	for name := range parameters {
		for how, change := range map[string]func(map[string]string){
			"dropped": func(p map[string]string) { delete(p, name) },
			"garbled": func(p map[string]string) { p[name] = "{!" },
		} {
			changed, given := maps.Clone(whole), maps.Clone(parameters)
			change(given)
			changed["ChallengeParameters"] = given
			out[name+" "+how] = changed
		}
	}
	for _, name := range []string{"Session", "AvailableChallenges"} {
		if _, there := whole[name]; there && whole["ChallengeName"] != "PASSWORD_VERIFIER" {
			changed := maps.Clone(whole)
			delete(changed, name)
			out[name+" dropped"] = changed
		}
	}
	return out
}

// answered is a driver whose service answers some operations as it is told.
func answered(t testing.TB, by map[string][]any) (*driver, *answersWith) {
	t.Helper()
	pool := demoPool()
	a := &answersWith{next: pool.Transport(), by: by}
	return driverOn(t, pool, optionsFor(t, pool, "demo-app", a)), a
}

// TestIncompleteSetUp lacks what the set-up of an app can't do without.
func TestIncompleteSetUp(t *testing.T) {
	t.Parallel()
	secret := members{"SecretCode": demoSecret, "Session": "another-session-of-it"}
	for what, x := range map[string]struct {
		associate, verify members
		names             string
	}{
		"no secret":                      {associate: members{"Session": "another-session-of-it"}, names: "SecretCode"},
		"no session with the secret":     {associate: members{"SecretCode": demoSecret}, names: "Session"},
		"a secret that is no base32":     {associate: members{"SecretCode": "0189!", "Session": "another-session-of-it"}, names: "SecretCode"},
		"no session after the code":      {associate: secret, verify: members{"Status": "SUCCESS"}, names: "Session"},
		"the code's status is an error":  {associate: secret, verify: members{"Status": "ERROR", "Session": "x"}, names: "doesn't fit the secret"},
		"no status after the code":       {associate: secret, verify: members{"Session": "x"}, names: "doesn't fit the secret"},
		"a status that nobody documents": {associate: secret, verify: members{"Status": "MAYBE", "Session": "x"}, names: "doesn't fit the secret"},
	} {
		t.Run(what, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				by := map[string][]any{"InitiateAuth": {asks("MFA_SETUP", map[string]string{"MFAS_CAN_SETUP": `["SOFTWARE_TOKEN_MFA"]`})},
					"AssociateSoftwareToken": {x.associate}}
				if x.verify != nil {
					by["VerifySoftwareToken"] = []any{x.verify}
				}
				d, _ := answered(t, by)
				d.startsWith(carried, "Password")
				d.waits()
				d.on("totpSetup")
				if x.verify != nil {
					d.write("123456")
					d.submit()
					d.waits()
				}
				d.sees("✗ ")
				d.size(200, 60)
				d.sees(x.names)
			})
		})
	}
}
