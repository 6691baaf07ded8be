package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito/bulk"
	"cognito-tui/ui/kit"
)

// deskChecked says what of the desk's files can't be written, in sentences, before
// anything is to be changed.
type deskChecked struct {
	screen int
	wrong  []string
}

func (m deskChecked) of() int { return m.screen }

// Enter looks whether what changes are recorded in can be written.
func (s *findScreen) Enter() tea.Cmd {
	screen, admin, folder := s.id, s.env.Admin, s.jobs
	if admin == nil {
		return nil
	}
	return func() tea.Msg {
		m := deskChecked{screen: screen}
		if err := admin.Recordable(); err != nil {
			m.wrong = append(m.wrong, "Nothing can be changed now: "+fullStop(kit.Clean(err.Error())))
		}
		if err := bulk.Keepable(folder); err != nil && !admin.ReadOnly() {
			m.wrong = append(m.wrong, "Many at once is off: "+fullStop(kit.Clean(err.Error())))
		}
		return m
	}
}

// unwritableLines say what can't be written.
func (s *findScreen) unwritableLines() []string {
	t := s.env.Theme
	var lines []string
	for _, text := range s.unwritable {
		for _, l := range said(t.Warn.Render("!")+" ", t.Text, text, s.w-6) {
			lines = append(lines, "  "+l)
		}
	}
	return lines
}
