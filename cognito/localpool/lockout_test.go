package localpool

import (
	"sync"
	"testing"
	"time"

	"cognito-tui/cognito/srp"
)

const (
	incorrect = "Incorrect username or password."
	exceeded  = "Password attempts exceeded"
)

// TestProofsInParallel: however many wrong proofs come at once, five are judged.
func TestProofsInParallel(t *testing.T) {
	x := newTester(t)
	walkers, given := make([]*walker, 16), make([]map[string]string, 16)
	for i := range walkers {
		c := newSRP(t)
		walkers[i] = x.walk("demo-public", "ann@example.com").begin("USER_SRP_AUTH",
			map[string]string{"SRP_A": c.A()}).at("PASSWORD_VERIFIER")
		given[i] = walkers[i].prove(c, srp.Identity{Group: "LocalPool", User: "ann@example.com"}, "wrong")
	}
	var all sync.WaitGroup
	for i, w := range walkers {
		all.Go(func() { w.respond("PASSWORD_VERIFIER", given[i]) })
	}
	all.Wait()
	count := map[string]int{}
	for _, w := range walkers {
		count[w.last.message]++
	}
	if count[incorrect] != freeFailures || count[exceeded] != len(walkers)-freeFailures {
		t.Errorf("answers %v", count)
	}
}

// TestSecondFactorBackOff: five wrong codes of any kind lock codes and passwords
// alike, and neither is judged before the lock ends.
func TestSecondFactorBackOff(t *testing.T) {
	for _, tt := range []struct{ user, challenge, to, text string }{
		{"tom@example.com", "SOFTWARE_TOKEN_MFA", "", "Invalid code received for user"},
		{"sam@example.com", "SMS_MFA", "+15550102345", "Invalid code or auth state for the user."},
		{"mia@example.com", "EMAIL_OTP", "mia@example.com", "Invalid code or auth state for the user."},
	} {
		x := newTester(t)
		w := x.walk("demo-app", tt.user).password(DemoPassword).at(tt.challenge)
		code := func() string {
			if tt.to == "" {
				return w.totp()
			}
			return x.code(tt.to)
		}
		answer := func(code string) *walker {
			return w.respond(tt.challenge, map[string]string{codeKey(tt.challenge): code})
		}
		// Wrong passwords count with wrong codes.
		x.walk("demo-app", tt.user).password("wrong").no("NotAuthorized", incorrect)
		for range freeFailures - 1 {
			answer(wrongCode(code())).no("CodeMismatch", tt.text)
		}
		answer(code()).no("NotAuthorized", exceeded)
		x.walk("demo-app", tt.user).password(DemoPassword).no("NotAuthorized", exceeded)
		x.walk("demo-app", tt.user).srp(DemoPassword).no("NotAuthorized", exceeded)
		x.s.Advance(time.Second)
		answer(code()).done()
		x.walk("demo-app", tt.user).password("wrong").no("NotAuthorized", incorrect) // forgotten: not locked
		x.walk("demo-app", tt.user).password(DemoPassword).at(tt.challenge)
	}
}

// TestUsedTOTPIsNotCounted: a code that was right once isn't a wrong one.
func TestUsedTOTPIsNotCounted(t *testing.T) {
	x := newTester(t)
	w := x.walk("demo-app", "tom@example.com").password(DemoPassword).at("SOFTWARE_TOKEN_MFA")
	answer := map[string]string{"SOFTWARE_TOKEN_MFA_CODE": w.totp()}
	w.respond("SOFTWARE_TOKEN_MFA", answer).done()
	w = x.walk("demo-app", "tom@example.com").password(DemoPassword).at("SOFTWARE_TOKEN_MFA")
	for range 2 * freeFailures {
		w.respond("SOFTWARE_TOKEN_MFA", answer).no("ExpiredCode", "Your software token has already been used once.")
	}
	w.respond("SOFTWARE_TOKEN_MFA", map[string]string{"SOFTWARE_TOKEN_MFA_CODE": w.totp()}).done()
}

// TestBackOffInsideSRP: the lock holds at both steps, for those who aren't there
// too, and a proof that was begun before it.
func TestBackOffInsideSRP(t *testing.T) {
	for _, user := range []string{"ann@example.com", "who@example.com"} {
		x := newTester(t)
		c, early := newSRP(t), x.walk("demo-app", user)
		early.begin("USER_SRP_AUTH", map[string]string{"SRP_A": c.A()}).at("PASSWORD_VERIFIER")
		for range freeFailures {
			x.walk("demo-app", user).srp("wrong").no("NotAuthorized", incorrect)
		}
		early.answerSRP(c, DemoPassword).no("NotAuthorized", exceeded)
		x.walk("demo-app", user).begin("USER_SRP_AUTH", map[string]string{"SRP_A": c.A()}).no("NotAuthorized", exceeded)
		x.walk("demo-app", user).password(DemoPassword).no("NotAuthorized", exceeded)
		x.s.Advance(time.Second)
		x.walk("demo-app", user).srp("wrong").no("NotAuthorized", incorrect)
		x.s.Advance(time.Second)
		x.walk("demo-app", user).srp("wrong").no("NotAuthorized", exceeded) // two seconds now
	}
}
