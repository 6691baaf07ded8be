package ui

import (
	"fmt"
	"strings"
	"testing"
)

// echoes are refusals whose text repeats what was sent, as the service's
// validator does; %s stands for the secret.
var echoes = []string{
	"1 validation error detected: Value '%s' at 'password' failed to satisfy constraint: Member must have length less than or equal to 256",
	"2 validation errors detected: Value '%s' at 'password' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\S]+; Value '%s' at 'confirmationCode' failed to satisfy constraint: Member must have length greater than or equal to 1",
	"1 validation error detected: Value '%s' at 'secretHash' failed to satisfy constraint: Member must have length less than or equal to 128",
	"1 validation error detected: Value 'it''s %s at ' at 'userAttributes.1.member.value' failed to satisfy constraint: Member must not be null",
}

// TestRefusalsThatEchoTellNoSecret has each call refused with a text that holds
// the secret typed: neither the screen nor a panel tells it.
func TestRefusalsThatEchoTellNoSecret(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		const secret = "Gr4nite-Harbour!"
		e := &evil{text: "x"}
		d := evilDriver(t, e, nil)
		starts := []struct {
			out   any
			pairs []string
		}{
			{wantSignUp{user: "ann@example.com"}, []string{"password", secret, "repeat", secret}},
			{wantCode{user: "ann@example.com"}, []string{"code", secret}},
			{wantSignIn{user: "ann@example.com"}, []string{"password", secret}},
			{wantForgot{user: "ann@example.com"}, nil},
			{resetStarted{user: "ann@example.com"}, []string{"code", "123456", "newPassword", secret, "repeat", secret}},
		}
		for _, exception := range []string{"InvalidParameterException", "InvalidPasswordException"} {
			for _, echo := range echoes {
				e.set(exception, strings.ReplaceAll(echo, "%s", secret), false)
				for _, s := range starts {
					d.follow(s.out)
					d.fill(s.pairs...)
					where := fmt.Sprintf("%T, %s", s.out, exception)
					fs := formScreenOf(d.app.top())
					if fs == nil || fs.failure == nil {
						t.Fatalf("%s: not refused:\n%s", where, d.screen())
					}
					if f := fs.form.Field("code"); f != nil {
						f.Set("") // where it was typed it may stand
					}
					d.tellsNot(where, secret)
					d.press("f2")
					d.on("detailsPanel")
					d.tellsNot(where+", details", secret)
					d.press("esc", "ctrl+t")
					d.tellsNot(where+", calls", secret)
					d.press("esc")
				}
			}
		}
	})
}

// tellsNot fails where a part of a secret stands on the screen, at both sizes.
func (d *hostileDriver) tellsNot(where, secret string) {
	d.t.Helper()
	for _, s := range [][2]int{{80, 24}, {200, 60}} {
		d.size(s[0], s[1])
		if frame := d.screen(); strings.Contains(frame, secret[:6]) || strings.Contains(frame, secret[8:]) {
			d.t.Fatalf("%s: the secret is told:\n%s", where, frame)
		}
	}
}
