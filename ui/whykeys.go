package ui

import (
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/key"
)

// whyKeys are the keys of the screen.
type whyKeys struct{ Press, Next, Prev, Down, Up, Left, Right, Scroll, Back, Serve key.Binding }

func newWhyKeys() whyKeys {
	return whyKeys{
		Press: bound("enter", "do it", "enter"), Next: bound("tab", "next", "tab"), Prev: bound("shift+tab", "the one before", "shift+tab"),
		Down: bound("↓ j", "next cause", "down", "j"), Up: bound("↑ k", "cause before", "up", "k"),
		Left: bound("←", "button before", "left"), Right: bound("→", "next button", "right"),
		Scroll: bound("pgdn", "further down", "pgdown", " "), Back: bound("pgup", "further up", "pgup"),
		Serve: bound("s", "serve the pool", "s"),
	}
}

// ShortHelp are the keys of the footer.
func (s *whyScreen) ShortHelp() []key.Binding {
	k := newWhyKeys()
	if s.asks {
		return []key.Binding{answerYes, answerNo}
	}
	press := k.Press
	if s.at == "" {
		press = renamed(k.Press, "enter", "open")
	}
	short := []key.Binding{press, renamed(k.Down, "↑↓", "cause"), renamed(k.Next, "tab", "button")}
	if page := s.page(); len(page.lines) > page.room {
		short = append(short, renamed(k.Scroll, "pgdn", "scroll"))
	}
	return short
}

// FullHelp are all keys of the screen.
func (s *whyScreen) FullHelp() [][]key.Binding {
	k := newWhyKeys()
	all := []key.Binding{k.Press, k.Next, k.Prev, k.Down, k.Up, k.Left, k.Right, k.Scroll, k.Back}
	switch {
	case s.asks:
		all = []key.Binding{answerYes, answerNo, k.Press, k.Next, k.Prev, k.Left, k.Right}
	case s.unserved():
		all = append(all, k.Serve)
	}
	for i, b := range s.buttons(s.open()) {
		if i < 9 {
			all = append(all, bound("alt+"+string(rune('1'+i)), strings.TrimSpace(b.label)))
		}
	}
	return [][]key.Binding{slices.Clip(all)}
}
