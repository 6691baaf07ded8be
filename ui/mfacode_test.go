package ui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cognito-tui/cognito"
)

// fakeRole is AWS STS that takes one code.
func fakeRole(takes string) http.RoundTripper {
	return roundTripFunc(func(r *http.Request) (*http.Response, error) {
		_ = r.ParseForm()
		if r.Form.Get("TokenCode") != takes {
			return xmlAnswer(http.StatusForbidden, `<ErrorResponse><Error><Code>AccessDenied</Code><Message>MultiFactorAuthentication failed with invalid MFA one time pass code.</Message></Error></ErrorResponse>`), nil
		}
		return xmlAnswer(http.StatusOK, `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>x</SecretAccessKey><SessionToken>y</SessionToken><Expiration>2999-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`), nil
	})
}

// xmlAnswer is what STS answers.
func xmlAnswer(status int, body string) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{"Content-Type": {"text/xml"}}, Body: io.NopCloser(strings.NewReader(body))}
}

// mfaDriver signs with a role that wants a code.
func mfaDriver(t testing.TB, takes string) *driver {
	t.Helper()
	file := filepath.Join(t.TempDir(), "config")
	text := "[profile mfa]\nrole_arn = arn:aws:iam::123456789012:role/Support\nsource_profile = src\nmfa_serial = arn:aws:iam::123456789012:mfa/ann\n[profile src]\naws_access_key_id = AKIDTEST\naws_secret_access_key = x\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("AWS_CONFIG_FILE", file)
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", file+".none")
	t.Setenv("AWS_CA_BUNDLE", "") // is for a transport of the SDK's own
	pool, codes := demoPool(), NewCodes()
	flags := demoFlags(pool)
	flags.Profile = "mfa"
	o := awsOptions(t, pool, flags, func(c *cognito.Config) {
		c.Credentials, c.MFACode, c.AWSTransport = nil, codes.Ask, fakeRole(takes)
	})
	o.Codes = codes
	return driverOn(t, pool, o)
}

func TestGoldenMFACode(t *testing.T) {
	alone(t, func(t *testing.T) {
		d := mfaDriver(t, "222222")
		d.on("home") // what is read in the background asks nobody
		d.way(choosePool)
		d.on("mfaCode")
		d.golden("mfacode")
		d.write("12")
		d.press("enter")
		d.golden("mfacode-short")
		d.press("ctrl+u")
		d.write("111111")
		d.lacks("111111")
		d.press("enter")
		d.on("mfaCode")
		d.sees("AWS refused the code")
		d.golden("mfacode-refused")
		d.write("222222")
		d.press("enter")
		d.on("pickPool")
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
	})
}

func TestMFACodeIsNotGiven(t *testing.T) {
	alone(t, func(t *testing.T) {
		d := mfaDriver(t, "222222")
		d.way(choosePool)
		d.on("mfaCode")
		d.press("esc")
		d.on("pickPool")
		d.settle()
		d.golden("mfacode-cancelled")
	})
}

// A question that nobody waits for any more takes no code, and says so.
func TestMFACodeThatComesTooLate(t *testing.T) {
	inParallel(t, func(t *testing.T) {
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
		d.on("home")
	})
}

// The end of the program ends a question.
func TestMFACodeAtTheEnd(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		codes := NewCodes()
		pool := demoPool()
		o := optionsFor(t, pool, "demo-app", pool.Transport())
		o.Codes = codes
		d := driverOn(t, pool, o)
		ended := make(chan error, 1)
		go func() { _, err := codes.Ask(context.Background(), "x"); ended <- err }()
		d.settleHeld()
		d.on("mfaCode")
		d.app.quit()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		if _, err := codes.Ask(context.Background(), "x"); !errors.Is(err, context.Canceled) {
			t.Errorf("after the end: %v", err)
		}
	})
}
