package kit

import (
	"iter"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"cognito-tui/cognito/cells"
)

// Width is how many cells styled text takes, of which everything in it from
// elsewhere is clean.
func Width(s string) (width int) {
	if !cells.Odd(s) {
		return ansi.StringWidth(s)
	}
	for _, w := range pieces(s) {
		width += w
	}
	return width
}

// pieces are what styled text consists of: escape sequences, of no cell, and what
// is drawn, each with its cells.
func pieces(s string) iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		for s != "" {
			piece, width := "", 0
			if s[0] == '\x1b' {
				piece, _, _, _ = ansi.DecodeSequence(s, ansi.NormalState, nil)
			} else {
				text, _, _ := strings.Cut(s, "\x1b")
				piece, width = cells.Next(text)
			}
			piece = s[:max(1, len(piece))]
			s = s[len(piece):]
			if !yield(piece, width) {
				return
			}
		}
	}
}

// nonJoiner parts two letters, and ends nothing.
const nonJoiner = "\u200c"

// Cut shortens styled text to width cells, with an ellipsis where it was longer.
func Cut(s string, width int) string {
	switch {
	case width <= 0:
		return ""
	case !cells.Odd(s):
		return ansi.Truncate(s, width, "…")
	case Width(s) <= width:
		return s
	}
	var b strings.Builder
	used, full := 0, false
	for piece, w := range pieces(s) {
		switch {
		case w == 0 && piece[0] == '\x1b': // styles end after the ellipsis too
			b.WriteString(piece)
		case full:
		case used+w > width-1:
			full = true
			drawn := strings.TrimSuffix(b.String(), nonJoiner)
			b.Reset()
			b.WriteString(drawn + "…")
		default:
			used += w
			b.WriteString(piece)
		}
	}
	return b.String()
}

// cutLeft shortens text to at most width cells at its beginning, with an ellipsis
// where it was longer.
func cutLeft(s string, width int) string {
	over := Width(s) - width
	if over <= 0 {
		return s
	}
	for piece, w := range pieces(s) {
		if over < 0 { // room for the ellipsis
			break
		}
		s, over = s[len(piece):], over-w
	}
	return "…" + s
}

// Wrap breaks text into lines of at most width cells, at blanks where it can; in
// plain text also after any of the characters in at.
func Wrap(s string, width int, at ...string) []string {
	if s == "" {
		return nil
	}
	width = max(width, 4)
	if !cells.Odd(s) {
		return strings.Split(ansi.Wrap(s, width, strings.Join(at, "")), "\n")
	}
	var lines []string
	for _, paragraph := range strings.Split(s, "\n") {
		line, used := "", 0
		for _, word := range strings.SplitAfter(paragraph, " ") {
			bare := Width(strings.TrimSuffix(word, " "))
			if used > 0 && used+bare > width {
				lines, line, used = append(lines, strings.TrimRight(line, " ")), "", 0
			}
			if bare > width {
				broken := Break(word, width)
				lines, word = append(lines, broken[:len(broken)-1]...), broken[len(broken)-1]
			}
			line, used = line+word, used+Width(word)
		}
		lines = append(lines, strings.TrimRight(line, " "))
	}
	return lines
}

// Break breaks text into lines of width cells, wherever that is; the last may be
// shorter.
func Break(s string, width int) []string {
	if !cells.Odd(s) {
		return strings.Split(ansi.Hardwrap(s, width, true), "\n")
	}
	var lines []string
	line, used := "", 0
	for piece, w := range pieces(s) {
		if piece == "\n" || used > 0 && used+w > width {
			lines, line, used = append(lines, strings.TrimSuffix(line, nonJoiner)), "", 0
		}
		if piece != "\n" {
			line, used = line+piece, used+w
		}
	}
	return append(lines, line)
}
