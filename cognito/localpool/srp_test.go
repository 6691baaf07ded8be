package localpool

import (
	"bytes"
	"encoding/base64"
	"math/big"
	"strings"
	"testing"
	"time"

	"cognito-tui/cognito/srp"
)

// TestSRPSignsIn: users of each kind of pool, by their own name and by an
// alias, with clients that have a secret and that have none.
func TestSRPSignsIn(t *testing.T) {
	t.Parallel()
	x := newTester(t)
	for _, tt := range []struct{ client, user string }{
		{"demo-app", "ann@example.com"}, {"demo-public", "ann@example.com"}, {"demo-srp-only", "ANN@example.com"},
		{"alias-app", "olga"}, {"alias-app", "shared@example.com"}, {"email-app", "eve@example.com"}, {"email-app", "EVE@example.com"},
	} {
		x.walk(tt.client, tt.user).srp(DemoPassword).done()
		x.walk(tt.client, tt.user).srp("Wrong-1234").no("NotAuthorized", "Incorrect username or password.")
		x.walk(tt.client, tt.user).srp(DemoPassword).done()
	}
}

// TestSRPByStatus is the table of statuses for SRP; states that a password
// hides are told after the proof.
func TestSRPByStatus(t *testing.T) {
	x := newTester(t)
	for _, tt := range []struct{ user, right, text string }{
		{"una@example.com", "UserNotConfirmed", "User is not confirmed."},
		{"rita@example.com", "PasswordResetRequired", "Password reset required for the user"},
		{"dan@example.com", "NotAuthorized", "User is disabled."},
		{"ted@example.com", "NotAuthorized", "Temporary password has expired"},
		{"pat@example.com", "NotAuthorized", "Incorrect username or password."}, // has none
	} {
		x.walk("demo-app", tt.user).srp(DemoPassword).no(tt.right, tt.text)
	}
	x.walk("demo-app", "una@example.com").srp("Wrong-1234").no("NotAuthorized", "Incorrect username or password.")
	x.walk("demo-app", "fay@example.com").srp(DemoPassword).at("NEW_PASSWORD_REQUIRED")
}

// TestSaltsOfEveryForm: leading zero bytes and set first bits change how a salt
// is padded, a zero one most of all.
func TestSaltsOfEveryForm(t *testing.T) {
	t.Parallel()
	for _, salt := range [][]byte{
		bytes.Repeat([]byte{0x01}, 16), bytes.Repeat([]byte{0xff}, 16), make([]byte, 16),
		append([]byte{0, 0, 0x7f}, bytes.Repeat([]byte{0xaa}, 13)...), append([]byte{0, 0x80}, bytes.Repeat([]byte{0x55}, 14)...),
		{0x0f}, {0},
	} {
		c := Demo()
		c.Pools[0].Salt = func() []byte { return salt }
		for _, password := range []string{"Passw0rd!", "Pässwörd–1€", "\u00ff\U0010ffffaA1!"} {
			c.Pools[0].Users[0].Password = password
			x := testerWith(t, c)
			x.walk("demo-app", "ann@example.com").srp(password).done()
			if x.walk("demo-app", "ann@example.com").srp(password+"x").last.code != "NotAuthorizedException" {
				t.Errorf("salt %x: a wrong password passes", salt)
			}
		}
	}
}

// TestProofWithoutSession: many SRP clients send no Session with their proof.
func TestProofWithoutSession(t *testing.T) {
	x := newTester(t)
	c, w := newSRP(t), x.walk("demo-app", "ann@example.com")
	w.begin("USER_SRP_AUTH", map[string]string{"SRP_A": c.A()}).at("PASSWORD_VERIFIER")
	w.session = ""
	w.answerSRPAnyway(c, DemoPassword).done()
}

// answerSRPAnyway is answerSRP without its demand of a Session.
func (w *walker) answerSRPAnyway(c *srp.Client, password string) *walker {
	w.Helper()
	id := srp.Identity{Group: srp.PoolName(w.app.PoolID), User: w.parameter("USER_ID_FOR_SRP")}
	return w.respond("PASSWORD_VERIFIER", w.prove(c, id, password))
}

