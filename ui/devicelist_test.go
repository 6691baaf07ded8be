package ui

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"cognito-tui/cognito/localpool"
)

// rememberedAs signs in on a device that the pool remembers from then on.
func (d *driver) rememberedAs(user string) {
	d.t.Helper()
	d.follow(wantSignIn{user: user, password: localpool.DemoPassword})
	d.press("enter")
	d.waits()
	d.on("remember")
	d.choose("Remember this device")
	d.waits()
	d.on("session")
}

// TestDevices forgets another device than the session's own: the one kept here
// stays, and the session goes on.
func TestDevices(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "device-app")
		d.rememberedAs("dev@example.com")
		kept, pool := d.app.env.Devices, d.app.env.poolID()
		d.follow(wantDevices{})
		d.on("deviceList")
		d.reads("laptop", "phone", "library computer", "not remembered", "from 127.0.0.1", "(this session)", "Known to the pool 4")
		d.choose("laptop")
		d.reads("? Forget the device laptop?", "sessions that began on it", "Its key is us-east")
		d.press("enter") // No has the focus
		if n := d.calls("ForgetDevice"); n != 0 {
			t.Fatalf("forgotten %d times before the question was answered", n)
		}
		d.press("enter", "alt+2")
		d.waits()
		d.reads("✓ Forgotten: laptop.", "Known to the pool 3", "(this session)")
		d.misses("[ laptop ]", "can't be refreshed any more")
		if _, ok := kept.Get(pool, "dev@example.com"); !ok {
			t.Error("this session's device isn't kept any more")
		}
		d.pool.Advance(2 * time.Hour)
		d.choose("Read again")
		d.waits()
		d.on("deviceList")
		d.reads("Known to the pool 3")
		d.press("esc")
		d.on("session")
	})
}

// TestForgetOwnDevice forgets the session's own device: it isn't kept here any
// more, and the session ends with its access token.
func TestForgetOwnDevice(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "device-app")
		d.rememberedAs("dev@example.com")
		kept, pool := d.app.env.Devices, d.app.env.poolID()
		if _, ok := kept.Get(pool, "dev@example.com"); !ok {
			t.Fatal("the device isn't kept")
		}
		d.follow(wantDevices{})
		s := d.app.top().(*deviceList)
		own := s.form.Buttons[len(s.form.Buttons)-1].Label
		if !strings.HasSuffix(own, " (this session)") {
			t.Fatalf("the newest device is %q", own)
		}
		d.choose(own)
		d.reads("This session began on it")
		d.press("alt+2")
		d.waits()
		d.reads("✓ Forgotten:", "! It was this session's", "can't be refreshed any more", "Known to the pool 3")
		d.misses("(this session)")
		for _, name := range []string{"dev@example.com", d.app.env.Session.Username()} {
			if _, ok := kept.Get(pool, name); ok {
				t.Errorf("the device is still kept for %s", name)
			}
		}
		d.pool.Advance(2 * time.Hour)
		d.choose("Read again")
		d.waits()
		d.on("signIn")
		d.reads("dev@example.com", "This session's device was forgotten here")
		d.misses("This session was signed out")
	})
}

// TestNoDevices reads an empty list, and a pool that remembers none.
func TestNoDevices(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "device-app")
		d.pool.Fail("ConfirmDevice", 1, "InvalidParameterException", "")
		d.comesIn("del@example.com")
		d.follow(wantDevices{})
		d.reads("The pool knows no device of this account.")
		if got := d.labels(); got != "Read again" {
			t.Errorf("the buttons are %s", got)
		}

		d = newDriver(t, "account-app")
		d.comesIn("kay")
		d.follow(wantDevices{})
		d.reads("✗ This pool doesn't remember devices")
		d.misses("The pool knows no device")
	})
}

// TestDeviceFaults loses the answer to forgetting, and forgets what is gone.
func TestDeviceFaults(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "device-app")
		d.comesIn("dev@example.com")
		d.follow(wantDevices{})
		d.pool.DropAnswer("ForgetDevice", 1)
		d.choose("phone")
		d.press("alt+2")
		d.waits()
		d.reads("✗", "The device may be forgotten: read the list again to check.")
		d.misses("Try again")
		d.choose("phone") // it is gone, but stands in the list still
		d.press("alt+2")
		d.waits()
		d.reads("✗ The pool doesn't know this device any more.", "read the list again")
		d.misses("Sign in")
		d.choose("Read again")
		d.waits()
		d.misses("✗", "[ phone ]")

		d.pool.Fail("ListDevices", 20, "InternalErrorException", "")
		d.choose("Read again")
		d.waits()
		d.reads("✗ The service had an error of its own.")
		d.pool.ClearFaults()
		d.press("alt+1")
		d.waits()
		d.reads("Known to the pool 3")
		d.pool.Fail("ForgetDevice", 1, "NotAuthorizedException", "Access Token has been revoked")
		d.choose("laptop")
		d.press("alt+2")
		d.waits()
		d.on("signIn")
		d.reads("This session was signed out, or the account is gone")
	})
}

// TestLongList forgets a device far down a long list: that the call runs, the
// question and what came of it stay in sight.
func TestLongList(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		pool := demoPool()
		b := &breaking{next: pool.Transport()}
		d := driverOn(t, pool, optionsFor(t, pool, "device-app", b))
		d.comesIn("dev@example.com")
		var devices []string
		for i := range 50 {
			devices = append(devices, fmt.Sprintf(`{"DeviceKey":"us-east-1_%08d-0000","DeviceAttributes":[{"Name":"device_name","Value":"device %d"}]}`, i, i))
		}
		b.arm("ListDevices", func(*http.Request) (*http.Response, error) {
			body := `{"Devices":[` + strings.Join(devices, ",") + `]}`
			return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}, nil
		})
		d.size(80, 24)
		d.follow(wantDevices{})
		d.choose("device 40")
		d.sees("? Forget the device device 40?", "[ No ]")
		release := d.pool.Hold("ForgetDevice")
		d.pressHeld("alt+2")
		d.sees("Forgetting the device…")
		d.pool.Fail("ForgetDevice", 1, "InternalErrorException", "")
		release()
		d.waits()
		d.sees("✗", "F2 details", "Devices")
		if got := formOf(d.app.top()).Buttons[41].Label; got != "device 40" {
			t.Fatalf("button 41 is %q", got)
		}
		devices = devices[:40]
		d.choose("Read again")
		d.waits()
		d.lacks("✗")
		if got := len(formOf(d.app.top()).Buttons); got != 41 {
			t.Errorf("%d buttons for 40 devices", got)
		}
	})
}
