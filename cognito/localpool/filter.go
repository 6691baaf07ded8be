package localpool

import "strings"

// filter is the one condition that ListUsers takes.
type filter struct {
	attribute string // "" for every user
	prefix    bool   // ^= and not =
	value     string
}

// errFilter refuses a filter that isn't of the grammar; the text is unconfirmed.
var errFilter = invalidParameter("Error while parsing filter")

// searchable are the names that a filter may have. Source: AWS SDK, ListUsers.
var searchable = []string{
	"username", "email", "phone_number", "name", "given_name", "family_name",
	"preferred_username", "cognito:user_status", "status", "sub",
}

// parseFilter reads
//
//	name = "value"
//	name ^= "value"
//
// where the name may stand in quotes, and \" and \\ in the value are a quote and
// a backslash. Blanks around the parts don't count. One of nothing but blanks is
// every user.
func parseFilter(text string) (filter, error) {
	rest := strings.TrimSpace(text)
	if rest == "" {
		return filter{}, nil
	}
	var f filter
	if rest[0] == '"' {
		name, after, ok := strings.Cut(rest[1:], `"`)
		if !ok {
			return f, errFilter
		}
		f.attribute, rest = name, after
	} else {
		end := strings.IndexAny(rest, " \t^=\"")
		if end < 0 {
			return f, errFilter
		}
		f.attribute, rest = rest[:end], rest[end:]
	}
	rest = strings.TrimLeft(rest, " \t")
	rest, f.prefix = strings.CutPrefix(rest, "^")
	rest, ok := strings.CutPrefix(rest, "=")
	if !ok {
		return f, errFilter
	}
	value, ok := unquote(strings.TrimLeft(rest, " \t"))
	switch {
	case !ok:
		return f, errFilter
	case !contains(searchable, f.attribute):
		return f, invalidParameter("Invalid search attribute: %s", f.attribute)
	}
	f.value = value
	if f.folded() {
		f.value = strings.ToLower(value)
	}
	return f, nil
}

// unquote reads a value with its quotes, which nothing may follow.
func unquote(text string) (value string, ok bool) {
	if !strings.HasPrefix(text, `"`) {
		return "", false
	}
	var b strings.Builder
	for i := 1; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"':
			return b.String(), i == len(text)-1
		case c == '\\' && i+1 < len(text) && (text[i+1] == '"' || text[i+1] == '\\'):
			i++
			b.WriteByte(text[i])
		default:
			b.WriteByte(c)
		}
	}
	return "", false
}

// folded tells that case doesn't matter.
func (f filter) folded() bool { return f.attribute != "username" && f.attribute != "status" }

// matches tells whether the filter lets the user pass. An attribute that the
// user doesn't have never does, not even the empty prefix: the strictest.
func (f filter) matches(u *user) bool {
	value := ""
	switch f.attribute {
	case "":
		return true
	case "username":
		value = u.name
	case "sub":
		value = u.sub.String()
	case "cognito:user_status":
		value = u.status.String()
	case "status":
		value = "Enabled"
		if u.disabled {
			value = "Disabled"
		}
	default:
		value = u.get(f.attribute)
	}
	if f.folded() {
		value = strings.ToLower(value)
	}
	if f.prefix {
		return value != "" && strings.HasPrefix(value, f.value)
	}
	return value != "" && value == f.value
}
