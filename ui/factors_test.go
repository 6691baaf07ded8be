package ui

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"cognito-tui/cognito/localpool"
)

// comesIn signs in as a seeded user, by a code of the app where one is asked for;
// a device that is offered isn't remembered.
func (d *driver) comesIn(user string) {
	d.t.Helper()
	d.follow(wantSignIn{user: user, password: localpool.DemoPassword})
	d.press("enter")
	d.waits()
	if _, ok := d.app.top().(*chooseWay); ok {
		d.choose("Authenticator app")
		d.waits()
	}
	if _, ok := d.app.top().(*factorCode); ok {
		d.fills()
		d.waits()
	}
	if _, ok := d.app.top().(*remember); ok {
		d.choose("Not this one")
		d.waits()
	}
	d.on("session")
}

// body is the top screen without its frame, its lines joined.
func (d *driver) body() string {
	return strings.Join(strings.Fields(ansi.Strip(d.app.top().View())), " ")
}

// reads fails unless every text stands in the body, however it is broken.
func (d *driver) reads(texts ...string) {
	d.t.Helper()
	for _, text := range texts {
		if !strings.Contains(d.body(), text) {
			d.t.Fatalf("the body lacks %q:\n%s", text, d.screen())
		}
	}
}

// misses fails if a text stands in the body.
func (d *driver) misses(texts ...string) {
	d.t.Helper()
	for _, text := range texts {
		if strings.Contains(d.body(), text) {
			d.t.Fatalf("the body has %q:\n%s", text, d.screen())
		}
	}
}

// calls is how often an operation was called.
func (d *driver) calls(op string) int {
	n := 0
	for _, o := range d.operations() {
		if o == op {
			n++
		}
	}
	return n
}

// labels are the labels of the buttons of the top screen.
func (d *driver) labels() string {
	var all []string
	for _, b := range formOf(d.app.top()).Buttons {
		all = append(all, b.Label)
	}
	return strings.Join(all, "; ")
}

// TestFactorsChange turns factors on and off by keys; each change is read again,
// and the next sign-in asks for what was preferred.
func TestFactorsChange(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.comesIn("max@example.com")
		d.follow(wantFactors{})
		d.on("factors")
		d.reads("Code by text message, Authenticator app", "to +15550103456")

		d.choose("Turn on codes by email")
		d.waits()
		d.reads("✓ Turned on: codes by email.", "Prefer codes by email")
		d.choose("Prefer codes by email")
		d.waits()
		d.reads("✓ Preferred: codes by email.", "Code by email (preferred)")

		d.choose("Turn off codes by text message")
		d.reads("? Turn off codes by text message as a second factor?", "The others that are on stay")
		d.press("enter") // No has the focus
		d.misses("? Turn off")
		if n := d.calls("SetUserMFAPreference"); n != 2 {
			t.Fatalf("the preference was set %d times before the question was answered, want 2", n)
		}
		d.press("enter", "alt+2")
		d.waits()
		d.reads("✓ Turned off: codes by text message.", "Turn on codes by text message")
		if set, read := d.calls("SetUserMFAPreference"), d.calls("GetUserAuthFactors"); set != 3 || read != 4 {
			t.Errorf("set %d times and read %d times, want 3 and 4", set, read)
		}
		d.choose("Prefer none")
		d.waits()
		d.reads("✓ No second factor is preferred.")
		d.misses("(preferred)", "Prefer none")
		d.choose("Prefer codes by email")
		d.waits()
		d.press("esc")
		d.on("session")

		d.follow(wantSignIn{user: "max@example.com", password: localpool.DemoPassword})
		d.press("enter")
		d.waits()
		d.on("factorCode")
		d.reads("m***@e***")
	})
}

