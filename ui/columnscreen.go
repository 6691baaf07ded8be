package ui

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/ui/kit"
)

// columnScreen is what the screens share that list something of a signed-in
// user: a column of buttons, of which the first reads it again.
type columnScreen struct {
	accountScreen
	at    int            // the button that a question is about
	again func() tea.Cmd // what was done last, to try it again
}

const readAgain = "read"

func newColumnScreen(env *Env, title, lead string) columnScreen {
	form := kit.NewForm("")
	form.Column = true
	s := columnScreen{accountScreen: accountScreen{newFormScreen(env, title, lead, form)}}
	s.rows(nil)
	s.user = func() string {
		if env.Session == nil {
			return ""
		}
		return env.Session.User
	}
	return s
}

// rows puts these buttons under the first; the focus stays where it was.
func (s *columnScreen) rows(buttons []kit.Button) {
	s.form.Buttons = append([]kit.Button{{Key: readAgain, Label: "Read again"}}, buttons...)
	s.form.Focus(min(s.at, len(buttons)))
}

// act does something that may be tried again; what was said before goes.
func (s *columnScreen) act(do func() tea.Cmd) tea.Cmd {
	s.forget()
	s.done, s.warning = "", ""
	s.again = do
	return do()
}

// asking puts a question about a button, with the focus on No.
func (s *columnScreen) asking(button string, q question) {
	s.keepFocus(button)
	s.question(q)
	s.form.Focus(len(s.form.Buttons))
}

// keepFocus has the focus come back to a button after what it does.
func (s *columnScreen) keepFocus(button string) {
	s.at = max(0, slices.IndexFunc(s.form.Buttons, func(b kit.Button) bool { return b.Key == button }))
}

// offered tries again what was done last; signing in ends the session first.
func (s *columnScreen) offered(o offer) tea.Cmd {
	switch {
	case o == offerRetry && s.again != nil:
		return s.act(s.again)
	case o == offerSignIn:
		return s.end(sessionEnded{user: s.user()})
	}
	return nil
}

// Update takes keys; an answered question gives the focus back.
func (s *columnScreen) Update(msg tea.Msg) tea.Cmd {
	asked := s.ask != nil
	cmd := s.formScreen.Update(msg)
	if asked && s.ask == nil {
		s.form.Focus(min(s.at, len(s.form.Buttons)-1))
	}
	return cmd
}

// heading is a line above the column: what, and how it stands.
func (s *columnScreen) heading(label, value string) string {
	t := s.env.Theme
	return kit.Cut(t.Muted.Render(kit.Fit(label, 20))+t.Text.Render(kit.Clean(value)), s.form.Width-2)
}
