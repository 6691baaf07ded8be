package ui

import (
	"slices"
	"testing"

	"cognito-tui/ui/kit"
)

// TestGoldenBusy draws each form while its call runs.
func TestGoldenBusy(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, operation string
		lead            func(*driver) // to just before the key that makes the call
	}{
		{"confirm-busy", "ConfirmSignUp", func(d *driver) {
			d.press("2")
			d.write("una@example.com")
			d.press("tab")
			d.write("000000")
		}},
		{"signin-busy", "InitiateAuth", func(d *driver) {
			d.typeSignIn("ann@example.com")
		}},
		{"forgot-busy", "ForgotPassword", func(d *driver) {
			d.press("4")
			d.write("ann@example.com")
		}},
		{"reset-busy", "ConfirmForgotPassword", func(d *driver) {
			d.press("4")
			d.write("ann@example.com")
			d.press("enter", "ctrl+y")
			d.write("N3w-passw0rd")
			d.press("tab")
			d.write("N3w-passw0rd")
		}},
		{"session-busy", "RevokeToken", func(d *driver) {
			d.typeSignIn("ann@example.com")
			d.press("enter")
			form := formScreenOf(d.app.top()).form
			form.Focus(slices.IndexFunc(form.Buttons, func(b kit.Button) bool { return b.Label == "Sign out here" }))
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				d := newDriver(t, "demo-app")
				c.lead(d)
				release := d.pool.Hold(c.operation)
				defer release()
				d.pressHeld("enter")
				d.golden(c.name)
			})
		})
	}
}
