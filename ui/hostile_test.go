package ui

import (
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/cognito/settings"
	"cognito-tui/cognito/trace"
	"cognito-tui/ui/kit"
)

// hostile are texts that a stranger may put into any text of an answer, or a
// person paste into any field.
var hostile = map[string]string{
	"controls":   "\x00\x01\x07\x08\x0b\x0c\x0e\x1f\x7f\u0080\u0085\u008d\u009b31m\u009d\u009c\u2028\u2029\U000e0041\ue000\U0010fffd",
	"lines":      "one\ntwo\r\nthree\rfour\tfive\n\n\nsix",
	"sequences":  "\x1b[2J\x1b[31mr\x1b[1;1H\x1b]52;c;c3Rv\x07\x1b]0;t\x1b\\\x1bP1$r0m\x1b\\\x1bc\x1b(0\x1b_a\x1b\\\x1b[?1049l",
	"bidi":       "a\u202ed\u202c\u2066g\u2069\u200fj\u061c\u200b\u200d\ufeff\u00ad a\u3164\u115f\u034f\ufe0f\U000e0067",
	"wide":       strings.Repeat("日本語テキスト", 12) + "👩‍👩‍👧🇩🇪e\u0301" + strings.Repeat(" می\u200cخواهم क्\u200dष हिन्दी กำ", 12),
	"combining":  "\u0301\u0301e" + strings.Repeat("\u0301\u0323", 30) + "x\u20dd\u0489",
	"long":       strings.Repeat("0123456789", 500),
	"long words": strings.Repeat("word ", 1000),
	"invalid":    "a\xffb\xc3(\xe2\x28\xa1\xed\xa0\x80c\xf8\x88",
}

var sgr = regexp.MustCompile("\x1b\\[[0-9;]*m")

// faultyFrame says what is wrong with a frame of w by h cells; empty where nothing is.
func faultyFrame(frame string, w, h int) string {
	text := sgr.ReplaceAllString(frame, "")
	if !utf8.ValidString(text) {
		return "it holds bytes that aren't UTF-8"
	}
	lines := strings.Split(text, "\n")
	if len(lines) > h || len(lines) != h && h >= minHeight && w >= minWidth {
		return fmt.Sprintf("it has %d lines, the window %d", len(lines), h)
	}
	for i, l := range lines {
		if clean := kit.Clean(l); clean != l { // once more, for what is left is the text alone
			return fmt.Sprintf("line %d holds %q", i+1, l)
		}
		if got := kit.Width(l); got > w {
			return fmt.Sprintf("line %d is %d cells wide, the window %d", i+1, got, w)
		}
	}
	return ""
}

// sound draws the screen at three sizes, each in another theme at each call, and
// checks the frames.
func (d *hostileDriver) sound(where string) {
	d.t.Helper()
	was := d.app.env.Theme
	d.drawn++
	for i, s := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
		t := themes[(d.drawn+i)%len(themes)]
		d.app.env.Theme = t
		d.size(s[0], s[1])
		if wrong := faultyFrame(d.app.View(), s[0], s[1]); wrong != "" {
			d.t.Fatalf("%s, %s at %dx%d: %s\n%q", where, t.Mode, s[0], s[1], wrong, d.app.View())
		}
	}
	d.app.env.Theme = was
}

// evil is a service whose every text is hostile.
type evil struct {
	mu        sync.Mutex
	text      string
	exception string // what is refused with; empty to answer well
	message   string // fmt of the refusal's text
	challenge bool
	asked     members // the challenge that a sign-in comes to
	secret    string  // of an authenticator; empty for a good one
	status    string  // of a user; empty for a hostile one
}

func (e *evil) asks(challenge members) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.asked = challenge
}

func (e *evil) set(exception, message string, challenge bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.exception, e.message, e.challenge = exception, message, challenge
}

func (e *evil) RoundTrip(r *http.Request) (*http.Response, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	_, op, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	h := http.Header{"X-Amzn-Requestid": {e.text}, "Content-Type": {"application/x-amz-json-1.1"}}
	if e.exception != "" && !strings.HasPrefix(op, "Describe") {
		name := strings.ReplaceAll(e.exception, "%s", e.text)
		message := strings.ReplaceAll(e.message, "%s", e.text)
		if !strings.Contains(e.exception, "%s") {
			h.Set("X-Amzn-Errortype", name)
		}
		return e.answer(400, h, map[string]any{"__type": name, "message": message}), nil
	}
	return e.answer(200, h, e.good(op)), nil
}

