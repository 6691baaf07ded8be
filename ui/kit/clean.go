// Package kit holds the small widgets that every screen is made of. They take
// their styles from a theme and know nothing of Cognito. Begin with Form.
package kit

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean makes text from elsewhere safe to draw: control characters (C0, C1,
// DEL), bidirectional and other format controls, line and paragraph separators
// and bytes that aren't UTF-8 become visible marks, one cell each. Every text
// that the service or another person wrote passes through here.
func Clean(s string) string {
	if clean(s) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		b.WriteString(cell(r))
	}
	return b.String()
}

func clean(s string) bool {
	if !utf8.ValidString(s) {
		return false
	}
	for _, r := range s {
		if visible(r) != r || unruly(r) {
			return false
		}
	}
	return true
}

// cell is how a rune is drawn: itself, its mark, or nothing for one that only
// picks a variant.
func cell(r rune) string {
	switch {
	case r == 0xfe0e || r == 0xfe0f:
		return ""
	case unruly(r):
		return "�"
	}
	return string(visible(r))
}

// unruly runes are harmless, but terminals differ on how wide they and what
// they follow are drawn: skin tones and the selectors of emoji and text style.
func unruly(r rune) bool {
	return r >= 0x1f3fb && r <= 0x1f3ff || r == 0xfe0e || r == 0xfe0f
}

// visible is the rune itself, or the mark that stands for it.
func visible(r rune) rune {
	switch {
	case r < 0x20:
		return 0x2400 + r // the control pictures
	case r == 0x7f:
		return '␡'
	case r == utf8.RuneError, unicode.IsControl(r), unicode.Is(unicode.Cf, r),
		r == 0x2028, r == 0x2029, unicode.Is(unicode.Co, r), unicode.Is(unicode.Cs, r):
		return '�'
	}
	return r
}

// HasControls tells whether s holds control characters, or bytes that aren't
// UTF-8. Format characters, such as the joiners of emoji, are none: they are
// drawn as marks.
func HasControls(s string) bool {
	return !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl)
}
