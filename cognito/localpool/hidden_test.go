package localpool

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"cognito-tui/cognito/srp"
)

// shape is what an answer tells a stranger, without what differs by the name.
func (w *walker) shape() string {
	var parameters []string
	m, _ := w.last.in("ChallengeParameters").(map[string]any)
	for name, value := range m {
		if n := len(value.(string)); name == "SALT" || name == "SECRET_BLOCK" {
			name += fmt.Sprint(" ", n)
		}
		parameters = append(parameters, name)
	}
	slices.Sort(parameters)
	return fmt.Sprint(w.last.code, w.last.message, w.last.str("ChallengeName"), parameters, len(w.session),
		w.last.in("AvailableChallenges"))
}

// TestHiddenUsersLookReal: to a client that hides missing users one who isn't
// there, and an imported one who must reset the password, answer as one who is
// there answers a stranger, whatever is begun, and are locked like them.
func TestHiddenUsersLookReal(t *testing.T) {
	c := Demo()
	for i := range c.Pools[0].Users {
		c.Pools[0].Users[i].Imported = true
	}
	begins := []struct {
		flow  string
		given map[string]string
	}{
		{"USER_PASSWORD_AUTH", map[string]string{"PASSWORD": "wrong"}},
		{"USER_PASSWORD_AUTH", map[string]string{"PASSWORD": "wrong", "DEVICE_KEY": strangeDevice}},
		{"USER_SRP_AUTH", map[string]string{"SRP_A": "5"}},
		{"USER_AUTH", nil},
		{"USER_AUTH", map[string]string{"PREFERRED_CHALLENGE": "PASSWORD"}},
		{"USER_AUTH", map[string]string{"PREFERRED_CHALLENGE": "PASSWORD_SRP"}},
		{"USER_AUTH", map[string]string{"PREFERRED_CHALLENGE": "EMAIL_OTP"}},
		{"USER_AUTH", map[string]string{"PREFERRED_CHALLENGE": "SMS_OTP"}},
		{"CUSTOM_AUTH", nil},
		{"CUSTOM_AUTH", map[string]string{"CHALLENGE_NAME": "SRP_A", "SRP_A": "5"}},
	}
	for _, begin := range begins {
		for client, users := range map[string][]string{
			"demo-app": {"ann@example.com", "who@example.com", "rita@example.com"}, "mfa-app": {"ida@example.com", "who@example.com"},
		} {
			if client == "mfa-app" && begin.flow == "CUSTOM_AUTH" {
				continue // has no trigger
			}
			real := shapes(testerWith(t, c), client, users[0], begin.flow, begin.given)
			for _, user := range users[1:] {
				if got := shapes(testerWith(t, c), client, user, begin.flow, begin.given); !slices.Equal(got, real) {
					t.Errorf("%s %v: %s\n%s\n%s\n%s", begin.flow, begin.given, user, strings.Join(got, "\n"), users[0],
						strings.Join(real, "\n"))
				}
			}
		}
	}
}

// shapes begins a sign-in eight times and answers each challenge wrongly.
func shapes(x tester, client, user, flow string, given map[string]string) (seen []string) {
	x.Helper()
	for range 8 {
		w := x.walk(client, user).begin(flow, given)
		seen = append(seen, w.shape())
		name := w.last.str("ChallengeName")
		if name == "" {
			continue
		}
		wrong := map[string]string{
			"PASSWORD": "wrong", "EMAIL_OTP_CODE": "00000000", "ANSWER": "wrong", "PASSWORD_CLAIM_SIGNATURE": "AAAA", "SRP_A": "5",
			"TIMESTAMP": x.s.Now().UTC().Format("Mon Jan 2 15:04:05 UTC 2006"), "PASSWORD_CLAIM_SECRET_BLOCK": w.parameter("SECRET_BLOCK"),
		}
		if name == "SELECT_CHALLENGE" {
			wrong["ANSWER"] = "PASSWORD"
		}
		seen = append(seen, w.respond(name, wrong).shape())
	}
	return seen
}

// TestPhantomsLast: the salt and the user id of a missing name are the same each
// time, other for another name, and no proof passes.
func TestPhantomsLast(t *testing.T) {
	x := newTester(t)
	asked := func(name string) (salt, id string) {
		w := x.walk("demo-app", name).begin("USER_SRP_AUTH", map[string]string{"SRP_A": "5"}).at("PASSWORD_VERIFIER")
		return w.parameter("SALT"), w.parameter("USER_ID_FOR_SRP")
	}
	salt, id := asked("who@example.com")
	again, idAgain := asked("WHO@example.com")
	other, otherID := asked("why@example.com")
	if salt != again || id != idAgain || salt == other || id == otherID || len(salt) != 32 || len(id) != 36 {
		t.Errorf("%s %s, then %s %s, another %s %s", salt, id, again, idAgain, other, otherID)
	}
	x.walk("demo-app", "who@example.com").srp(DemoPassword).no("NotAuthorized", "Incorrect username or password.")
}

