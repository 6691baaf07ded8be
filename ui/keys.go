package ui

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// globalKeys work on every screen.
type globalKeys struct {
	Quit, Leave, Back, Help, HelpToo, Calls, Inbox, Local key.Binding
}

func newGlobalKeys() globalKeys {
	bind := func(help string, keys ...string) key.Binding {
		return key.NewBinding(key.WithKeys(keys...), key.WithHelp(keys[0], help))
	}
	return globalKeys{
		Quit:    bind("quit", "ctrl+c"),
		Leave:   bind("quit", "q"),
		Back:    bind("cancel the call, or back", "esc"),
		Help:    key.NewBinding(key.WithKeys("f1"), key.WithHelp("F1", "help")),
		HelpToo: bind("help", "?"),
		Calls:   bind("calls", "ctrl+t"),
		Inbox:   bind("inbox", "ctrl+o"),
		Local:   bind("pool", "ctrl+l"),
	}
}

// shortcut is a key that presses a button wherever the focus is: alt+1 … alt+9
// (1 to 9), f2 (details) and ctrl+y (fill in the code).
type shortcut int

const (
	pressDetails shortcut = 100 + iota
	fillCode
)

func shortcutOf(msg tea.KeyMsg) (shortcut, bool) {
	switch s := msg.String(); {
	case s == "f2":
		return pressDetails, true
	case s == "ctrl+y":
		return fillCode, true
	case len(s) == 5 && s[:4] == "alt+" && s[4] >= '0' && s[4] <= '9':
		return shortcut(s[4] - '0'), true
	}
	return 0, false
}
