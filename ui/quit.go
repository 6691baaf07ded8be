package ui

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/ui/kit"
)

// quitKeys answer the question whether to quit.
type quitKeys struct{ Yes, No key.Binding }

func newQuitKeys() quitKeys {
	return quitKeys{Yes: bound("y", "yes", "y", "enter"), No: bound("n", "no", "n", "esc")}
}

// losses names what would be lost by quitting now.
func (a *App) losses() []string {
	var lost []string
	for _, s := range a.stack {
		if w, ok := s.(worker); ok && w.working() {
			lost = append(lost, "the running job")
			break
		}
	}
	if a.env.Session != nil && a.env.Local == nil {
		lost = append(lost, "the sign-in")
	}
	if a.options.Altered != nil && a.options.Altered() {
		lost = append(lost, "the local pool's changes")
	}
	return lost
}

// leave quits, or asks first where something would be lost.
func (a *App) leave(msg tea.KeyMsg) tea.Cmd {
	if len(a.losses()) == 0 {
		return a.end()
	}
	a.asked = msg.String()
	return nil
}

// end quits without asking.
func (a *App) end() tea.Cmd {
	a.quit()
	return tea.Quit
}

// answer takes a key while the question stands. Keys that are no answer do nothing,
// so that what is typed ahead neither quits nor reaches the screen.
func (a *App) answer(msg tea.KeyMsg) tea.Cmd {
	keys := newQuitKeys()
	switch {
	case msg.String() == a.asked, key.Matches(msg, a.keys.Quit), key.Matches(msg, keys.Yes):
		return a.end()
	case key.Matches(msg, keys.No):
		a.asked = ""
	}
	return nil
}

// question is the line at the foot that asks.
func (a *App) question() string {
	t, keys := a.env.Theme, newQuitKeys()
	answers := a.hint(keys.Yes) + "  " + a.hint(keys.No)
	asks := strings.TrimSpace("Quit? " + a.lost())
	return " " + t.Strong.Render(kit.Cut(asks, a.w-kit.Width(answers)-3)) + "  " + answers
}

// lost says what would be lost by quitting now; empty for nothing.
func (a *App) lost() string {
	if lost := a.losses(); len(lost) > 0 {
		return "Lost: " + strings.Join(lost, ", ")
	}
	return ""
}
