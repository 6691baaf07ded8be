package ui

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/bubbles/key"

	"cognito-tui/cognito/trace"
	"cognito-tui/ui/kit"
)

// headLines are the lines above the list.
const headLines = 4

func (s *callsPanel) room() int { return max(1, s.h-headLines) }

// first is the index of the first line in sight, moved as little as shows at.
func (s *callsPanel) first(list []*trace.Entry, at int) int {
	room := s.room()
	first := min(indexOf(list, s.top), at)
	if at-first >= room {
		first = at - room + 1
	}
	return max(0, min(first, len(list)-room))
}

// View draws the part of the list around the bar.
func (s *callsPanel) View() string {
	t, list := s.env.Theme, s.listed()
	out := []string{"", "  " + kit.Spread(t.Strong.Render("Calls"), t.Muted.Render(s.state(len(list))), s.w-4),
		"  " + s.filter.View(t, s.w-4), ""}
	if len(list) == 0 {
		none := "No call was made yet."
		if s.filter.Text() != "" {
			none = "No call has this in its operation, exception, status, request id or endpoint."
		}
		return strings.Join(append(out, "  "+t.Muted.Render(none)), "\n")
	}
	at := s.bar(list)
	first := s.first(list, at)
	for i := first; i < min(first+s.room(), len(list)); i++ {
		mark := "  "
		if i == at {
			mark = t.Bar.Render("▌") + " "
		}
		out = append(out, mark+s.row(list[i], s.w-4))
	}
	return strings.Join(out, "\n")
}

// state says how many of how many, and whether the list moves.
func (s *callsPanel) state(n int) string {
	text := fmt.Sprint(n)
	if all := len(s.all()); s.filter.Text() != "" {
		text = fmt.Sprintf("%d of %d", n, all)
	}
	switch {
	case s.frozen != nil:
		missed := 0
		if newest := s.env.Log.Newest(); newest != nil {
			missed = newest.ID
			if len(s.frozen) > 0 {
				missed -= s.frozen[len(s.frozen)-1].ID
			}
		}
		return fmt.Sprintf("%s · paused, %d since", text, missed)
	case s.follow && n > 0:
		return text + " · following"
	}
	return text
}

// wideCalls is the width from which there is room for request ids, in cells.
const wideCalls = 115

// row is one attempt in w cells: mark, time, operation, status, duration, and what
// it met; in a wide window the request id too.
func (s *callsPanel) row(c *trace.Entry, w int) string {
	t := s.env.Theme
	if c.Op == "" {
		return t.Muted.Render(kit.Cut("· "+s.env.Clock.Format(c.Start, "15:04:05")+" "+kit.Clean(c.Note), w))
	}
	name := 27
	if w >= wideCalls+10 {
		name = 33 // the longest operation of an app user
	}
	op := kit.Clean(c.Op)
	if c.Attempt > 1 {
		again := fmt.Sprintf(" try %d", c.Attempt)
		op = kit.Cut(op, name-len(again)) + again
	}
	took, status := "", ""
	if c.Done {
		took = millis(c.Duration)
	}
	if c.Status > 0 {
		status = fmt.Sprint(c.Status)
	}
	line := callMark(t, c) + " " + t.Muted.Render(s.env.Clock.Format(c.Start, "15:04:05")) + " " + t.Text.Render(kit.Fit(op, name)) + " " +
		t.Muted.Render(kit.Fit(status, 3)+kit.Spread("", took, 9)) + "  "
	id := ""
	if w >= wideCalls && c.RequestID != "" {
		id = " " + kit.Clean(c.RequestID)
	}
	used := 2 + 9 + name + 1 + 12 + 2
	return kit.Cut(line+t.Text.Render(kit.Fit(callMore(c), w-used-len(id)))+t.Muted.Render(id), w)
}

// ShortHelp are the keys of the footer.
func (s *callsPanel) ShortHelp() []key.Binding {
	if s.filter.Typing() {
		return []key.Binding{s.keys.Keep, renamed(s.keys.Down, "↑↓", "move")}
	}
	pause := renamed(s.keys.Pause, "p", "pause")
	if s.frozen != nil {
		pause = renamed(s.keys.Pause, "p", "go on")
	}
	return []key.Binding{renamed(s.keys.Open, "enter", "open"), s.keys.Filter, pause}
}

// FullHelp are all keys of the screen.
func (s *callsPanel) FullHelp() [][]key.Binding {
	k := s.keys
	if s.filter.Typing() {
		return [][]key.Binding{{k.Keep, bound("↑ ↓", "move, page by page with pgup and pgdn", "up", "down")}}
	}
	return [][]key.Binding{{k.Open, k.Filter, k.Pause, k.Up, k.Down, k.PageUp, k.PageDown, k.First, k.Follow}}
}
