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
		b.WriteRune(visible(r))
	}
	return b.String()
}

func clean(s string) bool {
	if !utf8.ValidString(s) {
		return false
	}
	for _, r := range s {
		if visible(r) != r {
			return false
		}
	}
	return true
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

// HasControls tells whether s holds a rune that Clean would replace.
func HasControls(s string) bool { return !clean(s) }
