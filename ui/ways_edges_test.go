package ui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/localpool"
)

// What stands at the edges of the ways to sign in.

// confirmedAs signs somebody up and confirms them: sign-in is open with the
// session of the confirmation.
func (d *driver) confirmedAs(name string) {
	d.t.Helper()
	d.typeSignUp(name, localpool.DemoPassword)
	d.press("enter")
	d.on("confirm")
	d.press("ctrl+y", "enter")
	d.on("signIn")
}

// TestConfirmationIsOfOneName: its session is offered, said, and gone with
// another name.
func TestConfirmationIsOfOneName(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.confirmedAs("zoe@example.com")
		d.sees("The method Confirmation")
		d.method("Confirmation")
		d.set("username", "ann@example.com")
		d.sees("◂ Automatic ▸", "Password   ")
		d.set("username", "zoe@example.com")
		d.method("Confirmation")
		d.submit()
		d.waits()
		d.on("session")
		d.sees("as zoe@example.com")
	})
}

// TestConfirmationIsOver comes too late with its session: the password that is
// still held signs in.
func TestConfirmationIsOver(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.confirmedAs("zoe@example.com")
		d.method("Confirmation")
		d.pool.Advance(4 * time.Minute)
		d.settle()
		d.submit()
		d.waits()
		d.on("signIn")
		d.sees("The session of the confirmation is over", "◂ Automatic ▸", "•••")
		d.submit()
		d.waits()
		d.on("session")
	})
}

// TestConfirmationSurvivesAFault: what wasn't used isn't lost.
func TestConfirmationSurvivesAFault(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.confirmedAs("zoe@example.com")
		d.method("Confirmation")
		d.pool.Fail("InitiateAuth", 1, "ForbiddenException", "")
		d.submit()
		d.waits()
		d.sees("firewall", "◂ Confirmation ▸")
		d.submit()
		d.waits()
		d.on("session")
	})
}

// TestLockIsOfOneAccount: another name takes the lock-out off the screen.
func TestLockIsOfOneAccount(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		for range 6 {
			d.follow(wantSignIn{user: "ann@example.com", password: "Wrong-Passw0rd!"})
			d.submit()
			d.waits()
		}
		d.sees("locked for a while")
		d.app.top().(*signIn).form.FocusField("username")
		d.press("ctrl+u")
		d.write("gus@example.com")
		d.lacks("locked for a while")
	})
}

// TestSecretIsAskedForAgain: without a secret the set-up offers nothing but to
// ask for one.
func TestSecretIsAskedForAgain(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "mfa-app")
		d.startsWith("ida@example.com", "Automatic")
		d.pool.Fail("AssociateSoftwareToken", 1, "ConcurrentModificationException", "")
		d.choose("Authenticator app")
		d.waits()
		d.on("totpSetup")
		d.sees("at the same moment", "[ Ask for a secret ]")
		d.lacks("Copy secret", "Code  ")
		d.submit()
		d.waits()
		d.sees("type this secret", "Copy secret")
		d.fills()
		d.press("enter")
		d.on("session")
	})
}

// TestUsersOfTheLocalPool picks each user of the list that has a way of their
// own: it is chosen.
func TestUsersOfTheLocalPool(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		for user, want := range map[string]string{"pat@example.com": "Choose", "pia@example.com": "Choose", "cal@example.com": "Custom", "ann@example.com": "Automatic"} {
			d := newDriver(t, "demo-app")
			d.press("ctrl+l")
			list := d.app.top().(*localPool)
			for i, row := range list.rows() {
				if row.label == user {
					list.at = i
				}
			}
			d.press("enter")
			d.on("signIn")
			d.sees(user, "◂ "+want+" ▸")
			d.press("enter")
			d.waits()
			if _, ok := d.app.top().(*signIn); ok {
				t.Errorf("%s gets no further:\n%s", user, d.screen())
			}
		}
	})
}

