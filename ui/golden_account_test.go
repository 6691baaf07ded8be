package ui

import (
	"testing"

	"cognito-tui/cognito"
	"cognito-tui/cognito/localpool"
)

// The screens of one's own account.

func TestGoldenAttributes(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := asAccount(t, "account-app", "ray@example.com", wantAttributes{})
		d.golden("attributes")
		d.row("email")
		d.golden("attribute-email")
		d.press("ctrl+u")
		d.write("ray.rhodes@example.com")
		d.press("enter")
		d.golden("attribute-verify")
		d.write("000000")
		d.press("enter")
		d.golden("attribute-verify-wrong")
		d.press("esc")
		d.row("custom:employee")
		d.golden("attribute-fixed")
		d.press("esc")
		d.row("Add an attribute")
		d.golden("attribute-add")
		d.press("esc")
		d.row("custom:team")
		d.row("Delete")
		d.golden("attribute-delete")
	})
}

// TestGoldenWaitingAttribute has a new address wait for its code: one of this run,
// and one that another session set.
func TestGoldenWaitingAttribute(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := asAccount(t, "account-app", "ray@example.com", wantAttributes{})
		d.row("email")
		d.press("ctrl+u")
		d.write("ray.rhodes@example.com")
		d.press("enter", "esc")
		d.golden("attributes-waiting")
		d.row("email")
		d.golden("attribute-waiting")
		d.row("I have a code")
		d.golden("attribute-verify-waiting")
		d = asAccount(t, "account-app", "perry@example.com", wantAttributes{})
		d.row("email")
		d.row("Send a code to verify")
		d.golden("attribute-verify-elsewhere")
	})
}

func TestGoldenSignOutEverywhere(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := asAccount(t, "account-app", "ray@example.com", wantSession{})
		d.row("Sign out everywhere")
		d.golden("session-everywhere")
	})
}

func TestGoldenHostileAttribute(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := asAccount(t, "account-app", "ray@example.com", wantAttribute{attribute: cognito.Attribute{Name: "na\x1b[31mme", Value: "\x1b]52;c;x\x07\u202eabc"}})
		d.golden("attribute-hostile")
	})
}

func TestGoldenLimitedAttributes(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := asAccount(t, "limited-app", "ray@example.com", wantAttributes{})
		d.golden("attributes-limited")
	})
}

func TestGoldenChangePassword(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := asAccount(t, "account-app", "ray@example.com", wantPasswordChange{})
		d.golden("change-password")
		d.write("Wr0ng!pass")
		d.press("tab")
		d.write("An0ther!pass")
		d.press("tab")
		d.write("An0ther!pass")
		d.press("enter")
		d.golden("change-password-wrong")
		d.write(localpool.DemoPassword)
		d.press("enter", "enter")
		d.pool.DropAnswer("ChangePassword", 1)
		d.press("enter")
		d.golden("change-password-lost")
	})
}

func TestGoldenDeletion(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := asAccount(t, "account-app", "ray@example.com", wantDeletion{})
		d.golden("delete-account")
		d.write("ray")
		d.press("enter")
		d.golden("delete-account-done")
	})
}
