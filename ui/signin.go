package ui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/cognito/settings"
	"cognito-tui/ui/kit"
)

// signIn begins a sign-in, by the method chosen.
type signIn struct {
	formScreen
	session string // of the confirmation just made; empty after any other way here
	of      string // the name that was confirmed
	locked  string // the name that a lock-out was told for
	d       *dialogue
	fields  struct{ name, password, method, prefer, custom *kit.Field }
}

// signInNote is what led here: done, or gone wrong.
type signInNote struct {
	good, bad string
	of        refusal // what went wrong; may be of nothing
}

func newSignIn(env *Env, user, password string, note signInNote) *signIn {
	s := &signIn{}
	s.fields.name = kit.NewField("username", "Email or username")
	s.fields.name.Set(user)
	s.fields.password = kit.NewPassword("password", "Password")
	s.fields.password.Hint = "ctrl+r show"
	s.fields.password.Set(password)
	s.fields.method = kit.NewChoice("method", "Method", methodOptions(env, "")...)
	s.fields.prefer = kit.NewChoice("prefer", "Prefer", preferences()...)
	s.fields.custom = kit.NewChoice("custom", "Begin with", customBegins()...)
	s.formScreen = newFormScreen(env, "Sign in", "", kit.NewForm("Sign in", s.fields.name))
	s.form.Buttons = append(s.form.Buttons, kit.Button{Label: "Forgot the password?",
		Do: func() tea.Cmd { return s.end(wantForgot{s.name()}) }})
	s.done, s.warning = note.good, note.bad
	s.blames(note.of)
	s.submit, s.offer = s.send, s.offered
	s.shape()
	switch {
	case user != "" && password != "":
		s.form.FocusButton()
	case user != "":
		s.form.FocusField("password")
	}
	return s
}

// withSession offers the session of a confirmation as a further method, for the
// name that was confirmed, and chooses it where there is no password to sign in
// with.
func (s *signIn) withSession(session string) *signIn {
	if session == "" {
		return s
	}
	s.session, s.of = session, s.name()
	s.offerMethods()
	s.fields.method.Set(string(cognito.Automatic))
	if methodOff(s.env, cognito.ChoiceFlow) != "" || s.env.AppClient == nil {
		return s
	}
	if s.fields.password.Value() != "" {
		s.done += " The method Confirmation (← →) signs in without the password."
		return s
	}
	s.fields.method.Set(byConfirmation)
	s.shape()
	s.form.FocusButton()
	return s
}

// offerMethods keeps the methods true for the moment. A session of a
// confirmation is for the name that was confirmed.
func (s *signIn) offerMethods() {
	before, session := s.way(), s.session
	if s.of != s.name() {
		session = ""
	}
	s.fields.method.Offer(methodOptions(s.env, session)...)
	if s.way() != before {
		s.shape()
	}
}

// way is what was chosen on the selectors of the form.
type way struct{ method, prefer, custom string }

func (s *signIn) way() way {
	return way{s.fields.method.Value(), s.fields.prefer.Value(), s.fields.custom.Value()}
}

// inTheWayOf chooses a way, say that of a sign-in before. The session of a
// confirmation works once and isn't there any more.
func (s *signIn) inTheWayOf(w way) *signIn {
	s.fields.method.Set(w.method)
	s.fields.prefer.Set(w.prefer)
	s.fields.custom.Set(w.custom)
	s.shape()
	if !s.needsPassword() {
		s.form.FocusButton()
	}
	return s
}

// shape gives the form the fields that the method needs.
func (s *signIn) shape() {
	focused, onButton := s.form.Focused(), s.form.OnButton()
	f := []*kit.Field{s.fields.name}
	if s.needsPassword() {
		f = append(f, s.fields.password)
	}
	f = append(f, s.fields.method)
	switch s.flow() {
	case cognito.ChoiceFlow:
		if s.fields.method.Value() != byConfirmation {
			f = append(f, s.fields.prefer)
		}
	case cognito.CustomFlow:
		f = append(f, s.fields.custom)
	}
	s.form.Fields = f
	switch {
	case onButton:
		s.form.FocusButton()
	case focused == nil || !s.form.FocusField(focused.Key):
		s.form.Focus(0)
	}
}

// flow is what the method chosen begins with.
func (s *signIn) flow() cognito.Flow {
	if s.fields.method.Value() == byConfirmation {
		return cognito.ChoiceFlow
	}
	return cognito.Flow(s.fields.method.Value())
}

