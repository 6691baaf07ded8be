package bulk

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"cognito-tui/cognito"
)

// reasonOf says in a sentence why something wasn't done. Its text may be a
// stranger's.
func reasonOf(err error) string {
	var e *cognito.Error
	if !errors.As(err, &e) {
		return sentence(err.Error())
	}
	switch e.Kind {
	case cognito.ReadOnly, cognito.Protected, cognito.NotRecorded:
		if e.Err != nil {
			return sentence(e.Meaning() + ": " + e.Err.Error())
		}
	case cognito.Unknown, cognito.InvalidInput, cognito.NotAuthorized, cognito.TriggerRefused:
		if said := e.Said(); said != "" {
			return sentence(e.Meaning() + ": " + cut(said))
		}
	}
	return sentence(e.Meaning())
}

// sentence begins with a capital and ends with a full stop.
func sentence(text string) string {
	text = strings.TrimSpace(text)
	r, n := utf8.DecodeRuneInString(text)
	if n == 0 {
		return ""
	}
	text = string(unicode.ToUpper(r)) + text[n:]
	if end := strings.TrimRight(text, "”\""); end == "" || !strings.ContainsAny(end[len(end)-1:], ".!?") {
		text += "."
	}
	return text
}

// Sentence says an error of this package, or of the service, in a sentence. It may
// hold a stranger's text.
func Sentence(err error) string { return reasonOf(err) }
