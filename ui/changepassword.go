package ui

import (
	"context"
	"errors"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// changePassword replaces the password of a signed-in user.
type changePassword struct {
	accountScreen
	rules passwordRules
}

func newChangePassword(env *Env) *changePassword {
	s := &changePassword{rules: passwordRules{env: env}}
	current := kit.NewPassword("password", "Current password")
	current.Hint = "ctrl+r show"
	next := kit.NewPassword("newPassword", "New password")
	next.Under = s.rules.lines
	s.accountScreen = accountScreen{newFormScreen(env, "Change the password", "This session goes on with its tokens.",
		kit.NewForm("Change it", current, next, kit.NewPassword("repeat", "Repeat password")))}
	s.submit, s.offer = s.send, s.offered
	s.user = func() string { return env.Session.User }
	return s
}

type passwordChanged struct{}

func (s *changePassword) send() tea.Cmd {
	current, next := s.form.Value("password"), s.form.Value("newPassword")
	wrong := ""
	if current == "" {
		wrong = "Type the password that is in use."
	}
	if !s.require(check{"password", wrong}, check{"newPassword", wrongPassword(next)},
		check{"repeat", unequal(next, s.form.Value("repeat"))}) {
		return nil
	}
	return CallAs(&s.Base, "Changing the password", func(ctx context.Context, c *cognito.Client, access string) (passwordChanged, error) {
		return passwordChanged{}, c.ChangePassword(ctx, access, current, next)
	})
}

// Update takes the answer; what was typed goes once it is done.
func (s *changePassword) Update(msg tea.Msg) tea.Cmd {
	r, ok := msg.(Reply[passwordChanged])
	if !ok {
		return s.formScreen.Update(msg)
	}
	if r.Err != nil {
		var e *cognito.Error
		errors.As(r.Err, &e)
		s.rules.refused(e)
		return s.refused(r.Err)
	}
	for _, f := range s.form.Fields {
		f.Set("")
	}
	return s.end(accountChanged{"The password is changed."})
}

// offered ends the session before another sign-in.
func (s *changePassword) offered(o offer) tea.Cmd {
	if o == offerSignIn {
		return s.end(sessionEnded{user: s.user()})
	}
	return nil
}
