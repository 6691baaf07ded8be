package find

import (
	"cognito-tui/cognito"
	"cognito-tui/cognito/cells"
	"cognito-tui/cognito/clock"
)

// count adds or takes away what a user has to tell in each column.
func (t *Table) count(u *cognito.FoundUser, by int) {
	for c := Username; c < columns; c++ {
		text := TextOf(u, c, clock.Clock{}) // a moment is as wide in every zone
		if text == "" || c == Email && text == u.Username || c == EnabledState && u.Enabled {
			continue
		}
		t.has[c] += by
		t.widest[c] = max(t.widest[c], cells.Width(cells.Clean(text)))
	}
}

// Tells tells whether a column has anything that the others don't: an email that isn't
// the user name, somebody who is disabled. Widest is its longest text, in cells.
func (t *Table) Tells(c Column) (tells bool, widest int) { return t.has[c] > 0, t.widest[c] }

// TextOf is what a user has in a column; of Created and Modified the day and minute
// as the clock writes them.
func TextOf(u *cognito.FoundUser, c Column, local clock.Clock) string {
	switch c {
	case Username:
		return u.Username
	case Email:
		return u.Value("email")
	case PhoneNumber:
		return u.Value("phone_number")
	case FullName:
		return nameIn(u)
	case Status:
		return u.Status
	case EnabledState:
		if u.Enabled {
			return "enabled"
		}
		return "disabled"
	case Created, Modified:
		t := u.Created
		if c == Modified {
			t = u.Modified
		}
		if t.IsZero() {
			return ""
		}
		return local.Format(t, "2006-01-02 15:04")
	}
	return ""
}

func nameIn(u *cognito.FoundUser) string {
	if name := u.Value("name"); name != "" {
		return name
	}
	given, family := u.Value("given_name"), u.Value("family_name")
	switch "" {
	case given:
		return family
	case family:
		return given
	}
	return given + " " + family
}
