package ui

import (
	"strings"
	"testing"
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/localpool"
)

// The ways to sign in, each walked by its keys on the embedded pool.

// method chooses a way on the sign-in screen, where the focus is on the name.
func (d *driver) method(label string) {
	d.t.Helper()
	d.app.top().(*signIn).form.FocusField("method")
	for range 10 {
		if strings.Contains(d.screen(), "◂ "+label+" ▸") {
			return
		}
		d.press("right")
	}
	d.t.Fatalf("there is no method %q:\n%s", label, d.screen())
}

// startsWith signs in as a user by a method; the password is typed where it is
// asked for.
func (d *driver) startsWith(user, label string, more ...string) {
	d.t.Helper()
	d.press("3")
	d.on("signIn")
	d.write(user)
	d.method(label)
	for i, key := range more {
		if i == 0 {
			d.press("tab")
		}
		d.press(key)
	}
	if form := d.app.top().(*signIn).form; form.FocusField("password") {
		d.write(localpool.DemoPassword)
	}
	d.app.top().(*signIn).form.FocusButton()
	d.press("enter")
}

// fills takes the code that the embedded pool offers.
func (d *driver) fills() {
	d.t.Helper()
	d.sees("ctrl+y")
	d.press("ctrl+y", "enter")
}

// TestWays walks every way of signing in to the session screen.
func TestWays(t *testing.T) {
	t.Parallel()
	for _, w := range []struct {
		name, client, user, method string
		more                       []string // keys on the field that the method adds
		steps                      func(d *driver)
		calls                      []string // operations that the calls show, in their order
	}{
		{name: "automatic", client: "demo-app", user: "ann@example.com", method: "Automatic",
			calls: []string{"InitiateAuth", "RespondToAuthChallenge", "GetUser"}},
		{name: "password", client: "demo-app", user: "ann@example.com", method: "Password", calls: []string{"InitiateAuth", "GetUser"}},
		{name: "SRP", client: "demo-public", user: "ann@example.com", method: "Secure password",
			calls: []string{"InitiateAuth", "RespondToAuthChallenge", "GetUser"}},
		{name: "SRP, nothing else allowed", client: "demo-srp-only", user: "ann@example.com", method: "Automatic"},
		{name: "admin password", client: "demo-app", user: "ann@example.com", method: "Admin password", calls: []string{"AdminInitiateAuth", "GetUser"}},
		{name: "admin password, then a code", client: "demo-app", user: "tom@example.com", method: "Admin password",
			steps: (*driver).fills, calls: []string{"AdminInitiateAuth", "AdminRespondToAuthChallenge", "GetUser"}},
		{name: "alias", client: "alias-app", user: "shared@example.com", method: "Secure password"},
		{name: "email as user name", client: "email-app", user: "eve@example.com", method: "Secure password"},
		{name: "TOTP", client: "demo-app", user: "tom@example.com", method: "Automatic", steps: func(d *driver) {
			d.on("factorCode")
			d.sees("authenticator app")
			d.fills()
		}},
		{name: "SMS", client: "demo-app", user: "sam@example.com", method: "Automatic", steps: func(d *driver) {
			d.sees("by SMS")
			d.fills()
		}},
		{name: "email code as second factor", client: "demo-app", user: "mia@example.com", method: "Automatic", steps: func(d *driver) {
			d.sees("m***@e***")
			d.fills()
		}},
		{name: "two factors, none preferred", client: "demo-app", user: "max@example.com", method: "Automatic", steps: func(d *driver) {
			d.on("chooseWay")
			d.sees("Authenticator app", "Code by text message")
			d.choose("Authenticator app")
			d.fills()
		}},
		{name: "a temporary password", client: "demo-app", user: "fay@example.com", method: "Automatic", steps: (*driver).newPassword},
		{name: "a temporary password and a missing name", client: "email-app", user: "ned@example.com", method: "Automatic", steps: func(d *driver) {
			d.sees("name")
			d.write("Correct-Horse1!")
			d.press("enter")
			d.write("Correct-Horse1!")
			d.press("enter")
			d.write("Ned")
			d.press("enter")
		}},
		{name: "MFA set up by an app", client: "mfa-app", user: "ida@example.com", method: "Automatic", steps: func(d *driver) {
			d.on("chooseWay")
			d.choose("Authenticator app")
			d.on("totpSetup")
			d.fills()
			d.write("my phone")
			d.press("enter")
		}},
		{name: "MFA set up by email", client: "mfa-app", user: "ida@example.com", method: "Automatic", steps: func(d *driver) {
			d.choose("Code by email")
			d.on("emailSetup")
			d.write("ida@example.com")
			d.press("enter")
			d.on("factorCode")
			d.fills()
		}},
		{name: "choose: a code by email", client: "demo-app", user: "ann@example.com", method: "Choose", steps: func(d *driver) {
			d.on("chooseWay")
			d.choose("Code by email")
			d.fills()
		}},
		{name: "choose: the password", client: "demo-app", user: "ann@example.com", method: "Choose", steps: func(d *driver) {
			d.choose("Password")
			d.on("wayPassword")
			d.write(localpool.DemoPassword)
			d.press("enter")
		}},
		{name: "choose: the password, proved", client: "demo-app", user: "ann@example.com", method: "Choose", steps: func(d *driver) {
			d.choose("Secure password")
			d.write(localpool.DemoPassword)
			d.press("enter")
		}},
		{name: "prefer the password", client: "demo-app", user: "ann@example.com", method: "Choose", more: []string{"right"}},
		{name: "prefer the password, proved", client: "demo-app", user: "ann@example.com", method: "Choose", more: []string{"right", "right"}},
		{name: "prefer a code by email", client: "demo-app", user: "pat@example.com", method: "Choose", more: []string{"right", "right", "right"},
			steps: (*driver).fills},
		{name: "prefer a code by text message", client: "demo-app", user: "gus@example.com", method: "Choose", more: []string{"left"},
			steps: (*driver).fills},
		{name: "custom", client: "demo-app", user: "cal@example.com", method: "Custom", steps: (*driver).answersCustom},
		{name: "custom, the password first", client: "demo-app", user: "cal@example.com", method: "Custom", more: []string{"right"},
			steps: (*driver).answersCustom},
		{name: "a device that is asked about", client: "device-app", user: "del@example.com", method: "Automatic", steps: func(d *driver) {
			d.on("remember")
			d.press("enter")
			d.sees("This device is remembered")
		}},
		{name: "a device that is always remembered", client: "mfa-app", user: "tara@example.com", method: "Automatic", steps: func(d *driver) {
			d.fills()
			d.sees("This device is remembered")
		}},
	} {
		t.Run(w.name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				d := newDriver(t, w.client)
				d.startsWith(w.user, w.method, w.more...)
				if w.steps != nil {
					w.steps(d)
				}
				if _, ok := d.app.top().(*remember); ok {
					d.press("right", "enter")
				}
				d.on("session")
				d.sees("as " + w.user)
				if got := d.operations(); w.calls != nil && strings.Join(got, " ") != strings.Join(w.calls, " ") {
					t.Errorf("the calls were %v, want %v", got, w.calls)
				}
			})
		})
	}
}

