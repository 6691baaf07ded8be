// Package pace keeps calls within a quota that others share: so many a second at
// most, half as many each time the service says that they were too many, and
// slowly up to the bound again. Begin with New.
package pace

import (
	"context"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Default is the bound where none is given, in calls a second. ListUsers has 30,
// which everything else in the account and Region shares (Source: AWS developer
// guide, quotas, category UserList).
const Default = 20

const (
	// burst is the part of a second's calls that may go at once after a rest.
	burst = 4
	// slowest is the part of the bound below which the rate never falls.
	slowest = 40
	// recovery is how long the rate takes from nothing to the bound.
	recovery = 60 * time.Second
	// together is how long refusals count as one: calls that were on their way at the
	// same time are refused together.
	together = time.Second
)

// Pace lets calls pass at a rate. It is safe for concurrent use.
type Pace struct {
	mu      sync.Mutex
	limiter *rate.Limiter
	bound   float64
	at      time.Time // when the rate was last looked at
	halved  time.Time // when it was last halved
}

// New makes a pace of at most perSecond calls a second; Default where that is
// zero or less.
func New(perSecond float64) *Pace {
	if perSecond <= 0 {
		perSecond = Default
	}
	return &Pace{
		limiter: rate.NewLimiter(rate.Limit(perSecond), max(1, int(perSecond/burst))),
		bound:   perSecond,
	}
}

// Sleep returns once d is over, or with ctx's error.
func Sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Wait returns when the next call may go, or with ctx's error: then no call is
// counted.
func (p *Pace) Wait(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	p.mu.Lock()
	now := time.Now()
	p.recover(now)
	turn := p.limiter.ReserveN(now, 1)
	p.mu.Unlock()
	if err := Sleep(ctx, turn.DelayFrom(now)); err != nil {
		p.mu.Lock()
		turn.CancelAt(time.Now())
		p.mu.Unlock()
		return err
	}
	return nil
}

// Throttled halves the rate: the service said TooManyRequests. What was saved up
// for a burst is lost.
func (p *Pace) Throttled() {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	p.recover(now)
	if !p.halved.IsZero() && now.Sub(p.halved) < together {
		return
	}
	p.halved = now
	if n := int(p.limiter.TokensAt(now)); n > 0 {
		p.limiter.ReserveN(now, n)
	}
	p.set(now, float64(p.limiter.Limit())/2)
}

// Rate is how many calls a second may go now.
func (p *Pace) Rate() float64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.recover(time.Now())
	return float64(p.limiter.Limit())
}

// recover raises the rate by what the time since the last look is worth.
func (p *Pace) recover(now time.Time) {
	since := now.Sub(p.at)
	if limit := float64(p.limiter.Limit()); limit < p.bound && !p.at.IsZero() && since > 0 {
		p.set(now, limit+p.bound*since.Seconds()/recovery.Seconds())
	}
	p.at = now
}

func (p *Pace) set(now time.Time, perSecond float64) {
	p.limiter.SetLimitAt(now, rate.Limit(min(p.bound, max(perSecond, p.bound/slowest))))
}
