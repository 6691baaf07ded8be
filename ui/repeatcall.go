package ui

import (
	"context"
	"errors"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/cognito/settings"
	"cognito-tui/cognito/trace"
	"cognito-tui/cognito/trace/awscli"
	"cognito-tui/cognito/trace/redact"
	"cognito-tui/ui/kit"
)

// repeatScreen makes a recorded call again. Nothing secret of it was kept: tokens
// come from who is signed in, the client's secret from the settings, and the rest
// is typed. What only reads is sent at once where nothing is to be typed; the rest is
// asked about first.
type repeatScreen struct {
	formScreen
	of     *trace.Entry
	made   awscli.Command
	values map[string]string // of variables, as far as they are known
	cannot string            // why it can't be repeated; empty where it can
	began  bool
}

func newRepeat(env *Env, of *trace.Entry) Screen {
	s := &repeatScreen{of: of, values: map[string]string{}}
	s.cannot = s.prepare(env)
	var fields []*kit.Field
	if s.cannot == "" {
		for _, v := range s.made.Variables {
			if _, known := s.values[v.Name]; !known {
				field := kit.NewPassword(v.Name, upperFirst(fieldLabel(v)))
				field.Hint = "ctrl+r show"
				fields = append(fields, field)
			}
		}
	}
	lead := "Nothing secret of it was kept."
	switch {
	case s.cannot != "":
		lead = ""
	case len(fields) == 0:
		lead = "What was secret in it comes from the session and the settings."
	}
	button := "Repeat"
	if s.cannot != "" {
		button = "Back"
	}
	s.formScreen = newFormScreen(env, "Repeat "+kit.Clean(of.Op), lead, kit.NewForm(button, fields...), wholeWidth)
	s.warning = s.cannot
	s.submit = s.repeat
	return s
}

// fieldLabel names a field by what the redaction called its value.
func fieldLabel(v awscli.Variable) string {
	label, _, _ := strings.Cut(v.What, ",")
	if rest, ok := strings.CutPrefix(v.Name, "ATTRIBUTE_"); ok {
		label = strings.ToLower(rest)
	}
	return kit.Cut(kit.Clean(label), 16)
}

// prepare fills in what is known, and says why the call can't be repeated.
func (s *repeatScreen) prepare(env *Env) string {
	switch {
	case cognito.RepeatOf(s.of.Op) == cognito.NeverRepeated:
		return "This isn't a call that the program can make by itself."
	case env.Client == nil:
		return "There is no connection: set one up first (6 on the home screen)."
	case inProcess(env, s.of) && env.Local == nil:
		return "The call was made on the embedded pool: connect to that first (6 on the home screen)."
	case !inProcess(env, s.of) && env.Local != nil:
		return "The call wasn't made on the embedded pool: connect to where it was made first (6 on the home screen)."
	case !ours(env, s.of.Request):
		return "The call was made through another pool or app client: connect to that first (6 on the home screen)."
	}
	call := callOf(env, s.of)
	if call.Region == "" {
		call.Region = "us-east-1" // nothing of the command but its variables is used
	}
	made, err := awscli.Make(call)
	if err != nil {
		return "It can't be repeated: " + err.Error() + "."
	}
	if _, ok := s.of.Request.At("Session"); ok {
		return "Its Session can be used once and isn't kept: walk the sign-in again."
	}
	if made.Stale != "" {
		return "Its proof of the password (SRP) is good once and isn't kept: walk the sign-in again."
	}
	s.made = made
	return s.know(env)
}

// ours tells whether a request names no other pool or app client than the
// connection's.
func ours(env *Env, request redact.Value) bool {
	client, named := request.At("ClientId")
	pool, pooled := request.At("UserPoolId")
	return (!named || client.Text == env.Settings.Get(settings.ClientID)) && (!pooled || pool.Text == env.poolID())
}

// know takes what need not be typed.
func (s *repeatScreen) know(env *Env) string {
	for _, v := range s.made.Variables {
		switch v.Name {
		case "COGNITO_CLIENT_SECRET":
			s.values[v.Name] = env.Settings.Get(settings.ClientSecret)
		case "ACCESS_TOKEN", "REFRESH_TOKEN":
			if env.Session == nil {
				return "It needs a token, and nobody is signed in: sign in first."
			}
			s.values[v.Name] = env.Session.Tokens().Access
			if v.Name == "REFRESH_TOKEN" {
				s.values[v.Name] = env.Session.Tokens().Refresh
			}
		case "COGNITO_USERNAME":
			if env.Session != nil {
				s.values[v.Name] = env.Session.Username() // the hash of a refresh is over the pool's own name
			}
		}
	}
	return ""
}

// Enter sends at once what does no harm and needs nothing typed, and asks about
// what needs nothing typed either.
func (s *repeatScreen) Enter() tea.Cmd {
	if s.began || s.cannot != "" || len(s.form.Fields) > 0 {
		return nil
	}
	s.began = true
	return s.repeat()
}

