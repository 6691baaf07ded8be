package ui

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// TestPasskeys deletes a passkey after a question, and keeps one where the
// answer is no.
func TestPasskeys(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "account-app")
		d.comesIn("kay")
		d.follow(wantPasskeys{})
		d.on("passkeys")
		d.reads("Kay's laptop", "Kay's phone", "blue security key", "in the device itself", "for localhost", "Registered 3")
		d.choose("Kay's phone")
		d.reads("? Delete the passkey Kay's phone?")
		d.press("enter") // No has the focus
		d.misses("? Delete")
		if n := d.calls("DeleteWebAuthnCredential"); n != 0 {
			t.Fatalf("deleted %d times before the question was answered", n)
		}
		d.press("enter", "alt+2")
		d.waits()
		d.reads("✓ Deleted from the pool: Kay's phone.", "Registered 2")
		d.misses("[ Kay's phone ]")
		for _, name := range []string{"Kay's laptop", "blue security key"} {
			d.choose(name)
			d.press("alt+2")
			d.waits()
		}
		d.reads("No passkey is registered.")
		if got := d.labels(); got != "Read again; Register a passkey" {
			t.Errorf("the buttons are %s", got)
		}
		d.press("esc")
		d.on("session")
	})
}

func TestNoPasskeys(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "account-app")
		d.comesIn("ray@example.com")
		d.follow(wantPasskeys{})
		d.reads("No passkey is registered.", "Register a passkey")
	})
}

// TestPasskeyRegistration says what the pool answers, and that a browser is
// needed.
func TestPasskeyRegistration(t *testing.T) {
	t.Parallel()
	t.Run("not set up", func(t *testing.T) {
		inBubble(t, func(t *testing.T) {
			d := newDriver(t, "account-app")
			d.comesIn("kay")
			d.follow(wantPasskeys{})
			d.choose("Register a passkey")
			d.waits()
			d.reads("✗ Passkeys aren't set up in this pool.")
		})
	})
	t.Run("off", func(t *testing.T) {
		inBubble(t, func(t *testing.T) {
			d := newDriver(t, "device-app")
			d.comesIn("dev@example.com")
			d.follow(wantPasskeys{})
			d.choose("Register a passkey")
			d.waits()
			d.reads("✗ Passkeys are off in this pool.")
		})
	})
	t.Run("the pool would", func(t *testing.T) {
		inBubble(t, func(t *testing.T) {
			pool := demoPool()
			b := &breaking{next: pool.Transport()}
			d := driverOn(t, pool, optionsFor(t, pool, "account-app", b))
			d.comesIn("kay")
			d.follow(wantPasskeys{})
			b.arm("StartWebAuthnRegistration", func(*http.Request) (*http.Response, error) {
				body := `{"CredentialCreationOptions":{"challenge":"not-to-be-shown"}}`
				return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}, nil
			})
			d.choose("Register a passkey")
			d.waits()
			d.reads("! The pool would register a passkey now.", "this terminal can't finish it", "nothing is registered")
			d.misses("not-to-be-shown", "✗")
		})
	})
	t.Run("a lost answer", func(t *testing.T) {
		inBubble(t, func(t *testing.T) {
			d := newDriver(t, "account-app")
			d.comesIn("kay")
			d.follow(wantPasskeys{})
			d.pool.Fail("StartWebAuthnRegistration", 1, "InternalErrorException", "")
			d.choose("Register a passkey")
			d.waits()
			d.reads("Nothing is registered before a browser finishes it", "Try again")
			d.press("alt+1")
			d.waits()
			d.reads("✗ Passkeys aren't set up in this pool.")
		})
	})
}

// TestPasskeyFaults loses the answer to a deletion, and deletes what is gone.
func TestPasskeyFaults(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "account-app")
		d.comesIn("kay")
		d.follow(wantPasskeys{})
		d.pool.DropAnswer("DeleteWebAuthnCredential", 1)
		d.choose("Kay's phone")
		d.press("alt+2")
		d.waits()
		d.reads("✗", "The passkey may be deleted: read the list again to check.")
		d.misses("Try again")
		// It is gone, but stands in the list still.
		d.choose("Kay's phone")
		d.press("alt+2")
		d.waits()
		d.reads("✗ There is no such passkey any more.")
		d.choose("Read again")
		d.waits()
		d.reads("Registered 2")
		d.misses("✗", "Kay's phone")

		d.pool.Fail("ListWebAuthnCredentials", 20, "InternalErrorException", "")
		d.choose("Read again")
		d.waits()
		d.reads("✗ The service had an error of its own.", "Try again")
		d.pool.Fail("DeleteWebAuthnCredential", 1, "NotAuthorizedException", "Access Token has been revoked")
		d.choose("Kay's laptop")
		d.press("alt+2")
		d.waits()
		d.on("signIn")
		d.reads("This session was signed out, or the account is gone")
	})
}
