package ui

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// reset takes the code of a password reset and the new password.
type reset struct {
	codeScreen
	rules passwordRules
}

func newReset(env *Env, user string, d cognito.Delivery) Screen {
	s := &reset{rules: passwordRules{env: env}}
	password := kit.NewPassword("newPassword", "New password")
	password.Hint = "ctrl+r show"
	password.Under = s.rules.lines
	s.codeScreen = newCodeScreen(env, "Set a new password", "Set the password", "reset code", user, d,
		password, kit.NewPassword("repeat", "Repeat password"))
	s.filled = "newPassword"
	s.submit, s.offer = s.check, s.offeredCode
	s.askCode = func() tea.Cmd { return askForReset(&s.Base, s.name()) }
	s.refresh()
	return s
}

// Update takes the answer to code and password.
func (s *reset) Update(msg tea.Msg) tea.Cmd {
	r, ok := msg.(Reply[none])
	switch {
	case !ok:
		return s.codeScreen.Update(msg)
	case r.Err != nil:
		s.fail(r.Err)
		s.rules.refused(s.failure)
		if s.failure.MayHaveHappened {
			s.tell(keepPassword{s.name(), s.form.Value("newPassword")}) // signing in is the way to check
		}
		return nil
	}
	s.tell(keepPassword{s.name(), s.form.Value("newPassword")})
	return s.end(resetDone{s.name()})
}

func (s *reset) check() tea.Cmd {
	password := s.form.Value("newPassword")
	if !s.require(
		check{"username", wrongName(s.name())},
		check{"code", wrongCode(s.code())},
		check{"newPassword", wrongPassword(password)},
		check{"repeat", unequal(password, s.form.Value("repeat"))},
	) {
		return nil
	}
	client := s.env.Client
	request := cognito.ConfirmForgotPasswordRequest{Username: s.name(), Code: s.code(), Password: password}
	return Call(&s.Base, "Setting the password", func(ctx context.Context) (none, error) {
		return none{}, client.ConfirmForgotPassword(ctx, request)
	})
}

// askForReset has a reset code sent.
func askForReset(b *Base, user string) tea.Cmd {
	client := b.env.Client
	return Call(b, "Sending the code", func(ctx context.Context) (cognito.Delivery, error) {
		return client.ForgotPassword(ctx, user)
	})
}