func (e *evil) answer(status int, h http.Header, body any) *http.Response {
	// Bytes that aren't UTF-8 are put in afterwards: the encoder would replace them.
	raw := jsonText(body, e.text)
	return &http.Response{StatusCode: status, Header: h, Body: io.NopCloser(strings.NewReader(raw))}
}

func jsonText(v any, hostile string) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	if utf8.ValidString(hostile) {
		return string(b)
	}
	quoted, _ := json.Marshal(hostile)
	return strings.ReplaceAll(string(b), strings.Trim(string(quoted), `"`), hostile)
}

func (e *evil) token() string {
	claims := map[string]any{"sub": e.text, "cognito:username": e.text, "username": e.text, "iss": e.text,
		"token_use": e.text, "cognito:groups": []string{e.text, e.text}, "exp": time.Now().Add(time.Hour).Unix()}
	part := base64.RawURLEncoding.EncodeToString
	return part([]byte(`{"alg":"RS256"}`)) + "." + part([]byte(jsonText(claims, e.text))) + "." + part([]byte("s"))
}

func (e *evil) good(op string) any {
	type m = map[string]any
	delivery := m{"Destination": e.text, "DeliveryMedium": e.text, "AttributeName": e.text}
	switch op {
	case "SignUp":
		return m{"UserConfirmed": false, "UserSub": e.text, "CodeDeliveryDetails": delivery}
	case "ResendConfirmationCode", "ForgotPassword":
		return m{"CodeDeliveryDetails": delivery}
	case "AssociateSoftwareToken":
		return m{"SecretCode": cmp.Or(e.secret, demoSecret), "Session": "a-session-of-a-sign-in"}
	case "InitiateAuth":
		if e.asked != nil {
			return e.asked
		}
		if e.challenge {
			return m{"ChallengeName": e.text, "Session": e.text, "ChallengeParameters": m{e.text: e.text}}
		}
		return m{"AuthenticationResult": m{"IdToken": e.token(), "AccessToken": e.token(), "RefreshToken": e.text,
			"TokenType": e.text, "ExpiresIn": 3600}}
	case "GetUser":
		attributes := []m{}
		for _, name := range []string{"sub", "email", e.text, "custom:" + e.text} {
			attributes = append(attributes, m{"Name": name, "Value": e.text})
		}
		return m{"Username": e.text, "UserAttributes": attributes, "UserMFASettingList": []string{e.text, e.text},
			"PreferredMfaSetting": e.text}
	case "GetUserAuthFactors":
		return m{"Username": e.text, "ConfiguredUserAuthFactors": []string{e.text, "WEB_AUTHN"},
			"UserMFASettingList": []string{e.text, "SMS_MFA", e.text}, "PreferredMfaSetting": e.text}
	case "ListWebAuthnCredentials":
		keys := []m{}
		for range 30 {
			keys = append(keys, m{"CredentialId": e.text, "FriendlyCredentialName": e.text, "RelyingPartyId": e.text,
				"AuthenticatorAttachment": e.text, "AuthenticatorTransports": []string{e.text}, "CreatedAt": 1e18})
		}
		return m{"Credentials": keys}
	case "ListDevices", "AdminListDevices":
		devices := []m{}
		for range 30 {
			attributes := []m{}
			for _, name := range []string{"device_name", "device_status", "dev:device_remembered_status", "last_ip_used", e.text} {
				attributes = append(attributes, m{"Name": name, "Value": e.text})
			}
			devices = append(devices, m{"DeviceKey": e.text, "DeviceAttributes": attributes, "DeviceLastAuthenticatedDate": -1e12})
		}
		return m{"Devices": devices}
	case "DescribeUserPool":
		return m{"UserPool": m{"Id": e.text, "Name": e.text, "MfaConfiguration": e.text,
			"AliasAttributes": []string{e.text}, "UsernameAttributes": []string{e.text},
			"SchemaAttributes": []m{{"Name": e.text, "Required": true}},
			"Policies":         m{"PasswordPolicy": m{"MinimumLength": 99, "RequireSymbols": true, "RequireNumbers": true}}}}
	case "AdminGetUser", "ListUsers":
		attributes := []m{}
		for _, name := range []string{"sub", "email", "phone_number", "identities", e.text, "custom:" + e.text} {
			attributes = append(attributes, m{"Name": name, "Value": e.text})
		}
		user := m{"Username": e.text, "UserStatus": cmp.Or(e.status, e.text), "Enabled": false, "UserCreateDate": 1e18, "UserLastModifiedDate": -1e12}
		if op == "ListUsers" {
			user["Attributes"] = attributes
			other := m{"Username": e.text + "2", "UserStatus": e.text, "Attributes": attributes}
			return m{"Users": []m{user, other}}
		}
		user["UserAttributes"], user["UserMFASettingList"], user["PreferredMfaSetting"] = attributes, []string{e.text, "SMS_MFA", e.text}, e.text
		return user
	case "ListGroups", "AdminListGroupsForUser":
		groups := []m{}
		for range 30 {
			groups = append(groups, m{"GroupName": e.text, "Description": e.text, "RoleArn": e.text})
		}
		return m{"Groups": groups}
	case "AdminListUserAuthEvents":
		events := []m{}
		for range 30 {
			events = append(events, m{"EventId": e.text, "EventType": e.text, "EventResponse": e.text, "CreationDate": 1e18,
				"EventRisk":          m{"RiskDecision": e.text, "RiskLevel": e.text},
				"ChallengeResponses": []m{{"ChallengeName": e.text, "ChallengeResponse": "Failure"}},
				"EventContextData":   m{"IpAddress": e.text, "City": e.text, "Country": e.text, "DeviceName": e.text}})
		}
		return m{"AuthEvents": events}
	case "DescribeUserPoolClient":
		return m{"UserPoolClient": m{"ClientId": e.text, "ClientName": e.text, "UserPoolId": e.text,
			"ExplicitAuthFlows": []string{e.text}, "WriteAttributes": []string{e.text}}}
	}
	return m{}
}

