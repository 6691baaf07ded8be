package ui

import (
	"strings"

	"cognito-tui/cognito/why"
	"cognito-tui/ui/kit"
	"cognito-tui/ui/theme"
)

// View draws the causes, each with its mark and what it was judged by; the open one
// with its ways to be mended.
func (s *whyScreen) View() string {
	return strings.Join(s.page().drawn(s.env.Theme), "\n")
}

func (s *whyScreen) page() scrolledPage {
	t, causes, w := s.env.Theme, s.causes(), min(s.w-2, 96)
	legend := "✓ it is this   ✗ ruled out   ? can't be told"
	if s.at == "" {
		legend += "   reading…"
	}
	p := scrolledPage{head: []string{"", "  " + t.Strong.Render(s.Title()) + "  " + t.Muted.Render(legend)}}
	op := kit.Clean(s.of.err.Op)
	for _, l := range kit.Wrap(strings.TrimSpace(op+": "+s.facts.Sentence), w-4) {
		p.head = append(p.head, "  "+t.Muted.Render(l))
	}
	add := func(lines []string, open bool) {
		if open {
			p.from, p.to = len(p.lines)+1, len(p.lines)+len(lines)-1
		}
		p.lines = append(p.lines, lines...)
	}
	for _, c := range causes {
		add(s.causeLines(c, c.ID == s.at, w), c.ID == s.at)
	}
	add(s.otherLines(s.at == otherWays, w), s.at == otherWays)
	p.settle(s.top, s.h)
	return p
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
	commands := false
	for _, f := range c.Fixes {
		place := f.Place
		if f.Command != "" && s.unserved() { // what it would be called
			place = strings.TrimSpace(place + " " + strings.Join(strings.Fields(f.Command)[:3], " ") + " …")
		}
		if place != "" {
			lines = append(lines, marks(t, "    → ", place, w)...)
		}
		if f.Command != "" && !s.unserved() {
			lines = append(lines, commandLines(t, f.Command, w)...)
		}
		commands = commands || f.Command != ""
	}
	if commands && s.unserved() {
		lines = append(lines, indented(t, "      ", "First s: it serves the embedded pool on this machine's loopback, "+
			"where the AWS CLI reaches it, as whoever else runs programs here.", w)...)
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
		if line != "" && kit.Width(line)+1+kit.Width(part) > w-12 {
			broken, line = append(broken, line), ""
		}
		line = strings.TrimSpace(line + " " + part)
	}
	broken = append(broken, line)
	var lines []string
	torn := false
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
				lead, torn = "        ", true
			}
			lines = append(lines, t.Muted.Render(lead)+t.Strong.Render(piece)+t.Muted.Render(end))
		}
	}
	if torn {
		lines = append(lines, "        "+t.Muted.Render("(It is wider than the screen: the button copies it whole.)"))
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
		if wide := kit.Width(text) + 2; used+wide > w && used > 4 {
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
	if s.env.Local != nil && s.env.served != "" {
		lines = append(lines, indented(t, "    ", "The commands lead to the embedded pool, which takes any AWS credentials; the AWS CLI must have some.", w)...)
	}
	return append(lines, s.buttonLines(s.buttons(why.Cause{}), w)...)
}
