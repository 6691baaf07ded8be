package ui

import (
	"context"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// confirm takes the code of a sign-up, and has it sent again.
type confirm struct {
	formScreen
	codes resending
	send  bool // ask for a fresh code as soon as the screen is there
	force bool // ForceAliasCreation, only after the question
}

const signUpCode = "sign-up code"

func newConfirm(env *Env, user string, d cognito.Delivery, send bool) Screen {
	s := &confirm{codes: resending{env: env}, send: send}
	name := kit.NewField("username", "Email or username")
	name.Set(user)
	code := kit.NewField("code", "Code")
	code.Code = true
	s.formScreen = newFormScreen(env, "Enter a code", "", kit.NewForm("Confirm", name, code))
	s.codes.delivered(d)
	s.submit, s.press, s.offer, s.user = s.check, s.pressed, s.offered, s.name
	if user != "" {
		s.form.FocusField("code")
	}
	s.refresh()
	return s
}

func (s *confirm) name() string { return strings.TrimSpace(s.form.Value("username")) }

// Enter asks for a fresh code where the way here promised one.
func (s *confirm) Enter() tea.Cmd {
	if !s.send {
		return nil
	}
	s.send = false
	return s.resend()
}

func (s *confirm) counting() bool { return s.codes.wait() > 0 }

// refresh makes lead and resend button true for the moment.
func (s *confirm) refresh() {
	s.lead = s.codes.lead()
	s.form.Field("code").Hint = fillHint(newestCode(s.env, s.name(), signUpCode))
	if s.lead == "" {
		s.lead = "The code that came when the account was made."
	}
	s.form.Buttons = []kit.Button{{Key: "submit", Label: "Confirm"}, s.codes.button()}
}

// View draws the screen with its countdown.
func (s *confirm) View() string {
	s.refresh()
	return s.formScreen.View()
}

// Update takes answers, and ctrl+y.
func (s *confirm) Update(msg tea.Msg) tea.Cmd {
	s.refresh()
	switch msg := msg.(type) {
	case Reply[none]:
		return s.confirmed(msg)
	case Reply[cognito.Delivery]:
		return s.resent(msg)
	case shortcut:
		if msg == fillCode {
			s.fill()
			return nil
		}
	}
	return s.formScreen.Update(msg)
}

func (s *confirm) fill() {
	if code := newestCode(s.env, s.name(), signUpCode); code != "" {
		s.form.Field("code").Set(code)
		s.form.Field("code").Err = ""
		s.form.FocusField("code")
	}
}

func (s *confirm) check() tea.Cmd {
	code := kit.CleanCode(s.form.Value("code"))
	if !s.require(check{"username", wrongName(s.name())}, check{"code", wrongCode(code)}) {
		return nil
	}
	client := s.env.Client
	request := cognito.ConfirmSignUpRequest{Username: s.name(), Code: code, ForceAliasCreation: s.force}
	s.force = false
	return Call(&s.Base, "Confirming", func(ctx context.Context) (none, error) {
		return none{}, client.ConfirmSignUp(ctx, request)
	})
}

func (s *confirm) confirmed(r Reply[none]) tea.Cmd {
	if r.Err != nil {
		s.fail(r.Err)
		return nil
	}
	return s.end(confirmed{s.name(), "The account is confirmed."})
}

func (s *confirm) pressed(button string) tea.Cmd {
	if button != "resend" {
		return nil
	}
	return s.resend()
}

func (s *confirm) resend() tea.Cmd {
	s.forget()
	s.done = ""
	s.form.ClearErrors()
	if !s.require(check{"username", wrongName(s.name())}) {
		return nil
	}
	client, user := s.env.Client, s.name()
	return Call(&s.Base, "Sending the code", func(ctx context.Context) (cognito.Delivery, error) {
		return client.ResendConfirmationCode(ctx, user)
	})
}

func (s *confirm) resent(r Reply[cognito.Delivery]) tea.Cmd {
	if r.Err != nil {
		s.fail(r.Err)
		return nil
	}
	s.codes.delivered(r.Val)
	s.refresh()
	s.done = "A new code is on its way; only the newest works."
	s.form.FocusField("code")
	return nil
}

func (s *confirm) offered(o offer) tea.Cmd {
	switch o {
	case offerResend:
		return s.resend()
	case offerForceAlias:
		s.question(question{
			sentence: "Move this address to the account you are confirming?",
			hint:     "The account that has it now can't sign in with it any more, and its address becomes unverified.",
			yes:      "Yes, move it",
			do: func() tea.Cmd {
				s.force = true
				return s.try()
			},
		})
		return func() tea.Msg { return nil }
	}
	return nil
}

// ShortHelp adds ctrl+y while there is a code to fill in.
func (s *confirm) ShortHelp() []key.Binding {
	return append(s.formScreen.ShortHelp(), fillHelp(newestCode(s.env, s.name(), signUpCode))...)
}

// FullHelp adds ctrl+y while there is a code to fill in.
func (s *confirm) FullHelp() [][]key.Binding {
	return append(s.formScreen.FullHelp(), fillHelp(newestCode(s.env, s.name(), signUpCode)))
}

func fillHint(code string) string {
	if code == "" {
		return ""
	}
	return "ctrl+y fill in"
}

func fillHelp(code string) []key.Binding {
	if code == "" {
		return nil
	}
	return []key.Binding{key.NewBinding(key.WithKeys("ctrl+y"), key.WithHelp("ctrl+y", "fill in"))}
}
