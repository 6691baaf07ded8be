// Package kit holds the small widgets that every screen is made of. They take
// their styles from a theme and know nothing of Cognito. Begin with Form.
package kit

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"cognito-tui/cognito/cells"
)

// Clean makes text from elsewhere safe to draw: see cells.Clean.
func Clean(s string) string { return cells.Clean(s) }

// HasControls tells whether s holds control characters, or bytes that aren't
// UTF-8. Format characters, such as the joiners of emoji, are none: they are
// drawn, or marked.
func HasControls(s string) bool {
	return !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl)
}
