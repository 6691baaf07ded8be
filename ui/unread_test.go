package ui

import (
	"testing"
	"time"

	"cognito-tui/cognito/remedy"
)

// TestPreviewIsReadFirst shows that an enter or a y that comes before the preview can
// have been read changes nothing, and that the same key does it afterwards.
func TestPreviewIsReadFirst(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		for _, k := range []string{"enter", "y"} {
			d := deskDriver(t, "demo-app", nil)
			screen := d.remedy("una@example.com", remedy.Confirm)
			d.app.env.Reading = time.Hour
			d.press(k, k, k)
			d.waits()
			if screen.made != nil || screen.of.user().Status != "UNCONFIRMED" {
				t.Fatalf("%s confirmed somebody before the preview was read", k)
			}
			d.app.env.Reading = 0
			d.press(k)
			d.waits()
			if screen.made == nil {
				t.Errorf("%s confirms nobody after the preview was read", k)
			}
		}
	})
}

// TestResultIsReadFirst shows that keys pressed before a new password can have been read
// leave it on the screen; y copies it all the same.
func TestResultIsReadFirst(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := deskDriver(t, "demo-app", nil)
		screen := d.remedy("ann@example.com", remedy.TemporaryPassword)
		d.press("tab", "enter")
		d.waits()
		d.app.env.Reading = time.Hour
		d.press("enter", "esc", "enter")
		d.waits()
		d.on("remedyScreen")
		d.reads(screen.newPassword)
		d.press("y")
		d.waits()
		if screen.copied == "" {
			t.Error("y copies nothing")
		}
		d.app.env.Reading = 0
		d.press("enter")
		d.on("deskUser")
	})
}

// TestFailureIsReadFirst shows that enter held down doesn't repeat what was refused.
func TestFailureIsReadFirst(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := deskDriver(t, "demo-app", nil)
		d.remedy("una@example.com", remedy.Confirm)
		d.pool.Fail("AdminConfirmSignUp", 99, "LimitExceededException", "")
		d.press("enter")
		d.waits()
		before := len(d.app.env.Log.Snapshot())
		d.app.env.Reading = time.Hour
		d.press("enter", "enter")
		d.waits()
		if after := len(d.app.env.Log.Snapshot()); after != before {
			t.Errorf("%d more calls were made", after-before)
		}
	})
}

// TestNewUserIsReadFirst shows the same of creating a user.
func TestNewUserIsReadFirst(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := deskDriver(t, "demo-app", nil)
		d.follow(wantCreateUser{username: "newcomer"})
		d.waits()
		screen := d.app.top().(*createUser)
		d.set("email", "newcomer@example.com", "way", generatedPassword)
		pressIn(d, "submit")
		d.waits()
		d.app.env.Reading = time.Hour
		d.press("enter", "y")
		d.waits()
		if screen.made != nil {
			t.Fatal("the user was created before the preview was read")
		}
		d.app.env.Reading = 0
		d.press("y")
		d.waits()
		d.app.env.Reading = time.Hour
		d.press("enter", "esc")
		d.waits()
		d.on("createUser")
		d.reads(screen.newPassword)
		d.app.env.Reading = 0
		d.press("enter")
		d.waits()
		d.on("deskUser")
	})
}

// TestJobIsReadFirst shows that enter held down begins no job.
func TestJobIsReadFirst(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := many(t, "ann", "una", "rita", "dan")
		d.press("tab", "enter")
		d.picks("Reset password")
		d.press("enter")
		d.on("bulkConfirm")
		d.app.env.Reading = time.Hour
		d.press("enter", "enter")
		d.on("bulkConfirm")
		d.app.env.Reading = 0
		d.press("enter")
		d.on("bulkRun")
	})
}
