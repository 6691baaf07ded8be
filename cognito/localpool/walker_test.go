package localpool

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"cognito-tui/cognito/srp"
)

// walker walks one sign-in as a well-behaved client does: it echoes the user
// name that the pool gave, the Session of the last answer, and the secret hash.
type walker struct {
	tester
	app     ClientInfo
	admin   bool
	name    string
	session string
	last    answered
}

func (x tester) walk(client, username string) *walker {
	x.Helper()
	return &walker{tester: x, app: x.client(client), name: username}
}

func (w *walker) with(given map[string]string) map[string]string {
	all := map[string]string{"USERNAME": w.name}
	if w.app.Secret != "" {
		all["SECRET_HASH"] = secretHash(w.app.Secret, w.name, w.app.ClientID)
	}
	maps.Copy(all, given)
	return all
}

func (w *walker) do(op string, body object) answered {
	w.Helper()
	body["ClientId"] = w.app.ClientID
	if w.admin {
		op, body["UserPoolId"] = "Admin"+op, w.app.PoolID
	}
	w.last = w.call(op, body)
	if w.last.status != http.StatusOK {
		return w.last
	}
	w.session = w.last.str("Session")
	if name := w.last.str("ChallengeParameters", "USER_ID_FOR_SRP"); name != "" {
		w.name = name
	}
	return w.last
}

// begin sends InitiateAuth, or AdminInitiateAuth.
func (w *walker) begin(flow string, given map[string]string) *walker {
	w.Helper()
	w.do("InitiateAuth", object{"AuthFlow": flow, "AuthParameters": w.with(given)})
	return w
}

// respond answers the challenge.
func (w *walker) respond(challenge string, given map[string]string) *walker {
	w.Helper()
	body := object{"ChallengeName": challenge, "ChallengeResponses": w.with(given)}
	if w.session != "" {
		body["Session"] = w.session
	}
	w.do("RespondToAuthChallenge", body)
	return w
}

// at demands that this challenge was set.
func (w *walker) at(challenge string) *walker {
	w.Helper()
	if w.last.str("ChallengeName") != challenge || w.session == "" {
		w.Fatalf("want the challenge %s, got %s %q %v", challenge, w.last.code, w.last.message, w.last.body)
	}
	return w
}

// done demands tokens.
func (w *walker) done() *walker {
	w.Helper()
	if w.last.str("AuthenticationResult", "AccessToken") == "" {
		w.Fatalf("want tokens, got %s %q %v", w.last.code, w.last.message, w.last.body)
	}
	return w
}

// no demands a refusal.
func (w *walker) no(code, text string) *walker {
	w.Helper()
	w.want(w.last, code, text)
	return w
}

// offers demands these AvailableChallenges.
func (w *walker) offers(names ...string) *walker {
	w.Helper()
	list, _ := w.last.in("AvailableChallenges").([]any)
	var got []string
	for _, name := range list {
		got = append(got, name.(string))
	}
	if !slices.Equal(got, names) {
		w.Fatalf("offered %v, want %v", got, names)
	}
	return w
}

func (w *walker) parameter(name string) string { return w.last.str("ChallengeParameters", name) }

// choices demands that this parameter lists these names.
func (w *walker) choices(parameter string, names ...string) *walker {
	w.Helper()
	if got := w.parameter(parameter); got != toJSON(names) {
		w.Fatalf("%s is %s, want %v", parameter, got, names)
	}
	return w
}

func newSRP(t testing.TB) *srp.Client {
	t.Helper()
	c, err := srp.NewClient(nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// prove makes the responses to the verifier challenge of the last answer.
func (w *walker) prove(c *srp.Client, id srp.Identity, password string) map[string]string {
	w.Helper()
	p, err := c.Prove(id, password, srp.Challenge{
		Salt: w.parameter("SALT"), B: w.parameter("SRP_B"), SecretBlock: w.parameter("SECRET_BLOCK"),
	}, w.s.Now())
	if err != nil {
		w.Fatal(err)
	}
	return map[string]string{
		"PASSWORD_CLAIM_SIGNATURE": p.Signature, "PASSWORD_CLAIM_SECRET_BLOCK": p.SecretBlock, "TIMESTAMP": p.Timestamp,
	}
}

// answerSRP answers PASSWORD_VERIFIER with a password.
func (w *walker) answerSRP(c *srp.Client, password string) *walker {
	w.Helper()
	w.at("PASSWORD_VERIFIER")
	id := srp.Identity{Group: srp.PoolName(w.app.PoolID), User: w.parameter("USER_ID_FOR_SRP")}
	return w.respond("PASSWORD_VERIFIER", w.prove(c, id, password))
}

// srp is the whole of USER_SRP_AUTH.
func (w *walker) srp(password string) *walker {
	w.Helper()
	c := newSRP(w)
	if w.begin("USER_SRP_AUTH", map[string]string{"SRP_A": c.A()}); w.last.status != http.StatusOK {
		return w
	}
	return w.answerSRP(c, password)
}

// password is the whole of USER_PASSWORD_AUTH.
func (w *walker) password(password string) *walker {
	w.Helper()
	return w.begin("USER_PASSWORD_AUTH", map[string]string{"PASSWORD": password})
}

// wrongCode is a code of the same length that isn't the one.
func wrongCode(code string) string {
	return strings.Map(func(r rune) rune { return '0' + (r-'0'+1)%10 }, code)
}

// codeKey is the name that the code of a challenge is answered under.
func codeKey(challenge string) string { return challenge + "_CODE" }
