package ui

import (
	"testing"

	"cognito-tui/cognito/localpool"
)

// TestRepeatIsSaid shows that a call which is being repeated says so.
func TestRepeatIsSaid(t *testing.T) {
	d := newDriver(t, "demo-app")
	d.pool.Fail("InitiateAuth", 1, "TooManyRequestsException", "")
	d.press("3")
	d.write("ann@example.com")
	d.press("tab")
	d.write(localpool.DemoPassword)
	d.send(keyOf(t, "enter"))
	for len(d.app.env.Log.Entries()) < 3 || !d.app.env.Log.Entries()[2].Done {
		d.settleHeld()
	}
	release := d.pool.Hold("InitiateAuth")
	for len(d.app.env.Log.Entries()) < 4 {
		d.settleHeld()
	}
	d.sees("[ Signing in… try 2 ]", "InitiateAuth try 2")
	release()
	d.settle()
	d.on(&session{})
}

// TestResetUnderSession shows that beginning anew leaves nobody signed in, and
// no screen of theirs behind.
func TestResetUnderSession(t *testing.T) {
	d := newDriver(t, "demo-app")
	d.press("3")
	d.write("ann@example.com")
	d.press("tab")
	d.write(localpool.DemoPassword)
	d.press("enter")
	d.on(&session{})
	d.press("ctrl+l", "end", "enter")
	d.on(&home{})
	d.sees("not signed in", "The pool is as it was at the start.")
	d.lacks("s  Session")
}
