package ui

import (
	"strings"
	"testing"

	"cognito-tui/cognito"
	"cognito-tui/cognito/remedy"
)

// TestGeneratedPasswordIsShownOnce sets a generated password: it keeps the policy, works,
// is copied as a secret, and is nowhere once the screen is left.
func TestGeneratedPasswordIsShownOnce(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		recorder := &memoryRecorder{}
		d := deskDriver(t, "desk-app", func(c *cognito.Config) { c.Recorder = recorder })
		var secret string
		d.app.env.CopySecret = func(text string) (string, error) { secret = text; return "Copied.", nil }
		d.person("ivan")
		d.press("2")
		screen := d.app.top().(*remedyScreen)
		made := screen.generated
		d.misses(made)
		pressIn(d, "submit")
		d.waits()
		d.reads(made)
		d.press("y")
		d.waits()
		if secret != made || len(made) < 16 {
			t.Errorf("copied %q, shown %q", secret, made)
		}
		for _, r := range d.app.env.Pool.Policy.Check(made) {
			if !r.OK {
				t.Errorf("the generated password breaks the rule %q", r.Name)
			}
		}
		d.press("enter")
		d.waits()
		d.lacks(made)
		for _, r := range recorder.records() {
			if text := strings.Join([]string{r.Outcome, r.ReadBack, r.Change["password"], r.Before["password"], r.After["password"]}, " "); strings.Contains(text, made) {
				t.Error("the record holds the password")
			}
		}
		d.follow(wantSignIn{user: "ivan", password: made})
		d.submit()
		d.waits()
		d.on("newPassword")
	})
}

// TestTypedPassword sets a password that was typed: it is never drawn.
func TestTypedPassword(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := deskDriver(t, "desk-app", nil)
		d.person("ivan")
		d.press("2", "right", "tab")
		d.write("short")
		d.golden("remedy-password-typed")
		pressIn(d, "submit")
		d.waits()
		d.reads("The password")
		d.misses("short")
		d.golden("remedy-password-refused")
		if v := valuesOf(d.app.top())["password"]; v != "" {
			t.Errorf("the field still holds %q", v)
		}
		d.set("password", "N3w-Mountain!")
		pressIn(d, "submit")
		d.waits()
		d.reads("Done: Set a temporary password")
		d.misses("N3w-Mountain!", "New password")
	})
}

// TestCancelledRemedy stops a remedy under way: nothing but esc acts meanwhile.
func TestCancelledRemedy(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := deskDriver(t, "desk-app", nil)
		d.person("dean")
		d.press("1")
		release := d.pool.Hold("AdminEnableUser")
		d.pressHeld("enter")
		d.golden("remedy-running")
		for _, k := range []string{"enter", "y", "1", "tab", "q"} {
			d.send(keyOf(t, k))
		}
		d.settleHeld()
		d.on("remedyScreen")
		d.send(keyOf(t, "esc"))
		d.settle()
		release()
		d.waits()
		d.reads("It may have happened: look at the card")
		if n := d.calls("AdminEnableUser"); n != 1 {
			t.Errorf("AdminEnableUser was called %d times", n)
		}
	})
}

// TestNameTypedOnASelector shows that the person's name, typed while a selector has the
// focus, chooses nothing and stands where it is asked for.
func TestNameTypedOnASelector(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := deskDriver(t, "desk-app", nil)
		d.remedy("seth", remedy.ForgetDevice)
		before := valuesOf(d.app.top())["device"]
		d.write("seth@example.com")
		if got := valuesOf(d.app.top()); got["device"] != before || got["confirm"] != "seth@example.com" {
			t.Errorf("%v, want the device %s", got, before)
		}
		d.sees("Device Seth's lapt… known → none") // a blank after a long name, too
	})
}

// TestPasswordTypedOnTheSelector shows that a password which is typed while the selector
// still has the focus is never drawn.
func TestPasswordTypedOnTheSelector(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := deskDriver(t, "desk-app", nil)
		d.remedy("seth", remedy.PermanentPassword)
		d.press("right")
		d.write("N3w-Mountain!")
		d.misses("N3w-Mountain!")
		if got := valuesOf(d.app.top()); got["password"] != "N3w-Mountain!" || got["confirm"] != "" {
			t.Errorf("the password is in %q", got)
		}
	})
}

// TestPreviewNamesThePool shows that the pool is named before everything is typed.
func TestPreviewNamesThePool(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := deskDriver(t, "desk-app", nil)
		d.remedy("seth", remedy.CorrectEmail)
		d.sees("DeskPool (us-east-1_DeskPool)")
	})
}
