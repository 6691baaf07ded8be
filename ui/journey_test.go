package ui

import "testing"

// TestMainJob walks what a new user does first: sign up, take the code from
// the inbox, confirm, sign in, see who they are, reset the password.
func TestMainJob(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.sees("LOCAL POOL", "us-east-1_LocalPool", "demo-app", "not signed in", "1  Sign up")
		d.press("1")
		d.on("signUp")
		d.write("eve@example.com")
		d.press("enter")
		d.write("Tr0ub4dor&3")
		d.sees("✓ 8 characters", "✓ symbol")
		d.press("enter")
		d.write("Tr0ub4dor&3")
		d.press("enter")
		d.on("confirm")
		d.sees("e***@e***", "sign-up code")
		d.press("ctrl+y", "enter")
		d.on("signIn")
		d.sees("The account is confirmed.", "eve@example.com")
		d.press("enter")
		d.on("session")
		d.sees("as eve@example.com", "Access token", "email_verified")
		pressIn(d, "Sign out here")
		d.waits()
		d.on("signIn")
		d.sees("Signed out here")
		d.press("esc", "4")
		d.on("forgot")
		d.write("eve@example.com")
		d.press("enter")
		d.on("reset")
		d.press("ctrl+y")
		d.write("N3w-passw0rd")
		d.press("enter")
		d.write("N3w-passw0rd")
		d.press("enter")
		d.on("signIn")
		d.press("enter")
		d.on("session")
	})
}