func (s *repeatScreen) repeat() tea.Cmd {
	if s.cannot != "" {
		return s.end(back{})
	}
	var checks []check
	for _, f := range s.form.Fields {
		wrong := ""
		if f.Value() == "" {
			wrong = "Type it: it was not kept."
		}
		checks = append(checks, check{f.Key, wrong})
	}
	if !s.require(checks...) {
		return nil
	}
	if cognito.RepeatOf(s.of.Op) == cognito.AtOnce {
		return s.send()
	}
	s.question(question{sentence: "Make this call again?", hint: consequence(s.of.Op), yes: "Repeat it", do: s.send})
	return nil
}

// consequences are what calls do that aren't repeated without a question.
var consequences = map[string]string{
	"SignUp":                           "It makes the user, or is refused because the user is there.",
	"ConfirmSignUp":                    "It spends the code; a wrong one counts as an attempt.",
	"ResendConfirmationCode":           "It sends another message: the code before is no longer good, and a user gets five an hour.",
	"ForgotPassword":                   "It sends another message: the code before is no longer good, and an hour has a limit.",
	"ConfirmForgotPassword":            "It spends the code and sets the password; a wrong code counts as an attempt.",
	"InitiateAuth":                     "It begins another sign-in: a wrong password counts towards the lock-out, and a code may be sent.",
	"AdminInitiateAuth":                "It begins another sign-in: a wrong password counts towards the lock-out, and a code may be sent.",
	"AssociateSoftwareToken":           "It makes another secret for an authenticator app: one not yet verified is no longer good.",
	"VerifySoftwareToken":              "It spends the app's code.",
	"ConfirmDevice":                    "It registers the device again, with what you type.",
	"ForgetDevice":                     "It forgets the device, or is refused because it is forgotten.",
	"UpdateUserAttributes":             "It writes the attributes again, and may send a code.",
	"GetUserAttributeVerificationCode": "It sends another message: the code before is no longer good.",
	"VerifyUserAttribute":              "It spends the code; a wrong one counts as an attempt.",
	"ChangePassword":                   "It changes the password again; a wrong one counts as an attempt.",
	"DeleteWebAuthnCredential":         "It deletes the passkey, or is refused because it is gone.",
	"StartWebAuthnRegistration":        "It begins to register another passkey.",
	"GetTokensFromRefreshToken":        "It may spend the refresh token of this session, and the new one is dropped: this session could not be refreshed any more.",
	"GlobalSignOut":                    "It ends every session of who is signed in now.",
	"RevokeToken":                      "It revokes the refresh token of who is signed in now.",
	"DeleteUserAttributes":             "It deletes the attributes of who is signed in now.",
	"SetUserMFAPreference":             "It sets the second factors of who is signed in now.",
	"UpdateDeviceStatus":               "It sets whether the device of who is signed in now is remembered.",
	"AdminGetUser":                     "It reads, and the user counts as active in this month, which is billed.",
	"DeleteUser":                       "It deletes the account of who is signed in now. This can't be undone.",
}

func consequence(op string) string {
	if text := consequences[op]; text != "" {
		return text
	}
	return "It is done a second time."
}

type repeated struct{ id int }

func (s *repeatScreen) send() tea.Cmd {
	values := map[string]string{}
	for name, value := range s.values {
		values[name] = value
	}
	for _, f := range s.form.Fields {
		values[f.Key] = f.Value()
	}
	body, err := s.made.Fill(values)
	if err != nil {
		s.fail(&cognito.Error{Op: s.of.Op, Kind: cognito.InvalidInput, Err: err})
		return nil
	}
	op, username, client, admin, log := s.of.Op, values["COGNITO_USERNAME"], s.env.Client, s.env.Admin, s.env.Log
	return Call(&s.Base, "Repeating", func(ctx context.Context) (repeated, error) {
		var err error
		before := 0
		if newest := log.Newest(); newest != nil {
			before = newest.ID
		}
		if cognito.SignedOperation(op) {
			err = admin.Repeat(ctx, op, username, body)
		} else {
			err = client.Repeat(ctx, op, username, body)
		}
		return repeated{firstOf(log, op, before)}, err
	})
}

// firstOf is the ID of the first attempt of an operation after another; 0 where
// there is none.
func firstOf(log *trace.Log, op string, after int) int {
	for _, e := range log.Snapshot() {
		if e.ID > after && e.Op == op {
			return e.ID
		}
	}
	return 0
}

// Update shows the new attempt, whatever it met; what was never sent, or was
// cancelled, stands here.
func (s *repeatScreen) Update(msg tea.Msg) tea.Cmd {
	r, ok := msg.(Reply[repeated])
	if !ok {
		return s.formScreen.Update(msg)
	}
	var e *cognito.Error
	if r.Err != nil && (!errors.As(r.Err, &e) || e.Attempts == 0 || e.Kind == cognito.Cancelled) {
		s.fail(r.Err)
		return nil
	}
	return s.end(callRepeated{r.Val.id})
}
