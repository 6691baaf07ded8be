package ui

import (
	"cmp"
	"slices"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/ui/kit"
)

// columnScreen is what the screens share that list something of a signed-in
// user: a column of buttons, of which the first reads it again.
type columnScreen struct {
	accountScreen
	at    int            // the button that was pressed or that a question is about
	atKey string         // what it is known by
	again func() tea.Cmd // what was done last, to try it again
}

func newColumnScreen(env *Env, title, lead string) columnScreen {
	form := kit.NewForm("")
	form.Column = true
	return columnScreen{accountScreen: accountForm(env, title, lead, form)}
}

// begin says what stands above the column, and what reads it.
func (s *columnScreen) begin(above func() []string, read func() tea.Cmd) {
	s.above, s.offer = above, s.offered
	s.submit = func() tea.Cmd { return s.act(read) }
	s.rows(nil)
}

// rows puts these buttons under the first. The focus stays on its button; where
// that one is gone, or the first has it while a call runs, it goes to the one that
// was pressed.
func (s *columnScreen) rows(buttons []kit.Button) {
	if i := s.form.At(); i > 0 && i < len(s.form.Buttons) {
		s.keepFocus(i)
	}
	s.form.Buttons = append([]kit.Button{{Label: "Read again", Do: s.try}}, buttons...)
	for i, b := range s.form.Buttons {
		s.form.Buttons[i].Do = func() tea.Cmd { s.keepFocus(i); return b.Do() }
	}
	at := slices.IndexFunc(s.form.Buttons, func(b kit.Button) bool { return buttonID(b) == s.atKey })
	if at < 0 {
		at = min(s.at, len(buttons))
	}
	s.form.Focus(at)
}

// act does something that may be tried again; what was said before goes. The
// first button, which tells that a call runs, has the focus meanwhile, so that it
// is in sight of a long list.
func (s *columnScreen) act(do func() tea.Cmd) tea.Cmd {
	s.dismiss()
	s.again = do
	s.form.Focus(0)
	return do()
}

// refocus gives the focus back to the button that was pressed.
func (s *columnScreen) refocus() { s.form.Focus(min(s.at, len(s.form.Buttons)-1)) }

// refused shows why a call failed, or leaves where the session is over.
func (s *columnScreen) refused(err error) tea.Cmd {
	cmd := s.accountScreen.refused(err)
	if cmd == nil {
		s.refocus()
	}
	return cmd
}

// keepFocus has the focus come back to a button after what it does.
func (s *columnScreen) keepFocus(at int) { s.at, s.atKey = at, buttonID(s.form.Buttons[at]) }

// buttonID is what a button of a column is known by while the column changes.
func buttonID(b kit.Button) string { return cmp.Or(b.Key, b.Label) }

// offered tries again what was done last.
func (s *columnScreen) offered(o offer) tea.Cmd {
	if o == offerRetry && s.again != nil {
		return s.act(s.again)
	}
	return nil
}

// Update takes keys; an answered question gives the focus back.
func (s *columnScreen) Update(msg tea.Msg) tea.Cmd {
	asked := s.ask != nil
	cmd := s.formScreen.Update(msg)
	if asked && s.ask == nil && s.busy == "" {
		s.refocus()
	}
	return cmd
}

// FullHelp adds the keys to the ends of the column.
func (s *columnScreen) FullHelp() [][]key.Binding {
	return append(s.accountScreen.FullHelp(), columnEnds())
}

// columnEnds are the keys to the ends of a column of buttons.
func columnEnds() []key.Binding {
	keys := kit.NewFormKeys()
	return []key.Binding{keys.First, keys.Last}
}

// heading is a line above the column: what, and how it stands.
func (s *columnScreen) heading(label, value string) string {
	t := s.env.Theme
	return kit.Cut(t.Muted.Render(kit.Fit(label, 20))+t.Text.Render(kit.Clean(value)), s.form.Width-2)
}