// TestRefusedSRPValues is the table of what SRP_A and a proof may not be.
func TestRefusedSRPValues(t *testing.T) {
	n, _ := new(big.Int).SetString(groupPrime, 16)
	x := newTester(t)
	for rule, a := range map[string]string{
		"zero": "0", "the modulus": n.Text(16), "not hexadecimal": "xyz", "too long": strings.Repeat("f", 2000), "negative": "-1",
	} {
		w := x.walk("demo-app", "ann@example.com").begin("USER_SRP_AUTH", map[string]string{"SRP_A": a})
		if w.last.code != "InvalidParameterException" || !strings.Contains(w.last.message, "SRP_A") {
			t.Errorf("%s: %s %s", rule, w.last.code, w.last.message)
		}
	}
	x.walk("demo-app", "ann@example.com").begin("USER_SRP_AUTH", nil).no("InvalidParameter", "Missing required parameter SRP_A")

	tests := []struct {
		rule, key string
		change    func(string) string
		code      string
		text      string
	}{
		{"no signature", "PASSWORD_CLAIM_SIGNATURE", func(string) string { return "" }, "InvalidParameter",
			"Missing required parameter PASSWORD_CLAIM_SIGNATURE"},
		{"no block", "PASSWORD_CLAIM_SECRET_BLOCK", func(string) string { return "" }, "InvalidParameter",
			"Missing required parameter PASSWORD_CLAIM_SECRET_BLOCK"},
		{"no timestamp", "TIMESTAMP", func(string) string { return "" }, "InvalidParameter", "Missing required parameter TIMESTAMP"},
		{"a timestamp of another form", "TIMESTAMP", func(string) string { return "2025-05-04T07:09:05Z" }, "InvalidParameter",
			"TIMESTAMP format"},
		{"another timestamp", "TIMESTAMP", func(string) string {
			return x.s.Now().Add(-time.Minute).UTC().Format("Mon Jan 2 15:04:05 UTC 2006")
		}, "NotAuthorized", "Incorrect"},
		{"a signature of another block", "PASSWORD_CLAIM_SECRET_BLOCK",
			func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }, "NotAuthorized", "Incorrect"},
		{"a block that isn't base64", "PASSWORD_CLAIM_SECRET_BLOCK", func(string) string { return "#" }, "InvalidParameter",
			"PASSWORD_CLAIM_SECRET_BLOCK"},
		{"a signature that isn't base64", "PASSWORD_CLAIM_SIGNATURE", func(string) string { return "#" }, "NotAuthorized", "Incorrect"},
		{"an empty name", "USERNAME", func(string) string { return "" }, "InvalidParameter", "Missing required parameter USERNAME"},
	}
	for _, tt := range tests {
		t.Run(tt.rule, func(t *testing.T) {
			x := newTester(t)
			c, w := newSRP(t), x.walk("demo-public", "ann@example.com")
			w.begin("USER_SRP_AUTH", map[string]string{"SRP_A": c.A()}).at("PASSWORD_VERIFIER")
			given := w.prove(c, srp.Identity{Group: "LocalPool", User: "ann@example.com"}, DemoPassword)
			changed := map[string]string{tt.key: tt.change(given[tt.key])}
			for k, v := range given {
				if _, ok := changed[k]; !ok {
					changed[k] = v
				}
			}
			w.respond("PASSWORD_VERIFIER", changed).no(tt.code, tt.text)
			// A refusal keeps the Session.
			w.respond("PASSWORD_VERIFIER", given).done()
		})
	}
}

// TestTimestampOfAProof: it must be within five minutes of the pool's clock.
func TestTimestampOfAProof(t *testing.T) {
	c := Demo()
	c.Pools[0].Clients[1].AuthSession = 15 * time.Minute
	for _, tt := range []struct {
		late time.Duration
		code string
	}{{proofWindow, ""}, {proofWindow + time.Second, "NotAuthorized"}} {
		x := testerWith(t, c)
		a, w := newSRP(t), x.walk("demo-public", "ann@example.com")
		w.begin("USER_SRP_AUTH", map[string]string{"SRP_A": a.A()}).at("PASSWORD_VERIFIER")
		given := w.prove(a, srp.Identity{Group: "LocalPool", User: "ann@example.com"}, DemoPassword)
		signed, err := srp.ParseTimestamp(given["TIMESTAMP"])
		if err != nil {
			t.Fatal(err)
		}
		x.s.Advance(tt.late - x.s.Now().Sub(signed))
		if w.respond("PASSWORD_VERIFIER", given); tt.code == "" {
			w.done()
		} else {
			w.no(tt.code, "Incorrect username or password.")
		}
	}
}

// TestPasswordChangedDuringSRP: the proof of an old password is worth nothing.
func TestPasswordChangedDuringSRP(t *testing.T) {
	x := newTester(t)
	c, w := newSRP(t), x.walk("demo-public", "ann@example.com")
	w.begin("USER_SRP_AUTH", map[string]string{"SRP_A": c.A()})
	x.ok("AdminSetUserPassword", object{"UserPoolId": localPool, "Username": "ann@example.com", "Password": "Another1!", "Permanent": true})
	w.answerSRP(c, DemoPassword).no("NotAuthorized", "Incorrect username or password.")
	x.walk("demo-public", "ann@example.com").srp("Another1!").done()
}

// groupPrime is N of RFC 5054's group of 3072 bits.
const groupPrime = "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74" +
	"020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437" +
	"4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED" +
	"EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF05" +
	"98DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB" +
	"9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B" +
	"E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF695581718" +
	"3995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33" +
	"A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7" +
	"ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864" +
	"D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E2" +
	"08E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF"
