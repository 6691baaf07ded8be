package localpool

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
)

// faults holds what was armed by hand, for each operation. Fail, Delay and Hold
// apply before the operation acts, DropAnswer after it.
type faults struct {
	mu     sync.Mutex
	fails  map[string][]failure
	delays map[string][]delay
	drops  map[string]int
	holds  map[string][]*hold
}

type failure struct {
	left               int
	exception, message string
}

type delay struct {
	left int
	d    time.Duration
}

type hold struct {
	once sync.Once
	done chan struct{}
}

func (h *hold) release() { h.once.Do(func() { close(h.done) }) }

func (f *faults) clear() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, list := range f.holds {
		for _, h := range list {
			h.release()
		}
	}
	f.fails, f.delays = map[string][]failure{}, map[string][]delay{}
	f.drops, f.holds = map[string]int{}, map[string][]*hold{}
}

// Fail makes the next n calls of op answer this exception (its full name)
// without acting; an empty message stands for the service's usual text. As in
// the service, one fault does act: a SignUp refused for the daily email limit
// (LimitExceededException with a message that begins "Exceeded daily email
// limit") makes the user, to whom nothing is sent.
// Exceptions of the server are answered with HTTP 500, all others with 400.
func (s *Server) Fail(op string, n int, exception, message string) {
	if n <= 0 {
		return
	}
	if message == "" {
		message = s.usualText(op, exception)
	}
	f := &s.faults
	f.mu.Lock()
	f.fails[op] = append(f.fails[op], failure{n, exception, message})
	f.mu.Unlock()
	s.change()
}

// Delay makes the next n calls of op wait d before they act. A cancelled call
// doesn't act.
func (s *Server) Delay(op string, n int, d time.Duration) {
	if n <= 0 || d <= 0 {
		return
	}
	f := &s.faults
	f.mu.Lock()
	f.delays[op] = append(f.delays[op], delay{n, d})
	f.mu.Unlock()
	s.change()
}

// DropAnswer lets the next n calls of op act and then breaks the connection.
func (s *Server) DropAnswer(op string, n int) {
	if n <= 0 {
		return
	}
	f := &s.faults
	f.mu.Lock()
	f.drops[op] += n
	f.mu.Unlock()
	s.change()
}

// Hold makes every call of op wait, before it acts, until release is called;
// release may be called more than once. ClearFaults and Reset release too.
func (s *Server) Hold(op string) (release func()) {
	h := &hold{done: make(chan struct{})}
	f := &s.faults
	f.mu.Lock()
	f.holds[op] = append(f.holds[op], h)
	f.mu.Unlock()
	s.change()
	return func() {
		f.mu.Lock()
		f.holds[op] = slices.DeleteFunc(f.holds[op], func(x *hold) bool { return x == h })
		f.mu.Unlock()
		h.release()
		s.change()
	}
}

// ClearFaults disarms every fault and releases every held call.
func (s *Server) ClearFaults() {
	s.faults.clear()
	s.change()
}

// Faults says in words what is armed, sorted.
func (s *Server) Faults() []string {
	f := &s.faults
	f.mu.Lock()
	defer f.mu.Unlock()
	var words []string
	for op, list := range f.fails {
		for _, x := range list {
			words = append(words, fmt.Sprintf("%s: the next %s answered %s", op, calls(x.left, "is", "are"), x.exception))
		}
	}
	for op, list := range f.delays {
		for _, x := range list {
			words = append(words, fmt.Sprintf("%s: the next %s %s", op, calls(x.left, "waits", "wait"), x.d))
		}
	}
	for op, n := range f.drops {
		words = append(words, fmt.Sprintf("%s: the next %s the answer", op, calls(n, "loses", "lose")))
	}
	for op, list := range f.holds {
		if len(list) > 0 {
			words = append(words, op+": held")
		}
	}
	slices.Sort(words)
	return words
}

func calls(n int, one, many string) string {
	if n == 1 {
		return "call " + one
	}
	return fmt.Sprintf("%d calls %s", n, many)
}

// before waits and fails as was armed for op, and tells whether that used
// something up. Its error is a refusal, or the context's when the caller gave up.
func (f *faults) before(ctx context.Context, op string) (used bool, err error) {
	d, held, fail := f.take(op)
	used = d > 0 || fail != nil
	if d > 0 {
		timer := time.NewTimer(d)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-ctx.Done():
			return used, ctx.Err()
		}
	}
	for _, h := range held {
		select {
		case <-h.done:
		case <-ctx.Done():
			return used, ctx.Err()
		}
	}
	return used, fail
}

// overMailQuota tells the one fault after which the user exists anyway.
// Source: AWS API reference, SignUp.
func overMailQuota(op string, err error) bool {
	var r *refusal
	return op == "SignUp" && errors.As(err, &r) && r.code == "LimitExceededException" &&
		strings.HasPrefix(r.message, "Exceeded daily email limit")
}

// take uses up one of each fault armed for op.
func (f *faults) take(op string) (d time.Duration, held []*hold, fail error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if list := f.delays[op]; len(list) > 0 {
		d = list[0].d
		if list[0].left--; list[0].left == 0 {
			f.delays[op] = list[1:]
		}
	}
	if list := f.fails[op]; len(list) > 0 {
		fail = refuse(list[0].exception, "%s", list[0].message)
		if list[0].left--; list[0].left == 0 {
			f.fails[op] = list[1:]
		}
	}
	return d, slices.Clone(f.holds[op]), fail
}

// drop tells whether the answer of this call of op is to be lost.
func (f *faults) drop(op string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.drops[op] == 0 {
		return false
	}
	if f.drops[op]--; f.drops[op] == 0 {
		delete(f.drops, op)
	}
	return true
}
