package localpool

import (
	"context"
	"math"
	"runtime/debug"
	"testing"
	"testing/synctest"
	"time"

	"cognito-tui/cognito/bubble"
)

// TestTrimmer: memory is given back when much more is held, and when much of what was
// held at the last time has ended, and not for less than that: it is a whole
// collection.
func TestTrimmer(t *testing.T) {
	before := debug.SetMemoryLimit(-1)
	defer debug.SetMemoryLimit(before)
	const mebibyte = 1 << 20
	for name, c := range map[string]struct {
		kept, held uint64
		ended      []int64 // bytes of each that ends, in the order
		gives      int
	}{
		"nothing":                         {kept: 4 * mebibyte, held: 4 * mebibyte, ended: []int64{0}},
		"much more is held":               {kept: 4 * mebibyte, held: 5 * mebibyte, ended: []int64{0}, gives: 1},
		"a little more is held":           {kept: 40 * mebibyte, held: 44 * mebibyte, ended: []int64{0}},
		"what was held then has ended":    {kept: 47 * mebibyte, held: 47 * mebibyte, ended: times(1500, connBytes), gives: 1},
		"large bodies have ended":         {kept: 12 * mebibyte, held: 12 * mebibyte, ended: times(largeBodies, maxBody), gives: 1},
		"some of many have ended":         {kept: 700 * mebibyte, held: 700 * mebibyte, ended: times(1500, connBytes)},
		"small calls on one connection":   {kept: 4 * mebibyte, held: 4 * mebibyte, ended: times(10_000, 0)},
		"what was held ended by and by":   {kept: 4 * mebibyte, held: 4 * mebibyte, ended: times(40, connBytes), gives: 1},
		"a few connections of a few ones": {kept: 4 * mebibyte, held: 4 * mebibyte, ended: times(3, connBytes)},
	} {
		t.Run(name, func(t *testing.T) {
			bubble.Run(t, func(t *testing.T) {
				given := 0
				s := newTrimmer()
				s.kept, s.held, s.giveBack = c.kept, func() uint64 { return c.held }, func() { given++; c.held = min(c.held, c.kept) }
				ctx, end := context.WithCancel(context.Background())
				go s.run(ctx)
				for _, bytes := range c.ended {
					s.use(bytes)
				}
				time.Sleep(quietTime + time.Millisecond)
				synctest.Wait()
				if given != c.gives {
					t.Errorf("it gave back %d times, not %d", given, c.gives)
				}
				given = 0
				s.use(0)
				time.Sleep(quietTime + time.Millisecond)
				synctest.Wait()
				if given != 0 {
					t.Errorf("it gave back again, %d times", given)
				}
				end()
			})
		})
	}
	if now := debug.SetMemoryLimit(-1); now == math.MaxInt64 {
		t.Error("the collector doesn't work harder after memory was given back")
	}
}

func times(n int, bytes int64) (list []int64) {
	for range n {
		list = append(list, bytes)
	}
	return list
}
