package diagnosis

import (
	"slices"
	"time"

	"cognito-tui/cognito"
)

// The back-off after wrong passwords: five are free, then each doubles the lock, from
// a second to 15 minutes. 15 minutes without a try forget them. Source: AWS developer
// guide, lockout behavior for failed sign-in attempts.
const (
	freeFailures = 5
	longestLock  = 15 * time.Minute
)

// lockLeft is how long the user is locked for at the most, as far as the events
// tell: the wrong passwords since the last sign-in, none 15 minutes after another.
// Whether tries during a lock, which don't count, are among the events isn't
// documented, so it may be less.
func (f Facts) lockLeft() time.Duration {
	if !f.Events.Known {
		return 0
	}
	failures, last, before := 0, time.Time{}, f.Now
	for _, e := range signIns(f.Events.Val) {
		if e.Response == "Pass" || before.Sub(e.Time) >= longestLock {
			break
		}
		if !wrongPassword(e) {
			continue
		}
		if failures++; failures == 1 {
			last = e.Time
		}
		before = e.Time
	}
	over := failures - freeFailures
	if over < 0 {
		return 0
	}
	lock := longestLock
	if over < 10 {
		lock = time.Second << over
	}
	return max(0, last.Add(lock).Sub(f.Now))
}

func seenLocked(f Facts) bool { return f.lockLeft() > 0 }

// signIns are the events of sign-ins, the newest first.
func signIns(events []cognito.AuthEvent) []cognito.AuthEvent {
	list := slices.DeleteFunc(slices.Clone(events), func(e cognito.AuthEvent) bool { return e.Type != "SignIn" })
	slices.SortStableFunc(list, func(a, b cognito.AuthEvent) int { return b.Time.Compare(a.Time) })
	return list
}

// wrongPassword tells whether a sign-in failed at its password. One that was refused
// before that, by a lock or as risky, counts nothing.
func wrongPassword(e cognito.AuthEvent) bool {
	return e.Response == "Fail" && e.RiskDecision != "Block" &&
		slices.Contains(e.Challenges, cognito.EventChallenge{Name: "Password", Response: "Failure"})
}

// blocked is the newest sign-in, if adaptive authentication refused it.
func (f Facts) blocked() (cognito.AuthEvent, bool) {
	list := signIns(f.Events.Val)
	if !f.Events.Known || len(list) == 0 || f.Pool != nil && f.Pool.ThreatProtection != "ENFORCED" {
		return cognito.AuthEvent{}, false
	}
	return list[0], list[0].Response == "Fail" && list[0].RiskDecision == "Block"
}

func seenBlocked(f Facts) bool {
	_, is := f.blocked()
	return is
}
