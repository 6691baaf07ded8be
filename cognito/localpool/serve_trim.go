package localpool

import (
	"context"
	"runtime"
	"runtime/debug"
	"time"
)

// When memory is given back: after a quiet moment, or while calls keep coming
// after some time, if so much more is held than when it was given back last. Giving
// back is a whole collection, so the more there is the more must have come.
const (
	quietTime = time.Second
	busyTime  = 5 * time.Second
	minTrim   = 256 << 10 // bytes
	trimShare = 8         // of what was held: one part in so many
	room      = 40 << 20  // bytes that may be held besides before the collector works harder
)

// trimmer gives memory back to the system when a burst is over. Go's own
// collector does so over minutes, and not at all while nothing is called.
type trimmer struct {
	used chan struct{}
	kept uint64 // what was held when it was given back last
}

func newTrimmer() *trimmer { return &trimmer{used: make(chan struct{}, 1)} }

// use says that something was done.
func (t *trimmer) use() {
	select {
	case t.used <- struct{}{}:
	default:
	}
}

// run gives back until ctx ends. It sleeps while nothing is done.
func (t *trimmer) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.used:
		}
		if !t.settled(ctx) {
			return
		}
		if now := held(); now > t.kept+max(minTrim, t.kept/trimShare) {
			t.giveBack()
		}
	}
}

// giveBack collects twice, for what a sync.Pool holds outlives one collection, and
// has the collector work harder from then on before much more is held: it would
// let what is held double first.
func (t *trimmer) giveBack() {
	runtime.GC()
	debug.FreeOSMemory()
	t.kept = held()
	debug.SetMemoryLimit(int64(t.kept) + room)
}

// settled waits for a quiet moment; false means that ctx ended.
func (t *trimmer) settled(ctx context.Context) bool {
	busy := time.NewTimer(busyTime)
	defer busy.Stop()
	for {
		quiet := time.NewTimer(quietTime)
		select {
		case <-ctx.Done():
			quiet.Stop()
			return false
		case <-t.used:
			quiet.Stop()
		case <-quiet.C:
			return true
		case <-busy.C:
			quiet.Stop()
			return true
		}
	}
}

// held is the memory in bytes that the program has of the system.
func held() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.Sys - m.HeapReleased
}
