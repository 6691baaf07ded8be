package ui

import (
	"fmt"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"pgregory.net/rapid"

	"cognito-tui/cognito"
	"cognito-tui/cognito/localpool"
	"cognito-tui/cognito/remedy"
)

var (
	publicTexts = []string{"una@example.com", "ann@example.com", "Carter", "newcomer", "名前@例え.jp", "e\u0301\u0301", "\x1b[2J", "+15550100", "123456", "a b", "x"}
	secretTexts = []string{"Zq8!unseen-secret", "Zq9!hidden-secret", "Zq7!masked-secret"}
	someKeys    = []string{"enter", "enter", "enter", "tab", "tab", "shift+tab", "esc", "up", "down", "left", "right", "home", "end", "backspace",
		"alt+1", "alt+2", "alt+3", "alt+4", "alt+5", "f1", "f2", "f3", "f3", "ctrl+t", "ctrl+o", "ctrl+l", "ctrl+y", "ctrl+r", "ctrl+u",
		"pgdown", "pgup", "d", "e", "m", "y", "n", "1", "2", "3", "4", "5", "6", " ", "e", "t", "d", "w", "/", "s", "r", "v", "x", "c", "a", "?", "k", "j", "g", "G"}
	someSizes  = [][2]int{{80, 24}, {120, 40}, {20, 5}, {200, 60}, {99, 24}, {100, 30}, {79, 24}, {1, 1}, {80, 23}}
	someFaults = []string{"SignUp", "ConfirmSignUp", "ResendConfirmationCode", "InitiateAuth", "ForgotPassword", "ConfirmForgotPassword", "GetUser", "RevokeToken",
		"RespondToAuthChallenge", "AssociateSoftwareToken", "VerifySoftwareToken", "ConfirmDevice", "UpdateDeviceStatus", "AdminInitiateAuth",
		"GlobalSignOut", "UpdateUserAttributes", "DeleteUserAttributes", "GetUserAttributeVerificationCode", "VerifyUserAttribute", "ChangePassword", "DeleteUser",
		"GetUserAuthFactors", "SetUserMFAPreference", "ListDevices", "ForgetDevice", "ListWebAuthnCredentials", "DeleteWebAuthnCredential",
		"StartWebAuthnRegistration", "GetTokensFromRefreshToken", "AdminGetUser", "AdminListGroupsForUser", "AdminListDevices", "ListGroups",
		"AdminCreateUser", "AdminSetUserPassword", "AdminResetUserPassword", "AdminUpdateUserAttributes", "AdminEnableUser", "AdminDisableUser", "AdminDeleteUser", "ListUsers"}
	someClients = []string{"demo-app", "demo-public", "alias-app", "email-app", "mfa-app", "device-app", "account-app", "rotation-app", "limited-app"}
	// someUsers are asked for something each, by the methods that are counted on the selector.
	someUsers = []string{"ann@example.com", "tom@example.com", "sam@example.com", "max@example.com", "fay@example.com", "ned@example.com",
		"pat@example.com", "pia@example.com", "cal@example.com", "ida@example.com", "tara@example.com", "dora@example.com", "del@example.com", "ray@example.com", "kay", "penny@example.com", "perry@example.com"}
	// someScreens are those that a session leads to.
	someScreens = []any{wantTokens{}, wantTokenFile{}, wantForeignToken{}, wantAttributes{}, wantAttribute{},
		wantAttribute{attribute: cognito.Attribute{Name: "email", Value: "ray@example.com"}}, wantVerification{attribute: "email"},
		wantPasswordChange{}, wantDeletion{}, wantFactors{}, wantPasskeys{}, wantDevices{}, showCalls{},
		wantDeskUser{}, wantDeskUser{}, wantDeskUser{}, wantCreateUser{username: "newcomer"}}
)

