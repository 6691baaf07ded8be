package ui

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
)

// toAuthenticator comes to the screen that sets up an app.
func toAuthenticator(t testing.TB, client, user, label string) *driver {
	t.Helper()
	d := newDriver(t, client)
	d.comesIn(user)
	d.follow(wantFactors{})
	d.choose(label)
	d.waits()
	d.on("totpReplace")
	return d
}

// TestSetUpAuthenticator sets up an app, which the next sign-in asks for; the
// secret is gone with the screen.
func TestSetUpAuthenticator(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := toAuthenticator(t, "account-app", "kay", "Set up an authenticator app")
		s := d.app.top().(*totpReplace)
		secret := s.secret.text
		d.reads(grouped(secret)[:19])
		d.press("ctrl+y", "enter")
		d.write("my phone")
		d.press("enter")
		d.waits()
		d.on("factors")
		d.reads("✓ The authenticator app is set up and turned on.", "Second factors on Authenticator app", "Replace the authenticator app")
		d.misses(grouped(secret)[:19], secret[:8])
		if s.secret.text != "" {
			t.Error("the screen keeps the secret after it was proved")
		}
		if got := strings.Join(d.operations()[3:], " "); got != "GetUserAuthFactors GetUser AssociateSoftwareToken VerifySoftwareToken SetUserMFAPreference GetUserAuthFactors GetUser" {
			t.Errorf("the calls were %s", got)
		}
		d.follow(wantSignIn{user: "kay", password: d.app.env.Local.Password()})
		d.press("enter")
		d.waits()
		d.on("factorCode")
		d.reads("my phone")
	})
}

// TestReplaceAuthenticator leaves a preferred app the preferred factor.
func TestReplaceAuthenticator(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := toAuthenticator(t, "mfa-app", "tara@example.com", "Replace the authenticator app")
		d.press("ctrl+y")
		d.submit()
		d.waits()
		d.on("factors")
		d.reads("✓ The authenticator app is set up", "Authenticator app (preferred)")
	})
}

// TestAuthenticatorLeft goes back before the code: the app that was there stays.
func TestAuthenticatorLeft(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := toAuthenticator(t, "demo-app", "max@example.com", "Replace the authenticator app")
		d.press("esc")
		d.waits()
		d.on("factors")
		d.reads("Code by text message, Authenticator app")
		d.misses("✓")
		if n := d.calls("SetUserMFAPreference"); n != 0 {
			t.Errorf("the preference was set %d times", n)
		}
	})
}

// TestAuthenticatorFaults meets refusals and lost answers at each of the steps.
func TestAuthenticatorFaults(t *testing.T) {
	t.Parallel()
	start := func(t *testing.T) *driver {
		return toAuthenticator(t, "account-app", "kay", "Set up an authenticator app")
	}
	t.Run("not a code", func(t *testing.T) {
		inBubble(t, func(t *testing.T) {
			d := start(t)
			d.submit()
			if said := formOf(d.app.top()).Field("code").Err; said != "Type the app's code." {
				t.Errorf("the code's field says %q", said)
			}
			d.set("code", "12345x")
			d.submit()
			if said := formOf(d.app.top()).Field("code").Err; said != "An app's code has 6 digits." {
				t.Errorf("the code's field says %q", said)
			}
			if n := d.calls("VerifySoftwareToken"); n != 0 {
				t.Errorf("it was sent %d times", n)
			}
		})
	})
	t.Run("a wrong code", func(t *testing.T) {
		inBubble(t, func(t *testing.T) {
			d := start(t)
			d.pool.Fail("VerifySoftwareToken", 1, "EnableSoftwareTokenMFAException", "")
			d.set("code", "000000", "device", "my phone")
			d.submit()
			d.waits()
			d.on("totpReplace")
			d.reads("my phone", "EnableSoftwareTo")
			if said := formOf(d.app.top()).Field("code").Err; said != "That code doesn't fit the secret." {
				t.Errorf("the code's field says %q", said)
			}
			if got := formOf(d.app.top()).Value("code"); got != "" {
				t.Errorf("the code is still there: %s", got)
			}
		})
	})
	t.Run("it isn't turned on", func(t *testing.T) {
		inBubble(t, func(t *testing.T) {
			d := start(t)
			d.pool.Fail("SetUserMFAPreference", 20, "InternalErrorException", "")
			d.press("ctrl+y")
			d.submit()
			d.waits()
			d.reads("✗ The service had an error of its own.", "until it is turned on", "Turn it on")
			d.pool.ClearFaults()
			d.choose("Turn it on")
			d.waits()
			d.on("factors")
			d.reads("✓ The authenticator app is set up and turned on.")
			if n := d.calls("VerifySoftwareToken"); n != 1 {
				t.Errorf("the code was sent %d times, want once", n)
			}
		})
	})
	t.Run("the answer to the code is lost", func(t *testing.T) {
		inBubble(t, func(t *testing.T) {
			d := start(t)
			d.pool.DropAnswer("VerifySoftwareToken", 1)
			d.press("ctrl+y")
			d.submit()
			d.waits()
			d.on("totpReplace")
			// Beside the QR code the text is broken elsewhere.
			if said := strings.Join(strings.Fields(d.app.top().(*totpReplace).problem.hint), " "); !strings.Contains(said, "verify the app's next one") {
				t.Errorf("the way on isn't told: %q", said)
			}
			d.misses("Sign in")
			d.pool.Advance(30 * time.Second)
			d.settle()
			d.press("ctrl+y")
			d.submit()
			d.waits()
			d.on("factors")
			d.reads("✓ The authenticator app is set up and turned on.")
		})
	})
	t.Run("the secret is lost", func(t *testing.T) {
		inBubble(t, func(t *testing.T) {
			d := newDriver(t, "account-app")
			d.comesIn("kay")
			d.follow(wantFactors{})
			d.pool.DropAnswer("AssociateSoftwareToken", 1)
			d.choose("Set up an authenticator app")
			d.waits()
			d.reads("A secret may have been made.", "Try again")
			d.misses("Sign in instead")
			d.press("alt+1")
			d.waits()
			d.reads("Scan it, or type this secret")
		})
	})
	t.Run("apps are off", func(t *testing.T) {
		inBubble(t, func(t *testing.T) {
			d := newDriver(t, "account-app")
			d.comesIn("kay")
			d.follow(wantFactors{})
			d.pool.Fail("AssociateSoftwareToken", 1, "SoftwareTokenMFANotFoundException", "")
			d.choose("Set up an authenticator app")
			d.waits()
			d.reads("✗ Authenticator apps are off in this pool.", "Ask for a secret")
		})
	})
	t.Run("the session is over", func(t *testing.T) {
		inBubble(t, func(t *testing.T) {
			d := start(t)
			d.pool.Fail("VerifySoftwareToken", 1, "NotAuthorizedException", "Access Token has been revoked")
			d.press("ctrl+y")
			d.submit()
			d.waits()
			d.on("signIn")
			d.reads("This session was signed out, or the account is gone")
		})
	})
}

// TestAuthenticatorSmallWindow has no room for the QR code.
func TestAuthenticatorSmallWindow(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := toAuthenticator(t, "account-app", "kay", "Set up an authenticator app")
		s := d.app.top()
		s.SetSize(60, 30)
		if view := ansi.Strip(s.View()); !strings.Contains(view, "too small for the QR code") || !strings.Contains(view, "Type this secret:") {
			t.Errorf("the secret alone isn't offered:\n%s", view)
		}
	})
}
