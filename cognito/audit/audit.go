// Package audit keeps the record of what administrators change: a file of JSON
// lines, for its owner's eyes only, that is only ever appended to.
package audit

import (
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	"cognito-tui/cognito"
	"cognito-tui/cognito/private"
)

// Log appends records to a file, which other runs of the program may append to as
// well. The file is opened for each record, so that one that was moved away begins
// anew and a folder that isn't there yet is made. It is safe for concurrent use.
type Log struct {
	path string
	mu   sync.Mutex
}

// New makes a Log of the file at path. It does no I/O.
func New(path string) *Log { return &Log{path: path} }

// Path is where the record is kept.
func (l *Log) Path() string { return l.path }

// Record appends one line and waits until the disk has it: then it is acknowledged,
// and of one that isn't nothing is left. Its error says what failed and where.
func (l *Log) Record(r cognito.Record) error {
	line, err := json.Marshal(r)
	if err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.path == "" {
		return errNowhere
	}
	return l.told(private.Append(l.path, append(line, '\n')))
}

// Writable says, as Record does, why nothing could be recorded now; nil where it
// could. It writes nothing.
func (l *Log) Writable() error {
	if l.path == "" {
		return errNowhere
	}
	return l.told(private.Appendable(l.path))
}

var errNowhere = errors.New("no file is named for the record of changes; name one with --audit-file")

// told says which file it is about, and what to do about one that isn't used.
func (l *Log) told(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.As(err, new(*private.Refused)):
		return fmt.Errorf("the record of changes %s isn't used: %w; name another with --audit-file", l.path, err)
	}
	return fmt.Errorf("the record of changes %s can't be written: %w", l.path, private.Cause(err))
}
