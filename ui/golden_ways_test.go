package ui

import (
	"context"
	"testing"

	"cognito-tui/cognito"
)

// Each challenge's screen, as it comes with all its parameters.

func TestGoldenChallenges(t *testing.T) {
	for golden, name := range map[string]string{
		"challenge-sms": "SMS_MFA", "challenge-email": "EMAIL_OTP", "challenge-totp": "SOFTWARE_TOKEN_MFA",
		"challenge-select-mfa": "SELECT_MFA_TYPE", "challenge-select": "SELECT_CHALLENGE", "challenge-mfa-setup": "MFA_SETUP",
		"challenge-password": "PASSWORD", "challenge-new-password": "NEW_PASSWORD_REQUIRED",
		"challenge-custom": "CUSTOM_CHALLENGE", "challenge-passkey": "WEB_AUTHN", "challenge-unknown": "BRAND_NEW",
	} {
		t.Run(golden, func(t *testing.T) {
			d := newDriver(t, "demo-app")
			d.follow(stepped{dialogueOf(t, carried), stepOf(t, name)})
			d.golden(golden)
		})
	}
}

func TestGoldenTOTPSetup(t *testing.T) {
	d := newDriver(t, "demo-app")
	dialogue := dialogueOf(t, carried)
	d.follow(stepped{dialogue, stepOf(t, "MFA_SETUP")})
	d.choose("Authenticator app")
	d.on(&totpSetup{})
	d.golden("totp-setup")
	d.write("12")
	d.press("enter", "enter")
	d.golden("totp-setup-wrong")
	d.choose("Show link")
	d.golden("totp-setup-link")
}

func TestGoldenEmailSetup(t *testing.T) {
	d := newDriver(t, "demo-app")
	d.follow(stepped{dialogueOf(t, carried), stepOf(t, "MFA_SETUP")})
	d.choose("Code by email")
	d.write("nobody")
	d.press("enter")
	d.golden("email-setup")
}

// TestGoldenMethods shows the selector on a method that is off, and on those
// that need a further choice.
func TestGoldenMethods(t *testing.T) {
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
}

// TestGoldenIncompleteChallenge gets a challenge without a parameter that it
// can't do without, and one without a parameter that it can.
func TestGoldenIncompleteChallenge(t *testing.T) {
	d := newDriver(t, "demo-app")
	d.press("3")
	s := d.app.top().(*signIn)
	s.fail(&cognito.Error{Op: "InitiateAuth", Kind: cognito.BadChallenge, Challenge: "SELECT_MFA_TYPE",
		Attributes: []string{"MFAS_CAN_CHOOSE"}, Status: 200, Attempts: 1, Err: context.Canceled})
	d.golden("signin-incomplete")
}