// TestFactorsRefused is refused what isn't set up, and what the pool requires.
func TestFactorsRefused(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "account-app")
		d.comesIn("kay")
		d.follow(wantFactors{})
		d.reads("no phone number is known")
		for _, label := range []string{"Turn on the authenticator app", "Turn on codes by text message", "Turn on passkeys"} {
			d.choose(label)
			d.waits()
			d.reads("✗ This account can't be asked for that factor yet.", map[string]string{
				"Turn on the authenticator app": "Set up an authenticator app first",
				"Turn on codes by text message": "Add a phone number under Attributes first",
				"Turn on passkeys":              "A passkey must be registered first"}[label])
			d.misses("✓")
		}
		d.choose("Turn on codes by email") // the pool offers authenticator apps alone
		d.waits()
		d.reads("✗ This account can't be asked for that factor yet.", "The address is there and verified, so the pool may not offer this factor")
		d.misses("give a phone number or email address")
		d.app.env.Pool.MFA = "OFF"
		d.choose("Read again")
		d.waits()
		d.reads("off: the pool's MFA is off")
		set := d.calls("SetUserMFAPreference")
		d.choose("Turn on codes by email")
		d.waits()
		if d.calls("SetUserMFAPreference") != set {
			t.Error("a row that is off was sent")
		}
		d.reads("on or off isn't told")
		d.choose("Turn off passkeys")
		d.reads("? Turn off passkeys as a second factor?")
		d.press("alt+2")
		d.waits()
		d.reads("✓ Turned off: passkeys.")

		d = newDriver(t, "mfa-app")
		d.comesIn("tara@example.com")
		d.follow(wantFactors{})
		d.choose("Turn off the authenticator app")
		d.reads("This pool requires a second factor and may refuse.")
		d.press("alt+2")
		d.waits()
		d.reads("SOFTWARE_TOKEN_MFA can't be disabled", "(MFA is ON)")
		d.choose("Read again")
		d.waits()
		d.reads("Authenticator app (preferred)")
		d.misses("✗")
	})
}

// TestFactorsFaults loses answers, fails to read, and ends the session.
func TestFactorsFaults(t *testing.T) {
	t.Parallel()
	start := func(t *testing.T) *driver {
		d := newDriver(t, "demo-app")
		d.comesIn("max@example.com")
		d.follow(wantFactors{})
		return d
	}
	t.Run("a lost answer", func(t *testing.T) {
		inBubble(t, func(t *testing.T) {
			d := start(t)
			d.pool.DropAnswer("SetUserMFAPreference", 20)
			d.choose("Turn on codes by email")
			d.waits()
			d.reads("✗", "trying again does no harm", "Try again")
			d.pool.ClearFaults()
			d.press("alt+1")
			d.waits()
			d.reads("✓ Turned on: codes by email.")
			d.misses("✗")
		})
	})
	t.Run("what was changed can't be read", func(t *testing.T) {
		inBubble(t, func(t *testing.T) {
			d := start(t)
			d.pool.Fail("GetUserAuthFactors", 20, "InternalErrorException", "")
			d.choose("Turn on codes by email")
			d.waits()
			d.reads("✓ Turned on: codes by email.", "✗ The service had an error of its own.")
			if got := d.labels(); got != "Read again" {
				t.Errorf("the old factors can still be changed: %s", got)
			}
			d.pool.ClearFaults()
			set := d.calls("SetUserMFAPreference")
			d.press("alt+1")
			d.waits()
			d.reads("Code by email")
			if d.calls("SetUserMFAPreference") != set {
				t.Error("reading again sets the factors again")
			}
		})
	})
	t.Run("an expired access token", func(t *testing.T) {
		inBubble(t, func(t *testing.T) {
			d := start(t)
			old := d.app.env.Session.Tokens().Access
			d.pool.Advance(2 * time.Hour)
			d.choose("Turn on codes by email")
			d.waits()
			d.reads("✓ Turned on: codes by email.")
			if d.app.env.Session.Tokens().Access == old {
				t.Error("the session has the old access token")
			}
		})
	})
	t.Run("signed out elsewhere", func(t *testing.T) {
		inBubble(t, func(t *testing.T) {
			d := start(t)
			d.pool.Fail("SetUserMFAPreference", 1, "NotAuthorizedException", "Access Token has been revoked")
			d.choose("Turn on codes by email")
			d.waits()
			d.on("signIn")
			d.reads("This session was signed out, or the account is gone", "max@example.com")
			if d.app.env.Session != nil {
				t.Error("the session is still there")
			}
		})
	})
	t.Run("the first read", func(t *testing.T) {
		inBubble(t, func(t *testing.T) {
			d := newDriver(t, "demo-app")
			d.comesIn("max@example.com")
			d.pool.Fail("GetUser", 20, "InternalErrorException", "")
			d.follow(wantFactors{})
			d.waits()
			d.reads("✗ The service had an error of its own.", "Try again")
			d.press("f2")
			d.press("esc") // what is known of the failure doesn't read again by itself
			d.reads("✗ The service had an error of its own.")
			d.pool.ClearFaults()
			d.press("alt+1")
			d.waits()
			d.reads("Second factors on")
		})
	})
}
