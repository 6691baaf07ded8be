package localpool

import "time"

// lockout counts the wrong passwords of one user. Source: AWS developer guide,
// lockout behaviour for failed sign-in attempts.
type lockout struct {
	failures int
	until    time.Time
	last     time.Time // the last attempt, counted or not
}

const (
	freeFailures = 5
	maxLock      = 15 * time.Minute
)

// stale tells that 15 minutes passed without any attempt.
func (l lockout) stale(now time.Time) bool { return !now.Before(l.last.Add(maxLock)) }

// locked tells whether attempts for this key are refused now. An attempt during
// a lock isn't counted, even with the right password.
func (p *pool) locked(key string, now time.Time) bool {
	l, ok := p.lockouts.get(key)
	if !ok {
		return false
	}
	if l.stale(now) && !now.Before(l.until) {
		p.lockouts.delete(key)
		return false
	}
	l.last = now
	p.lockouts.put(key, l, func(x lockout) bool { return x.stale(now) })
	return now.Before(l.until)
}

// failed counts a wrong password: from the fifth on the user is locked for
// 2^(n-5) seconds, at most 15 minutes.
func (p *pool) failed(key string, now time.Time) {
	l, _ := p.lockouts.get(key)
	l.failures++
	l.last = now
	if over := l.failures - freeFailures; over >= 0 {
		lock := maxLock
		if over < 10 {
			lock = time.Second << over
		}
		l.until = now.Add(lock)
	}
	p.lockouts.put(key, l, func(x lockout) bool { return x.stale(now) })
}

// succeeded forgets the failures after a sign-in.
func (p *pool) succeeded(key string) { p.lockouts.delete(key) }
