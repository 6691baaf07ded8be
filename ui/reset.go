package ui

import (
	"context"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// reset takes the code of a password reset and the new password.
type reset struct {
	formScreen
	codes resending
	rules passwordRules
}

const resetCode = "reset code"

func newReset(env *Env, user string, d cognito.Delivery) Screen {
	s := &reset{codes: resending{env: env}, rules: passwordRules{env: env}}
	name := kit.NewField("username", "Email or username")
	name.Set(user)
	code := kit.NewField("code", "Code")
	code.Code = true
	password := kit.NewPassword("newPassword", "New password")
	password.Hint = "ctrl+r show"
	password.Under = s.rules.lines
	s.formScreen = newFormScreen(env, "Set a new password", "",
		kit.NewForm("Set the password", name, code, password, kit.NewPassword("repeat", "Repeat password")))
	s.codes.delivered(d)
	s.submit, s.press, s.offer, s.user = s.check, s.pressed, s.offered, s.name
	if user != "" {
		s.form.FocusField("code")
	}
	s.refresh()
	return s
}

func (s *reset) name() string { return strings.TrimSpace(s.form.Value("username")) }

func (s *reset) counting() bool { return s.codes.wait() > 0 }

func (s *reset) refresh() {
	s.lead = s.codes.lead()
	s.form.Field("code").Hint = fillHint(newestCode(s.env, s.name(), resetCode))
	s.form.Buttons = []kit.Button{{Key: "submit", Label: "Set the password"}, s.codes.button()}
}

// View draws the screen with its countdown.
func (s *reset) View() string {
	s.refresh()
	return s.formScreen.View()
}

// Update takes answers, and ctrl+y.
func (s *reset) Update(msg tea.Msg) tea.Cmd {
	s.refresh()
	switch msg := msg.(type) {
	case Reply[none]:
		return s.answered(msg)
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

func (s *reset) fill() {
	if code := newestCode(s.env, s.name(), resetCode); code != "" {
		s.form.Field("code").Set(code)
		s.form.Field("code").Err = ""
		s.form.FocusField("newPassword")
	}
}

func (s *reset) check() tea.Cmd {
	code, password := kit.CleanCode(s.form.Value("code")), s.form.Value("newPassword")
	if !s.require(
		check{"username", wrongName(s.name())},
		check{"code", wrongCode(code)},
		check{"newPassword", wrongPassword(password)},
		check{"repeat", unequal(password, s.form.Value("repeat"))},
	) {
		return nil
	}
	client := s.env.Client
	request := cognito.ConfirmForgotPasswordRequest{Username: s.name(), Code: code, Password: password}
	return Call(&s.Base, "Setting the password", func(ctx context.Context) (none, error) {
		return none{}, client.ConfirmForgotPassword(ctx, request)
	})
}

func (s *reset) answered(r Reply[none]) tea.Cmd {
	if r.Err != nil {
		s.fail(r.Err)
		s.rules.refused(s.failure)
		return nil
	}
	s.env.hold(s.name(), s.form.Value("newPassword"))
	return s.end(resetDone{s.name()})
}

func (s *reset) pressed(button string) tea.Cmd {
	if button != "resend" {
		return nil
	}
	return s.resend()
}

func (s *reset) resend() tea.Cmd {
	s.forget()
	s.done = ""
	s.form.ClearErrors()
	if !s.require(check{"username", wrongName(s.name())}) {
		return nil
	}
	return askForReset(&s.Base, s.name())
}

func (s *reset) resent(r Reply[cognito.Delivery]) tea.Cmd {
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

func (s *reset) offered(o offer) tea.Cmd {
	if o == offerResend {
		return s.resend()
	}
	return nil
}

// askForReset has a reset code sent.
func askForReset(b *Base, user string) tea.Cmd {
	client := b.env.Client
	return Call(b, "Sending the code", func(ctx context.Context) (cognito.Delivery, error) {
		return client.ForgotPassword(ctx, user)
	})
}

// ShortHelp adds ctrl+y while there is a code to fill in.
func (s *reset) ShortHelp() []key.Binding {
	return append(s.formScreen.ShortHelp(), fillHelp(newestCode(s.env, s.name(), resetCode))...)
}

// FullHelp adds ctrl+y while there is a code to fill in.
func (s *reset) FullHelp() [][]key.Binding {
	return append(s.formScreen.FullHelp(), fillHelp(newestCode(s.env, s.name(), resetCode)))
}