func (s *signIn) needsPassword() bool {
	switch {
	case s.fields.method.Value() == byConfirmation:
		return false
	case s.flow() == cognito.ChoiceFlow:
		return strings.HasPrefix(s.fields.prefer.Value(), "PASSWORD")
	case s.flow() == cognito.CustomFlow:
		return s.fields.custom.Value() == "SRP_A"
	}
	return true
}

// counting is true while a lock-out counts down.
func (s *signIn) counting() bool { return s.isLocked() && s.env.lockLeft(s.locked) > 0 }

func (s *signIn) isLocked() bool { return s.failure != nil && s.failure.Kind == cognito.LockedOut }

// View keeps the methods and the lock-out true for the moment.
func (s *signIn) View() string {
	s.offerMethods()
	if s.isLocked() {
		s.problem.hint = s.env.lockHint(s.locked)
	}
	return s.formScreen.View()
}

// Update takes the answer, and the fields that another method needs.
func (s *signIn) Update(msg tea.Msg) tea.Cmd {
	if r, ok := msg.(Reply[cognito.Step]); ok {
		return s.answered(r)
	}
	before := s.way()
	cmd := s.formScreen.Update(msg)
	if s.way() != before {
		s.shape()
		if s.before.err != nil && s.before.err.Attempts == 0 { // what was refused here was the method
			s.before, s.form.Offers = refusal{}, nil
			s.form.Refocus()
		}
	}
	if s.isLocked() && s.locked != s.name() {
		s.forget() // the lock is another account's
	}
	return cmd
}

// takeOffer keeps the password for another way to sign in.
func (s *signIn) takeOffer(o offerTaken) tea.Cmd {
	if o.flow != "" {
		s.tell(keepPassword{s.name(), s.fields.password.Value()})
	}
	return s.formScreen.takeOffer(o)
}

// offered keeps the password for the sign-in after the code. To sign in is what
// the screen itself does, with what stands in its fields.
func (s *signIn) offered(o offer) tea.Cmd {
	switch o {
	case offerEnterCode, offerResend:
		s.tell(keepPassword{s.name(), s.fields.password.Value()})
	case offerSignIn:
		return s.try()
	}
	return nil
}

func (s *signIn) send() tea.Cmd {
	s.offerMethods()
	off := s.fields.method.Picked().Off
	if off != "" {
		off = "This way is off here."
	}
	checks := []check{{"username", wrongName(s.name())}, {"method", off}}
	if s.needsPassword() {
		checks = append(checks, check{"password", wrongPassword(s.fields.password.Value())})
	}
	if !s.require(checks...) {
		if off != "" {
			s.blames(refusal{err: methodRefusal(s.env, s.flow()), user: s.name()})
		}
		return nil
	}
	s.d = s.dialogue()
	return Call(&s.Base, "Signing in", s.d.begin)
}

// dialogue is the sign-in as the form describes it.
func (s *signIn) dialogue() *dialogue {
	d := &dialogue{
		by: s.env.Client, client: s.env.Client, devices: deviceKeeper{s.env.Devices},
		poolID: s.env.Settings.Get(settings.UserPoolID), user: s.name(),
		request: cognito.SignInRequest{Flow: s.flow(), Username: s.name()}, way: s.way(),
	}
	if s.needsPassword() {
		d.request.Password = s.fields.password.Value()
	}
	if s.env.AppClient != nil {
		d.request.Allowed = append([]string{}, s.env.AppClient.Flows...)
	}
	switch {
	case s.fields.method.Value() == byConfirmation:
		d.request.Session = s.session
	case d.request.Flow == cognito.ChoiceFlow:
		d.request.Preferred = s.fields.prefer.Value()
	case d.request.Flow == cognito.AdminPasswordFlow:
		d.by = s.env.Admin
	}
	return d
}

func (s *signIn) answered(r Reply[cognito.Step]) tea.Cmd {
	s.env.tried(s.name(), r)
	switch {
	case r.Err == nil:
		return s.end(stepped{s.d, r.Val})
	case cognito.KindOf(r.Err) == cognito.SessionOver && s.d.request.Session != "":
		s.session = "" // it works once, and for a while
		s.offerMethods()
		s.warning = "The session of the confirmation is over: sign in another way."
		s.blames(refusal{err: cognito.ErrorOf(r.Err), user: s.name()})
		s.form.FocusField("password")
		return nil
	}
	s.fail(r.Err)
	s.locked = s.name()
	return nil
}