// choose presses the button of a way.
func (d *driver) choose(label string) {
	d.t.Helper()
	form := formOf(d.app.top())
	d.screen() // labels that count down are drawn anew
	for i, b := range form.Buttons {
		if b.Label == label {
			form.Focus(len(form.Fields) + i)
			d.press("enter")
			return
		}
	}
	d.t.Fatalf("there is no button %q:\n%s", label, d.screen())
}

func (d *driver) newPassword() {
	d.t.Helper()
	d.on("newPassword")
	d.write("Correct-Horse1!")
	d.press("enter")
	d.write("Correct-Horse1!")
	d.press("enter")
}

// operations lists what was called since the pool was described.
func (d *driver) operations() []string {
	var ops []string
	for _, c := range d.app.env.Log.Entries() {
		if c.Op != "" && !strings.HasPrefix(c.Op, "Describe") {
			ops = append(ops, c.Op)
		}
	}
	return ops
}

// answersCustom answers both rounds of the demo's own challenge.
func (d *driver) answersCustom() {
	d.t.Helper()
	for _, answer := range []string{"Carter", "4567"} {
		d.on("custom")
		d.write(answer)
		d.press("enter")
	}
}

// TestConfirmationSignsIn uses the session that a confirmation gives.
func TestConfirmationSignsIn(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.typeSignUp("zoe@example.com", "Passw0rd!")
		d.press("enter")
		d.on("confirm")
		d.press("ctrl+y", "enter")
		d.on("signIn")
		d.method("Confirmation")
		d.lacks("Password   ")
		d.app.top().(*signIn).form.FocusButton()
		d.press("enter")
		d.on("session")
	})
}

