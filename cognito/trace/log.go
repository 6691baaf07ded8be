// Package trace records every HTTP attempt made to the service, holding only
// what may be shown: names, numbers, identifiers, and of bodies what package
// redact lets through. New wraps a transport; Log is what the calls panel reads;
// File keeps the same on disk.
package trace

import (
	"time"

	"cognito-tui/cognito/trace/redact"
)

// Entry is one attempt of one call, or a note of the SDK's logger (Op empty).
type Entry struct {
	ID        int
	Op        string        // operation, as in X-Amz-Target; "GET jwks.json" and the like for other requests
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

	Endpoint string // host and path, without the query
	Signed   bool   // with AWS credentials
	Conn     Conn
	// What Duration is made of. Connect is 0 but for a new connection; what is
	// left over is the client's own work.
	Connect, Wait, Read time.Duration
	// RequestSize and ResponseSize are of the bodies, in bytes, as far as they were
	// read; ResponseSize is -1 where no answer was.
	RequestSize, ResponseSize int64
	// Skew is how far the service's clock was ahead by the answer's Date header, to
	// the second; Dated tells that there was one.
	Skew  time.Duration
	Dated bool
	// Request and Response are the bodies, redacted. Response is Null until the
	// answer was read.
	Request, Response redact.Value
	// Refusal is what the reader of Log.Reads made of an exception; nil where there was
	// none, or no reader. Trigger is the Lambda trigger that its text names.
	Refusal any
	Trigger string
}

// Conn is how an attempt reached the service.
type Conn int

// The ways to reach it.
const (
	ConnUnknown   Conn = iota // not told yet
	InProcess                 // no connection was asked for
	NewConnection             // Connect is DNS, TCP and TLS
	Reused
	NoConnection // asked for, and not had
)

var connWords = [...]string{"on its way", "in process", "new connection", "connection used before", "no connection"}

// String is the way in words.
func (c Conn) String() string { return connWords[c] }
