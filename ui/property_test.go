package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"pgregory.net/rapid"

	"cognito-tui/cognito"
	"cognito-tui/cognito/localpool"
	"cognito-tui/cognito/remedy"
)

// propertyTime bounds the whole test: rapid is stopped between two runs.
const propertyTime = 8 * time.Second

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
	someScreens = []outcome{wantTokens{}, wantTokenFile{}, wantForeignToken{}, wantAttributes{}, wantAttribute{},
		wantAttribute{attribute: cognito.Attribute{Name: "email", Value: "ray@example.com"}}, wantVerification{attribute: "email"},
		wantPasswordChange{}, wantDeletion{}, wantFactors{}, wantPasskeys{}, wantDevices{}, showCalls{},
		wantDeskUser{}, wantDeskUser{}, wantDeskUser{}, wantCreateUser{username: "newcomer"}}
)

// TestAnything presses keys, types, pastes, resizes, arms faults and moves the
// clock at random.
func TestAnything(t *testing.T) {
	began := time.Now()
	rapid.Check(t, func(rt *rapid.T) {
		if time.Since(began) > propertyTime {
			return
		}
		pool := localpool.New(localpool.Demo())
		d := driverOn(t, pool, optionsFor(t, pool, rapid.SampledFrom(someClients).Draw(rt, "client"), pool.Transport()))
		w, h := 120, 40
		check := func(after string) {
			if wrong := faultyFrame(d.app.View(), w, h); wrong != "" {
				rt.Fatalf("after %s, at %dx%d: %s\n%q", after, w, h, wrong, d.app.View())
			}
			if told := secretIn(d); told != "" {
				rt.Fatalf("after %s: the frame tells %s\n%s", after, told, d.screen())
			}
		}
		actions := rapid.IntRange(10, 60).Draw(rt, "actions")
		for range actions {
			after := ""
			switch rapid.SampledFrom([]string{"key", "key", "key", "key", "any key", "any key", "text", "text", "paste", "size", "fault", "clock", "settle", "settle", "sign in", "open", "open"}).Draw(rt, "do") {
			case "sign in":
				after = "signing in as " + rapid.SampledFrom(someUsers).Draw(rt, "user")
				d.run(d.app.top().base().end(wantSignIn{user: strings.TrimPrefix(after, "signing in as "), password: localpool.DemoPassword}))
				d.takeWhatIsThere()
				if s, ok := d.app.top().(*signIn); ok {
					methods := []string{string(cognito.Automatic), string(cognito.PasswordFlow), string(cognito.SRPFlow), string(cognito.ChoiceFlow),
						string(cognito.CustomFlow), string(cognito.AdminPasswordFlow)}
					s.fields.method.Set(rapid.SampledFrom(methods).Draw(rt, "method"))
					s.shape()
					s.form.FocusButton()
					d.send(keyOf(t, "enter"))
				}
			case "open":
				out := rapid.SampledFrom(someScreens).Draw(rt, "screen")
				after = fmt.Sprintf("opening %T", out)
				if card, ok := out.(wantDeskUser); ok {
					card.username = rapid.SampledFrom(someUsers).Draw(rt, "person")
					out = card
				}
				if _, of := d.app.top().(*deskUser); of && rapid.Bool().Draw(rt, "remedy") {
					ids := remedy.All()
					out = ofCard(wantRemedy{id: ids[rapid.IntRange(0, len(ids)-1).Draw(rt, "of")].ID}, d.app.top())
				}
				_, desk := out.(wantDeskUser)
				_, create := out.(wantCreateUser)
				_, cure := out.(wantRemedy)
				if d.app.env.Session != nil || desk || create || cure {
					d.run(d.app.top().base().end(out))
					d.takeWhatIsThere()
				}
			case "key":
				after = rapid.SampledFrom(someKeys).Draw(rt, "key")
				d.send(keyOf(t, after))
			case "any key":
				after = rapid.SampledFrom(everyKey()).Draw(rt, "any key")
				d.send(keyOf(t, after))
			case "text":
				after = d.textFor(rt)
				for _, r := range after {
					d.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
				}
			case "paste":
				after = d.textFor(rt)
				d.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(after), Paste: true})
			case "size":
				s := rapid.SampledFrom(someSizes).Draw(rt, "size")
				w, h = s[0], s[1]
				after = fmt.Sprint("size ", s)
				d.size(w, h)
			case "fault":
				op := rapid.SampledFrom(someFaults).Draw(rt, "op")
				after = "a fault of " + op
				switch rapid.IntRange(0, 2).Draw(rt, "kind") {
				case 0:
					pool.Fail(op, 1, rapid.SampledFrom(pool.Exceptions(op)).Draw(rt, "exception"), "")
				case 1:
					pool.Delay(op, 1, 20*time.Millisecond)
				case 2:
					pool.DropAnswer(op, 1)
				}
			case "clock":
				after = "the clock"
				pool.Advance(rapid.SampledFrom([]time.Duration{time.Second, time.Minute, 2 * time.Hour, 40 * 24 * time.Hour}).Draw(rt, "by"))
			case "settle":
				after = "settling"
				d.takeWhatIsThere()
			}
			check(after)
			if d.quit {
				break
			}
		}
		pool.ClearFaults()
		for deadline := time.Now().Add(12 * time.Second); !d.quit; {
			d.takeWhatIsThere()
			busy := ""
			for _, s := range d.app.stack {
				busy += s.base().busy
			}
			if busy == "" {
				break
			}
			if time.Now().After(deadline) {
				rt.Fatalf("still %q:\n%s", busy, d.screen())
			}
			time.Sleep(5 * time.Millisecond)
		}
		check("all")
		d.app.quit()
	})
}

// textFor draws a text to type: a secret where the field that has the focus is
// masked, else something that may be seen.
func (d *driver) textFor(rt *rapid.T) string {
	if f := formOf(d.app.top()); f != nil && f.Focused() != nil && f.Focused().Masked && !f.Focused().Shown() {
		return rapid.SampledFrom(secretTexts).Draw(rt, "secret")
	}
	return rapid.SampledFrom(publicTexts).Draw(rt, "text")
}

// takeWhatIsThere takes the messages that have come, and those that come at once.
func (d *driver) takeWhatIsThere() {
	for {
		select {
		case msg := <-d.msgs:
			d.take(msg)
		case <-time.After(3 * time.Millisecond):
			return
		}
	}
}

// secretIn tells which secret stands in the frame, without telling it.
func secretIn(d *driver) string {
	frame := strings.ReplaceAll(d.screen(), "\n", "")
	if set := d.app.env.Session; set != nil {
		for _, raw := range []string{set.Tokens.ID, set.Tokens.Access, set.Tokens.Refresh} {
			if len(raw) > 20 && strings.Contains(frame, raw[:20]) {
				return "a token"
			}
		}
	}
	for _, c := range d.app.env.Clients() {
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
