package ui

import (
	"context"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// deleteAccount deletes a signed-in user after the name was typed.
type deleteAccount struct{ accountScreen }

func newDeleteAccount(env *Env) *deleteAccount {
	s := &deleteAccount{}
	s.accountScreen = accountScreen{newFormScreen(env, "Delete the account",
		"The user is deleted from the pool for good: attributes, factors, devices and every session. Type "+
			kit.Cut(kit.Clean(env.Session.User), 60)+" to delete it.",
		kit.NewForm("Delete the account", kit.NewField("username", "Email or username")))}
	s.submit, s.offer = s.send, s.offered
	s.user = func() string { return env.Session.User }
	return s
}

type accountDeleted struct{}

func (s *deleteAccount) send() tea.Cmd {
	session := s.env.Session
	typed, wrong := strings.TrimSpace(s.form.Value("username")), ""
	if typed != session.User && typed != session.Username() {
		wrong = "This is not the name of who is signed in; nothing was deleted."
	}
	if !s.require(check{"username", wrong}) {
		return nil
	}
	return CallAs(&s.Base, "Deleting the account", func(ctx context.Context, c *cognito.Client, access string) (accountDeleted, error) {
		return accountDeleted{}, c.DeleteUser(ctx, access)
	})
}

// Update takes the answer: the session ends with its user.
func (s *deleteAccount) Update(msg tea.Msg) tea.Cmd {
	r, ok := msg.(Reply[accountDeleted])
	switch {
	case !ok:
		return s.formScreen.Update(msg)
	case r.Err != nil:
		return s.refused(r.Err)
	}
	return s.end(userDeleted{s.user()})
}

// offered ends the session before another sign-in, which is also how to see
// whether a deletion whose answer was lost came about.
func (s *deleteAccount) offered(o offer) tea.Cmd {
	if o == offerSignIn {
		return s.end(sessionEnded{user: s.user()})
	}
	return nil
}
