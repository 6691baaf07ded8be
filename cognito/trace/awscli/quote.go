package awscli

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"

	"cognito-tui/cognito/lazy"
)

// plain are the texts that a shell takes as they are.
var plain = lazy.New(`^[A-Za-z0-9_./:@%+,][A-Za-z0-9_./:@%+=,-]*$`)

// shell quotes a text as one word of a shell.
func shell(text string) string {
	if plain.MatchString(text) {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}

// literal writes a text as a string of JSON that can stand in a program of jq,
// within single quotes, within a command substitution in double quotes. So quotes
// of the shell and "!", which bash expands there, are escaped, as is all that a
// terminal wouldn't show as it is. jq's own "\(" can't come about, for a backslash
// is doubled.
func literal(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\'' || r == '!' || r == '`' || !unicode.IsPrint(r) || unicode.Is(unicode.M, r):
			if r > 0xFFFF {
				high, low := utf16.EncodeRune(r)
				fmt.Fprintf(&b, `\u%04x\u%04x`, high, low)
				continue
			}
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
