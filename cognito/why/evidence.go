package why

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/facts"
)

// judged is a cause with what it was judged by.
func judged(id, title string, state State, evidence string, fixes ...Fix) Cause {
	return Cause{ID: id, Title: title, State: state, Evidence: evidence, Fixes: fixes}
}

// unread says why a fact isn't there, and what would tell.
func unread[T any](f facts.Fact[T], what, op string) string {
	switch {
	case f.Err == nil:
		return "Still being read: " + what + "."
	case f.Gone():
		return fmt.Sprintf("%s can't be read: cognito-idp:%s finds nothing of the id that is set.", upper(what), op)
	}
	return fmt.Sprintf("%s would tell (cognito-idp:%s): %s.", upper(what), op, f.WhyUnread())
}

func upper(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func (c *checker) clientUnread() string {
	return unread(c.Client, "the app client's settings", "DescribeUserPoolClient")
}

func (c *checker) poolUnread() string {
	return unread(c.Pool, "the pool's settings", "DescribeUserPool")
}

func (c *checker) usersUnread() string { return unread(c.Users, "the list of users", "ListUsers") }

// user is the one user that goes by the name that was typed; ok is false where it
// can't be told, or where there is none.
func (c *checker) user() (u cognito.FoundUser, ok bool) {
	if !c.Users.Known || len(c.Users.Val) != 1 {
		return u, false
	}
	return c.Users.Val[0], true
}

// byUser judges a cause that the user's state alone decides.
func (c *checker) byUser(id, title string, is func(cognito.FoundUser) bool, fixes ...Fix) Cause {
	return c.bySeen(id, title, is, c.userSeen, fixes...)
}

// byAddress judges a cause that the user's addresses decide.
func (c *checker) byAddress(id, title string, is func(cognito.FoundUser) bool, fixes ...Fix) Cause {
	return c.bySeen(id, title, is, c.addressesSeen, fixes...)
}

func (c *checker) bySeen(id, title string, is func(cognito.FoundUser) bool, seen func(cognito.FoundUser) string, fixes ...Fix) Cause {
	u, ok := c.user()
	switch {
	case !c.Users.Known:
		return judged(id, title, Unsure, c.usersUnread(), fixes...)
	case !ok && len(c.Users.Val) > 1:
		return judged(id, title, Unsure, fmt.Sprintf("%d users go by that name.", len(c.Users.Val)), fixes...)
	case !ok:
		return judged(id, title, RuledOut, "No user goes by that name.", fixes...)
	case is(u):
		return judged(id, title, Confirmed, seen(u), fixes...)
	}
	return judged(id, title, RuledOut, seen(u), fixes...)
}

// userSeen says what was read of a user.
func (c *checker) userSeen(u cognito.FoundUser) string {
	enabled := "enabled"
	if !u.Enabled {
		enabled = "disabled"
	}
	return fmt.Sprintf("%s: %s is %s and %s.", c.reader(), u.Username, orNone(u.Status, "without status"), enabled)
}

// reader is the operation that told of the user.
func (c *checker) reader() string {
	if c.FromReadNow {
		return "AdminGetUser"
	}
	return "ListUsers"
}

// addressesSeen says which addresses a user has, and whether each is verified.
func (c *checker) addressesSeen(u cognito.FoundUser) string {
	var has []string
	for _, a := range []struct{ name, words string }{{"email", "email"}, {"phone_number", "phone number"}} {
		switch value := u.Value(a.name); {
		case value == "":
			has = append(has, "no "+a.words)
		case u.Verified(a.name):
			has = append(has, "the "+a.words+" "+value+" (verified)")
		default:
			has = append(has, "the "+a.words+" "+value+" (not verified)")
		}
	}
	return fmt.Sprintf("%s: %s has %s.", c.reader(), u.Username, strings.Join(has, " and "))
}

func orNone(s, none string) string {
	if s == "" {
		return none
	}
	return s
}

// status tells whether a user has one of these.
func status(names ...string) func(cognito.FoundUser) bool {
	return func(u cognito.FoundUser) bool { return slices.Contains(names, u.Status) }
}

// span writes a time span roughly.
func span(d time.Duration) string {
	d = d.Abs()
	count := func(n int, unit string) string {
		if n == 1 {
			return "1 " + unit
		}
		return fmt.Sprintf("%d %ss", n, unit)
	}
	switch {
	case d < 2*time.Minute:
		return count(int(d.Round(time.Second)/time.Second), "second")
	case d < 2*time.Hour:
		return count(int(d.Round(time.Minute)/time.Minute), "minute")
	case d < 48*time.Hour:
		return count(int(d.Round(time.Hour)/time.Hour), "hour")
	}
	return count(int(d.Round(time.Hour)/(24*time.Hour)), "day")
}
