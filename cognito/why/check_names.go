package why

import (
	"slices"
	"strings"

	"cognito-tui/cognito"
)

// Causes that lie in the name that was typed.

// unverifiedAlias: in a pool with aliases an address signs in only once verified.
func unverifiedAlias(c *checker) Cause {
	const id, title = "unverified alias", "The address isn't verified, so it doesn't work as a name to sign in with."
	attr := addressKind(c.User)
	u, ok := c.user()
	switch {
	case attr == "":
		return judged(id, title, RuledOut, "What was typed is no email or phone number.")
	case ok && u.Username == c.User:
		return judged(id, title, RuledOut, "What was typed is the user's own name.")
	case c.Pool.Known && !slices.Contains(c.Pool.Val.AliasAttributes, attr):
		return judged(id, title, RuledOut, "In this pool "+attr+" is no alias.")
	case !c.Pool.Known:
		return judged(id, title, Unsure, c.poolUnread(), c.verifyFix(attr))
	}
	return c.byAddress(id, title, func(u cognito.FoundUser) bool { return !u.Verified(attr) }, c.verifyFix(attr))
}

// noAlias: an address signs in only where the pool takes it, as an alias or in the
// place of user names (AWS developer guide, customizing sign-in attributes).
func noAlias(c *checker) Cause {
	const id = "no alias"
	title := "This name doesn't sign in here: the pool takes only " + c.takes() + "."
	attr := c.foundBy()
	if !c.Users.Known {
		attr = addressKind(c.User)
	}
	takes := slices.Contains(append(slices.Clip(c.Pool.Val.AliasAttributes), c.Pool.Val.UsernameAttributes...), attr)
	if !c.Pool.Known {
		title = "This name doesn't sign in here: the pool takes no address in the place of a user name."
	}
	switch {
	case c.Users.Known && len(c.Users.Val) == 0, !c.Users.Known && attr == "":
		return Cause{}
	case attr == "":
		return judged(id, title, RuledOut, "What was typed is the user's own name.")
	case !c.Pool.Known:
		return judged(id, title, Unsure, c.poolUnread())
	case takes:
		return judged(id, title, RuledOut, "DescribeUserPool: the pool takes "+attr+" to sign in.")
	case !c.Users.Known:
		return judged(id, title, Unsure, "DescribeUserPool: "+attr+" is no alias; a user whose name is written so would sign in. "+c.usersUnread())
	}
	var fixes []Fix
	if u, ok := c.user(); ok {
		fixes = append(fixes, Fix{Place: "Sign in as " + u.Username + "."})
	} else {
		fixes = append(fixes, Fix{Place: "Sign in by the user name."})
	}
	return judged(id, title, Confirmed, c.reader()+" finds "+names(c.Users.Val)+" by "+attr+", which is no alias in this pool (AliasAttributes: "+
		orNone(strings.Join(c.Pool.Val.AliasAttributes, ", "), "none")+").", fixes...)
}

// takes says what the pool takes to sign in, in words.
func (c *checker) takes() string {
	words := map[string]string{"email": "emails", "phone_number": "phone numbers", "preferred_username": "preferred user names"}
	var list []string
	if len(c.Pool.Val.UsernameAttributes) == 0 {
		list = append(list, "user names")
	}
	for _, a := range append(slices.Clip(c.Pool.Val.UsernameAttributes), c.Pool.Val.AliasAttributes...) {
		if words[a] != "" {
			list = append(list, words[a])
		}
	}
	return strings.Join(list, " and ")
}

// foundBy is the attribute by which the name that was typed leads to the user that
// was found; "" where it is the user's own name, or can't be told.
func (c *checker) foundBy() string {
	if !c.Users.Known || len(c.Users.Val) == 0 {
		return ""
	}
	u := c.Users.Val[0]
	if strings.EqualFold(u.Username, c.User) {
		return ""
	}
	for _, a := range []string{"email", "phone_number", "preferred_username"} {
		if strings.EqualFold(u.Value(a), c.User) {
			return a
		}
	}
	return ""
}

// nameWorks is how sure it is that a user who was found doesn't sign in by the name
// that was typed.
func (c *checker) nameWorks() State {
	state := RuledOut
	for _, check := range []check{noAlias, unverifiedAlias, otherSpelling} {
		if cause := check(c); cause.ID != "" {
			state = min(state, cause.State)
		}
	}
	return state
}

// verifyFix marks an address as verified.
func (c *checker) verifyFix(attr string) Fix {
	return Fix{Command: c.userCommand("admin-update-user-attributes", "--user-attributes Name="+attr+"_verified,Value=true")}
}

// addressName is the address that the user has, email where it isn't known.
func (c *checker) addressName() string {
	if u, ok := c.user(); ok && u.Value("email") == "" && u.Value("phone_number") != "" {
		return "phone_number"
	}
	return "email"
}

// addressKind is the attribute that a name looks like, or "".
func addressKind(name string) string {
	switch {
	case strings.Contains(name, "@"):
		return "email"
	case strings.HasPrefix(name, "+"):
		return "phone_number"
	}
	return ""
}

// otherSpelling: case counts unless the pool was made otherwise.
func otherSpelling(c *checker) Cause {
	const id, title = "other spelling", "The name is spelt otherwise: in this pool upper and lower case differ."
	if u, ok := c.user(); ok && u.Username == c.User {
		return judged(id, title, RuledOut, "The spelling is the user's.")
	}
	switch {
	case !c.Pool.Known:
		return judged(id, title, Unsure, c.poolUnread())
	case !c.Pool.Val.CaseSensitive:
		return judged(id, title, RuledOut, "In this pool case makes no difference.")
	case !c.Users.Known:
		return judged(id, title, Unsure, c.usersUnread())
	}
	for _, u := range c.Users.Val {
		if u.Username != c.User && strings.EqualFold(u.Username, c.User) {
			return judged(id, title, Confirmed, "The user's name is "+u.Username+".", Fix{Place: "Type the name as it is."})
		}
	}
	if len(c.Users.Val) == 0 {
		return judged(id, title, Unsure, "ListUsers finds nobody of just that spelling.", Fix{Place: "All users:", Command: c.command("list-users", "")})
	}
	return judged(id, title, RuledOut, "The spelling is the user's.")
}
