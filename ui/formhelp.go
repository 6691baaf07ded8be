package ui

import (
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/key"

	"cognito-tui/ui/kit"
)

// ShortHelp are the keys of the footer.
func (s *formScreen) ShortHelp() []key.Binding {
	keys := kit.NewFormKeys()
	what := "next"
	if s.form.Focused() == nil {
		what = "press"
	} else if s.form.Submits() {
		what = strings.ToLower(s.form.Buttons[0].Label)
	}
	item := "field"
	if len(s.form.Fields) == 0 {
		item = "button"
	}
	short := []key.Binding{renamed(keys.Enter, "enter", what), renamed(keys.Next, "tab", item)}
	if field := s.form.Focused(); field != nil && field.Choice() {
		short = append(short, bound("←→", "another"))
	}
	return short
}

// FullHelp are all keys of the form as it stands.
func (s *formScreen) FullHelp() [][]key.Binding {
	keys := kit.NewFormKeys()
	all := []key.Binding{keys.Next, keys.Prev, keys.Enter}
	if len(s.form.Fields) == 0 {
		all = []key.Binding{renamed(keys.Enter, "enter", "press the button"), renamed(keys.Next, "tab ↓", "next button"),
			renamed(keys.Prev, "shift+tab ↑", "button before")}
	}
	if s.form.HasPassword() {
		all = append(all, keys.Show)
	}
	if slices.ContainsFunc(s.form.Fields, (*kit.Field).Choice) {
		all = append(all, bound("←→", "another option, on a selector"))
	}
	return [][]key.Binding{append(all, s.offerHelp()...)}
}

// offerHelp are the shortcuts of the buttons under an error.
func (s *formScreen) offerHelp() []key.Binding {
	var all []key.Binding
	for _, b := range s.form.Offers {
		if b.Shortcut != "" {
			all = append(all, bound(b.Shortcut, b.Label, strings.ToLower(b.Shortcut)))
		}
	}
	return all
}