// evilPool is an embedded pool whose every text is hostile.
type evilPool struct{ text string }

func (evilPool) Serve(context.Context) (string, error) { return "", errors.New("no port is free") }

func (p evilPool) Messages() []Message {
	m := Message{1, p.text, p.text, "sign-up code", p.text, p.text, p.text, time.Now(), true}
	return []Message{m, {To: p.text, Kind: p.text, Code: p.text}, m}
}
func (p evilPool) Now() time.Time                   { return time.Now() }
func (p evilPool) Advance(time.Duration)            {}
func (p evilPool) Operations() []string             { return []string{p.text, "SignUp"} }
func (p evilPool) Exceptions(string) []string       { return []string{p.text, p.text} }
func (p evilPool) Texts(string, string) []string    { return []string{p.text, p.text} }
func (p evilPool) Fail(string, int, string, string) {}
func (p evilPool) Delay(string, int, time.Duration) {
}
func (p evilPool) DropAnswer(string, int)                      {}
func (p evilPool) LagLists(time.Duration)                      {}
func (p evilPool) ListsLag() time.Duration                     { return 5 * time.Second }
func (p evilPool) LimitRates(bool)                             {}
func (p evilPool) RatesLimited() bool                          { return true }
func (p evilPool) Faults() []string                            { return []string{p.text, p.text} }
func (p evilPool) ClearFaults()                                {}
func (p evilPool) TOTP(string, string) (string, time.Duration) { return p.text, 0 }
func (p evilPool) Users() []LocalUser {
	return []LocalUser{{"us-east-1_Evil", p.text, p.text, p.text, false, p.text, ""}, {"us-east-1_Evil", p.text, p.text, p.text, true, p.text, ""}}
}
func (p evilPool) Password() string         { return "Passw0rd!" }
func (p evilPool) Reset()                   {}
func (p evilPool) Changed() <-chan struct{} { return nil }

type hostileDriver struct {
	*driver
	drawn int
}

