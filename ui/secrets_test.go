package ui

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"cognito-tui/cognito/localpool"
)

// tap keeps every secret that crosses the wire, by the names of its members.
type tap struct {
	next http.RoundTripper
	mu   sync.Mutex
	seen map[string]string // the secret, and the member that held it
}

// secretMembers are the members of requests and answers whose values nobody
// may see.
var secretMembers = map[string]bool{
	"Password": true, "PASSWORD": true, "SecretHash": true, "SECRET_HASH": true, "ClientSecret": true,
	"ConfirmationCode": true, "AccessToken": true, "IdToken": true, "RefreshToken": true, "Token": true, "Session": true,
	"SRP_A": true, "SRP_B": true, "SALT": true, "SECRET_BLOCK": true, "PASSWORD_CLAIM_SIGNATURE": true, "PASSWORD_CLAIM_SECRET_BLOCK": true,
	"NEW_PASSWORD": true, "SMS_MFA_CODE": true, "EMAIL_OTP_CODE": true, "SMS_OTP_CODE": true, "SOFTWARE_TOKEN_MFA_CODE": true, "UserCode": true,
	"PasswordVerifier": true, "PreviousPassword": true, "ProposedPassword": true, "Salt": true,
	"SecretCode": true, // the screen that shows it writes it in groups of four
}

func (p *tap) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		raw, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		p.note(raw)
		r.Body = io.NopCloser(bytes.NewReader(raw))
	}
	answer, err := p.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(answer.Body)
	p.note(raw)
	answer.Body = io.NopCloser(bytes.NewReader(raw))
	return answer, err
}

func (p *tap) note(raw []byte) {
	var body any
	if json.Unmarshal(raw, &body) != nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.walk(body)
}

func (p *tap) walk(v any) {
	members, ok := v.(map[string]any)
	if !ok {
		return
	}
	for name, member := range members {
		if text, ok := member.(string); ok && secretMembers[name] && text != "" {
			p.seen[text] = name
		}
		p.walk(member)
	}
}

// TestNoChallengeTellsASecret walks the ways to sign in, with panels opened and
// refusals on the way, and looks for each secret that crossed the wire in each
// frame drawn. The secret of an authenticator is shown while it is set up, and on
// no other screen.
func TestNoChallengeTellsASecret(t *testing.T) {
	t.Parallel()
	for _, w := range []struct {
		client, user, method string
		more                 []string
		walk                 func(d *driver, panels func())
	}{
		{"demo-app", "ann@example.com", "Secure password", nil, func(*driver, func()) {}},
		{"demo-app", "sam@example.com", "Password", nil, func(d *driver, panels func()) {
			d.write("739104")
			d.press("enter")
			panels()
			d.press("ctrl+y", "enter")
		}},
		{"demo-app", "ann@example.com", "Choose", []string{"right", "right", "right"}, func(d *driver, panels func()) {
			d.write("73910482")
			d.press("enter")
			panels()
			d.press("ctrl+y", "enter")
		}},
		{"demo-app", "fay@example.com", "Secure password", nil, func(d *driver, panels func()) {
			d.fill("newPassword", "weakling-one", "repeat", "weakling-one")
			panels()
			d.fill("newPassword", "N3w-Mountain!", "repeat", "N3w-Mountain!")
		}},
		{"mfa-app", "ida@example.com", "Secure password", nil, func(d *driver, panels func()) {
			d.choose("Authenticator app")
			d.fill("code", "739104")
			panels()
			d.press("ctrl+y")
			d.submit()
			d.waits()
			d.press("esc") // to home, and in once more with the device
			d.startsWith("ida@example.com", "Secure password")
		}},
		{"account-app", "kay", "Secure password", nil, func(d *driver, panels func()) {
			d.follow(wantFactors{})
			d.choose("Set up an authenticator app")
			d.fill("code", "739104")
			panels()
			d.press("ctrl+y")
			d.submit()
			d.waits()
			d.on("factors")
			d.press("f1", "esc", "ctrl+t", "esc", "esc")
		}},
	} {
		t.Run(w.user+" "+w.method, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				pool := demoPool()
				spy := &tap{next: pool.Transport(), seen: map[string]string{}}
				d := driverOn(t, pool, optionsFor(t, pool, w.client, spy))
				d.size(80, 24)
				var frames []string
				d.watch = func() {
					if f := formOf(d.app.top()); f == nil || f.Value("code") == "" { // the field being typed in
						frames = append(frames, d.screen())
					}
				}
				panels := func() {
					d.press("f2", "esc", "f1", "esc", "ctrl+l", "esc", "ctrl+t", "esc")
					d.looksWhy()
				}
				d.startsWith(w.user, w.method, w.more...)
				d.waits()
				w.walk(d, panels)
				d.waits()
				d.on("session")
				panels()
				if len(spy.seen) < 5 {
					t.Fatalf("only %d secrets crossed the wire", len(spy.seen))
				}
				for secret, member := range spy.seen {
					for _, frame := range frames {
						told := strings.Contains(frame, secret[:min(len(secret), 16)])
						asked := strings.HasSuffix(member, "_CODE") && strings.Contains(frame, "Inbox") ||
							secret == localpool.DemoPassword && strings.Contains(frame, "Password of all")
						if told && len(secret) > 5 && !asked {
							t.Fatalf("a frame tells the value of %s:\n%s", member, frame)
						}
					}
				}
			})
		})
	}
}

