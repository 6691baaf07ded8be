package ui

import (
	"cmp"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/localpool"
	"cognito-tui/cognito/settings"
	"cognito-tui/cognito/trace"
	"cognito-tui/ui/kit"
)

// breaking lets the attempts of one operation fail, until it is mended.
type breaking struct {
	next http.RoundTripper
	mu   sync.Mutex
	op   string
	fail func(*http.Request) (*http.Response, error)
}

func (b *breaking) arm(op string, fail func(*http.Request) (*http.Response, error)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.op, b.fail = op, fail
}

func (b *breaking) RoundTrip(r *http.Request) (*http.Response, error) {
	_, op, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	b.mu.Lock()
	fail := b.fail
	if op != b.op {
		fail = nil
	}
	b.mu.Unlock()
	if fail != nil {
		return fail(r)
	}
	return b.next.RoundTrip(r)
}

// undialled fails as net/http does where no connection came about.
func undialled(err error) func(*http.Request) (*http.Response, error) {
	return func(r *http.Request) (*http.Response, error) {
		if trace := httptrace.ContextClientTrace(r.Context()); trace != nil && trace.GetConn != nil {
			trace.GetConn(r.URL.Host)
		}
		return nil, err
	}
}

func page(status int) func(*http.Request) (*http.Response, error) {
	return func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: status, Header: http.Header{"Content-Type": {"text/html"}},
			Body: io.NopCloser(strings.NewReader("<html><body><h1>Welcome to the hotel</h1></body></html>"))}, nil
	}
}

// transportFaults are what can come instead of an answer.
var transportFaults = []struct {
	name string
	fail func(*http.Request) (*http.Response, error)
	kind cognito.Kind
	sent bool // it may have happened
}{
	{"refused", undialled(&net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}), cognito.ConnectionRefused, false},
	{"no network", undialled(&net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("connect", syscall.ENETUNREACH)}), cognito.NoNetwork, false},
	{"name not found", undialled(&net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "no such host", Name: "cognito-idp.x.amazonaws.com", IsNotFound: true}}), cognito.NameNotFound, false},
	{"TLS", undialled(&tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}}), cognito.TLSFailed, false},
	{"timeout", func(r *http.Request) (*http.Response, error) { <-r.Context().Done(); return nil, r.Context().Err() }, cognito.TimedOut, true},
	{"a page", page(200), cognito.NotTheProtocol, true},
	{"a page of a fault", page(503), cognito.NotTheProtocol, true},
	{"cancelled", nil, cognito.Cancelled, true}, // by Esc, while the pool holds the call
	{"lost answer", nil, cognito.ConnectionLost, true},
}

// step is a call: how its screen is reached and filled in (without pressing its
// button), and where it leads when it goes well.
type step struct {
	op     string
	client string // empty for demo-app
	ready  func(*driver)
	want   string
	press  string        // the button; empty for the first; a question is answered yes
	read   bool          // it changes nothing: no answer may have been lost
	after  func(*driver) // goes on after an answer was lost and the call acted
}

// act presses the button of a step.
func (s step) act(d *driver) {
	d.t.Helper()
	pressIn(d, s.press)
	if formScreenOf(d.app.top()).ask != nil {
		d.send(keyOf(d.t, "alt+2"))
	}
}