// evilDriver starts the program on an evil service.
func evilDriver(t testing.TB, e *evil, local Local) *hostileDriver {
	t.Helper()
	set, err := settings.Load(settings.Flags{}, func(string) (string, bool) { return "", false })
	if err != nil {
		t.Fatal(err)
	}
	set = set.With(settings.Region, "us-east-1").With(settings.ClientID, "1234567890abcdefghijklmnop").
		With(settings.UserPoolID, "us-east-1_Evil").With(settings.ClientSecret, "secret")
	set.Local = false
	log := trace.NewLog(1000)
	return &hostileDriver{driver: driverOn(t, nil, Options{
		Host: Host{Theme: themes[0], Log: log, Still: true},
		Connector: Connector{Settings: set, Connect: func(s settings.Settings) (*Conn, error) {
			c := cognito.Config{Region: "us-east-1", UserPoolID: s.Get(settings.UserPoolID), ClientID: s.Get(settings.ClientID),
				ClientSecret: "secret", Transport: trace.New(e, log), Log: log, Credentials: localCredentials(), AWSTransport: unreachable,
				Recorder: &memoryRecorder{}}
			return &Conn{Client: cognito.New(c), Admin: cognito.NewAdmin(c), Local: local, Settings: s}, nil
		},
			Clients: func() []LocalClient {
				return []LocalClient{{e.text, e.text, "other", e.text, e.text, e.text}}
			}},
	})}
}

// refusals are an exception and its text, each put where an answer has one.
var refusals = [][2]string{
	{"%s", "%s"},
	{"InternalThing%s", ""},
	{"InvalidParameterException", "%s"},
	{"InvalidParameterException", "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: %s"},
	{"InvalidParameterException", "1 validation error detected: Value at 'password' failed to satisfy constraint: %s"},
	{"InvalidParameterException", "Attributes did not conform to the schema: %s: The attribute %s is required\n"},
	{"InvalidParameterException", "Attributes did not conform to the schema: %s: The attribute is required"},
	{"InvalidParameterException", "Username cannot be of email format, since user pool is configured for email alias. %s"},
	{"InvalidPasswordException", "Password did not conform with policy: %s"},
	{"UserLambdaValidationException", "PreSignUp failed with error %s."},
	{"NotAuthorizedException", "%s"},
	{"UserNotConfirmedException", "%s"},
	{"CodeMismatchException", "%s"},
	{"AliasExistsException", "%s"},
}

// TestHostileAnswers meets a service that lies in every text, on every screen.
func TestHostileAnswers(t *testing.T) {
	t.Parallel()
	for name, text := range hostile {
		t.Run(name, func(t *testing.T) {
			inParallel(t, func(t *testing.T) {
				e := &evil{text: text}
				walkHostile(t, e, evilDriver(t, e, nil))
			})
		})
		t.Run(name+", embedded", func(t *testing.T) {
			inParallel(t, func(t *testing.T) {
				e := &evil{text: text}
				d := evilDriver(t, e, evilPool{text})
				for _, o := range []any{showLocal{}, pickFault{}, pickFault{text}, showInbox{}, showCalls{}, typeClock{}, wantConnection{}, goHome{text}} {
					d.follow(o)
					d.sound(fmt.Sprintf("%T", o))
					d.press("down", "down")
					d.sound(fmt.Sprintf("%T, down", o))
				}
				d.follow(wantCode{user: text})
				d.press("ctrl+y")
				d.sound("a code filled in")
			})
		})
	}
}

func walkHostile(t testing.TB, e *evil, d *hostileDriver) {
	d.sound("home")
	starts := []struct {
		name string
		out  any
		fill func()
	}{
		{"sign up", wantSignUp{user: "ann@example.com"}, func() { d.fill("password", "Passw0rd!", "repeat", "Passw0rd!") }},
		{"confirm", wantCode{user: "ann@example.com"}, func() { d.fill("code", "123456") }},
		{"resend", wantCode{user: "ann@example.com", send: true}, nil},
		{"sign in", wantSignIn{user: "ann@example.com", password: "Passw0rd!"}, func() { d.submit() }},
		{"forgot", wantForgot{user: "ann@example.com"}, func() { d.submit() }},
		{"reset", resetStarted{user: "ann@example.com"}, func() {
			d.fill("code", "123456", "newPassword", "Passw0rd!", "repeat", "Passw0rd!")
		}},
	}
	for n, s := range starts {
		for i, r := range refusals {
			if n > 0 && (i+n)%4 != 0 {
				continue // the sign-up meets all of them
			}
			e.set(r[0], r[1], false)
			where := fmt.Sprintf("%s, refusal %d", s.name, i)
			d.follow(s.out)
			if s.fill != nil {
				s.fill()
			}
			if f := formScreenOf(d.app.top()); f == nil || f.failure == nil {
				t.Fatalf("%s: not refused:\n%s", where, d.screen())
			}
			d.sound(where)
			if i%3 != 0 {
				continue
			}
			d.press("f2")
			d.on("detailsPanel")
			d.sound(where + ", details")
			d.press("f1")
			d.sound(where + ", help")
		}
		e.set("", "", false)
		d.follow(s.out)
		if s.fill != nil {
			s.fill()
		}
		d.sound(s.name + ", done")
	}
	e.set("", "", true)
	d.follow(wantSignIn{user: "ann@example.com", password: "Passw0rd!"})
	d.submit()
	d.on("challengeNotice")
	d.sound("challenge")
	e.set("", "", false)
	d.follow(wantSignIn{user: e.text, password: "Passw0rd!"})
	d.sound("a hostile name carried")
	d.follow(wantSignIn{user: "ann@example.com", password: "Passw0rd!"})
	d.submit()
	d.on("session")
	d.sound("session")
	d.press("ctrl+t")
	d.sound("calls")
	d.press("enter")
	for range 3 { // the session's calls, and their pages
		d.sound("a call")
		d.press("pgdown")
		d.sound("the rest of a call")
		d.press("left")
	}
	d.press("esc", "/")
	d.paste(e.text)
	d.sound("calls filtered")
	d.press("esc", "esc")
	e.set("%s", "%s", false)
	d.submit()
	d.sound("sign-out refused")
	d.follow(wantConnection{})
	d.sound("connection")
	d.follow(goHome{e.text})
	d.sound("home with a notice")
}

