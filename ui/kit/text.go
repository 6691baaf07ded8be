package kit

import "strings"

// Fit cuts or pads styled text to exactly width cells.
func Fit(s string, width int) string {
	s = Cut(s, width)
	if gap := width - Width(s); gap > 0 {
		s += strings.Repeat(" ", gap)
	}
	return s
}

// Spread puts left and right at the ends of a line of width cells; where both
// don't fit, the left gives way.
func Spread(left, right string, width int) string {
	r := Width(right)
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
