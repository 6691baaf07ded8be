package cells

import (
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
)

// Width is how many cells text that Clean drew takes. A spacing mark takes one
// beside its letter, as terminals have it (tmux: see .ci/wide-text), and what
// follows a joiner takes none. It is never less than the width by which Bubble Tea
// cuts lines.
func Width(s string) (width int) {
	if !Odd(s) {
		return displaywidth.String(s)
	}
	for s != "" {
		piece, w := Next(s)
		s, width = s[len(piece):], width+w
	}
	return width
}

// Next is the first piece of s that isn't cut in two, and how many cells it takes:
// a letter, or several emoji that are joined, with the marks on it.
func Next(s string) (piece string, width int) {
	if ascii(s) > 1 { // the last one may have a mark on it
		return s[:1], 1
	}
	size := 0
	var last rune
	for i, r := range s {
		flag := unicode.Is(unicode.Regional_Indicator, last) && unicode.Is(unicode.Regional_Indicator, r)
		own := 0
		if last != zwj && !flag && !conjoins(r) {
			own = displaywidth.Rune(r)
		}
		if i > 0 && own > 0 {
			break
		}
		width, size, last = width+own, i+utf8.RuneLen(r), r
		if flag { // of two letters
			last = 0
		}
	}
	return s[:size], max(width, displaywidth.String(s[:size]))
}

// ascii is how many printable characters of ASCII s begins with, two at most.
func ascii(s string) (n int) {
	for n < min(len(s), 2) && s[n] >= 0x20 && s[n] < 0x7f {
		n++
	}
	return n
}

// Odd tells whether s may hold letters whose width depends on their neighbours,
// for which Width and the usual measure by grapheme clusters differ. It is
// cautious, and quick.
func Odd(s string) bool {
	for _, r := range s {
		switch {
		case r < 0x600:
		case r < 0x2000, r == zwj, r == zwnj, r >= 0xa800 && r < 0xac00, r >= 0x10a00 && r < 0x1b000,
			r >= 0x3000 && unicode.In(r, unicode.Mc, unicode.Other_Grapheme_Extend):
			return true
		}
	}
	return false
}
