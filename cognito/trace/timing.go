package trace

import (
	"net/http/httptrace"
	"sync"
	"time"
)

// timing is what net/http tells of one attempt. Its hooks may be called from
// other goroutines, and after the attempt.
type timing struct {
	mu                    sync.Mutex
	asked, had, firstByte time.Time
	reused                bool
	hooks                 httptrace.ClientTrace
}

func newTiming() *timing {
	t := &timing{}
	t.hooks = httptrace.ClientTrace{
		GetConn: func(string) { // once more, where a connection used before turned out to be closed
			t.set(&t.asked)
			t.mu.Lock()
			t.had, t.reused = time.Time{}, false
			t.mu.Unlock()
		},
		GotConn: func(c httptrace.GotConnInfo) {
			t.set(&t.had)
			t.mu.Lock()
			t.reused = c.Reused
			t.mu.Unlock()
		},
		GotFirstResponseByte: func() { t.set(&t.firstByte) },
	}
	return t
}

func (t *timing) set(at *time.Time) {
	now := time.Now()
	t.mu.Lock()
	*at = now
	t.mu.Unlock()
}

// tell writes into e how the attempt came through: answered is when its answer's
// head was there, the zero time where none came.
func (t *timing) tell(e *Entry, answered time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	sent := e.Start
	switch {
	case t.asked.IsZero():
		e.Conn = InProcess
	case t.had.IsZero():
		e.Conn, e.Connect = NoConnection, time.Since(t.asked)
		return
	case t.reused:
		e.Conn, sent = Reused, t.had
	default:
		e.Conn, e.Connect, sent = NewConnection, t.had.Sub(t.asked), t.had
	}
	if answered.IsZero() {
		answered = time.Now()
	}
	if !t.firstByte.IsZero() {
		answered = t.firstByte
	}
	e.Wait = max(0, answered.Sub(sent))
}