// TestAnything presses keys, types, pastes, resizes, arms faults and moves the
// clock at random.
func TestAnything(t *testing.T) {
	t.Parallel()
	exceptions := map[string][]string{}
	for _, op := range someFaults {
		exceptions[op] = demoPool().Exceptions(op)
	}
	rapid.Check(t, func(rt *rapid.T) {
		client := rapid.SampledFrom(someClients).Draw(rt, "client")
		script := rapid.SliceOfN(rapid.Custom(func(rt *rapid.T) action { return drawAction(rt, exceptions) }), 10, 60).Draw(rt, "script")
		if wrong := played(t, func(t *testing.T) string {
			pool := demoPool()
			return driverOn(t, pool, optionsFor(t, pool, client, pool.Transport())).plays(script)
		}); wrong != "" {
			rt.Fatal(wrong)
		}
	})
}

// played plays a script in a bubble of its own and tells what was wrong, a panic too;
// empty where nothing was. A script is drawn before, since what rapid gives is of
// no bubble.
func played(t *testing.T, play func(t *testing.T) (wrong string)) (wrong string) {
	t.Helper()
	inBubble(t, func(t *testing.T) {
		defer func() {
			if value := recover(); value != nil {
				wrong = fmt.Sprintf("panic: %v\n%s", value, debug.Stack())
			}
		}()
		wrong = play(t)
	})
	return wrong
}

// action is what a person, the pool or the clock does. What it draws on a screen is
// known only when it is played, so it brings something for each.
type action struct {
	do             string
	text           string // a key, a user, an operation, or what is typed where it may be seen
	secret         string // what is typed where it is masked
	method, person string
	screen         any
	remedy         remedy.ID // in the place of the screen, on a card; empty for none
	size           [2]int
	exception      string
	fault          int
	by             time.Duration
}

// What a fault does.
const (
	failing = iota
	delaying
	dropping
)

func (a action) String() string {
	return strings.TrimSpace(fmt.Sprintf("%s %q %T %v", a.do, a.text, a.screen, a.size))
}

func drawAction(rt *rapid.T, exceptions map[string][]string) action {
	a := action{do: rapid.SampledFrom([]string{"key", "key", "key", "key", "any key", "any key", "text", "text", "paste", "size", "fault", "clock", "settle", "settle", "wait", "sign in", "open", "open"}).Draw(rt, "do")}
	switch a.do {
	case "sign in":
		a.text = rapid.SampledFrom(someUsers).Draw(rt, "user")
		a.method = rapid.SampledFrom([]string{string(cognito.Automatic), string(cognito.PasswordFlow), string(cognito.SRPFlow), string(cognito.ChoiceFlow),
			string(cognito.CustomFlow), string(cognito.AdminPasswordFlow)}).Draw(rt, "method")
	case "open":
		a.screen = rapid.SampledFrom(someScreens).Draw(rt, "screen")
		a.person = rapid.SampledFrom(someUsers).Draw(rt, "person")
		if rapid.Bool().Draw(rt, "remedy") {
			a.remedy = rapid.SampledFrom(remedy.All()).Draw(rt, "of").ID
		}
	case "key":
		a.text = rapid.SampledFrom(someKeys).Draw(rt, "key")
	case "any key":
		a.text = rapid.SampledFrom(everyKey()).Draw(rt, "any key")
	case "text", "paste":
		a.text, a.secret = rapid.SampledFrom(publicTexts).Draw(rt, "text"), rapid.SampledFrom(secretTexts).Draw(rt, "secret")
	case "size":
		a.size = rapid.SampledFrom(someSizes).Draw(rt, "size")
	case "fault":
		a.text, a.fault = rapid.SampledFrom(someFaults).Draw(rt, "op"), rapid.IntRange(failing, dropping).Draw(rt, "kind")
		a.exception = rapid.SampledFrom(exceptions[a.text]).Draw(rt, "exception")
	case "clock":
		a.by = rapid.SampledFrom([]time.Duration{time.Second, time.Minute, 2 * time.Hour, 40 * 24 * time.Hour}).Draw(rt, "by")
	}
	return a
}

