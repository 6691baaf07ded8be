package ui

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/ui/kit"
)

// home lists what one can do. The digits are fixed.
type home struct {
	Base
	notice string
	at     int
}

type entry struct {
	key, label, detail string
	outcome            any
}

func newHome(env *Env, notice string) Screen {
	return &home{Base: newBase(env), notice: notice}
}

func (s *home) entries() []entry {
	list := []entry{
		{"1", "Sign up", "create an account", wantSignUp{}},
		{"2", "Enter a code", "confirm an account, or ask again", wantCode{}},
		{"3", "Sign in", "by any way that the pool offers", wantSignIn{}},
		{"4", "Reset password", "by a code to your email or phone", wantForgot{}},
		{"5", "Support desk", "find a person by what they can tell", wantDesk{}},
		{"6", "Connection", "pool, client and settings", wantConnection{}},
	}
	if s.env.Session != nil {
		list = append(list, entry{"s", "Session", "who is signed in, tokens and account", wantSession{}})
	}
	return append(list, entry{"t", "Look at a token", "from elsewhere: decoded, and verified", wantForeignToken{}})
}

// Title names the screen.
func (s *home) Title() string { return "Home" }

// Update moves the bar, or chooses by key.
func (s *home) Update(msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		return nil
	}
	list, keys := s.entries(), newMoveKeys()
	for _, e := range list {
		if key.Matches(k, e.binding()) {
			return s.choose(e)
		}
	}
	s.at = min(s.at, len(list)-1)
	if key.Matches(k, keys.Choose) {
		return s.choose(list[s.at])
	}
	s.at, _ = keys.move(k, s.at, len(list), len(list), true)
	return nil
}

func (e entry) binding() key.Binding { return bound(e.key, strings.ToLower(e.label), e.key) }

// choose leads on; without a connection everything leads to where it is made.
func (s *home) choose(e entry) tea.Cmd {
	if s.env.Client == nil {
		return s.end(wantConnection{})
	}
	return s.end(e.outcome)
}

// View draws the list.
func (s *home) View() string {
	t := s.env.Theme
	lines := []string{""}
	if s.notice != "" {
		lines = append(lines, "  "+t.Good.Render("✓")+" "+t.Text.Render(kit.Cut(kit.Clean(s.notice), s.w-6)), "")
	}
	lines = append(lines, "  "+t.Strong.Render("What would you like to do?"), "")
	for i, e := range s.entries() {
		mark, label := "  ", t.Text
		if i == s.at {
			mark, label = t.Bar.Render("▌")+" ", t.Accent
		}
		lines = append(lines, kit.Cut(mark+t.Key.Render(e.key)+"  "+label.Render(kit.Fit(e.label, 18))+t.Muted.Render(e.detail), s.w))
	}
	if s.env.Local != nil {
		lines = append(lines, "", "")
		for _, l := range kit.Wrap("This is the embedded user pool: it lives in memory, and every start begins anew. "+
			"ctrl+l shows its users, their password, its clock and faults.", min(s.w-4, 70)) {
			lines = append(lines, "  "+t.Muted.Render(l))
		}
	}
	return strings.Join(kit.Window(lines, s.at+3, s.at+4, s.h, func(bool) string { return t.Muted.Render("  more") }), "\n")
}

// ShortHelp are the keys of the footer.
func (s *home) ShortHelp() []key.Binding {
	return []key.Binding{newMoveKeys().Choose, newGlobalKeys().Leave}
}

// FullHelp are all keys of the screen.
func (s *home) FullHelp() [][]key.Binding {
	var digits []key.Binding
	for _, e := range s.entries() {
		digits = append(digits, e.binding())
	}
	k := newMoveKeys()
	return [][]key.Binding{{k.Up, k.Down, k.Choose}, digits}
}