// TestUsedUpTOTP signs in twice within one time step: the third time there is a
// wait to see.
func TestUsedUpTOTP(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		const step = 30 * time.Second
		d.pool.Advance(step - time.Duration(d.pool.Now().UnixNano())%step) // to where one begins
		for range 2 {
			d.startsWith("tom@example.com", "Automatic")
			d.fills()
			d.on("session")
			d.press("esc")
		}
		d.startsWith("tom@example.com", "Automatic")
		d.sees("next code in 0:")
		d.lacks("ctrl+y")
		d.pool.Advance(30 * time.Second)
		d.settle()
		d.fills()
		d.on("session")
	})
}

// TestPreferenceIsNotOffered prefers what the account can't do.
func TestPreferenceIsNotOffered(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.startsWith("pat@example.com", "Choose", "right", "right")
		d.on("chooseWay")
		d.sees("doesn't offer this account what was preferred (secure password)")
	})
}

// TestTheSameAgain answers a question wrong.
func TestTheSameAgain(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.startsWith("cal@example.com", "Custom")
		d.lacks("again")
		d.write("Miller")
		d.press("enter")
		d.sees("asks the same again")
		d.write("Carter")
		d.press("enter")
		d.sees("something more")
	})
}

// TestAnotherAddress gives MFA_SETUP another address than the account's own.
func TestAnotherAddress(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "mfa-app")
		d.startsWith("ida@example.com", "Automatic")
		d.choose("Code by email")
		d.write("ida+new@example.com")
		d.press("enter")
		d.waits()
		d.on("emailSetup")
		d.sees("✗ This account has an email address")
		d.pool.Fail("RespondToAuthChallenge", 1, "AliasExistsException", "")
		d.submit()
		d.waits()
		d.sees("✗ That email or phone belongs to another account")
		d.set("email", "ida@example.com")
		d.submit()
		d.waits()
		d.on("factorCode")
	})
}

// TestLostNewPassword says which password to try first.
func TestLostNewPassword(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.startsWith("fay@example.com", "Password")
		d.pool.DropAnswer("RespondToAuthChallenge", 1)
		d.newPassword()
		d.waits()
		d.sees("with the new password first")
		d.press("alt+1")
		d.on("signIn")
		d.sees("fay@example.com")
	})
}

// TestCancelledSaysWhatIsKnown: a call that may have acted is not said to have
// done nothing.
func TestCancelledSaysWhatIsKnown(t *testing.T) {
	for _, op := range []string{"RespondToAuthChallenge", "AssociateSoftwareToken", "ConfirmDevice", "SignUp"} {
		if hint := explain(&cognito.Error{Op: op, Kind: cognito.Cancelled, MayHaveHappened: true}).hint; strings.Contains(hint, "Nothing was lost") {
			t.Errorf("%s: %q", op, hint)
		}
	}
	if hint := explain(&cognito.Error{Op: "SignUp", Kind: cognito.Cancelled}).hint; !strings.Contains(hint, "Nothing was lost") {
		t.Errorf("not sent: %q", hint)
	}
}

// TestCallsNameTheChallenge lists what each call of a sign-in was about.
func TestCallsNameTheChallenge(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.startsWith("sam@example.com", "Secure password")
		d.write("000000")
		d.press("enter")
		d.waits()
		d.sees("USER_SRP_AUTH", "PASSWORD_VERIFIER", "SMS_MFA")
		d.press("ctrl+t")
		d.sees("CodeMismatch · SMS_MFA")
	})
}

// TestEveryOperationIsOfferedAsCalled keeps the faults' first section true: what
// these tests' screens call stands there.
func TestEveryOperationIsOfferedAsCalled(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "mfa-app")
		d.startsWith("ida@example.com", "Admin password")
		d.choose("Authenticator app")
		d.fills()
		d.press("enter")
		d.on("session")
		for _, op := range d.operations() {
			if !slices.Contains(cognito.Operations(), op) {
				t.Errorf("%s is called and stands among the others", op)
			}
		}
	})
}

