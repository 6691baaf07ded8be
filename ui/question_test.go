package ui

import (
	"slices"
	"testing"

	"cognito-tui/cognito"
)

// TestQuestion answers one by keys, and withdraws it by changing what it is about.
func TestQuestion(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		name := wantAttribute{attribute: cognito.Attribute{Name: "name", Value: "Ray Rhodes"}}
		d := asAccount(t, "account-app", "ray@example.com", name)
		asks := func() {
			t.Helper()
			d.row("Delete")
			d.sees("Delete name?")
		}
		asks()
		d.press("enter") // No has the focus
		d.lacks("Delete name?")
		asks()
		d.press("n")
		d.lacks("Delete name?")
		asks()
		d.press("home", "up") // to the field
		d.write("x")
		d.lacks("Delete name?")
		if got := formOf(d.app.top()); got.Value("attribute") != "Ray Rhodesx" || got.Focused() == nil {
			t.Errorf("the field holds %q", got.Value("attribute"))
		}
		asks()
		d.press("shift+tab", "shift+tab", "shift+tab") // to the field, whose letters answer nothing
		d.write("y")
		if slices.Contains(d.operations(), "DeleteUserAttributes") {
			t.Fatal("a letter in a field answered")
		}
		asks()
		d.press("y")
		d.on("attributes")
		d.sees("name is deleted.")
	})
}

// TestRefusalStays presses the button again with nothing to send: what was refused
// stays to be looked at.
func TestRefusalStays(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.typeSignIn("ann@example.com")
		d.set("password", "Wrong-pass1")
		d.press("enter")
		d.waits()
		d.sees("NotAuthorizedException")
		d.press("enter")
		d.sees("Type a password.", "NotAuthorizedException")
		d.press("f2")
		d.on("detailsPanel")
	})
}
