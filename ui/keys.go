package ui

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// globalKeys work on every screen.
type globalKeys struct {
	Quit, Suspend, Leave, Back, Help, HelpToo, Calls, Inbox, Local key.Binding
}

func newGlobalKeys() globalKeys {
	bind := func(help string, keys ...string) key.Binding {
		return key.NewBinding(key.WithKeys(keys...), key.WithHelp(keys[0], help))
	}
	return globalKeys{
		Quit:    bind("quit", "ctrl+c"),
		Suspend: bind("suspend: fg in the shell goes on", "ctrl+z"),
		Leave:   bind("quit", "q"),
		Back:    bind("cancel the call, or back", "esc"),
		Help:    key.NewBinding(key.WithKeys("f1"), key.WithHelp("F1", "help")),
		HelpToo: bind("help", "?"),
		Calls:   bind("calls", "ctrl+t"),
		Inbox:   bind("inbox", "ctrl+o"),
		Local:   bind("pool", "ctrl+l"),
	}
}

// bound makes a binding: what help calls the key and what it does, then the keys.
func bound(show, help string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(show, help))
}

// moveKeys go through a list or a page.
type moveKeys struct{ Up, Down, PageUp, PageDown, First, Last, Choose key.Binding }

func newMoveKeys() moveKeys {
	return moveKeys{
		Up: bound("↑ k", "up", "up", "k", "shift+tab"), Down: bound("↓ j", "down", "down", "j", "tab"),
		PageUp: bound("pgup b", "a page up", "pgup", "b"), PageDown: bound("pgdn f", "a page down", "pgdown", "f", " "),
		First: bound("g", "to the start", "home", "g"), Last: bound("G", "to the end", "end", "G"),
		Choose: bound("enter", "choose", "enter"),
	}
}

// move gives where a key leads from at among n, a page being so many; ok is
// false for a key that doesn't move. Lists go round, pages don't.
func (m moveKeys) move(k tea.KeyMsg, at, n, page int, round bool) (to int, ok bool) {
	switch {
	case key.Matches(k, m.Up):
		at--
	case key.Matches(k, m.Down):
		at++
	case key.Matches(k, m.PageUp):
		at, round = at-page, false
	case key.Matches(k, m.PageDown):
		at, round = at+page, false
	case key.Matches(k, m.First):
		at = 0
	case key.Matches(k, m.Last):
		at = n - 1
	default:
		return at, false
	}
	if round {
		return (at + n) % n, true
	}
	return max(0, min(at, n-1)), true
}

// shortcut is a key that presses a button wherever the focus is: alt+1 … alt+9
// (1 to 9), f2 (details), f3 (why) and ctrl+y (fill in the code).
type shortcut int

const (
	pressDetails shortcut = 100 + iota
	pressWhy
	fillCode
)

// shortcutKeys are the keys of the shortcuts.
type shortcutKeys struct{ Details, Why, Fill, Offer key.Binding }

func newShortcutKeys() shortcutKeys {
	return shortcutKeys{
		Details: bound("F2", "details", "f2"),
		Why:     bound("F3", "why it failed", "f3"),
		Fill:    bound("ctrl+y", "fill in", "ctrl+y"),
		Offer: bound("alt+1…9", "the buttons under an error",
			"alt+1", "alt+2", "alt+3", "alt+4", "alt+5", "alt+6", "alt+7", "alt+8", "alt+9", "alt+0"),
	}
}

func shortcutOf(msg tea.KeyMsg) (shortcut, bool) {
	keys := newShortcutKeys()
	switch {
	case key.Matches(msg, keys.Details):
		return pressDetails, true
	case key.Matches(msg, keys.Why):
		return pressWhy, true
	case key.Matches(msg, keys.Fill):
		return fillCode, true
	case key.Matches(msg, keys.Offer):
		return shortcut(msg.Runes[0] - '0'), true
	}
	return 0, false
}
