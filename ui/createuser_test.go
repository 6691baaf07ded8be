package ui

import (
	"testing"

	"cognito-tui/cognito"
)

// TestCreateUser makes a user from the card of somebody who isn't there.
func TestCreateUser(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := deskDriver(t, "desk-app", nil)
		d.person("newt@example.com")
		d.press("n")
		d.waits()
		d.on("createUser")
		d.golden("create-empty")
		pressIn(d, "submit")
		d.golden("create-wrong")
		d.set("username", "newt", "invitation", "")
		pressIn(d, "submit")
		d.reads("Without an invitation nobody would know it")
		d.set("way", generatedPassword)
		pressIn(d, "submit")
		d.golden("create-preview")
		if n := d.calls("AdminCreateUser"); n != 0 {
			t.Fatalf("the preview called AdminCreateUser %d times", n)
		}
		d.press("esc")
		d.reads("Preview")
		pressIn(d, "submit")
		d.press("y")
		d.waits()
		d.reads("Done: the user is created", "FORCE_CHANGE_PASSWORD")
		d.golden("create-done")
		d.press("enter")
		d.waits()
		d.on("deskUser")
		d.reads("newt@example.com", "FORCE_CHANGE_PASSWORD")

		d.follow(wantCreateUser{username: "newt"})
		d.waits()
		d.set("email", "newt@example.com")
		pressIn(d, "submit")
		d.press("enter")
		d.waits()
		d.reads("There is a user of that name or address already.")
		d.golden("create-refused")
		d.press("esc")
		d.set("username", "newt2", "email", "newt2@example.com")
		pressIn(d, "submit")
		d.pool.DropAnswer("AdminCreateUser", 1)
		d.press("enter")
		d.waits()
		d.reads("It may have happened")
		d.golden("create-lost")
		d.press("enter")
		d.waits()
		d.on("deskUser")
		d.reads("newt2@example.com")
	})
}

// TestCreateUserOff says why no user may be created.
func TestCreateUserOff(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := deskDriver(t, "desk-app", func(c *cognito.Config) { c.ReadOnly = "--read-only" })
		d.follow(wantCreateUser{username: "newt"})
		d.waits()
		d.set("email", "newt@example.com")
		pressIn(d, "submit")
		d.reads("the desk is read-only (--read-only)")
		d.press("enter", "y")
		d.waits()
		if n := d.calls("AdminCreateUser"); n != 0 {
			t.Errorf("AdminCreateUser was called %d times", n)
		}
	})
}
