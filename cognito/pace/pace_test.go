package pace

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"cognito-tui/cognito/bubble"
)

// calls makes n calls one after the other and tells how long they took.
func calls(t *testing.T, p *Pace, n int) time.Duration {
	t.Helper()
	from := time.Now()
	for range n {
		if err := p.Wait(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	return time.Since(from)
}

func near(got, want time.Duration) bool { return (got - want).Abs() <= want/20 }

func TestBound(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		p := New(0)
		if p.Rate() != Default {
			t.Errorf("the rate is %v", p.Rate())
		}
		if took := calls(t, p, Default/burst); took != 0 {
			t.Errorf("the first calls waited %v", took)
		}
		if took := calls(t, p, 100); !near(took, 5*time.Second) {
			t.Errorf("100 calls took %v at 20 a second", took)
		}
	})
}

func TestThrottledHalvesAndRecovers(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		p := New(20)
		p.Throttled()
		if p.Rate() != 10 {
			t.Errorf("after one refusal the rate is %v", p.Rate())
		}
		if took := calls(t, p, 2); took < 150*time.Millisecond {
			t.Errorf("after a refusal two calls went within %v", took)
		}
		time.Sleep(together)
		p.Throttled()
		if r := p.Rate(); r < 5 || r > 5.5 {
			t.Errorf("after two refusals the rate is %v", r)
		}
		time.Sleep(15 * time.Second)
		if r := p.Rate(); r < 10 || r > 10.5 {
			t.Errorf("a quarter of a minute later the rate is %v", r)
		}
		time.Sleep(time.Hour)
		if r := p.Rate(); r != 20 {
			t.Errorf("an hour later the rate is %v", r)
		}
	})
}

func TestRefusalsTogetherCountOnce(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		p := New(20)
		for range 5 {
			p.Throttled()
		}
		if p.Rate() != 10 {
			t.Errorf("five refusals at once made the rate %v", p.Rate())
		}
	})
}

func TestNeverStops(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		p := New(20)
		for range 50 {
			p.Throttled()
			time.Sleep(together)
		}
		if r := p.Rate(); r < 20.0/slowest {
			t.Errorf("the rate fell to %v", r)
		}
	})
}

func TestCancelled(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		p := New(1)
		calls(t, p, 1)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := p.Wait(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("a cancelled wait says %v", err)
		}
		for range 10 {
			ctx, cancel := context.WithCancel(t.Context())
			soon := time.AfterFunc(time.Millisecond, cancel)
			if err := p.Wait(ctx); !errors.Is(err, context.Canceled) {
				t.Errorf("a wait that is cancelled meanwhile says %v", err)
			}
			soon.Stop()
		}
		if took := calls(t, p, 1); took > time.Second {
			t.Errorf("waits that were cancelled are counted: the next took %v", took)
		}
	})
}

func TestSleepEndsWithItsContext(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		from := time.Now()
		if err := Sleep(ctx, time.Hour); !errors.Is(err, context.DeadlineExceeded) || time.Since(from) != time.Minute {
			t.Errorf("it says %v after %v", err, time.Since(from))
		}
		if err := Sleep(ctx, 0); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("it says %v", err)
		}
		if err := Sleep(t.Context(), time.Hour); err != nil || time.Since(from) != time.Minute+time.Hour {
			t.Errorf("%v after %v", err, time.Since(from))
		}
	})
}

func TestConcurrentUse(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		p := New(1e6)
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				for range 100 {
					_ = p.Wait(t.Context())
					p.Throttled()
					_ = p.Rate()
				}
			})
		}
		all.Wait()
		if r := p.Rate(); r <= 0 || r > 1e6 {
			t.Errorf("the rate is %v", r)
		}
	})
}
