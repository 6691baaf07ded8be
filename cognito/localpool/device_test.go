package localpool

import (
	"encoding/base64"
	"maps"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"cognito-tui/cognito/srp"
)

// offered is the NewDeviceMetadata of the last answer.
func (w *walker) offered() srp.Identity {
	w.Helper()
	w.done()
	id := srp.Identity{
		Group: w.last.str("AuthenticationResult", "NewDeviceMetadata", "DeviceGroupKey"),
		User:  w.last.str("AuthenticationResult", "NewDeviceMetadata", "DeviceKey"),
	}
	if id.User == "" || id.Group == "" {
		w.Fatalf("no device was offered: %v", w.last.body)
	}
	return id
}

// kept is a device as a client keeps it.
type kept struct {
	srp.Identity
	password string
}

// secretFor makes a device's password and the body of its ConfirmDevice.
func (x tester) secretFor(access string, id srp.Identity) (string, object) {
	x.Helper()
	password, salt, verifier := srp.NewDeviceSecret(nil, id)
	return password, object{"AccessToken": access, "DeviceKey": id.User, "DeviceName": "laptop",
		"DeviceSecretVerifierConfig": object{"Salt": salt, "PasswordVerifier": verifier}}
}

// confirm registers the device that the last answer offered.
func (w *walker) confirm() (kept, answered) {
	w.Helper()
	id := w.offered()
	password, body := w.secretFor(w.access(), id)
	return kept{id, password}, w.ok("ConfirmDevice", body)
}

// device answers DEVICE_SRP_AUTH and DEVICE_PASSWORD_VERIFIER.
func (w *walker) device(d kept) *walker {
	w.Helper()
	c := newSRP(w)
	w.at("DEVICE_SRP_AUTH").respond("DEVICE_SRP_AUTH", map[string]string{"DEVICE_KEY": d.User, "SRP_A": c.A()})
	w.at("DEVICE_PASSWORD_VERIFIER")
	given := w.prove(c, d.Identity, d.password)
	given["DEVICE_KEY"] = d.User
	return w.respond("DEVICE_PASSWORD_VERIFIER", given)
}

// passwordAnd begins a sign-in that presents a device.
func (w *walker) passwordAnd(d kept) *walker {
	w.Helper()
	return w.begin("USER_PASSWORD_AUTH", map[string]string{"PASSWORD": DemoPassword, "DEVICE_KEY": d.User})
}

func (w *walker) refresh(token string, given map[string]string) *walker {
	w.Helper()
	all := w.with(map[string]string{"REFRESH_TOKEN": token})
	delete(all, "USERNAME")
	maps.Copy(all, given)
	w.do("InitiateAuth", object{"AuthFlow": "REFRESH_TOKEN_AUTH", "AuthParameters": all})
	return w
}

// claim reads a claim of an access token.
func claim(t *testing.T, token, name string) string {
	t.Helper()
	c, ok := payloadOf(token)
	if !ok {
		t.Fatalf("no token: %q", token)
	}
	return c.str(name)
}

// TestNewDeviceMetadata: a pool that remembers devices offers a new one with
// every sign-in that presents none; others never do.
func TestNewDeviceMetadata(t *testing.T) {
	x := newTester(t)
	w := x.signedIn("device-app", "del@example.com")
	first := w.offered()
	if !regexp.MustCompile(`^us-east-1_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`).MatchString(first.User) ||
		!regexp.MustCompile(`^-[0-9A-Za-z]{8}$`).MatchString(first.Group) {
		t.Errorf("offered %v", first)
	}
	if got := claim(t, w.access(), "device_key"); got != first.User {
		t.Errorf("device_key %q, want %q", got, first.User)
	}
	if second := x.signedIn("device-app", "del@example.com").offered(); second == first {
		t.Error("two sign-ins were offered one device")
	}
	w = x.signedIn("demo-app", "ann@example.com")
	if w.last.in("AuthenticationResult", "NewDeviceMetadata") != nil || claim(t, w.access(), "device_key") != "" {
		t.Error("a pool without devices offered one")
	}
}

