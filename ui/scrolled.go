package ui

import "cognito-tui/ui/theme"

// scrolledPage is a screen laid out: the lines under the head, of which room are in
// sight from top on.
type scrolledPage struct {
	head, lines []string
	from, to    int // the first and last line of what is open; its buttons are the last
	top, room   int
}

// sees tells whether a line is in sight; the first and the last one in sight may be
// marks that there is more.
func (p scrolledPage) sees(line int) bool {
	first, last := p.top, p.top+p.room-1
	if p.top > 0 {
		first++
	}
	if p.top+p.room < len(p.lines) {
		last--
	}
	return line >= first && line <= last
}

// showing is the top that brings a line in sight, as the last one.
func (p scrolledPage) showing(line int) int {
	return max(0, min(line-p.room+2, len(p.lines)-p.room))
}

// settle says what is in sight of a body of h lines: from top on, or, where that is
// negative, what is open: as a whole, or else from its beginning.
func (p *scrolledPage) settle(top, h int) {
	p.room = max(1, h-len(p.head))
	switch most := max(0, len(p.lines)-p.room); {
	case top >= 0:
		p.top = min(top, most)
	case !p.sees(p.to):
		p.top = p.showing(p.to)
		if !p.sees(p.from) {
			p.top = max(0, min(p.from-1, most))
		}
	}
}

// drawn are the lines in sight, with marks where there are more.
func (p scrolledPage) drawn(t *theme.Theme) []string {
	lines := append([]string(nil), p.lines[p.top:min(len(p.lines), p.top+p.room)]...)
	if p.top > 0 && len(lines) > 0 {
		lines[0] = t.Muted.Render("  ↑ more")
	}
	if p.top+p.room < len(p.lines) && len(lines) > 0 {
		lines[len(lines)-1] = t.Muted.Render("  ↓ more")
	}
	return append(append([]string(nil), p.head...), lines...)
}
