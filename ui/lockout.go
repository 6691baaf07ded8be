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
func (e *Env) tried(user string, r Reply[cognito.Step]) {
	key := triesKey(user)
	switch kind := cognito.KindOf(r.Err); {
	case r.Err == nil:
		if _, ok := r.Val.(cognito.SignedIn); ok {
			delete(e.tries, key)
		}
	case kind == cognito.WrongPassword, kind == cognito.WrongCode:
		if e.tries == nil {
			e.tries = map[string]tries{}
		}
		t := e.tries[key]
		if !t.last.IsZero() && e.now().Sub(t.last) >= longest {
			t.failed = 0
		}
		e.tries[key] = tries{t.failed + 1, e.now()}
	}
}

// lockLeft is how long a user's lock lasts by this run's own count; zero where
// others must have failed too, or where it is over.
func (e *Env) lockLeft(user string) time.Duration {
	t := e.tries[triesKey(user)]
	over := t.failed - freeTries
	if over < 0 {
		return 0
	}
	lock := longest
	if over < 10 {
		lock = time.Second << over
	}
	return max(0, t.last.Add(lock).Sub(e.now()))
}

// lockOver tells that a user was locked by this run's own tries, and that by its own
// count the lock is over.
func (e *Env) lockOver(user string) bool {
	return e.tries[triesKey(user)].failed >= freeTries && e.lockLeft(user) == 0
}

// lockHint says how long to wait.
func (e *Env) lockHint(user string) string {
	switch left := e.lockLeft(user); {
	case left > 0:
		return "By the tries made here it ends in " + clockTime(left) + ". Until then not even what is right works, and a try isn't counted."
	case e.lockOver(user):
		return "By the tries made here it should be over: try again."
	}
	return "Wait up to 15 minutes. Until then not even what is right works."
}
