package ui

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// changePassword replaces the password of who is signed in.
type changePassword struct {
	accountScreen
	rules passwordRules
}

func newChangePassword(env *Env) *changePassword {
	s := &changePassword{rules: passwordRules{env: env}}
	current := kit.NewPassword("currentPassword", "Current password")
	current.Hint = "ctrl+r show"
	password := kit.NewPassword("newPassword", "New password")
	password.Hint = "ctrl+r show"
	password.Under = s.rules.lines
	s.accountScreen = accountForm(env, "Change the password",
		"At most five tries an hour. Leave the current one empty only if the account has none yet.",
		kit.NewForm("Change it", current, password, kit.NewPassword("repeat", "Repeat password")))
	s.submit, s.offer = s.check, s.offered
	return s
}

// Update takes the answer. What was typed goes once it is no longer needed.
func (s *changePassword) Update(msg tea.Msg) tea.Cmd {
	r, ok := msg.(Reply[none])
	switch {
	case !ok:
		return s.accountScreen.Update(msg)
	case r.Err != nil:
		cmd := s.refused(r.Err)
		s.rules.refused(s.failure)
		if cognito.MayHaveHappened(r.Err) {
			s.tell(keepPassword{s.user, s.form.Value("newPassword")}) // signing in is the way to check
		}
		return cmd
	}
	for _, f := range s.form.Fields {
		f.Set("")
	}
	return s.end(passwordChanged{})
}

func (s *changePassword) check() tea.Cmd {
	current, password := s.form.Value("currentPassword"), s.form.Value("newPassword")
	wrong := ""
	if current != "" {
		wrong = wrongPassword(current)
	}
	// Whether the new one may be the current one is the pool's to say.
	if !s.require(check{"currentPassword", wrong}, check{"newPassword", wrongPassword(password)}, check{"repeat", unequal(password, s.form.Value("repeat"))}) {
		return nil
	}
	if current == "" {
		s.question(question{"The current password is empty. Does this account have none yet?",
			"That is so where one signs in by codes or passkeys alone.", "Yes, it has none", s.change})
		return nil
	}
	return s.change()
}

func (s *changePassword) change() tea.Cmd {
	current, password := s.form.Value("currentPassword"), s.form.Value("newPassword")
	return CallAs(&s.Base, "Changing the password", func(ctx context.Context, c *cognito.Client, access string) (none, error) {
		return none{}, c.ChangePassword(ctx, access, current, password)
	})
}

// offered tries again what the question let through.
func (s *changePassword) offered(o offer) tea.Cmd {
	if o == offerRetry && s.failure != nil && s.form.Value("currentPassword") == "" {
		s.forget()
		return s.change()
	}
	return nil
}
