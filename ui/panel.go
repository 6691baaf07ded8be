package ui

import (
	"fmt"
	"strings"

	"cognito-tui/cognito/trace"
	"cognito-tui/ui/kit"
	"cognito-tui/ui/theme"
)

// panelLines draws what stands beside the screens: the inbox of the embedded
// pool, and the newest calls.
func (a *App) panelLines(w, h int) []string {
	t := a.env.Theme
	var lines []string
	if a.env.Local != nil {
		messages := a.env.Local.Messages()
		lines = append(lines, panelTitle(t, "Inbox", newMessages(messages), w), "")
		lines = append(lines, inboxLines(a.env, messages, a.fills(), w, (h-6)/2)...)
		lines = append(lines, "")
	}
	lines = append(lines, panelTitle(t, "Calls", "ctrl+t all", w), "")
	room := h - len(lines)
	return append(lines, callLines(t, a.env.Log.Snapshot(), w, room)...)
}

// fills is the code that ctrl+y fills in on the top screen; empty where it
// does nothing.
func (a *App) fills() string {
	if s, ok := a.top().(codeFiller); ok {
		return s.newest()
	}
	return ""
}

func panelTitle(t *theme.Theme, title, right string, w int) string {
	return kit.Spread(t.Accent.Render(title), t.Muted.Render(right), w)
}

func newMessages(messages []Message) string {
	n := 0
	for _, m := range messages {
		if m.Valid {
			n++
		}
	}
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%d new", n)
}

// inboxLines draws the newest messages first, in at most h lines; fills is the
// code that ctrl+y fills in.
func inboxLines(e *Env, messages []Message, fills string, w, h int) []string {
	t := e.Theme
	if len(messages) == 0 {
		return []string{t.Muted.Render("no messages yet")}
	}
	var lines []string
	for i := len(messages) - 1; i >= 0; i-- {
		block := mailLines(e, messages[i], fills, w)
		if len(lines)+len(block) > max(h, 3) {
			break
		}
		lines = append(lines, block...)
	}
	return lines
}

// mailLines draws one message of the inbox: to whom, what for, and its code.
func mailLines(e *Env, m Message, fills string, w int) []string {
	t := e.Theme
	indent := strings.Repeat(" ", 6)
	code, note := t.Code.Render(kit.Clean(m.Code)), ""
	if !m.Valid {
		code, note = t.Muted.Render(kit.Clean(m.Code)), t.Muted.Render("no longer valid")
	} else if m.Code == fills {
		note = t.Muted.Render("ctrl+y fill")
	}
	return []string{
		t.Muted.Render(e.Clock.Format(m.Time, "15:04")) + " " + t.Text.Render(kit.Cut(kit.Clean(m.To), w-6)),
		indent + t.Muted.Render(kit.Clean(m.Kind)),
		kit.Spread(indent+code, note, w),
	}
}

// callLines draws the newest calls, the latest at the bottom, in at most h lines.
func callLines(t *theme.Theme, entries []*trace.Entry, w, h int) []string {
	if len(entries) == 0 {
		return []string{t.Muted.Render("none yet")}
	}
	var blocks [][]string
	used := 0
	for i := len(entries) - 1; i >= 0; i-- {
		block := callLine(t, entries[i], w)
		if used+len(block) > h {
			break
		}
		used += len(block)
		blocks = append(blocks, block)
	}
	var lines []string
	for i := len(blocks) - 1; i >= 0; i-- {
		lines = append(lines, blocks[i]...)
	}
	return lines
}

// callLine draws one attempt: its mark, operation, time, and what it met.
func callLine(t *theme.Theme, c *trace.Entry, w int) []string {
	if c.Op == "" {
		return []string{t.Muted.Render(kit.Cut("· "+kit.Clean(c.Note), w))}
	}
	mark, took := callMark(t, c), ""
	if c.Done {
		took = millis(c.Duration)
	}
	again := ""
	if c.Attempt > 1 {
		again = fmt.Sprintf(" try %d", c.Attempt)
	}
	name := kit.Cut(kit.Clean(c.Op), w-3-max(len("999 ms"), kit.Width(took))-kit.Width(again)) + again
	lines := []string{kit.Spread(mark+" "+t.Text.Render(name), t.Muted.Render(took), w)}
	for _, more := range []string{c.About, callFault(c)} {
		if more != "" {
			lines = append(lines, "  "+t.Muted.Render(kit.Cut(more, w-2)))
		}
	}
	return lines
}

// callMark is whether an attempt went well, failed, or is under way.
func callMark(t *theme.Theme, c *trace.Entry) string {
	switch {
	case !c.Done:
		return t.Muted.Render("…")
	case callFault(c) != "":
		return t.Bad.Render("✗")
	}
	return t.Good.Render("✓")
}

// callFault is the exception without its suffix, or the transport's fault.
func callFault(c *trace.Entry) string {
	switch {
	case c.Code != "":
		return kit.Clean(strings.TrimSuffix(c.Code, "Exception"))
	case c.Fault != "":
		return kit.Clean(c.Fault)
	case c.Done && c.Status >= 400:
		return fmt.Sprintf("HTTP %d", c.Status)
	}
	return ""
}

// callMore is what a call met and what it was about, in one line.
func callMore(c *trace.Entry) string {
	if fault := callFault(c); fault != "" && c.About != "" {
		return fault + " · " + c.About
	}
	return callFault(c) + c.About
}
