package ui

import (
	"testing"
)

// The screens of one's own factors, passkeys and devices.

func TestGoldenFactors(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.comesIn("max@example.com")
		d.follow(wantFactors{})
		d.golden("factors")
		d.choose("Turn off codes by text message")
		d.golden("factors-question")
		d.press("alt+1")
		d.choose("Prefer the authenticator app")
		d.golden("factors-preferred")
		d.pool.Fail("SetUserMFAPreference", 1, "InvalidParameterException", "")
		d.choose("Prefer none")
		d.golden("factors-refused")
	})
}

func TestGoldenFactorsRequired(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "mfa-app")
		d.comesIn("tara@example.com")
		d.follow(wantFactors{})
		d.choose("Turn off the authenticator app")
		d.golden("factors-required")
		d.press("alt+2")
		d.waits()
		d.golden("factors-required-refused")
	})
}

func TestGoldenTOTPReplace(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "account-app")
		d.comesIn("kay")
		d.follow(wantFactors{})
		d.golden("factors-none")
		d.choose("Set up an authenticator app")
		d.waits()
		d.golden("totp-replace")
		d.write("12")
		d.press("enter", "enter")
		d.golden("totp-replace-wrong")
		d.press("ctrl+y")
		d.pool.Fail("SetUserMFAPreference", 1, "NotAuthorizedException", "Access Token does not have required scopes")
		d.submit()
		d.waits()
		d.golden("totp-replace-off")
	})
}

func TestGoldenPasskeys(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "account-app")
		d.comesIn("kay")
		d.follow(wantPasskeys{})
		d.golden("passkeys")
		d.choose("Kay's phone")
		d.golden("passkeys-question")
		d.press("alt+2")
		d.waits()
		d.golden("passkeys-deleted")
		d.choose("Register a passkey")
		d.waits()
		d.golden("passkeys-register")
	})
}

func TestGoldenDevices(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "device-app")
		d.pool.Fail("ConfirmDevice", 1, "InvalidParameterException", "")
		d.comesIn("dev@example.com")
		d.follow(wantDevices{})
		list := d.app.top().(*deviceList)
		d.app.env.Session.DeviceKey = list.devices[0].Key // a name that doesn't depend on this machine's
		d.choose("Read again")
		d.golden("devices")
		d.choose("laptop (this session)")
		d.golden("devices-question")
		d.press("alt+2")
		d.waits()
		d.golden("devices-forgotten")
	})
}
