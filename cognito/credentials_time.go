package cognito

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"cognito-tui/cognito/routine"
)

// late tells that the time was over, where that is why err came.
func late(ctx context.Context, err error) error {
	if context.Cause(ctx) == errLate {
		return fmt.Errorf("no answer in time: %w", context.DeadlineExceeded)
	}
	return err
}

var errLate = errors.New("the time is over")

// timeLeft is the time that a search has left.
type timeLeft struct{ left atomic.Int64 }

type timeLeftKey struct{}

// within gives ctx an end after limit, during which nobody types a code.
func (f *finder) within(ctx context.Context, limit time.Duration) (context.Context, context.CancelFunc) {
	const tick = 10 * time.Millisecond
	b := &timeLeft{}
	b.left.Store(int64(limit))
	ctx, cancel := context.WithCancelCause(context.WithValue(ctx, timeLeftKey{}, b))
	routine.Start(func() {
		ticker := time.NewTicker(tick)
		defer ticker.Stop()
		last := time.Now()
		for {
			select {
			case <-ctx.Done():
				return
			case now := <-ticker.C:
				spent := now.Sub(last)
				last = now
				if f.typing.Load() > 0 {
					continue
				}
				if b.left.Add(-int64(spent)) <= 0 {
					cancel(errLate)
				}
			}
		}
	})
	return ctx, func() { cancel(nil) }
}

// allow gives the search of ctx this much time from now, where it has less: the
// profile names somebody who must be asked.
func allow(ctx context.Context, limit time.Duration) {
	if b, ok := ctx.Value(timeLeftKey{}).(*timeLeft); ok && b.left.Load() < int64(limit) {
		b.left.Store(int64(limit))
	}
}