// fill puts values into fields and presses the first button.
func (d *driver) fill(pairs ...string) {
	d.t.Helper()
	form := formOf(d.app.top())
	for i := 0; i < len(pairs); i += 2 {
		f := form.Field(pairs[i])
		if f == nil {
			d.t.Fatalf("no field %q:\n%s", pairs[i], d.screen())
		}
		f.Set(pairs[i+1])
	}
	d.submit()
}

// submit presses the first button of the form.
func (d *driver) submit() {
	d.t.Helper()
	form := formOf(d.app.top())
	if form == nil {
		d.t.Fatalf("%T has no form:\n%s", d.app.top(), d.screen())
	}
	form.FocusButton()
	d.press("enter")
}

// TestHostileInput types and pastes hostile text into every field there is, and
// submits it.
func TestHostileInput(t *testing.T) {
	t.Parallel()
	texts := map[string]string{"300 characters": strings.Repeat("n", 300), "300 wide": strings.Repeat("名", 300)}
	for name, text := range hostile {
		texts[name] = text
	}
	for name, text := range texts {
		t.Run(name, func(t *testing.T) {
			inParallel(t, func(t *testing.T) {
				e := &evil{text: "x"}
				d := evilDriver(t, e, evilPool{"x"})
				for _, o := range []any{wantSignUp{}, wantCode{}, wantSignIn{}, wantForgot{}, resetStarted{}, wantConnection{}, typeClock{}} {
					d.follow(o)
					d.typeHostile(fmt.Sprintf("%T", o), text)
				}
			})
		})
	}
}

func (d *hostileDriver) typeHostile(where, text string) {
	d.t.Helper()
	top := d.app.top()
	if s, ok := top.(*signUp); ok {
		s.form.Insert("repeat", kit.NewField(attributePrefix+"email", "Email"))
		s.addPair()
	}
	form := formOf(top)
	for i, f := range form.Fields {
		for _, how := range []string{"pasted", "typed", "at once"} {
			form.Focus(i)
			f.Set("")
			runes := []rune(text)
			switch how {
			case "pasted":
				d.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: runes, Paste: true})
			case "at once":
				d.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: runes[:min(len(runes), 500)]})
			case "typed":
				for _, r := range runes[:min(len(runes), 120)] {
					d.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
				}
			}
			at := fmt.Sprintf("%s, %s, %s", where, f.Label, how)
			d.sound(at)
			for _, k := range []string{"home", "ctrl+r", "right"} {
				d.send(keyOf(d.t, k))
			}
			d.sound(at + ", moved")
			d.send(keyOf(d.t, "ctrl+r"))
		}
	}
	kept := map[string]string{}
	for _, f := range form.Fields {
		kept[f.Key] = f.Value()
	}
	d.send(keyOf(d.t, "ctrl+r"))
	d.submit()
	d.sound(where + ", submitted")
	if d.app.top() == top {
		for _, f := range form.Fields {
			if v, ok := kept[f.Key]; ok && f.Value() != v && !f.Masked && !f.Code {
				d.t.Errorf("%s: %s was lost: it held %q, now %q", where, f.Label, v, f.Value())
			}
		}
	}
}
