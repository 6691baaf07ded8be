package localpool

import (
	"fmt"
	"io"
	"sync/atomic"
	"time"

	"cognito-tui/cognito/routine"
)

// toldAhead is how many lines wait for whoever reads standard error.
const toldAhead = 1000

// teller writes lines to standard error and keeps no call waiting for it: where
// nobody reads them, those that come when too many wait are left out, and their
// number is told.
type teller struct {
	lines   chan string
	lost    atomic.Int64
	ending  chan struct{}
	written chan struct{}
}

func newTeller(w io.Writer) *teller {
	t := &teller{lines: make(chan string, toldAhead), ending: make(chan struct{}), written: make(chan struct{})}
	routine.Start(func() {
		defer close(t.written)
		t.write(w)
	})
	return t
}

// tell takes a line, which ends in a line break.
func (t *teller) tell(line string) {
	select {
	case t.lines <- line:
	default:
		t.lost.Add(1)
	}
}

func (t *teller) write(w io.Writer) {
	for {
		select {
		case line := <-t.lines:
			t.put(w, line)
			continue
		default:
		}
		select {
		case line := <-t.lines:
			t.put(w, line)
		case <-t.ending:
			return
		}
	}
}

func (t *teller) put(w io.Writer, line string) {
	if n := t.lost.Swap(0); n > 0 {
		fmt.Fprintf(w, "%d lines were left out: they were not read in time.\n", n)
	}
	_, _ = io.WriteString(w, line) // nobody is left to tell of it
}

// end waits until what was told is written, but for no more than graceTime.
func (t *teller) end() {
	close(t.ending)
	select {
	case <-t.written:
	case <-time.After(graceTime):
	}
}
