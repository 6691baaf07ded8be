package localpool

import (
	"cmp"
	"fmt"
	"time"
)

// noSuchUser stands in the log for a name that the pool doesn't have: what was
// typed there may be a password.
const noSuchUser = "(no such user)"

// whose is the user that a call is about, as the pool names them and never as they
// were typed, in quotes and without control characters; "" where it is about none.
func (c *call) whose() string {
	if c.pool == nil {
		return ""
	}
	c.pool.mu.Lock()
	defer c.pool.mu.Unlock()
	var u *user
	switch typed := c.typed(); {
	case c.session != nil:
		u = c.session.user
	case c.dialogue != nil && c.dialogue.user != nil:
		u = c.dialogue.user
	case typed == "":
		return ""
	default:
		u = c.pool.lookFor(typed)
	}
	if u == nil {
		return noSuchUser
	}
	return fmt.Sprintf("%.128q", c.pool.signInName(u))
}

// typed is the user name that a call holds.
func (c *call) typed() string {
	return cmp.Or(c.in.str("Username"), c.in.pairs("AuthParameters")["USERNAME"], c.in.pairs("ChallengeResponses")["USERNAME"])
}

// logged is the line of an API call: when it came, the operation, the user, what
// came of it and how long it took. Nothing that a stranger sent stands in it.
func logged(stamp string, a *reply, took time.Duration) string {
	op := a.op
	if operations[op] == nil {
		op = "(unknown operation)"
	}
	return fmt.Sprintf("%s %s %s %s %d ms\n", stamp, op, cmp.Or(a.user, "-"), cmp.Or(a.result, "no answer"), took.Milliseconds())
}
