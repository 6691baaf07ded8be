// Package trace records every HTTP attempt made to the service, holding only
// what may be shown: names, numbers and identifiers, never a body. New wraps a
// transport; Log is what the calls panel reads.
package trace

import "time"

// Entry is one attempt of one call, or a note of the SDK's logger (Op empty).
type Entry struct {
	ID        int
	Op        string        // operation, as in X-Amz-Target
	About     string        // what About said of the call; empty where it didn't
	Attempt   int           // 1 for the first
	Start     time.Time     // local time
	Duration  time.Duration // until the answer's body was read; 0 while in flight
	Done      bool
	Status    int    // HTTP status, 0 where no answer came
	Code      string // exception without namespace; empty on success
	RequestID string
	Fault     string // transport fault in words, where no answer came
	Note      string // an SDK log line
}