// TestDeviceModes is the table of C.13's modes: whether ConfirmDevice asks, and
// what a presented device is asked before and after the user's word. Only a
// remembered one proves itself: instead of MFA where it stands for it, else
// after it.
func TestDeviceModes(t *testing.T) {
	const app, device = "SOFTWARE_TOKEN_MFA", "DEVICE_SRP_AUTH"
	tests := []struct {
		mode              string
		skips             bool
		asks              bool
		first, remembered []string // the challenges after the password
	}{
		{"always", true, false, []string{device}, []string{device}},
		{"always", false, false, []string{app, device}, []string{app, device}},
		{"ask", true, true, []string{app}, []string{device}},
		{"ask", false, true, []string{app}, []string{app, device}},
	}
	for _, tt := range tests {
		x := poolWith(t, "us-east-1_DevicePool", func(p *PoolConfig) { p.Devices, p.DeviceSkipsMFA = tt.mode, tt.skips })
		d, a := x.signedIn("device-app", "dora@example.com").confirm()
		if a.in("UserConfirmationNecessary") != tt.asks {
			t.Errorf("%s: answer %v", tt.mode, a.body)
		}
		after := func(asked ...string) *walker {
			t.Helper()
			x.s.Advance(30 * time.Second)
			w := x.walk("device-app", "dora@example.com").passwordAnd(d)
			for _, challenge := range asked {
				if w.at(challenge); challenge == device {
					w.device(d)
				} else {
					w.respond(app, map[string]string{"SOFTWARE_TOKEN_MFA_CODE": w.totp()})
				}
			}
			return w.done()
		}
		w := after(tt.first...)
		if w.last.in("AuthenticationResult", "NewDeviceMetadata") != nil || claim(t, w.access(), "device_key") != d.User {
			t.Errorf("%s: a presented device was offered anew, or isn't in the token", tt.mode)
		}
		x.remember(w, d, isRemembered)
		w = after(tt.remembered...)
		x.remember(w, d, notRemembered)
		after(app)
	}
}

// remember gives the user's word on a device.
func (x tester) remember(w *walker, d kept, status string) {
	x.Helper()
	x.ok("UpdateDeviceStatus", object{"AccessToken": w.access(), "DeviceKey": d.User, "DeviceRememberedStatus": status})
}

// TestDeviceProof: only the device's own password passes, and SRP may come first.
func TestDeviceProof(t *testing.T) {
	x := newTester(t)
	w := x.signedIn("device-app", "del@example.com")
	d, _ := w.confirm()
	x.walk("device-app", "del@example.com").passwordAnd(d).done() // not remembered: as if it were not there
	x.remember(w, d, isRemembered)
	x.walk("device-app", "del@example.com").passwordAnd(d).device(d).done()

	wrong := d
	wrong.password = "AAAA"
	x.walk("device-app", "del@example.com").passwordAnd(d).device(wrong).no("NotAuthorized", "Incorrect username or password.")
	stranger := kept{Identity: srp.Identity{Group: d.Group, User: "us-east-1_00000000-0000-4000-8000-000000000000"}}
	x.walk("device-app", "del@example.com").passwordAnd(stranger).no("ResourceNotFound", "Device does not exist.")
	x.walk("device-app", "dora@example.com").passwordAnd(d).no("ResourceNotFound", "Device does not exist.")

	w = x.walk("device-app", "del@example.com")
	c := newSRP(t)
	w.begin("USER_SRP_AUTH", map[string]string{"SRP_A": c.A(), "DEVICE_KEY": d.User})
	w.answerSRP(c, DemoPassword).device(d).done()
}

