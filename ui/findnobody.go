package ui

import (
	"strings"

	"cognito-tui/cognito"
	"cognito-tui/cognito/find"
)

// nobody is the name of one person by whom the search found nobody, as AdminGetUser
// takes it: it knows who was made a moment ago, and the card tells what signing in by
// it answers. Empty where somebody was found, or the text can name nobody.
func (s *findScreen) nobody() string {
	text := strings.TrimSpace(s.form.Value("find"))
	if s.state != finished || s.table.Total() > 0 || text != strings.TrimSpace(s.text) {
		return ""
	}
	switch s.kind {
	case find.AnEmail, find.AnID, find.AName:
		if !strings.ContainsAny(text, " \t") {
			return text
		}
	case find.APhone:
		if digits := strings.NewReplacer(" ", "", "-", "", "(", "", ")", "", ".", "", "/", "").Replace(text); cognito.AddressKind(digits) == "phone_number" {
			return digits
		}
	}
	return ""
}
