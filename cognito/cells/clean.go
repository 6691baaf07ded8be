// Package cells draws text from elsewhere in a terminal's cells: Clean makes it
// safe to draw, and Width measures it. Both decide for the whole program, its
// screens and standard error. Begin with Clean.
package cells

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Mark stands for what isn't drawn.
const Mark = "�"

// mostMarks is how many combining marks, and joiners, stay on one cell: as many as
// names are written with (five in Burmese), and too few to paint over other lines.
const mostMarks = 5

// Clean makes text from elsewhere safe to draw. What follows becomes visible
// marks, one cell each: control characters (C0, C1, DEL), bidirectional and other
// format controls, line and paragraph separators, bytes that aren't UTF-8, private
// characters; what is ignored where it is drawn, and so makes one name look like
// another (fillers, the grapheme joiner, variation selectors, tags); and combining
// marks that have no letter to stand on, or more of them than mostMarks. Joiners
// are drawn where a script or an emoji needs them. Every text that the service or
// another person wrote passes through here.
func Clean(s string) string {
	if simple(s) {
		return s
	}
	return strings.Join(Runes(s), "")
}

// simple tells whether every rune is drawn as it is wherever it stands.
func simple(s string) bool {
	for i, r := range s {
		if r < 0x300 && unicode.IsPrint(r) {
			continue
		}
		if r == utf8.RuneError && !strings.HasPrefix(s[i:], Mark) || depends(r) || hidden(r) != "" {
			return false
		}
	}
	return true
}

// depends tells whether it is for what stands beside a rune how it is drawn.
func depends(r rune) bool {
	return unicode.In(r, unicode.Mn, unicode.Me, unicode.Join_Control) || conjoins(r)
}

// Runes are what Clean draws for each rune of s: itself, a mark, or nothing where
// it only picks the look of the emoji before it.
func Runes(s string) []string {
	text := []rune(s)
	out := make([]string, len(text))
	var c column
	for i := range text {
		out[i] = c.draw(text, i)
	}
	return out
}

// column is the cell that was drawn last.
type column struct {
	letter bool // something that marks may stand on
	marks  int  // how many do
	joined bool // the next is drawn into it
}

// draw is what is drawn for the rune at i.
func (c *column) draw(text []rune, i int) string {
	r := text[i]
	switch mark := hidden(r); {
	case selects(text, i):
		return ""
	case unicode.Is(unicode.Join_Control, r):
		if !c.letter || c.marks+1 >= mostMarks || !joins(text, i) {
			return c.marked(Mark)
		}
		c.marks++
		c.joined = r == zwj
	case mark != "":
		return c.marked(mark)
	case unicode.In(r, unicode.Mn, unicode.Me), conjoins(r):
		if !c.letter || c.marks >= mostMarks || conjoins(r) && !oneCluster(text[i-1:i+1]) {
			return c.marked(Mark)
		}
		c.marks++
		c.joined = false
	case c.joined:
		c.joined = false
	default:
		*c = column{letter: true}
	}
	return string(r)
}

func (c *column) marked(mark string) string {
	*c = column{}
	return mark
}

// hidden is the mark for a rune that is drawn nowhere, and empty for others.
// unicode.Cf has the bidirectional controls and the tags.
func hidden(r rune) string {
	switch {
	case r < 0x20:
		return string(0x2400 + r) // the control pictures
	case r == 0x7f:
		return "␡"
	case r == utf8.RuneError, tone(r), unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp,
		unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector):
		return Mark
	}
	return ""
}

// tone tells whether a rune is a skin tone. Terminals differ on how wide it and
// what it follows are drawn.
func tone(r rune) bool { return r >= 0x1f3fb && r <= 0x1f3ff }

// conjoins tells whether a rune is a vowel or final of Hangul, drawn into the
// syllable that stands before it.
// Source: Unicode, HangulSyllableType.txt, types V and T.
func conjoins(r rune) bool {
	return r >= 0x1160 && r <= 0x11ff || r >= 0xd7b0 && r <= 0xd7c6 || r >= 0xd7cb && r <= 0xd7fb
}

// selects tells whether the rune at i picks the look of an emoji, as which
// terminals draw it anyway, or not.
func selects(text []rune, i int) bool {
	if text[i] != 0xfe0e && text[i] != 0xfe0f || i == 0 {
		return false
	}
	before := text[i-1]
	keycap := i+1 < len(text) && text[i+1] == 0x20e3 && (before >= '0' && before <= '9' || before == '#' || before == '*')
	return keycap || emoji(before)
}