// steps are the calls of the main job.
var steps = []step{
	{op: "SignUp", ready: func(d *driver) {
		d.follow(wantSignUp{user: "new@example.com"})
		d.set("password", "Passw0rd!", "repeat", "Passw0rd!")
	}, want: "confirm", after: func(d *driver) { d.press("alt+2"); d.waits(); d.on("confirm") }},
	{op: "ConfirmSignUp", ready: func(d *driver) {
		d.follow(wantCode{user: "una@example.com", send: true})
		d.waits()
		d.press("ctrl+y")
	}, want: "signIn", after: func(d *driver) { d.press("alt+1"); d.on("signIn"); d.sees("una@example.com") }},
	{op: "ResendConfirmationCode", ready: func(d *driver) {
		d.follow(wantCode{user: "una@example.com"})
	}, press: "resend", want: "confirm", after: func(d *driver) {
		d.press("alt+1")
		d.press("ctrl+y")
		d.submit()
		d.waits()
		d.on("signIn")
	}},
	{op: "InitiateAuth", ready: func(d *driver) {
		d.follow(wantSignIn{user: "ann@example.com"})
		d.set("password", "Passw0rd!")
	}, want: "session"},
	{op: "ForgotPassword", ready: func(d *driver) {
		d.follow(wantForgot{user: "ann@example.com"})
	}, want: "reset", after: func(d *driver) {
		d.press("alt+1")
		d.on("reset")
		d.press("ctrl+y")
		d.fill("newPassword", "N3w-passw0rd", "repeat", "N3w-passw0rd")
		d.waits()
		d.on("signIn")
	}},
	{op: "ConfirmForgotPassword", ready: func(d *driver) {
		d.follow(wantForgot{user: "ann@example.com"})
		d.submit()
		d.waits()
		d.on("reset")
		d.press("ctrl+y")
		d.set("newPassword", "N3w-passw0rd", "repeat", "N3w-passw0rd")
	}, want: "signIn", after: func(d *driver) { d.press("alt+1"); d.on("signIn"); d.sees("ann@example.com") }},
	{op: "GetUser", ready: func(d *driver) {
		d.signIn("ann@example.com")
	}, press: readAgain, read: true, want: "session", after: func(d *driver) { d.press("alt+1"); d.waits(); d.on("session") }},
	{op: "RevokeToken", ready: func(d *driver) {
		d.signIn("ann@example.com")
	}, press: "Sign out here", want: "signIn"},
	{op: "GlobalSignOut", ready: func(d *driver) {
		d.signIn("ann@example.com")
	}, press: "Sign out everywhere", want: "signIn"},
	{op: "RespondToAuthChallenge", ready: func(d *driver) {
		d.startsWith("sam@example.com", "Password")
		d.waits()
		d.on("factorCode")
		d.press("ctrl+y")
	}, want: "session", after: func(d *driver) { d.press("alt+1"); d.on("signIn"); d.sees("sam@example.com") }},
	{op: "VerifySoftwareToken", client: "mfa-app", ready: func(d *driver) {
		d.startsWith("ida@example.com", "Password")
		d.waits()
		d.choose("Authenticator app")
		d.waits()
		d.press("ctrl+y")
	}, want: "session", after: func(d *driver) { d.press("alt+1"); d.on("signIn"); d.sees("ida@example.com") }},
	{op: "UpdateDeviceStatus", client: "device-app", ready: func(d *driver) {
		d.startsWith("del@example.com", "Password")
		d.waits()
		d.on("remember")
	}, want: "session", after: func(d *driver) { d.press("alt+1"); d.waits(); d.on("session") }},
}

// TestTransportFaults breaks each call in each way: a sentence
// stands, what was typed is kept, and one can go on.
func TestTransportFaults(t *testing.T) {
	t.Parallel()
	for _, f := range transportFaults {
		t.Run(f.name, func(t *testing.T) {
			inParallel(t, func(t *testing.T) {
				pool := demoPool()
				for _, s := range slices.Concat(steps, accountSteps) {
					t := named{t, s.op}
					pool.Reset()
					b := &breaking{next: pool.Transport()}
					d := driverOn(t, pool, hastyOptions(t, pool, cmp.Or(s.client, "demo-app"), b))
					s.ready(d)
					top := d.app.top()
					kept := valuesOf(top)
					switch {
					case f.kind == cognito.ConnectionLost:
						pool.DropAnswer(s.op, 3)
					case f.kind == cognito.Cancelled:
						pool.Hold(s.op)
					default:
						b.arm(s.op, f.fail)
					}
					s.act(d)
					if f.kind == cognito.Cancelled {
						d.settleHeld()
						if top.base().busy == "" {
							t.Fatalf("the call isn't held:\n%s", d.screen())
						}
						d.press("esc")
					}
					d.waits()
					failed(d, top, s.op, f.kind)
					if sent := f.sent && !s.read; formScreenOf(top).failure.MayHaveHappened != sent {
						t.Errorf("that it may have happened is said: %v, want %v", !sent, sent)
					}
					for key, v := range kept {
						if got := formOf(top).Value(key); got != v {
							t.Errorf("%q held %q, now %q", key, v, got)
						}
					}
					pool.ClearFaults()
					b.arm("", nil)
					if f.kind == cognito.ConnectionLost && s.after != nil {
						s.after(d)
						d.ends()
						continue
					}
					if i := retryOn(formOf(top)); i > 0 {
						d.press("alt+" + strconv.Itoa(i))
					} else {
						s.act(d)
					}
					d.waits()
					d.on(s.want)
					if fs := formScreenOf(d.app.top()); fs.failure != nil {
						t.Errorf("the second try failed:\n%s", d.screen())
					}
					d.ends()
				}
			})
		})
	}
}

// entries are the calls that a screen makes by itself when it is entered.
var entries = []struct {
	op, client, user string
	choose           string // on the way there
	want             string // where the call is made, and made again
	done             string // what shows that it went well
}{
	{"AssociateSoftwareToken", "mfa-app", "ida@example.com", "Authenticator app", "totpSetup", "type this secret"},
	{"ConfirmDevice", "device-app", "del@example.com", "", "remember", "can stand for the second factor"},
}

