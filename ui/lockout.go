package ui

import (
	"strings"
	"time"

	"cognito-tui/cognito"
)

// Lock-outs as far as this run's own tries tell them. Source: AWS developer
// guide, lockout behaviour for failed sign-in attempts: from the fifth wrong
// password on a user is locked for 2^(n-5) seconds, at most about 15 minutes.
const (
	freeTries = 5
	longest   = 15 * time.Minute
)

// tries are the wrong passwords and codes of one user in this run.
type tries struct {
	failed int
	last   time.Time // the service's time of the last counted one
}

func triesKey(user string) string { return strings.ToLower(strings.TrimSpace(user)) }

// tried notes how a sign-in, or a step of one, went. Only one that ended well
// makes the service forget the wrong ones.
func (c *Conn) tried(user string, r Reply[cognito.Step]) {
	key := triesKey(user)
	switch kind := cognito.KindOf(r.Err); {
	case r.Err == nil:
		if _, ok := r.Val.(cognito.SignedIn); ok {
			delete(c.tries, key)
		}
	case kind == cognito.WrongPassword, kind == cognito.WrongCode:
		if c.tries == nil {
			c.tries = map[string]tries{}
		}
		t := c.tries[key]
		if !t.last.IsZero() && c.now().Sub(t.last) >= longest {
			t.failed = 0
		}
		c.tries[key] = tries{t.failed + 1, c.now()}
	}
}

// lockLeft is how long a user's lock lasts by this run's own count; zero where
// others must have failed too, or where it is over.
func (c *Conn) lockLeft(user string) time.Duration {
	t := c.tries[triesKey(user)]
	over := t.failed - freeTries
	if over < 0 {
		return 0
	}
	lock := longest
	if over < 10 {
		lock = time.Second << over
	}
	return max(0, t.last.Add(lock).Sub(c.now()))
}

// lockOver tells that a user was locked by this run's own tries, and that by its own
// count the lock is over.
func (c *Conn) lockOver(user string) bool {
	return c.tries[triesKey(user)].failed >= freeTries && c.lockLeft(user) == 0
}

// lockHint says how long to wait.
func (c *Conn) lockHint(user string) string {
	switch left := c.lockLeft(user); {
	case left > 0:
		return "By the tries made here it ends in " + clockTime(left) + ". Until then not even what is right works, and a try isn't counted."
	case c.lockOver(user):
		return "By the tries made here it should be over: try again."
	}
	return "Wait up to 15 minutes. Until then not even what is right works."
}