// TestNoFrameTellsASecret walks the main job and its refusals, opens every
// panel on the way, and looks for each secret that crossed the wire in each
// frame drawn.
func TestNoFrameTellsASecret(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		pool := demoPool()
		spy := &tap{next: pool.Transport(), seen: map[string]string{}}
		d := driverOn(t, pool, optionsFor(t, pool, "demo-app", spy))
		d.size(80, 24) // the inbox, which shows codes, has no place beside
		var frames []string
		d.watch = func() {
			if f := formOf(d.app.top()); f != nil && f.Value("code") != "" || d.app.beside() {
				return // the field being typed in, and the inbox's own rows
			}
			frames = append(frames, d.screen())
		}
		panels := func() {
			d.press("f2", "esc", "f1", "esc", "ctrl+l", "esc")
			d.looksWhy()
		}
		calls := func() {
			d.size(120, 40) // so that ctrl+t shows the calls alone
			d.send(keyOf(t, "ctrl+t"))
			d.settle()
			frames = append(frames, d.screen())
			d.press("esc")
			d.size(80, 24)
		}
		signUpAs := func(password, repeat string) {
			d.press("1")
			d.write("secret.keeper@example.com")
			d.press("tab")
			d.write(password)
			d.press("tab")
			d.write(repeat)
			d.press("enter")
		}
		signUpAs("weakling-one", "weakling-one")
		panels()
		d.press("esc")
		signUpAs("Gl4ss-Mountain!", "Gl4ss-Mountain!")
		d.on("confirm")
		d.write("739104")
		d.press("enter")
		panels()
		d.press("ctrl+y", "enter")
		d.on("signIn")
		d.press("enter")
		d.on("session")
		panels()
		d.press("tab", "tab", "enter", "tab", "tab", "tab", "enter")
		d.press("esc", "3")
		d.write("secret.keeper@example.com")
		d.press("tab")
		d.write("Wr0ng-Mountain!")
		d.press("enter")
		panels()
		calls()
		d.press("esc", "4")
		d.write("secret.keeper@example.com")
		d.press("enter", "ctrl+y")
		d.write("N3w-Mountain!")
		d.press("tab")
		d.write("N3w-Mountain!")
		d.press("enter", "enter")
		d.on("session")
		calls()
		if len(spy.seen) < 12 {
			t.Fatalf("only %d secrets crossed the wire; the walk went elsewhere:\n%s", len(spy.seen), d.screen())
		}
		for secret, member := range spy.seen {
			for _, frame := range frames {
				if part := secret[:min(len(secret), 16)]; strings.Contains(frame, part) {
					t.Fatalf("a frame tells the value of %s:\n%s", member, frame)
				}
			}
		}
	})
}
