package pace

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"
)

// clocked is a pace on a clock that only sleeping moves.
type clocked struct {
	*Pace
	time time.Time
	rest []time.Duration // how long each Wait slept
}

func newClocked(perSecond float64) *clocked {
	c := &clocked{Pace: New(perSecond), time: time.Unix(1000, 0)}
	c.now = func() time.Time { return c.time }
	c.sleep = func(ctx context.Context, d time.Duration) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		c.rest = append(c.rest, d)
		c.time = c.time.Add(d)
		return nil
	}
	return c
}

// calls makes n calls one after the other and tells how long they took.
func (c *clocked) calls(t *testing.T, n int) time.Duration {
	t.Helper()
	from := c.time
	for range n {
		if err := c.Wait(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	return c.time.Sub(from)
}

func near(got, want time.Duration) bool { return (got - want).Abs() <= want/20 }

func TestBound(t *testing.T) {
	c := newClocked(0)
	if c.Rate() != Default {
		t.Errorf("the rate is %v", c.Rate())
	}
	if took := c.calls(t, Default/burst); took != 0 {
		t.Errorf("the first calls waited %v", took)
	}
	if took := c.calls(t, 100); !near(took, 5*time.Second) {
		t.Errorf("100 calls took %v at 20 a second", took)
	}
}

func TestThrottledHalvesAndRecovers(t *testing.T) {
	c := newClocked(20)
	c.Throttled()
	if c.Rate() != 10 {
		t.Errorf("after one refusal the rate is %v", c.Rate())
	}
	if took := c.calls(t, 2); took < 150*time.Millisecond {
		t.Errorf("after a refusal two calls went within %v", took)
	}
	c.time = c.time.Add(together)
	c.Throttled()
	if r := c.Rate(); r < 5 || r > 5.5 {
		t.Errorf("after two refusals the rate is %v", r)
	}
	c.time = c.time.Add(15 * time.Second)
	if r := c.Rate(); r < 10 || r > 10.5 {
		t.Errorf("a quarter of a minute later the rate is %v", r)
	}
	c.time = c.time.Add(time.Hour)
	if r := c.Rate(); r != 20 {
		t.Errorf("an hour later the rate is %v", r)
	}
}

func TestRefusalsTogetherCountOnce(t *testing.T) {
	c := newClocked(20)
	for range 5 {
		c.Throttled()
	}
	if c.Rate() != 10 {
		t.Errorf("five refusals at once made the rate %v", c.Rate())
	}
}

func TestNeverStops(t *testing.T) {
	c := newClocked(20)
	for range 50 {
		c.Throttled()
		c.time = c.time.Add(together)
	}
	if r := c.Rate(); r < 20.0/slowest {
		t.Errorf("the rate fell to %v", r)
	}
}

func TestCancelled(t *testing.T) {
	c := newClocked(1)
	c.calls(t, 1)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := c.Wait(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled wait says %v", err)
	}
	c.sleep = func(context.Context, time.Duration) error { return context.Canceled }
	for range 10 {
		if err := c.Wait(t.Context()); !errors.Is(err, context.Canceled) {
			t.Errorf("a wait that is cancelled meanwhile says %v", err)
		}
	}
	c.sleep = func(_ context.Context, d time.Duration) error {
		c.time = c.time.Add(d)
		return nil
	}
	if took := c.calls(t, 1); took > time.Second {
		t.Errorf("waits that were cancelled are counted: the next took %v", took)
	}
}

func TestSleepEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := sleep(ctx, time.Hour); !errors.Is(err, context.Canceled) {
		t.Errorf("it says %v", err)
	}
	if err := sleep(t.Context(), time.Nanosecond); err != nil {
		t.Error(err)
	}
}

func TestConcurrentUse(t *testing.T) {
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
}