// TestConfirmDevice is the table of ConfirmDevice refused.
func TestConfirmDevice(t *testing.T) {
	x := newTester(t)
	w := x.signedIn("device-app", "del@example.com")
	access, id := w.access(), w.offered()
	other := x.signedIn("device-app", "dora@example.com").offered()
	_, body := x.secretFor(access, id)
	config := body["DeviceSecretVerifierConfig"].(object)
	with := func(name string, value any) object {
		changed := maps.Clone(body)
		if changed[name] = value; value == nil {
			delete(changed, name)
		}
		return changed
	}
	secret := func(name string, value any) object {
		changed := maps.Clone(config)
		changed[name] = value
		return with("DeviceSecretVerifierConfig", changed)
	}
	long := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("x", 400)))
	tests := []struct {
		rule       string
		body       object
		code, text string
	}{
		{"another user's device", with("DeviceKey", other.User), "InvalidParameter", "Invalid device key given."},
		{"a device that nobody was offered", with("DeviceKey", "us-east-1_0"), "InvalidParameter", "Invalid device key given."},
		{"a key of another form", with("DeviceKey", "nope"), "InvalidParameter",
			`1 validation error detected: Value 'nope' at 'deviceKey' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w-]+_[0-9a-f-]+`},
		{"a key that is too long", with("DeviceKey", "us-east-1_"+strings.Repeat("0", 46)), "InvalidParameter",
			"1 validation error detected: Value 'us-east-1_"},
		{"no key", with("DeviceKey", nil), "InvalidParameter", "1 validation error detected: Value null at 'deviceKey'"},
		{"an empty name", with("DeviceName", ""), "InvalidParameter", "1 validation error detected: Value '' at 'deviceName'"},
		{"a name that is too long", with("DeviceName", strings.Repeat("n", 1025)), "InvalidParameter", "1 validation error detected"},
		{"no secret", with("DeviceSecretVerifierConfig", nil), "InvalidParameter", "Invalid device secret verifier given."},
		{"no salt", secret("Salt", ""), "InvalidParameter", "Invalid device secret verifier given."},
		{"a salt that is no base64", secret("Salt", "?"), "InvalidParameter", "Invalid device secret verifier given."},
		{"a verifier of zero", secret("PasswordVerifier", "AAAA"), "InvalidParameter", "Invalid device secret verifier given."},
		{"a verifier larger than the prime", secret("PasswordVerifier", long), "InvalidParameter", "Invalid device secret verifier given."},
		{"no token", with("AccessToken", "nope"), "NotAuthorized", "Invalid Access Token"},
		{"right", body, "", ""},
		{"a second time", body, "DeviceKeyExists", "Device already exists."},
	}
	for _, tt := range tests {
		t.Run(tt.rule, func(t *testing.T) {
			tester{t, x.s}.refused("ConfirmDevice", tt.body, tt.code, tt.text)
		})
	}
}

// TestConfirmDeviceOfAnAlias: where PASSWORD_VERIFIER was answered under the
// alias that was typed, there are tokens, but the device can't be confirmed.
func TestConfirmDeviceOfAnAlias(t *testing.T) {
	x := poolWith(t, "us-east-1_AliasPool", func(p *PoolConfig) { p.Devices = "always" })
	x.walk("alias-app", "shared@example.com").srp(DemoPassword).confirm()

	w, c := x.walk("alias-app", "shared@example.com"), newSRP(t)
	w.begin("USER_SRP_AUTH", map[string]string{"SRP_A": c.A()}).at("PASSWORD_VERIFIER")
	id := srp.Identity{Group: srp.PoolName(w.app.PoolID), User: w.parameter("USER_ID_FOR_SRP")}
	given := w.prove(c, id, DemoPassword)
	w.name = "shared@example.com"
	w.respond("PASSWORD_VERIFIER", given)
	_, body := x.secretFor(w.access(), w.offered())
	x.refused("ConfirmDevice", body, "InvalidParameter", "Invalid device key given.")
}

