package ui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"cognito-tui/cognito/why"
	"cognito-tui/ui/kit"
	"cognito-tui/ui/theme"
)

// View draws the causes, each with its mark and what it was judged by; the open one
// with its ways to be mended.
func (s *whyScreen) View() string {
	t, causes, w := s.env.Theme, s.causes(), min(s.w-2, 96)
	head := []string{"", "  " + t.Strong.Render(s.Title()) + "  " + t.Muted.Render("✓ it is this   ✗ ruled out   ? can't be told")}
	op := kit.Clean(s.of.err.Op)
	for _, l := range kit.Wrap(strings.TrimSpace(op+": "+s.facts.Sentence), w-4) {
		head = append(head, "  "+t.Muted.Render(l))
	}
	s.at = max(0, min(s.at, len(causes)))
	var lines []string
	from, to := 0, 0
	for i, c := range causes {
		start := len(lines) + 1
		lines = append(lines, s.causeLines(c, i == s.at, w)...)
		if i == s.at {
			from, to = start, len(lines)-1
		}
	}
	start := len(lines) + 1
	lines = append(lines, s.otherLines(s.at == len(causes), w)...)
	if s.at == len(causes) {
		from, to = start, len(lines)-1
	}
	room := max(1, s.h-len(head))
	if tall := to - from + 3 - room; tall > 0 { // taller than the screen: pgdn goes on in it
		s.top = min(s.top, tall)
		from += s.top
		to = min(to, from+room-3)
	} else {
		s.top = 0
	}
	return strings.Join(append(head, kit.Window(lines, from, to, room, func(up bool) string {
		if up {
			return t.Muted.Render("  ↑ more")
		}
		return t.Muted.Render("  ↓ more")
	})...), "\n")
}

func (s *whyScreen) mark(st why.State) string {
	t := s.env.Theme
	switch st {
	case why.Confirmed:
		return t.Good.Render("✓")
	case why.RuledOut:
		return t.Bad.Render("✗")
	}
	return t.Warn.Render("?")
}

func (s *whyScreen) causeLines(c why.Cause, open bool, w int) []string {
	t := s.env.Theme
	title, bar := t.Text, "  "
	switch {
	case open:
		title, bar = t.Accent, t.Bar.Render("▌")+" "
	case c.State == why.RuledOut:
		title = t.Muted
	}
	lines := []string{""}
	for i, l := range kit.Wrap(kit.Clean(c.Title), w-6) {
		lead := "    "
		if i == 0 {
			lead = bar + s.mark(c.State) + " "
		}
		lines = append(lines, lead+title.Render(l))
	}
	lines = append(lines, indented(t, "    ", c.Evidence, w)...)
	if !open {
		return lines
	}
	for _, f := range c.Fixes {
		if f.Place != "" {
			lines = append(lines, marks(t, "    → ", f.Place, w)...)
		}
		if f.Command != "" {
			lines = append(lines, commandLines(t, f.Command, w)...)
		}
	}
	return append(lines, s.buttonLines(s.buttons(c), w)...)
}

func indented(t *theme.Theme, indent, text string, w int) []string {
	var lines []string
	for _, l := range kit.Wrap(kit.Clean(text), w-len(indent)-2) {
		lines = append(lines, indent+t.Muted.Render(l))
	}
	return lines
}

func marks(t *theme.Theme, lead, text string, w int) []string {
	var lines []string
	for i, l := range kit.Wrap(kit.Clean(text), w-8) {
		if i > 0 {
			lead = "      "
		}
		lines = append(lines, t.Muted.Render(lead)+t.Text.Render(l))
	}
	return lines
}

// commandLines breaks a command before its options, each line but the last with a
// backslash: what is selected with the mouse runs as it is. Only a word that is
// wider than the screen is broken without one.
func commandLines(t *theme.Theme, command string, w int) []string {
	var broken []string
	line := ""
	for _, part := range commandParts(command) {
		if line != "" && ansi.StringWidth(line)+1+ansi.StringWidth(part) > w-12 {
			broken, line = append(broken, line), ""
		}
		line = strings.TrimSpace(line + " " + part)
	}
	broken = append(broken, line)
	var lines []string
	for i, l := range broken {
		lead, end := "        ", ""
		if i == 0 {
			lead = "      $ "
		}
		if i < len(broken)-1 {
			end = " \\"
		}
		for j, piece := range kit.Wrap(kit.Clean(l), w-12) {
			if j > 0 {
				lines[len(lines)-1] = strings.TrimSuffix(lines[len(lines)-1], t.Muted.Render(end))
				lead = "        "
			}
			lines = append(lines, t.Muted.Render(lead)+t.Strong.Render(piece)+t.Muted.Render(end))
		}
	}
	return lines
}

// commandParts splits a command of sh before its options, but never within quotes.
func commandParts(command string) []string {
	var parts []string
	var quote byte
	from := 0
	for i := range len(command) {
		switch c := command[i]; {
		case quote == 0 && (c == '\'' || c == '"'):
			quote = c
		case c == quote:
			quote = 0
		case quote == 0 && c == ' ' && strings.HasPrefix(command[i:], " --"):
			parts, from = append(parts, command[from:i]), i+1
		}
	}
	return append(parts, command[from:])
}

func (s *whyScreen) buttonLines(buttons []whyDo, w int) []string {
	t := s.env.Theme
	var lines []string
	if s.asks {
		lines = append(lines, marks(t, "    ? ", "Read the user with AdminGetUser? AWS counts the user among the month's active ones, which are billed.", w)...)
	}
	if s.busy != "" {
		lines = append(lines, indented(t, "    ", s.busy+"…", w)...)
	}
	s.press = max(0, min(s.press, len(buttons)-1))
	line, used := "    ", 4
	for i, b := range buttons {
		style, text := t.Button, "  "+kit.Clean(b.label)+"  "
		if t.Mode == theme.Mono {
			text = "[ " + kit.Clean(b.label) + " ]"
		}
		if i == s.press {
			style = t.ButtonFocus
		}
		if wide := ansi.StringWidth(text) + 2; used+wide > w && used > 4 {
			lines, line, used = append(lines, line), "    ", 4
			used += wide
		} else {
			used += wide
		}
		line += style.Render(text) + "  "
	}
	if used > 4 {
		lines = append(lines, line)
	}
	if s.said != "" {
		lines = append(lines, indented(t, "    ", s.said, w)...)
	}
	return lines
}

// otherLines are the ways on whatever the cause.
func (s *whyScreen) otherLines(open bool, w int) []string {
	t := s.env.Theme
	if !open {
		return []string{"", "    " + t.Muted.Render("Other ways on")}
	}
	lines := []string{"", t.Bar.Render("▌") + "   " + t.Accent.Render("Other ways on")}
	lines = append(lines, indented(t, "    ", s.facts.Hint, w)...)
	if s.facts.Conn.Local {
		lines = append(lines, indented(t, "    ", "The commands are as for AWS: the AWS CLI reaches this pool only where it is served (cognito-tui serve).", w)...)
	}
	return append(lines, s.buttonLines(s.buttons(why.Cause{}), w)...)
}