// plays does one action after the other and tells what was wrong.
func (d *driver) plays(script []action) (wrong string) {
	w, h := 120, 40
	for _, a := range script {
		if a.do == "size" {
			w, h = a.size[0], a.size[1]
		}
		d.does(a)
		if wrong := d.wrongFrame(w, h); wrong != "" {
			return fmt.Sprintf("after %v, at %dx%d: %s", a, w, h, wrong)
		}
		if d.quit {
			break
		}
	}
	d.pool.ClearFaults()
	for range 6 {
		d.settle()
	}
	if busy := d.busy(); busy != "" && !d.quit {
		return fmt.Sprintf("still %q:\n%s", busy, d.screen())
	}
	return d.wrongFrame(w, h)
}

// wrongFrame tells what is wrong with the frame.
func (d *driver) wrongFrame(w, h int) string {
	if wrong := faultyFrame(d.app.View(), w, h); wrong != "" {
		return fmt.Sprintf("%s\n%q", wrong, d.app.View())
	}
	if told := secretIn(d); told != "" {
		return fmt.Sprintf("the frame tells %s\n%s", told, d.screen())
	}
	return ""
}

// does one action; what comes of it is taken by a later one.
func (d *driver) does(a action) {
	switch a.do {
	case "sign in":
		d.run(d.app.top().base().end(wantSignIn{user: a.text, password: localpool.DemoPassword}))
		d.settleHeld()
		if s, ok := d.app.top().(*signIn); ok {
			s.form.Field("method").Set(a.method)
			s.shape()
			s.form.FocusButton()
			d.send(keyOf(d.t, "enter"))
		}
	case "open":
		d.opensAny(a)
	case "key", "any key":
		if a.text == "ctrl+v" { // its command reads the clipboard of whoever runs the test
			d.app.Update(keyOf(d.t, a.text))
			return
		}
		d.send(keyOf(d.t, a.text))
	case "text":
		for _, r := range d.fitting(a) {
			d.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
		}
	case "paste":
		d.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(d.fitting(a)), Paste: true})
	case "size":
		d.size(a.size[0], a.size[1])
	case "fault":
		switch a.fault {
		case failing:
			d.pool.Fail(a.text, 1, a.exception, "")
		case delaying:
			d.pool.Delay(a.text, 1, 20*time.Millisecond)
		case dropping:
			d.pool.DropAnswer(a.text, 1)
		}
	case "clock":
		d.pool.Advance(a.by)
	case "settle":
		d.settleHeld()
	case "wait":
		d.settle()
	}
}

// opensAny goes to the screen of an action, where it may be opened now.
func (d *driver) opensAny(a action) {
	out := a.screen
	if card, ok := out.(wantDeskUser); ok {
		card.username = a.person
		out = card
	}
	if _, of := d.app.top().(*deskUser); of && a.remedy != "" {
		out = ofCard(wantRemedy{id: a.remedy}, d.app.top())
	}
	_, desk := out.(wantDeskUser)
	_, create := out.(wantCreateUser)
	_, cure := out.(wantRemedy)
	if d.app.env.Session != nil || desk || create || cure {
		d.run(d.app.top().base().end(out))
		d.settleHeld()
	}
}

// fitting is what an action types: a secret where the field that has the focus is
// masked, else something that may be seen.
func (d *driver) fitting(a action) string {
	if f := formOf(d.app.top()); f != nil && f.Focused() != nil && f.Focused().Masked && !f.Focused().Shown() {
		return a.secret
	}
	return a.text
}

// secretIn tells which secret stands in the frame, without telling it.
func secretIn(d *driver) string {
	frame := strings.ReplaceAll(d.screen(), "\n", "")
	if who := d.app.env.Session; who != nil {
		set := who.Tokens()
		for _, raw := range []string{set.ID, set.Access, set.Refresh} {
			if len(raw) > 20 && strings.Contains(frame, raw[:20]) {
				return "a token"
			}
		}
	}
	for _, c := range d.app.options.Clients() {
		if c.Secret != "" && strings.Contains(frame, c.Secret[:12]) {
			return "the client secret"
		}
	}
	if f := formOf(d.app.top()); f != nil {
		for _, field := range f.Fields {
			if field.Masked && field.Shown() {
				return ""
			}
		}
	}
	for _, s := range secretTexts {
		if strings.Contains(frame, s[:8]) {
			return "a password"
		}
	}
	return ""
}
