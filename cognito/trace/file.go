package trace

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"sync"
	"time"

	"cognito-tui/cognito/private"
	"cognito-tui/cognito/trace/redact"
)

// MaxFile is how large a trace file grows, in bytes. Then it stops, with a last
// line that says so: what happened first is what a record is asked for.
const MaxFile = 10 << 20

// File keeps attempts as lines of JSON, each written when the attempt is done.
// A nil File keeps nothing.
type File struct {
	mu      sync.Mutex
	to      io.WriteCloser
	path    string
	left    int64
	size    int64 // of whole lines
	stopped bool
}

// OpenFile makes a trace file that only its owner may read and write, or goes on
// with one. It refuses what package private does, and a file that is full.
func OpenFile(path string) (*File, error) { return openFile(path, MaxFile) }

func openFile(path string, limit int64) (*File, error) {
	f, err := private.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0)
	var refused *private.Refused
	switch {
	case errors.As(err, &refused):
		return nil, refuseFile(path, refused.Why)
	case err != nil:
		return nil, fmt.Errorf("the trace file %s can't be written; name another with --trace-file: %w", path, private.Cause(err))
	}
	info, err := f.Stat()
	var problem string
	switch {
	case err != nil:
		problem = "it can't be looked at"
	case info.Size() > limit-lastLine:
		problem = fmt.Sprintf("it has reached its %d MB", limit>>20)
	}
	if problem != "" {
		f.Close()
		return nil, refuseFile(path, problem)
	}
	return &File{to: f, path: path, left: limit - info.Size(), size: info.Size()}, nil
}

func refuseFile(path, problem string) error {
	return fmt.Errorf("the trace file %s isn't used: %s; name another with --trace-file", path, problem)
}

// Close ends the file.
func (f *File) Close() error {
	if f == nil {
		return nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.stopped = true
	return f.to.Close()
}

// lastLine is the room kept for the line that ends a full file, in bytes.
const lastLine = 200

// write adds the line of an attempt. A fault is told as a note and ends the file;
// the call knows nothing of it.
func (f *File) write(e *Entry, log *Log) {
	if f == nil || e == nil {
		return
	}
	line, err := json.Marshal(lineOf(e))
	if err != nil { // no attempt has a form that can't be written
		return
	}
	f.mu.Lock()
	note := f.add(append(line, '\n'))
	f.mu.Unlock()
	if note != "" {
		log.Note(note)
	}
}

// add writes one line, and says what stopped it.
func (f *File) add(line []byte) (note string) {
	if f.stopped {
		return ""
	}
	if int64(len(line)) > f.left-lastLine {
		f.stopped = true
		full, _ := json.Marshal(map[string]any{"start": time.Now(), "note": "the file is full; later calls aren't in it"})
		if _, err := f.to.Write(append(full, '\n')); err != nil {
			return "The trace file can't be written: " + private.Cause(err).Error() + ". Later calls aren't in it."
		}
		return "The trace file is full. Later calls aren't in it: name another with --trace-file."
	}
	n, err := f.to.Write(line)
	f.left -= int64(n)
	if err == nil {
		f.size += int64(n)
	} else {
		f.stopped = true
		f.dropHalf(int64(n))
		return "The trace file can't be written: " + private.Cause(err).Error() + ". Later calls aren't in it."
	}
	return ""
}

// dropHalf takes away what a write left of a line, unless another run has written
// to the file too.
func (f *File) dropHalf(n int64) {
	whole, ok := f.to.(interface {
		Truncate(int64) error
		Stat() (fs.FileInfo, error)
	})
	if !ok || n <= 0 {
		return
	}
	if info, err := whole.Stat(); err == nil && info.Size() == f.size+n {
		_ = whole.Truncate(f.size)
	}
}

// line is one attempt in the file; durations are in milliseconds.
type line struct {
	Start        time.Time     `json:"start"`
	Op           string        `json:"operation"`
	About        string        `json:"about,omitempty"`
	Attempt      int           `json:"attempt"`
	Endpoint     string        `json:"endpoint"`
	Signed       bool          `json:"signed"`
	Status       int           `json:"status,omitempty"`
	Code         string        `json:"exception,omitempty"`
	Trigger      string        `json:"trigger,omitempty"`
	Fault        string        `json:"fault,omitempty"`
	RequestID    string        `json:"requestId,omitempty"`
	Duration     millis        `json:"duration"`
	Conn         string        `json:"connection"`
	Connect      millis        `json:"connect"`
	Wait         millis        `json:"wait"`
	Read         millis        `json:"read"`
	RequestSize  int64         `json:"requestSize"`
	ResponseSize *int64        `json:"responseSize,omitempty"`
	Skew         *float64      `json:"clockSkewSeconds,omitempty"`
	Request      *redact.Value `json:"request"`
	Response     *redact.Value `json:"response"`
}

// millis are written as a number of milliseconds.
type millis time.Duration

// MarshalJSON writes three digits after the point.
func (m millis) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%.3f", float64(m)/float64(time.Millisecond))
	return b.Bytes(), nil
}

func lineOf(e *Entry) line {
	l := line{Start: e.Start, Op: e.Op, About: e.About, Attempt: e.Attempt, Endpoint: e.Endpoint, Signed: e.Signed,
		Status: e.Status, Code: e.Code, Trigger: e.Trigger, Fault: e.Fault, RequestID: e.RequestID, Conn: e.Conn.String(),
		Duration: millis(e.Duration), Connect: millis(e.Connect), Wait: millis(e.Wait), Read: millis(e.Read),
		RequestSize: e.RequestSize, Request: &e.Request, Response: &e.Response}
	if e.ResponseSize >= 0 {
		l.ResponseSize = &e.ResponseSize
	}
	if e.Dated {
		seconds := e.Skew.Seconds()
		l.Skew = &seconds
	}
	return l
}
