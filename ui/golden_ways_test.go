package ui

import (
	"context"
	"testing"
	"time"

	"cognito-tui/cognito"
)

// Each challenge's screen, as it comes with all its parameters.

func TestGoldenChallenges(t *testing.T) {
	t.Parallel()
	for golden, name := range map[string]string{
		"challenge-sms": "SMS_MFA", "challenge-email": "EMAIL_OTP", "challenge-totp": "SOFTWARE_TOKEN_MFA",
		"challenge-select-mfa": "SELECT_MFA_TYPE", "challenge-select": "SELECT_CHALLENGE", "challenge-mfa-setup": "MFA_SETUP",
		"challenge-password": "PASSWORD", "challenge-new-password": "NEW_PASSWORD_REQUIRED",
		"challenge-custom": "CUSTOM_CHALLENGE", "challenge-passkey": "WEB_AUTHN", "challenge-unknown": "BRAND_NEW",
	} {
		t.Run(golden, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				d := newDriver(t, "demo-app")
				d.follow(stepped{dialogueOf(t, carried), stepOf(t, name)})
				d.golden(golden)
			})
		})
	}
}

func TestGoldenTOTPSetup(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		dialogue := dialogueOf(t, carried)
		d.follow(stepped{dialogue, stepOf(t, "MFA_SETUP")})
		d.choose("Authenticator app")
		d.on("totpSetup")
		d.golden("totp-setup")
		d.write("12")
		d.press("enter", "enter")
		d.golden("totp-setup-wrong")
		d.choose("Show link")
		d.golden("totp-setup-link")
	})
}

func TestGoldenEmailSetup(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.follow(stepped{dialogueOf(t, carried), stepOf(t, "MFA_SETUP")})
		d.choose("Code by email")
		d.write("nobody")
		d.press("enter")
		d.golden("email-setup")
	})
}

// TestGoldenMethods shows the selector on a method that is off, and on those
// that need a further choice.
func TestGoldenMethods(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-srp-only")
		d.press("3")
		d.method("Password")
		d.golden("signin-method-off")
		d.press("esc", "3")
		d.method("Choose")
		d.golden("signin-choose")
		d.press("esc", "3")
		d.method("Custom")
		d.golden("signin-custom")
	})
}

// TestGoldenIncompleteChallenge gets a challenge without a parameter that it
// can't do without, and one without a parameter that it can.
func TestGoldenIncompleteChallenge(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.press("3")
		s := d.app.top().(*signIn)
		s.fail(&cognito.Error{Op: "InitiateAuth", Kind: cognito.BadChallenge, Challenge: "SELECT_MFA_TYPE",
			Attributes: []string{"MFAS_CAN_CHOOSE"}, Status: 200, Attempts: 1, Err: context.Canceled})
		d.golden("signin-incomplete")
	})
}

// TestGoldenChallengeStates shows what becomes of answers: refused, too late,
// and in a further round.
func TestGoldenChallengeStates(t *testing.T) {
	t.Parallel()
	start := func(t *testing.T, user, method string, more ...string) *driver {
		d := newDriver(t, "demo-app")
		d.startsWith(user, method, more...)
		d.waits()
		return d
	}
	t.Run("a wrong code", func(t *testing.T) {
		inBubble(t, func(t *testing.T) {
			d := start(t, "tom@example.com", "Automatic")
			d.golden("code-app")
			d.write("000000")
			d.press("enter")
			d.golden("code-app-wrong")
		})
	})
	t.Run("a wrong code of a message", func(t *testing.T) {
		inBubble(t, func(t *testing.T) {
			d := start(t, "sam@example.com", "Automatic")
			d.write("000000")
			d.press("enter")
			d.golden("code-sms-wrong")
			d.pool.Advance(4 * time.Minute)
			d.settle()
			d.golden("code-over")
			d.write("111111")
			d.press("enter")
			d.golden("signin-over")
		})
	})
	t.Run("another code", func(t *testing.T) {
		inBubble(t, func(t *testing.T) {
			d := start(t, "mia@example.com", "Automatic")
			d.pool.Advance(time.Minute)
			d.settle()
			d.choose("Send the code again")
			d.golden("code-email-again")
		})
	})
	t.Run("the pool's own questions", func(t *testing.T) {
		inBubble(t, func(t *testing.T) {
			d := start(t, "cal@example.com", "Custom")
			d.write("Carter")
			d.press("enter")
			d.golden("custom-second")
			for range 3 {
				d.write("wrong")
				d.press("enter")
			}
			d.golden("custom-failed")
		})
	})
	t.Run("a new password that breaks the rules", func(t *testing.T) {
		inBubble(t, func(t *testing.T) {
			d := start(t, "fay@example.com", "Automatic")
			d.write("short")
			d.press("enter")
			d.write("short")
			d.press("enter")
			d.golden("new-password-refused")
		})
	})
	t.Run("a lock-out", func(t *testing.T) {
		inBubble(t, func(t *testing.T) {
			d := newDriver(t, "demo-app")
			d.follow(wantSignIn{user: "ann@example.com"})
			d.method("Password")
			for range 6 {
				d.set("password", "Wrong-Passw0rd!")
				d.submit()
				d.waits()
			}
			d.golden("signin-locked")
		})
	})
	t.Run("a wrong password on the way", func(t *testing.T) {
		inBubble(t, func(t *testing.T) {
			d := start(t, "ann@example.com", "Choose")
			d.choose("Secure password")
			d.write("Wrong-Passw0rd!")
			d.press("enter")
			d.waits()
			d.golden("challenge-password-wrong")
		})
	})
}

// TestGoldenRemember shows the question about this device, and what follows.
func TestGoldenRemember(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "device-app")
		release := d.pool.Hold("ConfirmDevice")
		d.follow(wantSignIn{user: "del@example.com", password: d.app.env.Local.Password()})
		d.send(keyOf(t, "enter"))
		for _, there := d.app.top().(*remember); !there; _, there = d.app.top().(*remember) {
			d.settleHeld()
		}
		d.golden("remember-confirming")
		release()
		d.waits()
		d.golden("remember-ask")
		d.pool.Fail("UpdateDeviceStatus", 1, "InvalidUserPoolConfigurationException", "")
		d.press("enter")
		d.waits()
		d.golden("remember-failed")
		d.submit()
		d.waits()
		d.golden("session-remembered")
		d.press("esc")
		d.startsWith("del@example.com", "Automatic")
		d.waits()
		d.golden("session-device")
	})
}