// TestBackFromTheSetUp looks at the secret, goes back, and sets up something
// else: the choice goes on with the session of the last answer.
func TestBackFromTheSetUp(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		for _, other := range []string{"Authenticator app", "Code by email"} {
			d := newDriver(t, "mfa-app")
			d.startsWith("ida@example.com", "Automatic")
			d.choose("Authenticator app")
			d.waits()
			d.sees("type this secret")
			d.press("esc")
			d.on("chooseWay")
			d.choose(other)
			d.waits()
			if other == "Code by email" {
				d.write("ida@example.com")
				d.press("enter")
				d.waits()
				d.on("factorCode")
			}
			d.fills()
			if other == "Authenticator app" {
				d.press("enter")
			}
			d.waits()
			d.on("session")
		}
	})
}

// TestBackFromAWrongPassword chooses another way after a wrong password.
func TestBackFromAWrongPassword(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		for _, way := range []string{"Secure password", "Password"} {
			d := newDriver(t, "demo-app")
			d.startsWith("ann@example.com", "Choose")
			d.choose(way)
			d.write("Wrong-Passw0rd!")
			d.press("enter")
			d.waits()
			d.press("esc")
			d.on("chooseWay")
			d.choose("Code by email")
			d.waits()
			d.on("factorCode")
			d.fills()
			d.on("session")
		}
	})
}

// TestSignInButtonKeepsTheWay presses "Sign in" under refusals of challenges.
func TestSignInButtonKeepsTheWay(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.startsWith("pat@example.com", "Choose")
		d.choose("Code by email")
		d.pool.DropAnswer("RespondToAuthChallenge", 1)
		d.fills()
		d.waits()
		d.press("alt+1")
		d.on("signIn")
		d.sees("pat@example.com", "◂ Choose ▸")
		d.press("esc")
		d.startsWith("cal@example.com", "Custom")
		for range 3 {
			d.write("wrong")
			d.press("enter")
		}
		d.sees("the sign-in is over")
		d.press("alt+1")
		d.on("signIn")
		d.sees("cal@example.com", "◂ Custom ▸")
	})
}

// TestCodeRefusedLikeAPassword: where a code was asked for, no word is said of a
// password.
func TestCodeRefusedLikeAPassword(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.startsWith("tom@example.com", "Password")
		d.pool.Fail("RespondToAuthChallenge", 1, "NotAuthorizedException", "")
		d.fills()
		d.waits()
		d.sees("The answer wasn't accepted, and the sign-in is over.")
		d.lacks("password.")
	})
}

// TestLostConfirmDevice confirms a device, loses the answer, and tries again: it
// is this device that is confirmed already, and it is remembered.
func TestLostConfirmDevice(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "device-app")
		d.pool.DropAnswer("ConfirmDevice", 1)
		d.startsWith("dora@example.com", "Password")
		d.fills()
		d.waits()
		d.on("remember")
		d.sees("may be confirmed")
		d.press("alt+1")
		d.waits()
		d.submit()
		d.waits()
		d.on("session")
		d.sees("This device is remembered")
		d.press("esc")
		d.startsWith("dora@example.com", "Password")
		d.waits()
		d.on("session")
		d.sees("remembered device proved itself")
	})
}

// TestFilledCodeIsNotYetWrong fills in another code after one that was refused.
func TestFilledCodeIsNotYetWrong(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "mfa-app")
		d.startsWith("ida@example.com", "Automatic")
		d.choose("Authenticator app")
		d.waits()
		d.write("000000")
		d.submit()
		d.waits()
		d.sees("✗ That code doesn't")
		d.press("ctrl+y")
		d.lacks("✗ That code doesn't")
	})
}

// TestCountdownStaysInSight: at 80×24 a refusal of the set-up scrolls the form,
// not the head.
func TestCountdownStaysInSight(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "mfa-app")
		d.size(80, 24)
		d.startsWith("ida@example.com", "Automatic")
		d.choose("Authenticator app")
		d.waits()
		d.pool.DropAnswer("VerifySoftwareToken", 1)
		d.fills()
		d.press("enter")
		d.waits()
		d.sees("Set up an authenticator app", "The sign-in waits", "▌")
	})
}
