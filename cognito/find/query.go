// Package find looks for users by what a caller can tell of them: an email, a
// phone number, an id, a name or a part of one. PlanOf turns the search line into
// the calls to make, a Run makes them page by page, a Table holds what was found
// in little memory. Only ListUsers is called: AdminGetUser would count each user
// as billed for the month.
package find

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"cognito-tui/cognito"
	"cognito-tui/cognito/lazy"
)

// Query is what is looked for. An empty text takes all users.
type Query struct {
	Text   string
	Facets Facets
}

// Kind is what the text of a query was taken for.
type Kind int

// The kinds of text.
const (
	AllUsers    Kind = iota // no text: every user
	AnEmail                 // ann@example.com
	APhone                  // +1 555 010 1234, with or without the country code
	AnID                    // a UUID: a sub, or a user name that is one
	AName                   // anything else: a user name, a name, a part of them
	AnAttribute             // attribute=value
)

// String is the kind in a person's words.
func (k Kind) String() string {
	return [...]string{"all users", "an email", "a phone number", "an id", "a name", "an attribute"}[k]
}

// Unusable is why a text can't be looked for: a sentence and what to do.
type Unusable string

// Error is the sentence.
func (u Unusable) Error() string { return string(u) }

// operator is how the value of a field is compared.
type operator string

const (
	equals   operator = "="
	begins   operator = "^="
	contains operator = "~="
)

// reading is the text of a query, understood.
type reading struct {
	kind      Kind
	text      string // as typed, without what isn't part of it
	attribute string // of a Field
	operator  operator
}

// maxText bounds what is looked for, in characters: a filter has 256 with the
// attribute and the quotes (API reference, ListUsers).
const maxText = 256

// read tells what a text is.
func read(typed string) (reading, error) {
	if !utf8.ValidString(typed) {
		return reading{}, Unusable("This isn't text; type it anew.")
	}
	text := strings.TrimSpace(strings.Map(dropInvisible, typed))
	switch {
	case strings.ContainsFunc(text, unicode.IsControl):
		return reading{}, Unusable("This holds control characters; take them out.")
	case utf8.RuneCountInString(text) > maxText:
		return reading{}, Unusable("This is too long: the service takes 256 characters at most. Shorten it; the beginning is enough.")
	case text == "":
		return reading{kind: AllUsers}, nil
	}
	if r, ok, err := readField(text); ok || err != nil {
		return r, err
	}
	if email, ok := readEmail(text); ok {
		return reading{kind: AnEmail, text: email}, nil
	}
	if uuid.MatchString(text) {
		return reading{kind: AnID, text: text}, nil
	}
	if number, ok := readPhone(text); ok {
		return reading{kind: APhone, text: number}, nil
	}
	return reading{kind: AName, text: text}, nil
}

// dropInvisible takes out what comes along with a copied address or number and can't
// be seen: direction marks, zero-width blanks. Joiners stay, since names have them.
func dropInvisible(r rune) rune {
	switch {
	case r == 0x200b, r == 0x200e, r == 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0xfeff, r == 0xad, r == 0x61c:
		return -1
	}
	return r
}

var uuid = lazy.New(`^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$`)

// readEmail takes an address, also as mail programs copy it: mailto:a@b, and
// Ann Archer <a@b>.
func readEmail(text string) (string, bool) {
	if open := strings.LastIndexByte(text, '<'); open >= 0 && strings.HasSuffix(text, ">") {
		text = strings.TrimSpace(text[open+1 : len(text)-1])
	}
	if len(text) > 7 && strings.EqualFold(text[:7], "mailto:") {
		text = text[7:]
	}
	local, domain, ok := strings.Cut(text, "@")
	return text, ok && local != "" && domain != "" && !strings.ContainsAny(domain, "@") && !strings.ContainsFunc(text, unicode.IsSpace)
}

// fewestDigits make a number; fewer are a name.
const fewestDigits = 5

// readPhone takes the digits of a number, with a + where it has the country code:
// people write blanks, dashes, dots, slashes and brackets between them.
func readPhone(text string) (string, bool) {
	if len(text) > 4 && strings.EqualFold(text[:4], "tel:") {
		text = text[4:]
	}
	plus := strings.HasPrefix(text, "+")
	international := plus
	text = strings.TrimPrefix(text, "+")
	var digits strings.Builder
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9':
			digits.WriteRune(r)
		case unicode.IsSpace(r), strings.ContainsRune("-.()/–‑", r):
		default:
			return "", false
		}
	}
	number := digits.String()
	if !international {
		if rest, ok := strings.CutPrefix(number, "00"); ok {
			number, international = rest, true
		}
	}
	if len(number) < fewestDigits && (!plus || len(number) < 2) { // no name begins with +15
		return "", false
	}
	if international {
		number = "+" + number
	}
	return number, true
}

// standard are the attributes that every pool has (API reference, AttributeType),
// beside those of cognito.Filterable.
var standard = []string{"address", "birthdate", "email_verified", "gender", "locale", "middle_name", "nickname",
	"phone_number_verified", "picture", "profile", "updated_at", "website", "zoneinfo", "identities"}

// readField takes attribute=value, ^= and ~=. It is ok only where an attribute has that
// name, so that an = elsewhere is a part of the text.
func readField(text string) (r reading, ok bool, err error) {
	name, value, ok := strings.Cut(text, "=")
	op := equals
	if rest, cut := strings.CutSuffix(name, "^"); cut {
		name, op = rest, begins
	} else if rest, cut := strings.CutSuffix(name, "~"); cut {
		name, op = rest, contains
	}
	name = strings.TrimSpace(name)
	own := strings.HasPrefix(name, "custom:") || strings.HasPrefix(name, "dev:custom:")
	if !own {
		name = strings.ToLower(name) // the standard ones are written so
	}
	switch {
	case !ok && own:
		return r, false, Unusable("Say what the attribute should be, such as " + exampleOf(name) +
			"=red; ^= compares the beginning, ~= any part.")
	case !ok, !own && !slices.Contains(standard, name) && !slices.Contains(cognito.Filterable, name):
		return r, false, nil
	}
	if value = unquoted(strings.TrimSpace(value)); value == "" {
		return r, false, Unusable("Say what " + name + " should be: type it behind the =.")
	}
	r = reading{kind: AnAttribute, text: value, attribute: name, operator: op}
	r.settleStatus()
	return r, true, nil
}

// exampleOf is an attribute's name as an example shows it.
func exampleOf(name string) string {
	if strings.ContainsFunc(name, unicode.IsSpace) || strings.HasSuffix(name, ":") {
		return "custom:team"
	}
	return name
}

// unquoted is a value without the quotes around it.
func unquoted(value string) string {
	if len(value) >= 2 && value[0] == '"' && value[len(value)-1] == '"' {
		return value[1 : len(value)-1]
	}
	return value
}

// settleStatus puts a value of status into the service's letters, since case counts
// there; a UserStatus means cognito:user_status.
func (r *reading) settleStatus() {
	if r.attribute != "status" || r.operator != equals {
		return
	}
	for _, word := range []string{"Enabled", "Disabled"} {
		if strings.EqualFold(r.text, word) {
			r.text = word
			return
		}
	}
	if slices.Contains(Statuses, strings.ToUpper(r.text)) {
		r.attribute, r.text = "cognito:user_status", strings.ToUpper(r.text)
	}
}