// TestRefreshWithDevices is the table of refreshes where devices are on: the
// session's own device, confirmed and not forgotten, or none.
func TestRefreshWithDevices(t *testing.T) {
	x := newTester(t)
	w := x.signedIn("device-app", "del@example.com")
	token, id := w.last.str("AuthenticationResult", "RefreshToken"), w.offered()
	other, _ := x.signedIn("device-app", "del@example.com").confirm()
	own := map[string]string{"DEVICE_KEY": id.User}
	refresh := func(given map[string]string) *walker {
		return x.walk("device-app", "del@example.com").refresh(token, given)
	}

	refresh(own).no("NotAuthorized", "Invalid Refresh Token") // not confirmed
	w.confirm()
	refresh(nil).no("NotAuthorized", "Invalid Refresh Token")
	refresh(map[string]string{"DEVICE_KEY": other.User}).no("NotAuthorized", "Invalid Refresh Token")
	again := refresh(own).done()
	if again.last.in("AuthenticationResult", "NewDeviceMetadata") != nil || claim(t, again.access(), "device_key") != id.User {
		t.Errorf("answer %v", again.last.body)
	}
	x.ok("ForgetDevice", object{"AccessToken": again.access(), "DeviceKey": id.User})
	refresh(own).no("NotAuthorized", "Invalid Refresh Token")

	ann := x.signedIn("demo-app", "ann@example.com")
	ann.refresh(ann.last.str("AuthenticationResult", "RefreshToken"), own).done() // devices off: not looked at
}

// TestListDevices pages through a user's devices and shows what the service
// shows of each.
func TestListDevices(t *testing.T) {
	x := newTester(t)
	var all []kept
	var access string
	for range 3 {
		w := x.signedIn("device-app", "del@example.com")
		d, _ := w.confirm()
		all, access = append(all, d), w.access()
		x.s.Advance(time.Minute)
	}
	x.signedIn("device-app", "del@example.com") // offered, not confirmed: not listed
	page := func(limit int, token any) (keys []string, next any) {
		t.Helper()
		body := object{"AccessToken": access, "Limit": limit}
		if token != nil {
			body["PaginationToken"] = token
		}
		a := x.ok("ListDevices", body)
		for _, d := range a.in("Devices").([]any) {
			keys = append(keys, d.(map[string]any)["DeviceKey"].(string))
		}
		return keys, a.in("PaginationToken")
	}
	first, next := page(2, nil)
	second, last := page(2, next)
	if got := strings.Join(append(first, second...), " "); len(first) != 2 || last != nil ||
		got != all[0].User+" "+all[1].User+" "+all[2].User {
		t.Errorf("pages %v, %v, %v", first, second, last)
	}
	if keys, next := page(0, nil); len(keys) != 3 || next != nil {
		t.Errorf("all: %v %v", keys, next)
	}
	x.refused("ListDevices", object{"AccessToken": access, "PaginationToken": "x"}, "InvalidParameter", "Invalid pagination token.")
	x.refused("ListDevices", object{"AccessToken": access, "Limit": 61}, "InvalidParameter",
		"1 validation error detected: Value '61' at 'limit'")

	x.ok("ForgetDevice", object{"AccessToken": access, "DeviceKey": all[1].User})
	for _, op := range []string{"GetDevice", "ForgetDevice", "UpdateDeviceStatus"} {
		x.refused(op, object{"AccessToken": access, "DeviceKey": all[1].User}, "ResourceNotFound", "Device does not exist.")
	}
	if keys, _ := page(0, nil); len(keys) != 2 {
		t.Errorf("after forgetting: %v", keys)
	}
	x.walk("device-app", "del@example.com").passwordAnd(all[1]).no("ResourceNotFound", "Device does not exist.")
}

