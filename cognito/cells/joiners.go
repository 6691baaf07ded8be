package cells

import (
	"unicode"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// The joiners, which are no letters, and change how those beside them are drawn.
const (
	zwnj = 0x200c
	zwj  = 0x200d
)

// joins tells whether the joiner at i changes how the runes beside it are drawn:
// between emoji that make one; beside the virama of a conjunct; between two
// letters of which the first would run into the second without it. Elsewhere it makes two names
// look the same.
// Source: RFC 5892, A.1 and A.2; for a joiner before the virama the Unicode
// Standard, 12.2 (Bengali) and 13.2 (Sinhala).
func joins(text []rune, i int) bool {
	if i == 0 || i+1 == len(text) {
		return false
	}
	before, after := text[i-1], text[i+1]
	switch {
	case text[i] == zwj && emoji(after):
		if i > 1 && selects(text, i-1) {
			before = text[i-2]
		}
		return emoji(before)
	case virama(before):
		return unicode.IsLetter(after) && sameScript(before, after)
	case virama(after):
		return text[i] == zwj && unicode.IsLetter(before) && sameScript(after, before)
	}
	return text[i] == zwnj && unicode.Is(joinsLast, after) && unicode.Is(joinsNext, letterBefore(text, i))
}

// letterBefore is the rune before the one at i, marks left out; 0 where there is none.
func letterBefore(text []rune, i int) rune {
	for i--; i >= 0; i-- {
		if !unicode.Is(unicode.Mn, text[i]) {
			return text[i]
		}
	}
	return 0
}

// virama tells whether a rune joins consonants to a conjunct.
func virama(r rune) bool { return unicode.Is(viramas, r) && unicode.IsMark(r) }

func sameScript(r, other rune) bool {
	for _, script := range unicode.Scripts {
		if unicode.Is(script, r) {
			return unicode.Is(script, other)
		}
	}
	return false
}

// emoji tells whether a rune is a picture that a joiner joins to another.
func emoji(r rune) bool { return r > 0xa0 && oneCluster([]rune{r, zwj, '❤'}) }

// oneCluster tells whether runes are drawn as one.
func oneCluster(text []rune) bool {
	all := string(text)
	iter := graphemes.FromString(all)
	return iter.Next() && len(iter.Value()) == len(all)
}
