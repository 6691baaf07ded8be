// Package routine starts the goroutines of this module and reports their panics
// to one hook, so that the terminal is restored whichever of them fails: a panic
// that nobody recovers ends the process at once, with the terminal as it was drawn
// and the panic's value, which may hold what was typed, printed on it. Begin with
// OnPanic and Start.
//
// Two things are outside of this. Goroutines that libraries start run their own
// code; where they call ours, Guard is deferred there. And the runtime's fatal
// errors (concurrent map writes, a deadlock, memory that ran out, a stack that
// overflowed) can't be recovered by anybody: they end the process where they happen.
package routine

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// hook is what panics are reported to; nil where they go their own way.
var hook atomic.Pointer[func(Crash)]

// OnPanic has panics of this module's goroutines reported to report, in the place
// of the hook before; nil lets them end the process. It is called on the goroutine
// that failed, perhaps on several at once; the goroutine ends when it returns.
func OnPanic(report func(Crash)) {
	if report == nil {
		hook.Store(nil)
		return
	}
	hook.Store(&report)
}

// Guard, deferred, reports a panic of the function that defers it, and ends the
// panic there. It is for functions that libraries call on goroutines of their own.
func Guard() {
	report := hook.Load()
	if report == nil {
		return
	}
	if value := recover(); value != nil {
		(*report)(crashOf(value))
	}
}

// Start runs fn on a goroutine of its own.
func Start(fn func()) {
	go func() {
		defer Guard()
		fn()
	}()
}

// Group runs functions on goroutines of their own and waits for them. The zero
// Group is ready; it must not be copied.
type Group struct{ wait sync.WaitGroup }

// Start runs fn on a goroutine that Wait waits for.
func (g *Group) Start(fn func()) {
	g.wait.Go(func() {
		defer Guard()
		fn()
	})
}

// Wait returns when all functions have ended, those that panicked too.
func (g *Group) Wait() { g.wait.Wait() }

// After is time.AfterFunc: it runs fn on a goroutine of its own once d is over.
func After(d time.Duration, fn func()) *time.Timer {
	return time.AfterFunc(d, func() {
		defer Guard()
		fn()
	})
}

// OnDone is context.AfterFunc: it runs fn on a goroutine of its own once ctx is
// done. Stop takes that back, and tells whether it was in time.
func OnDone(ctx context.Context, fn func()) (stop func() bool) {
	return context.AfterFunc(ctx, func() {
		defer Guard()
		fn()
	})
}