// TestSessionOverBeginsAnew moves the clock past the session of a sign-in.
func TestSessionOverBeginsAnew(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.startsWith("sam@example.com", "Automatic")
		d.on("factorCode")
		d.pool.Advance(4 * time.Minute)
		d.settle()
		d.sees("waited too long")
		d.write("123456")
		d.press("enter")
		d.on("signIn")
		d.sees("begin it again", "sam@example.com")
	})
}

// TestLeftSignInKeepsItsWay: whoever leaves a challenge, or comes too late, finds
// the name and the way that were chosen.
func TestLeftSignInKeepsItsWay(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		for _, leave := range []func(*driver){
			func(d *driver) { d.press("esc") },
			func(d *driver) {
				d.pool.Advance(4 * time.Minute)
				d.write("12345678")
				d.press("enter")
				d.sees("begin it again")
			},
		} {
			d := newDriver(t, "demo-app")
			d.startsWith("ann@example.com", "Choose", "right", "right", "right")
			d.on("factorCode")
			leave(d)
			d.on("signIn")
			d.sees("ann@example.com", "◂ Choose ▸", "◂ Code by email ▸")
			d.press("enter")
			d.on("factorCode")
			d.fills()
			d.on("session")
		}
	})
}

// TestDeviceNotRemembered declines, by the button and by Esc: the session is there.
func TestDeviceNotRemembered(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		for _, keys := range [][]string{{"right", "enter"}, {"esc"}} {
			d := newDriver(t, "device-app")
			d.startsWith("del@example.com", "Automatic")
			d.on("remember")
			d.press(keys...)
			d.on("session")
			d.sees("Del Drummond")
			d.lacks("remembered")
		}
	})
}

// TestSignInAgainAfterALostAnswer: the way on from a proof whose answer was lost
// is the sign-in itself, with what was typed.
func TestSignInAgainAfterALostAnswer(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.pool.DropAnswer("RespondToAuthChallenge", 1)
		d.startsWith("ann@example.com", "Secure password")
		d.on("signIn")
		d.sees("may have been taken")
		d.press("alt+1")
		d.on("session")
	})
}

// TestAnotherCode asks for a code again: the sign-in begins anew with the
// password that it still holds.
func TestAnotherCode(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.startsWith("max@example.com", "Automatic")
		d.choose("Code by text message")
		d.on("factorCode")
		d.sees("Send again in")
		d.pool.Advance(time.Minute)
		d.settle()
		first := len(d.pool.Messages(""))
		d.choose("Send the code again")
		d.on("factorCode")
		d.sees("A new code is on its way")
		if got := len(d.pool.Messages("")); got != first+1 {
			t.Fatalf("%d messages after asking again, had %d", got, first)
		}
		d.fills()
		d.on("session")
	})
}

// TestPasswordIsForgotten: a sign-in that is left or that ran out holds no password.
func TestPasswordIsForgotten(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.startsWith("sam@example.com", "Automatic")
		held := d.app.top().(*factorCode).d
		if held.request.Password == "" {
			t.Fatal("the password isn't held for another code")
		}
		d.pool.Advance(4 * time.Minute)
		d.send(tickMsg{})
		if held.request.Password != "" {
			t.Error("the password outlives the session")
		}
		d.press("esc")
		d.on("signIn")
		if got := formOf(d.app.top()).Value("password"); got != "" {
			t.Error("the sign-in that was left still holds the password")
		}
		d.sees("sam@example.com")
	})
}

