package ui

import (
	"slices"
	"strings"
	"testing"
)

// TestHostileFactors lists the factors, passkeys and devices of a service whose
// every text is hostile, asks each question, and is refused.
func TestHostileFactors(t *testing.T) {
	t.Parallel()
	for what, text := range hostile {
		t.Run(what, func(t *testing.T) {
			inParallel(t, func(t *testing.T) {
				e := &evil{text: text}
				d := evilDriver(t, e, evilPool{text})
				for name, o := range map[string]any{"factors": wantFactors{}, "passkeys": wantPasskeys{}, "devices": wantDevices{}} {
					d.follow(wantSignIn{user: "ann@example.com", password: "Passw0rd!"})
					d.submit()
					d.waits()
					d.on("session")
					d.follow(o)
					d.waits()
					form := formOf(d.app.top())
					if len(form.Buttons) < 5 {
						t.Fatalf("%s lists nothing:\n%s", name, d.screen())
					}
					d.sound(name)
					d.press("end")
					for _, at := range []int{1, len(form.Buttons) / 2, len(form.Buttons) - 1} {
						if strings.HasSuffix(form.Buttons[at].Label, "an authenticator app") {
							continue // TestHostileAuthenticator
						}
						form.Focus(at)
						d.press("enter")
						d.waits()
						d.sound(name + ", asked")
						e.set("InvalidParameterException", "%s", false)
						d.press("alt+2")
						d.waits()
						d.sound(name + ", refused")
						e.set("", "", false)
					}
				}
			})
		})
	}
}

// TestHostileAuthenticator sets up an app on such a service.
func TestHostileAuthenticator(t *testing.T) {
	t.Parallel()
	for what, text := range hostile {
		t.Run(what, func(t *testing.T) {
			inParallel(t, func(t *testing.T) {
				e := &evil{text: text}
				d := evilDriver(t, e, evilPool{text})
				d.follow(wantSignIn{user: "ann@example.com", password: "Passw0rd!"})
				d.submit()
				d.waits()
				d.follow(wantFactors{})
				d.waits()
				labels := strings.Split(d.labels(), "; ")
				if !slices.Contains(labels, "Set up an authenticator app") {
					t.Fatalf("no app can be set up: %q", labels)
				}
				d.choose("Set up an authenticator app")
				d.waits()
				d.on("totpReplace")
				d.sound("the secret")
				d.press("ctrl+y")
				d.sound("a hostile code")
				e.set("EnableSoftwareTokenMFAException", "%s", false)
				d.typeHostile("the code", text)
				e.set("", "", false)
			})
		})
	}
}
