package ui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cognito-tui/cognito"
	"cognito-tui/cognito/localpool"
)

// fakeRole is AWS STS that takes one code.
func fakeRole(t *testing.T, takes string) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		if r.Form.Get("TokenCode") != takes {
			w.WriteHeader(http.StatusForbidden)
			io.WriteString(w, `<ErrorResponse><Error><Code>AccessDenied</Code><Message>MultiFactorAuthentication failed with invalid MFA one time pass code.</Message></Error></ErrorResponse>`)
			return
		}
		io.WriteString(w, `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>x</SecretAccessKey><SessionToken>y</SessionToken><Expiration>2999-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`)
	}))
	t.Cleanup(s.Close)
	return s
}

// mfaDriver signs with a role that wants a code.
func mfaDriver(t *testing.T, takes string) *driver {
	t.Helper()
	file := filepath.Join(t.TempDir(), "config")
	text := "[profile mfa]\nrole_arn = arn:aws:iam::123456789012:role/Support\nsource_profile = src\nmfa_serial = arn:aws:iam::123456789012:mfa/ann\n[profile src]\naws_access_key_id = AKIDTEST\naws_secret_access_key = x\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("AWS_CONFIG_FILE", file)
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", file+".none")
	t.Setenv("AWS_ENDPOINT_URL_STS", fakeRole(t, takes).URL)
	pool, codes := localpool.New(localpool.Demo()), NewCodes()
	flags := demoFlags(pool)
	flags.Profile = "mfa"
	o := awsOptions(t, pool, flags, func(c *cognito.Config) { c.Credentials, c.MFACode = nil, codes.Ask })
	o.Codes = codes
	return driverOn(t, pool, o)
}

func TestGoldenMFACode(t *testing.T) {
	d := mfaDriver(t, "222222")
	d.on(&home{}) // what is read in the background asks nobody
	d.way(choosePool)
	d.waitFor(&mfaCode{})
	d.golden("mfacode")
	d.write("12")
	d.press("enter")
	d.golden("mfacode-short")
	d.press("ctrl+u")
	d.write("111111")
	d.lacks("111111")
	d.press("enter")
	d.waitFor(&mfaCode{})
	d.sees("AWS refused the code")
	d.golden("mfacode-refused")
	d.write("222222")
	d.press("enter")
	d.waitFor(&pickPool{})
	d.settle()
	d.sees("pools")
	if d.app.env.Pool == nil {
		t.Error("the pool isn't described once it may be")
	}
	for _, call := range d.app.env.Log.Entries() {
		if strings.Contains(fmt.Sprint(call), "222222") {
			t.Error("the code is in the list of calls")
		}
	}
}

func TestMFACodeIsNotGiven(t *testing.T) {
	d := mfaDriver(t, "222222")
	d.way(choosePool)
	d.waitFor(&mfaCode{})
	d.press("esc")
	d.waitFor(&pickPool{})
	d.settle()
	d.golden("mfacode-cancelled")
}

// A question that nobody waits for any more takes no code, and says so.
func TestMFACodeThatComesTooLate(t *testing.T) {
	over := make(chan struct{})
	r := &codeRequest{serial: "arn:aws:iam::123456789012:mfa/ann", answer: make(chan string, 1), over: over}
	d := newDriver(t, "demo-app")
	d.follow(wantMFACode{r})
	close(over)
	d.write("123456")
	d.press("enter")
	d.sees("waits no more")
	if len(r.answer) > 0 {
		t.Error("the code is handed on")
	}
	d.press("esc")
	d.on(&home{})
}

// The end of the program ends a question.
func TestMFACodeAtTheEnd(t *testing.T) {
	codes := NewCodes()
	pool := localpool.New(localpool.Demo())
	o := optionsFor(t, pool, "demo-app", pool.Transport())
	o.Codes = codes
	d := driverOn(t, pool, o)
	ended := make(chan error, 1)
	go func() { _, err := codes.Ask(context.Background(), "x"); ended <- err }()
	d.waitFor(&mfaCode{})
	d.app.quit()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if _, err := codes.Ask(context.Background(), "x"); !errors.Is(err, context.Canceled) {
		t.Errorf("after the end: %v", err)
	}
}

// waitFor settles until a screen is on top: calls through a real socket take a while.
func (d *driver) waitFor(want Screen) {
	d.t.Helper()
	for range 200 {
		d.settleHeld()
		if fmt.Sprintf("%T", d.app.top()) == fmt.Sprintf("%T", want) {
			return
		}
	}
	d.on(want)
}