// TestSaltOfAUserWithoutPassword doesn't depend on the name that was typed.
func TestSaltOfAUserWithoutPassword(t *testing.T) {
	x := poolWith(t, aliasPool, func(p *PoolConfig) {
		p.Users = append(p.Users, UserConfig{
			Username:   "pam",
			NoPassword: true,
			Attributes: []Attribute{{"email", "pam@example.com"}, {"email_verified", "true"}},
		})
	})
	asked := func(name string) string {
		return x.walk("alias-app", name).begin("USER_SRP_AUTH", map[string]string{"SRP_A": "5"}).parameter("SALT")
	}
	if a, b := asked("pam"), asked("pam@example.com"); a != b {
		t.Errorf("salts %s and %s", a, b)
	}
}

// TestPretendedCodes: a missing user is offered a code that the pool allows,
// whatever the form of the name, with a destination of its medium that lasts and
// that no client can compute.
func TestPretendedCodes(t *testing.T) {
	for _, tt := range []struct{ factor, medium, name, destination string }{
		{"SMS_OTP", "SMS", "+15550000000", "+*******0000"}, {"SMS_OTP", "SMS", "who@example.com", ""}, {"SMS_OTP", "SMS", "nobody", ""},
		{"EMAIL_OTP", "EMAIL", "who@example.com", "w***@e***"}, {"EMAIL_OTP", "EMAIL", "+15550000000", ""},
		{"EMAIL_OTP", "EMAIL", "nobody", ""},
	} {
		x := poolWith(t, localPool, func(p *PoolConfig) { p.FirstFactors = []string{tt.factor} })
		x.walk("demo-app", tt.name).begin("USER_AUTH", nil).at("SELECT_CHALLENGE").offers(tt.factor)
		var told []string
		for range 2 {
			w := x.walk("demo-app", tt.name).begin("USER_AUTH", map[string]string{"PREFERRED_CHALLENGE": tt.factor}).at(tt.factor)
			if got := w.parameter("CODE_DELIVERY_DELIVERY_MEDIUM"); got != tt.medium {
				t.Errorf("%s by %s", tt.factor, got)
			}
			told = append(told, w.parameter("CODE_DELIVERY_DESTINATION"))
			w.respond(tt.factor, map[string]string{tt.factor + "_CODE": "12345678"}).no("CodeMismatch",
				"Invalid code or auth state for the user.")
		}
		if told[0] != told[1] || tt.destination != "" && told[0] != tt.destination ||
			strings.HasPrefix(told[0], "+") != (tt.medium == "SMS") || len(told[0]) < 9 {
			t.Errorf("%s to %s is told as %v", tt.factor, tt.name, told)
		}
	}
	x := poolWith(t, localPool, func(p *PoolConfig) { p.FirstFactors, p.MFA = []string{"EMAIL_OTP"}, "ON" })
	x.walk("demo-app", "who@example.com").begin("USER_AUTH", nil).no("NotAuthorized", "Incorrect username or password.")
}

// TestHiddenUserBecomesReal: a name that is taken in mid-dialogue isn't what was
// signed in with.
func TestHiddenUserBecomesReal(t *testing.T) {
	x := newTester(t)
	w := x.walk("demo-app", "new@example.com").begin("USER_AUTH", map[string]string{"PREFERRED_CHALLENGE": "PASSWORD"}).at("PASSWORD")
	x.signUp("demo-app", "new@example.com")
	w.respond("PASSWORD", map[string]string{"PASSWORD": DemoPassword}).no("NotAuthorized", "Incorrect username or password.")
	c := newSRP(t)
	w = x.walk("demo-app", "newer@example.com").begin("USER_SRP_AUTH", map[string]string{"SRP_A": c.A()}).at("PASSWORD_VERIFIER")
	x.signUp("demo-app", "newer@example.com")
	w.respond("PASSWORD_VERIFIER", w.prove(c, srp.Identity{Group: "LocalPool", User: w.name}, DemoPassword)).
		no("NotAuthorized", "Incorrect username or password.")
}

// TestPretendedDeliveryIsSecret: what a reset of nobody is told to go to follows
// from more than the pool's id and the name.
func TestPretendedDeliveryIsSecret(t *testing.T) {
	s := newServer(Demo())
	p := s.state.Load().order[0]
	seen := map[string]bool{}
	for i := range 20 {
		s.phantomSecret = fmt.Sprint(i)
		seen[p.pretend("plain").Destination] = true
	}
	if len(seen) < 5 {
		t.Errorf("pretended %v", seen)
	}
}
