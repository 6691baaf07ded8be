package ui

import "testing"

// TestHeldWhereTheAnswerWasLost shows that the password of a sign-up whose
// answer was lost needn't be typed again where one goes to check.
func TestHeldWhereTheAnswerWasLost(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.pool.DropAnswer("SignUp", 1)
		d.typeSignUp("eve@example.com", "Passw0rd!x")
		d.press("enter")
		d.on("signUp")
		d.press("alt+1")
		d.on("signIn")
		if got := d.app.top().(*signIn).form.Value("password"); got != "Passw0rd!x" {
			t.Errorf("the password is %d characters long, want the one of the sign-up", len(got))
		}
	})
}

// TestHeldOnce shows that a password is kept for one sign-in of its own user.
func TestHeldOnce(t *testing.T) {
	kept := keepPassword{"eve", "secret"}
	for _, c := range []struct{ user, want string }{{"ann", ""}, {"", ""}, {"eve", "secret"}, {"eve", ""}} {
		if got := kept.release(c.user); got != c.want {
			t.Errorf("release(%q) gave %d characters, want %d", c.user, len(got), len(c.want))
		}
	}
}

// TestAddressTakesItsPlace shows that where only addresses are user names, the
// one given beside a plain name becomes it, and the next try needs one key.
func TestAddressTakesItsPlace(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "email-app")
		d.press("1")
		d.write("plainname")
		d.press("tab")
		d.write("Passw0rd!x")
		d.press("tab")
		d.write("Passw0rd!x")
		d.press("tab")
		d.write("zoe@example.com")
		d.press("enter")
		d.golden("signup-address")
		d.press("enter")
		d.sees("The pool requires this.") // the name is taken; what is missing now is an attribute
		d.write("Zoe")
		d.press("enter")
		d.on("confirm")
	})
}

// TestHelpWhileBusy shows that help is true while a call runs.
func TestHelpWhileBusy(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.typeSignUp("eve@example.com", "Passw0rd!x")
		release := d.pool.Hold("SignUp")
		d.pressHeld("enter")
		d.pressHeld("f1")
		d.sees("cancel the call; the other keys wait for it")
		d.lacks("next field")
		release()
		d.pressHeld("esc")
	})
}

// TestForceAliasIsAskedFor shows that an alias moves to another account only
// after an explicit question.
func TestForceAliasIsAskedFor(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "alias-app")
		d.typeSignUp("shared@example.com", "Passw0rd!x")
		d.press("enter", "enter")
		d.on("confirm")
		d.press("ctrl+y", "enter")
		d.golden("confirm-alias-taken")
		d.press("alt+3")
		d.golden("confirm-alias-question")
		d.press("alt+1")
		d.lacks("Yes, move it")
		d.press("enter", "alt+3", "alt+2")
		d.on("signIn")
		d.sees("The account is confirmed.")
	})
}
