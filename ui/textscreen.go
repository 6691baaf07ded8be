package ui

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/ui/kit"
)

// textScreen shows lines that scroll: help, details, one call, the inbox.
type textScreen struct {
	Base
	title string
	lines func(w int) []string // drawn anew each time
	top   int
	short []key.Binding
}

// Title names the screen.
func (s *textScreen) Title() string { return s.title }

// Update scrolls.
func (s *textScreen) Update(msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		return nil
	}
	last := s.last()
	s.top, _ = newMoveKeys().move(k, s.top, last+1, s.room(), false)
	return nil
}

func (s *textScreen) room() int { return max(1, s.h-3) }

func (s *textScreen) last() int { return max(0, len(s.lines(s.w-4))-s.room()) }

// View draws the part in sight.
func (s *textScreen) View() string {
	t := s.env.Theme
	lines, room := s.lines(s.w-4), s.room()
	last := max(0, len(lines)-room)
	top := min(s.top, last)
	title := t.Strong.Render(s.title)
	if last > 0 {
		title = kit.Spread(title, t.Muted.Render("↑↓ scroll"), s.w-4)
	}
	out := []string{"", "  " + title, ""}
	for _, l := range lines[top:min(len(lines), top+room)] {
		out = append(out, "  "+kit.Cut(l, s.w-3))
	}
	return strings.Join(out, "\n")
}

// ShortHelp are the keys of the footer.
func (s *textScreen) ShortHelp() []key.Binding { return s.short }

// FullHelp are all keys of the screen.
func (s *textScreen) FullHelp() [][]key.Binding {
	k := newMoveKeys()
	return [][]key.Binding{append([]key.Binding{k.Up, k.Down, k.PageUp, k.PageDown, k.First, k.Last}, s.short...)}
}
