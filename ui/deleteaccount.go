package ui

import (
	"context"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

const deletionWarning = "This can't be undone: the account, its attributes, passkeys, devices and second factors are lost, and every session ends."

// deleteAccount deletes who is signed in, once the name is typed.
type deleteAccount struct{ accountScreen }

func newDeleteAccount(env *Env) *deleteAccount {
	s := &deleteAccount{}
	s.accountScreen = accountForm(env, "Delete the account", "", kit.NewForm("Delete the account", kit.NewField("name", "User name")))
	s.warning = deletionWarning
	s.submit, s.above = s.remove, s.whatToType
	s.refresh()
	return s
}

// whatToType says which name turns the button on.
func (s *deleteAccount) whatToType() []string {
	var lines []string
	for _, l := range kit.Wrap("To delete it, type "+s.names()+".", s.form.Width-2) {
		lines = append(lines, s.env.Theme.Text.Render(l))
	}
	return append(lines, "")
}

// names are what may be typed: the name of the sign-in, or the pool's own.
func (s *deleteAccount) names() string {
	typed, own := s.env.Session.User, s.env.Session.Username()
	names := kit.Cut(kit.Clean(typed), 60)
	if own != typed {
		names += " or " + kit.Cut(kit.Clean(own), 60)
	}
	return names
}

// named tells whether the name was typed, in its own letters. Texts that differ
// only in what can't be typed as it is drawn are taken as drawn.
func (s *deleteAccount) named() bool {
	typed := strings.TrimSpace(s.form.Value("name"))
	for _, name := range []string{s.env.Session.User, s.env.Session.Username()} {
		if typed != "" && (typed == name || typed == kit.Clean(name)) {
			return true
		}
	}
	return false
}

// refresh turns the button on once the name is typed.
func (s *deleteAccount) refresh() {
	s.form.Buttons[0].Off = ""
	if !s.named() {
		s.form.Buttons[0].Off = "type the name first"
	}
}

// View draws the button as it is now.
func (s *deleteAccount) View() string {
	s.refresh()
	return s.accountScreen.View()
}

type accountDeleted struct{}

// Update takes the answer: who is gone is signed in no more.
func (s *deleteAccount) Update(msg tea.Msg) tea.Cmd {
	s.refresh()
	if k, ok := msg.(tea.KeyMsg); ok && !s.named() && k.Type == tea.KeyEnter && s.form.Focused() != nil {
		s.form.Field("name").Err = "This isn't the account's name."
		return nil
	}
	r, ok := msg.(Reply[accountDeleted])
	switch {
	case !ok:
		return s.accountScreen.Update(msg)
	case r.Err != nil:
		return s.refused(r.Err)
	}
	return s.end(sessionEnded{note: signInNote{good: "The account " + kit.Cut(kit.Clean(s.user), 60) + " is deleted."}})
}

func (s *deleteAccount) remove() tea.Cmd {
	s.warning = deletionWarning
	keeper, pool := deviceKeeper{s.env.Devices}, s.env.poolID()
	names := []string{s.env.Session.User, s.env.Session.Username()}
	return CallAs(&s.Base, "Deleting the account", func(ctx context.Context, c *cognito.Client, access string) (accountDeleted, error) {
		err := c.DeleteUser(ctx, access)
		if err == nil {
			for _, name := range names {
				keeper.drop(pool, name) // a device of nobody
			}
		}
		return accountDeleted{}, err
	})
}