// TestGetDevice checks the attributes of a device, and its dates as it is used.
func TestGetDevice(t *testing.T) {
	x := newTester(t)
	made := x.s.Now()
	w := x.signedIn("device-app", "del@example.com")
	d, _ := w.confirm()
	shown := func() (map[string]string, answered) {
		t.Helper()
		a := x.ok("GetDevice", object{"AccessToken": w.access(), "DeviceKey": d.User})
		values := map[string]string{}
		for _, v := range a.in("Device", "DeviceAttributes").([]any) {
			pair := v.(map[string]any)
			values[pair["Name"].(string)] = pair["Value"].(string)
		}
		return values, a
	}
	values, a := shown()
	want := map[string]string{
		"device_status": "valid", "device_name": "laptop", "last_ip_used": "127.0.0.1", "dev:device_sdk": "aws-sdk",
		"dev:device_remembered_status": "not_remembered", "dev:device_owner": "del@example.com.us-east-1_DevicePool",
		"dev:device_arn": "arn:aws:cognito-idp:us-east-1:000000000000:owner/del@example.com.us-east-1_DevicePool/device/" + d.User,
	}
	if !maps.Equal(values, want) || a.str("Device", "DeviceKey") != d.User {
		t.Errorf("device %v", a.body)
	}
	x.s.Advance(30 * time.Minute)
	x.walk("device-app", "del@example.com").passwordAnd(d).done()
	x.s.Advance(time.Minute)
	x.ok("UpdateDeviceStatus", object{"AccessToken": w.access(), "DeviceKey": d.User})
	if values, _ := shown(); values["dev:device_remembered_status"] != "not_remembered" {
		t.Error("an update without a status changed it")
	}
	x.refused("UpdateDeviceStatus", object{"AccessToken": w.access(), "DeviceKey": d.User, "DeviceRememberedStatus": "maybe"},
		"InvalidParameter",
		"1 validation error detected: Value 'maybe' at 'deviceRememberedStatus' failed to satisfy constraint: Member must satisfy "+
			"enum value set: [remembered, not_remembered]")
	_, a = shown()
	for name, at := range map[string]time.Time{
		"DeviceCreateDate": made, "DeviceLastAuthenticatedDate": made.Add(30 * time.Minute), "DeviceLastModifiedDate": made,
	} {
		if a.in("Device", name) != seconds(at) {
			t.Errorf("%s %v, want %v", name, a.in("Device", name), seconds(at))
		}
	}
	x.ok("UpdateDeviceStatus", object{"AccessToken": w.access(), "DeviceKey": d.User, "DeviceRememberedStatus": "remembered"})
	if values, a := shown(); values["dev:device_remembered_status"] != "remembered" ||
		a.in("Device", "DeviceLastModifiedDate") != seconds(x.s.Now()) {
		t.Errorf("remembered: %v", a.body)
	}
}

// TestDeviceCallsWithoutDevices: a pool that doesn't remember devices refuses
// every call about them, after the access token was judged.
func TestDeviceCallsWithoutDevices(t *testing.T) {
	x := newTester(t)
	access := x.signedIn("demo-app", "ann@example.com").access()
	for _, op := range []string{"ConfirmDevice", "UpdateDeviceStatus", "GetDevice", "ForgetDevice", "ListDevices"} {
		body := object{"AccessToken": access, "DeviceKey": "us-east-1_0"}
		x.refused(op, body, "InvalidUserPoolConfiguration", "Device tracking is not enabled for the user pool.")
		body["AccessToken"] = "nope"
		x.refused(op, body, "NotAuthorized", "Invalid Access Token")
	}
	for _, op := range []string{"GetDevice", "ForgetDevice"} {
		x.refused(op, object{"DeviceKey": "us-east-1_0"}, "NotAuthorized", "Invalid Access Token")
	}
}

// TestDeviceLastIP: over a socket the caller's own address is told.
func TestDeviceLastIP(t *testing.T) {
	for given, want := range map[string]string{
		"192.0.2.1:1234": "192.0.2.1", "[2001:db8::1]:80": "2001:db8::1", "[::ffff:192.0.2.1]:80": "192.0.2.1", "": "127.0.0.1",
	} {
		r := httptest.NewRequest("POST", "/", nil)
		r.RemoteAddr = given
		if got := callerOf(r); got != want {
			t.Errorf("%q: %s, want %s", given, got, want)
		}
	}
}
