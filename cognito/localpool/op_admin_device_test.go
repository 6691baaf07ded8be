package localpool

import (
	"strings"
	"testing"
)

const devicePool = "us-east-1_DevicePool"

// TestAdminDevices: an administrator lists, reads and forgets a user's devices.
func TestAdminDevices(t *testing.T) {
	x := newTester(t)
	dev := func(more object) object { return of(devicePool, "dev@example.com", more) }
	keys := x.walkPages("AdminListDevices", dev(nil), "Devices", "DeviceKey", "PaginationToken", 2, nil)
	if len(keys) != 3 || keys[0] == keys[1] || keys[1] == keys[2] {
		t.Fatalf("keys %v", keys)
	}
	a := x.ok("AdminGetDevice", dev(object{"DeviceKey": keys[0]}))
	if a.str("Device", "DeviceKey") != keys[0] || !strings.Contains(toJSON(a.in("Device", "DeviceAttributes")),
		`{"Name":"device_name","Value":"laptop"}`) {
		t.Errorf("device %v", a.body)
	}
	x.ok("AdminForgetDevice", dev(object{"DeviceKey": keys[0]}))
	for _, op := range []string{"AdminForgetDevice", "AdminGetDevice"} {
		x.refused(op, dev(object{"DeviceKey": keys[0]}), "ResourceNotFound", "Device does not exist.")
		x.refused(op, dev(object{"DeviceKey": "laptop"}), "InvalidParameter", "1 validation error detected")
		x.refused(op, of(localPool, "ann@example.com", object{"DeviceKey": keys[1]}), "InvalidUserPoolConfiguration", "")
		// Another user's device is none.
		x.refused(op, of(devicePool, "del@example.com", object{"DeviceKey": keys[1]}), "ResourceNotFound", "Device does not exist.")
	}
	if got := x.ok("AdminListDevices", dev(nil)).namesIn("Devices", "DeviceKey"); got != keys[1]+" "+keys[2] {
		t.Errorf("left %s", got)
	}
	if a := x.ok("AdminListDevices", of(devicePool, "del@example.com", nil)); len(a.in("Devices").([]any)) != 0 {
		t.Errorf("devices %v", a.body)
	}
	x.refused("AdminListDevices", of(localPool, "ann@example.com", nil), "InvalidUserPoolConfiguration", "Device tracking is not enabled")
}

// TestForgottenDeviceProvesNothing: after AdminForgetDevice the device is asked for
// MFA again, and its session gives no new tokens.
func TestForgottenDeviceProvesNothing(t *testing.T) {
	x := newTester(t)
	w := x.signedIn("device-app", "del@example.com")
	d, _ := w.confirm()
	x.ok("AdminForgetDevice", of(devicePool, "del@example.com", object{"DeviceKey": d.User}))
	x.walk("device-app", "del@example.com").passwordAnd(d).no("ResourceNotFound", "Device does not exist.")
	x.refused("InitiateAuth", object{"ClientId": w.app.ClientID, "AuthFlow": "REFRESH_TOKEN_AUTH", "AuthParameters": map[string]string{
		"REFRESH_TOKEN": w.last.str("AuthenticationResult", "RefreshToken"), "DEVICE_KEY": d.User}}, "NotAuthorized",
		"Invalid Refresh Token")
}
