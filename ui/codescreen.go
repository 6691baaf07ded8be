package ui

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// codeScreen is what the screens that take a code from a message share: where
// the code went, filling it in from the inbox, and asking for it again.
type codeScreen struct {
	formScreen
	codes   resending
	kind    string         // of the inbox's message
	idle    string         // the lead where no message was sent from here
	filled  string         // the field that follows once the code is filled in
	askCode func() tea.Cmd // has a code sent; answers a cognito.Delivery
}

// newCodeScreen puts a user name and a code before the further fields.
func newCodeScreen(env *Env, title, submit, kind, user string, d cognito.Delivery, more ...*kit.Field) codeScreen {
	name := kit.NewField("username", "Email or username")
	name.Set(user)
	code := kit.NewField("code", "Code")
	code.Code = true
	form := kit.NewForm(submit, append([]*kit.Field{name, code}, more...)...)
	s := codeScreen{formScreen: newFormScreen(env, title, "", form), codes: resending{env: env}, kind: kind}
	s.codes.delivered(d)
	if user != "" {
		form.FocusField("code")
	}
	return s
}

func (s *codeScreen) code() string { return kit.CleanCode(s.form.Value("code")) }

func (s *codeScreen) counting() bool { return s.codes.wait() > 0 }

// newest is the code that ctrl+y fills in; empty where there is none.
func (s *codeScreen) newest() string { return newestCode(s.env, s.name(), s.kind) }

// refresh makes lead, hint and resend button true for the moment.
func (s *codeScreen) refresh() {
	s.lead = s.codes.lead()
	if s.lead == "" {
		s.lead = s.idle
	}
	s.form.Field("code").Hint = ""
	if s.newest() != "" {
		s.form.Field("code").Hint = "ctrl+y fill in"
	}
	s.form.Buttons = []kit.Button{s.form.Buttons[0], s.codes.button(s.resend)}
}

// View draws the screen with its countdown.
func (s *codeScreen) View() string {
	s.refresh()
	return s.formScreen.View()
}

// Update takes ctrl+y and the answer to asking again.
func (s *codeScreen) Update(msg tea.Msg) tea.Cmd {
	s.refresh()
	switch msg := msg.(type) {
	case Reply[cognito.Delivery]:
		s.resent(msg)
		return nil
	case shortcut:
		if msg == fillCode {
			s.fill()
			return nil
		}
	}
	return s.formScreen.Update(msg)
}

func (s *codeScreen) fill() {
	if code := s.newest(); code != "" {
		fillCodeField(s.form, code)
		s.form.FocusField(s.filled)
	}
}

// offeredCode follows the offers that are about this screen's code, also where
// asking for it failed.
func (s *codeScreen) offeredCode(o offer) tea.Cmd {
	e := s.failure
	if e == nil || s.kind == "reset code" && waitsForSignUpCode(e) {
		return nil
	}
	asked := e.Op == "ResendConfirmationCode" || e.Op == "ForgotPassword"
	switch {
	case o == offerResend, o == offerRetry && asked:
		return s.resend()
	case o == offerEnterCode && asked:
		s.dismiss()
		s.form.FocusField("code")
		return func() tea.Msg { return nil }
	}
	return nil
}

// waitsForSignUpCode tells whether a reset was refused because the account must
// be confirmed first: the code that its offers speak of is the sign-up's.
func waitsForSignUpCode(e *cognito.Error) bool {
	return e.Kind == cognito.NoVerifiedContact || e.Kind == cognito.NotConfirmed
}

func (s *codeScreen) resend() tea.Cmd {
	s.dismiss()
	if !s.require(check{"username", wrongName(s.name())}) {
		return nil
	}
	return s.askCode()
}

func (s *codeScreen) resent(r Reply[cognito.Delivery]) {
	if r.Err != nil {
		s.fail(r.Err)
		return
	}
	s.codes.delivered(r.Val)
	s.refresh()
	s.done = "A new code is on its way; only the newest works."
	s.form.FocusField("code")
}

// ShortHelp adds ctrl+y while there is a code to fill in.
func (s *codeScreen) ShortHelp() []key.Binding {
	return append(s.formScreen.ShortHelp(), s.fillHelp()...)
}

// FullHelp adds ctrl+y while there is a code to fill in.
func (s *codeScreen) FullHelp() [][]key.Binding {
	return append(s.formScreen.FullHelp(), s.fillHelp())
}

func (s *codeScreen) fillHelp() []key.Binding { return fillHelp(s.newest()) }
