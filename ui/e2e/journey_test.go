//go:build unix

package e2e

import (
	"regexp"
	"strings"
	"testing"
)

// filled is a code field with a code in it.
var filled = regexp.MustCompile(`(?m)Code +▌? *\d{6}\b`)

// The main job, by keys alone: sign up, take the code from the inbox, confirm,
// sign in, see who one is, and reset the password.
func TestSignUpConfirmSignInReset(t *testing.T) {
	const (
		name   = "journey@example.com"
		first  = "First-pw-0!aQ"
		second = "Second-pw-1!bZ"
	)
	term := start(t)
	term.see(home...)
	term.see("LOCAL POOL", "us-east-1_LocalPool", "demo-app", "not signed in")

	term.press("1")
	term.see("Email or username", "Password", "Repeat password", "8 characters")
	term.press(name + enter + first + enter + first)
	term.see(name, strings.Repeat("•", len(first)))
	term.press(enter)

	confirm(term)
	term.see("Sign in", name)
	term.see("The account is confirmed")
	term.press(enter) // the password is held until now: no second typing
	term.see("as " + name)
	term.lose("not signed in")

	toHome(term)
	term.press("4")
	term.see("Reset password", "Email or username")
	term.press(name + enter)
	term.see("New password", "Code")
	term.press(ctrlY)
	term.within(patience, "the code filled in", func() bool { return filled.MatchString(term.screen()) })
	term.see("▌ New password") // the code is there: what is left to type is the password
	term.press(second + enter + second + enter)
	term.see("The new password is set")
	term.press(enter)
	term.see("as " + name)

	term.quits("the local pool's changes")
	if code := term.exit(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	term.restored()
	keepsSecret(t, term, first, second, "eyJ")
}

// confirm enters the code that the inbox holds.
func confirm(term *terminal) {
	term.tb.Helper()
	term.see("Enter a code", "Confirm")
	term.press(ctrlY)
	term.within(patience, "the code filled in", func() bool { return filled.MatchString(term.screen()) })
	term.press(enter)
}

// toHome leaves the session's screen, once the account is read: until then esc
// cancels that.
func toHome(term *terminal) {
	term.tb.Helper()
	term.see("MFA ") // stands there once the account is read
	term.press(esc)
	term.see(home...)
}

// keepsSecret fails the test where a secret was written to the screen, ever, or
// to standard error.
func keepsSecret(t *testing.T, term *terminal, secrets ...string) {
	t.Helper()
	for _, secret := range secrets {
		if strings.Contains(term.output(), secret) {
			t.Errorf("%q was shown", secret)
		}
	}
	if said := term.errors(); said != "" {
		t.Errorf("standard error: %q", said)
	}
}

// A wrong password is refused in words and cleared; what was typed comes back
// under ctrl+r alone.
func TestPasswordIsMaskedUntilAsked(t *testing.T) {
	const wrong = "wrong-Pw-9!"
	term := start(t)
	term.see(home...)
	term.press("3")
	term.see("Email or username", "Password")
	term.press("nobody@example.com" + enter + wrong)
	term.see(strings.Repeat("•", len(wrong)))
	if strings.Contains(term.output(), wrong) {
		t.Error("the password was shown without being asked for")
	}
	term.press(ctrlR)
	term.see(wrong)
	term.press(ctrlR)
	term.lose(wrong)
	term.press(enter)
	term.see("NotAuthorizedException", "nobody@example.com")
	term.lose("•••")
	term.press(ctrlC)
	term.exit()
	term.restored()
}

// The embedded pool's screen opens anywhere, and Enter there fills in sign-in.
func TestSeededUserSignsIn(t *testing.T) {
	term := start(t)
	term.see(home...)
	term.press(ctrlL)
	term.see("ann@example.com", "CONFIRMED")
	term.press(enter)
	term.see("Email or username", "ann@example.com", "Password")
	term.press(esc)
	term.see(home...)
	term.press("q")
	if code := term.exit(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	term.restored()
}
