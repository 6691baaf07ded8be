package kit

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Cut shortens styled text to width cells, with an ellipsis where it was longer.
func Cut(s string, width int) string {
	if width <= 0 {
		return ""
	}
	return ansi.Truncate(s, width, "…")
}

// Fit cuts or pads styled text to exactly width cells.
func Fit(s string, width int) string {
	s = Cut(s, width)
	if gap := width - ansi.StringWidth(s); gap > 0 {
		s += strings.Repeat(" ", gap)
	}
	return s
}

// Wrap breaks text into lines of at most width cells, at blanks where it can.
func Wrap(s string, width int) []string {
	if s == "" {
		return nil
	}
	if width < 4 {
		width = 4
	}
	return strings.Split(ansi.Wrap(s, width, ""), "\n")
}

// Spread puts left and right at the ends of a line of width cells; where both
// don't fit, the left gives way.
func Spread(left, right string, width int) string {
	r := ansi.StringWidth(right)
	if r >= width {
		return Cut(right, width)
	}
	return Fit(left, width-r) + right
}

// Window returns height of the lines, moved as little as shows from..to (line
// numbers) and starting no earlier than needed. Where lines are hidden, more
// is called to mark the first or last line shown.
func Window(lines []string, from, to, height int, more func(up bool) string) []string {
	if height <= 0 {
		return nil
	}
	if len(lines) <= height {
		return lines
	}
	top := 0
	if to >= height-1 {
		top = to - height + 2
	}
	if from < top+1 {
		top = from - 1
	}
	top = max(0, min(top, len(lines)-height))
	out := append([]string(nil), lines[top:top+height]...)
	if top > 0 {
		out[0] = more(true)
	}
	if top+height < len(lines) {
		out[height-1] = more(false)
	}
	return out
}
