package ui

import (
	"cognito-tui/cognito"
	"cognito-tui/cognito/localpool"
)

// accountAs signs in for a step of one's own account, and opens a screen there.
func accountAs(user string, out any) func(*driver) {
	return func(d *driver) {
		d.t.Helper()
		d.comesIn(user)
		d.follow(out)
		d.waits()
	}
}

// alt1 takes the first way on.
func alt1(want string, texts ...string) func(*driver) {
	return func(d *driver) {
		d.t.Helper()
		d.press("alt+1")
		d.waits()
		d.on(want)
		d.sees(texts...)
	}
}

// readsAgain reads the list anew, as the hint says.
func readsAgain(d *driver) {
	d.t.Helper()
	pressIn(d, readAgain)
	d.waits()
	if s := formScreenOf(d.app.top()); s.failure != nil {
		d.t.Errorf("reading again failed:\n%s", d.screen())
	}
}

// accountSteps are the calls of a signed-in user.
var accountSteps = []step{
	{op: "UpdateUserAttributes", client: "account-app", ready: func(d *driver) {
		accountAs("ray@example.com", wantAttribute{attribute: cognito.Attribute{Name: "name", Value: "Ray Rhodes"}})(d)
		d.set("attribute", "Raymond")
	}, want: "attributes", after: alt1("attributes", "Raymond")},
	{op: "DeleteUserAttributes", client: "account-app",
		ready: accountAs("ray@example.com", wantAttribute{attribute: cognito.Attribute{Name: "name", Value: "Ray Rhodes"}}),
		press: "Delete", want: "attributes", after: func(d *driver) { alt1("attributes")(d); d.lacks("Ray Rhodes") }},
	{op: "GetUserAttributeVerificationCode", client: "account-app",
		ready: accountAs("ray@example.com", wantAttribute{attribute: cognito.Attribute{Name: "email", Value: "ray@example.com"}}),
		press: "Send a code to verify", want: "verifyAttribute", after: func(d *driver) {
			alt1("verifyAttribute")(d)
			d.press("ctrl+y")
			d.submit()
			d.waits()
			d.on("attributes")
		}},
	{op: "VerifyUserAttribute", client: "account-app", ready: func(d *driver) {
		accountAs("ray@example.com", wantVerification{attribute: "email"})(d)
		pressIn(d, "resend")
		d.waits()
		d.press("ctrl+y")
	}, want: "attributes", after: alt1("attributes", "✓ verified")},
	{op: "ChangePassword", client: "account-app", ready: func(d *driver) {
		accountAs("ray@example.com", wantPasswordChange{})(d)
		d.set("currentPassword", localpool.DemoPassword, "newPassword", "An0ther!pass", "repeat", "An0ther!pass")
	}, want: "session", after: func(d *driver) {
		alt1("signIn", "ray@example.com")(d)
		d.submit() // with the new one, which is kept for that
		d.waits()
		d.on("session")
	}},
	{op: "DeleteUser", client: "account-app", ready: func(d *driver) {
		accountAs("ray@example.com", wantDeletion{})(d)
		d.set("name", "ray")
	}, want: "signIn", after: alt1("signIn", "ray@example.com")},
	{op: "GetUserAuthFactors", client: "account-app", ready: accountAs("kay", wantFactors{}), press: readAgain, read: true, want: "factors"},
	{op: "SetUserMFAPreference", ready: accountAs("max@example.com", wantFactors{}),
		press: "Turn on codes by email", want: "factors", after: alt1("factors")},
	{op: "ListWebAuthnCredentials", client: "account-app", ready: accountAs("kay", wantPasskeys{}), press: readAgain, read: true, want: "passkeys"},
	{op: "DeleteWebAuthnCredential", client: "account-app", ready: accountAs("kay", wantPasskeys{}), press: "0", want: "passkeys", after: readsAgain},
	{op: "ListDevices", client: "device-app", ready: accountAs("dev@example.com", wantDevices{}), press: readAgain, read: true, want: "deviceList"},
	{op: "ForgetDevice", client: "device-app", ready: accountAs("dev@example.com", wantDevices{}), press: "0", want: "deviceList", after: readsAgain},
}
