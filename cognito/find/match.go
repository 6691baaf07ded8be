package find

import (
	"strings"

	"cognito-tui/cognito"
)

// Match tells whether a user read from the service is one that is looked for. Case
// doesn't matter to it.
type Match func(*cognito.FoundUser) bool

// searched are the attributes in which a part of a name is looked for, beside the
// user name.
var searched = []string{"email", "name", "given_name", "family_name", "preferred_username", "middle_name", "nickname", "phone_number",
	"sub"}

// nameParts are those that hold a person's name.
var nameParts = []string{"name", "given_name", "family_name", "middle_name", "nickname", "preferred_username"}

// holding matches users who have every word somewhere in the user name or one of
// the attributes.
func holding(words []string, attributes []string) Match {
	words = folded(words)
	return func(u *cognito.FoundUser) bool {
		for _, w := range words {
			if !strings.Contains(fold(u.Username), w) && !anyHolds(u, attributes, w) {
				return false
			}
		}
		return true
	}
}

func anyHolds(u *cognito.FoundUser, names []string, word string) bool {
	for _, a := range u.Attributes {
		for _, n := range names {
			if a.Name == n && strings.Contains(fold(a.Value), word) {
				return true
			}
		}
	}
	return false
}

// number matches users whose phone number ends with the digits as people dial them
// within a country, or holds them.
func number(typed string) Match {
	digits := strings.TrimPrefix(typed, "+")
	national := strings.TrimLeft(digits, "0") // the 0 before an area code isn't part of it
	return func(u *cognito.FoundUser) bool {
		return national != "" && strings.Contains(u.Value("phone_number"), national) || strings.Contains(u.Username, digits)
	}
}

// field matches users whose attribute is, begins with or holds a value.
func field(attribute string, op operator, wanted string) Match {
	wanted = fold(wanted)
	return func(u *cognito.FoundUser) bool {
		has := fold(u.Value(attribute))
		switch op {
		case begins:
			return strings.HasPrefix(has, wanted)
		case contains:
			return strings.Contains(has, wanted)
		}
		return has == wanted
	}
}

func fold(s string) string { return strings.ToLower(s) }

func folded(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = fold(w)
	}
	return out
}
