package localpool

import (
	"context"
	"net/http"
	"runtime"
	"runtime/debug"
	"sync/atomic"
	"time"
)

// When memory is given back: after a quiet moment, or while calls keep coming
// after some time, if so much more is held than when it was given back last, or so
// much of what was held then has ended. Giving back is a whole collection, so the
// more there is the more must have come or gone.
const (
	quietTime = time.Second
	busyTime  = 5 * time.Second
	minTrim   = 256 << 10 // bytes
	trimShare = 8         // of what was held: one part in so many
	room      = 40 << 20  // bytes that may be held besides before the collector works harder
)

// connBytes is about what a connection holds: its buffers, and its goroutine's stack.
const connBytes = 16 << 10

// bodyBytes is what a request's body may have held besides its connection.
func bodyBytes(r *http.Request) int64 {
	if r.ContentLength >= 0 && r.ContentLength < smallBody {
		return 0
	}
	return maxBody
}

// trimmer gives memory back to the system when a burst is over. Go's own
// collector does so over minutes, and not at all while nothing is called.
type trimmer struct {
	used  chan struct{}
	kept  uint64       // what was held when it was given back last
	ended atomic.Int64 // bytes; of what has ended since

	held     func() uint64 // what is held now
	giveBack func()
}

func newTrimmer() *trimmer {
	return &trimmer{used: make(chan struct{}, 1), held: held, giveBack: giveBack}
}

// use says that something was done, and how many bytes it held until now. What was
// held when memory was given back, such as by slow connections that were quiet for a
// moment, is garbage that held can't tell from it.
func (t *trimmer) use(bytes int64) {
	t.ended.Add(bytes)
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
		if now, much := t.held(), max(minTrim, t.kept/trimShare); now > t.kept+much || uint64(t.ended.Load()) > much {
			t.trim()
		}
	}
}

// trim gives back, and has the collector work harder from then on before much more is
// held: it would let what is held double first.
func (t *trimmer) trim() {
	t.ended.Store(0)
	t.giveBack()
	t.kept = t.held()
	debug.SetMemoryLimit(int64(t.kept) + room)
}

// giveBack collects twice, for what a sync.Pool holds outlives one collection.
func giveBack() {
	runtime.GC()
	debug.FreeOSMemory()
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