// TestWrongCodeKeepsTheSession types a wrong code, then the right one.
func TestWrongCodeKeepsTheSession(t *testing.T) {
	t.Parallel()
	for _, user := range []string{"tom@example.com", "sam@example.com", "mia@example.com"} {
		t.Run(user, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				d := newDriver(t, "demo-app")
				d.startsWith(user, "Automatic")
				d.write("000000")
				d.press("enter")
				d.sees("That code isn't right.")
				d.fills()
				d.on("session")
			})
		})
	}
}

// TestWrongThenRightPasswordOnTheWay types a wrong password where the pool asks
// for it: the next one begins the sign-in anew, with nothing chosen again.
func TestWrongThenRightPasswordOnTheWay(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		for _, way := range []string{"Password", "Secure password"} {
			d := newDriver(t, "demo-app")
			d.startsWith("max@example.com", "Choose")
			d.choose(way)
			d.write("Wrong-Passw0rd!")
			d.press("enter")
			d.waits()
			d.sees("Wrong user name or password")
			d.write(localpool.DemoPassword)
			d.press("enter")
			d.waits()
			d.choose("Code by text message")
			d.pool.Advance(time.Minute)
			d.settle()
			d.choose("Send the code again") // with the password that was typed on the way
			d.waits()
			d.on("factorCode")
			d.fills()
			d.on("session")
		}
	})
}

// TestLockedByWrongCodes counts wrong passwords and codes together.
func TestLockedByWrongCodes(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		for range 2 {
			d.follow(wantSignIn{user: "tom@example.com", password: "Wrong-Passw0rd!"})
			d.submit()
			d.waits()
		}
		d.follow(wantSignIn{user: "tom@example.com", password: localpool.DemoPassword})
		d.submit()
		d.waits()
		for range 4 {
			d.on("factorCode")
			d.write("000000")
			d.press("enter")
		}
		d.sees("Too many tries", "ends in 0:01")
		d.pool.Advance(2 * time.Second)
		d.settle()
		d.sees("it should be over: try again")
		d.fills()
		d.on("session")
	})
}

// TestUsedTOTP uses one code twice.
func TestUsedTOTP(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.startsWith("tom@example.com", "Automatic")
		code := d.app.top().(*factorCode).newest()
		d.fills()
		d.on("session")
		d.press("esc")
		d.startsWith("tom@example.com", "Automatic")
		d.write(code)
		d.press("enter")
		d.sees("used")
		d.on("factorCode")
	})
}

// TestPasskeyIsExplained: the passwordless user with a passkey sees why it can't
// be used here, and the other ways.
func TestPasskeyIsExplained(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.startsWith("pia@example.com", "Choose")
		d.on("chooseWay")
		d.sees("Passkey", "browser", "Code by email")
		d.choose("Passkey")
		d.on("chooseWay")
	})
}

// TestLockoutCountsDown fails until the account is locked.
func TestLockoutCountsDown(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.press("3")
		d.write("ann@example.com")
		d.method("Password")
		for range 7 {
			d.app.top().(*signIn).form.FocusField("password")
			d.write("Wrong-Passw0rd!")
			d.press("enter")
			if cognito.KindOf(d.app.top().(*signIn).failure) == cognito.LockedOut {
				break
			}
		}
		d.sees("Too many tries", "ends in 0:01")
		d.pool.Advance(2 * time.Second)
		d.settle()
		d.sees("it should be over: try again")
		d.app.top().(*signIn).form.Field("password").Set(localpool.DemoPassword)
		d.press("enter")
		d.on("session")
	})
}

// TestRememberedDeviceSkipsTheCode signs in twice: the second time the device
// proves itself in place of the second factor.
func TestRememberedDeviceSkipsTheCode(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "device-app")
		d.startsWith("dora@example.com", "Automatic")
		d.fills()
		d.on("remember")
		d.press("enter")
		d.on("session")
		d.press("esc")
		d.startsWith("dora@example.com", "Automatic")
		d.on("session")
		d.sees("remembered device proved itself")
		// The service forgets the device: the sign-in goes on without it.
		d.pool.Reset()
		d.press("esc")
		d.startsWith("dora@example.com", "Automatic")
		d.on("factorCode")
		d.sees("no longer knows this device")
	})
}