// TestTransportFaultsOnEntering breaks the calls that come without a press: a
// sentence stands and the call can be made again.
func TestTransportFaultsOnEntering(t *testing.T) {
	t.Parallel()
	for _, f := range transportFaults {
		for _, e := range entries {
			t.Run(f.name+"/"+e.op, func(t *testing.T) {
				inParallel(t, func(t *testing.T) {
					pool := demoPool()
					b := &breaking{next: pool.Transport()}
					o := hastyOptions(t, pool, e.client, b)
					if f.kind == cognito.Cancelled {
						o = optionsFor(t, pool, e.client, b) // time enough to press esc
					}
					d := driverOn(t, pool, o)
					switch f.kind {
					case cognito.ConnectionLost:
						pool.DropAnswer(e.op, 3)
					case cognito.Cancelled:
						defer pool.Hold(e.op)()
					default:
						b.arm(e.op, f.fail)
					}
					d.startsWith(e.user, "Password")
					if e.choose != "" {
						d.choose(e.choose)
					}
					d.on(e.want)
					if f.kind == cognito.Cancelled {
						d.press("esc")
					}
					d.waits()
					d.on(e.want)
					top := d.app.top()
					failed(d, top, e.op, f.kind)
					if got := formScreenOf(top).failure.MayHaveHappened; got != f.sent {
						t.Errorf("that it may have happened is said: %v, want %v", got, f.sent)
					}
					pool.ClearFaults()
					b.arm("", nil)
					if f.kind == cognito.ConnectionLost && e.op == "ConfirmDevice" {
						d.press("alt+1") // it was confirmed, by this one
						d.waits()
						d.sees(e.done)
						return
					}
					if f.sent && e.op == "AssociateSoftwareToken" {
						d.press("alt+1") // the session may be spent
						d.on("signIn")
						d.sees(e.user)
						return
					}
					i := retryOn(formOf(top))
					if i == 0 {
						t.Fatalf("there is no way to try again:\n%s", d.screen())
					}
					d.press("alt+" + strconv.Itoa(i))
					d.waits()
					d.on(e.want)
					d.sees(e.done)
				})
			})
		}
	}
}

// retryOn is the number of the offer to try again, 0 where there is none.
func retryOn(form *kit.Form) int {
	for i, b := range form.Offers {
		if b.Label == offerRetry.label() {
			return i + 1
		}
	}
	return 0
}

// failed checks that a sentence stands on the screen whose call failed.
func failed(d *driver, top Screen, op string, kind cognito.Kind) {
	d.t.Helper()
	s := formScreenOf(top)
	if d.app.top() != top || s.failure == nil {
		d.t.Fatalf("no error stands:\n%s", d.screen())
	}
	if s.failure.Op != op || s.failure.Kind != kind {
		d.t.Errorf("got %v (%v), want %v of %s", s.failure, s.failure.Err, kind, op)
	}
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		d.size(size[0], size[1])
		first := kit.Wrap(s.problem.sentence, 30)[0]
		d.sees(strings.TrimSpace(first), "F2")
	}
}

// readAgain is the button that reads a list again.
const readAgain = "Read again"

// pressIn presses a button of the form by its label or key; "submit", or none, is the first.
func pressIn(d *driver, button string) {
	d.t.Helper()
	form := formOf(d.app.top())
	i := 0
	if button != "" && button != "submit" {
		i = slices.IndexFunc(form.Buttons, func(b kit.Button) bool { return b.Label == button || b.Key == button })
	}
	if i < 0 {
		d.t.Fatalf("there is no button %q:\n%s", button, d.screen())
	}
	form.Focus(len(form.Fields) + i)
	d.send(keyOf(d.t, "enter"))
}

// set fills fields without pressing anything.
func (d *driver) set(pairs ...string) {
	for i := 0; i < len(pairs); i += 2 {
		formOf(d.app.top()).Field(pairs[i]).Set(pairs[i+1])
	}
}

func valuesOf(s Screen) map[string]string {
	values := map[string]string{}
	for _, f := range formOf(s).Fields {
		values[f.Key] = f.Value()
	}
	return values
}

// waits settles until no call is on its way.
func (d *driver) waits() {
	d.t.Helper()
	for deadline := time.Now().Add(15 * time.Second); ; {
		d.settle()
		busy := d.busy()
		if busy == "" {
			return
		}
		if time.Now().After(deadline) {
			d.t.Fatalf("still %q:\n%s", busy, d.screen())
		}
	}
}

// busy is what the screens say that goes on; empty where nothing does.
func (d *driver) busy() string {
	busy := ""
	for _, s := range d.app.stack {
		busy += s.base().busy
	}
	return busy
}

// hasty is how long calls wait in these tests.
const hasty = time.Second

func hastyOptions(t testing.TB, pool *localpool.Server, client string, transport http.RoundTripper) Options {
	t.Helper()
	o := optionsFor(t, pool, client, transport)
	log, connect := o.Log, o.Connect
	o.Connect = func(s settings.Settings) (*Conn, error) {
		conn, err := connect(s)
		s = conn.Settings
		c := cognito.Config{Region: "us-east-1", UserPoolID: s.Get(settings.UserPoolID), ClientID: s.Get(settings.ClientID),
			ClientSecret: s.Get(settings.ClientSecret), Transport: trace.New(transport, log), Log: log,
			Credentials: localCredentials(), AWSTransport: unreachable, Timeout: hasty}
		conn.Client, conn.Admin = cognito.New(c), cognito.NewAdmin(c)
		return conn, err
	}
	return o
}
