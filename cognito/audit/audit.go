// Package audit keeps the record of what administrators change: a file of JSON
// lines, for its owner's eyes only, that is only ever appended to.
package audit

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"cognito-tui/cognito"
)

// Log appends records to a file. The file is opened for each record, so that one
// that was moved away begins anew and a folder that isn't there yet is made. It is
// safe for concurrent use.
type Log struct {
	path string
	mu   sync.Mutex
}

// New makes a Log of the file at path. It does no I/O.
func New(path string) *Log { return &Log{path: path} }

// Path is where the record is kept.
func (l *Log) Path() string { return l.path }

// Record appends one line and waits until the disk has it. Its error says what
// failed and where.
func (l *Log) Record(r cognito.Record) error {
	line, err := json.Marshal(r)
	if err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.path == "" {
		return errors.New("no file is named for the record of changes; name one with --audit-file")
	}
	if err := l.append(append(line, '\n')); err != nil {
		return fmt.Errorf("the record of changes %s can't be written: %w", l.path, err)
	}
	return nil
}

// append writes a line whole or says that it didn't: of one that was cut short, as
// on a full disk, nothing is left.
func (l *Log) append(line []byte) (err error) {
	if err := os.MkdirAll(filepath.Dir(l.path), 0o700); err != nil {
		return err
	}
	file, err := os.OpenFile(l.path, os.O_RDWR|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return errors.New("it is no regular file")
	}
	if err := ownersOnly(file, info); err != nil {
		return err
	}
	if line, err = afterCut(file, info.Size(), line); err != nil {
		return err
	}
	if _, err := file.Write(line); err != nil {
		return errors.Join(err, file.Truncate(info.Size()))
	}
	return file.Sync()
}

// afterCut begins a new line where the file ends within one, as after a loss of
// power.
func afterCut(file *os.File, size int64, line []byte) ([]byte, error) {
	if size == 0 {
		return line, nil
	}
	last := make([]byte, 1)
	if _, err := file.ReadAt(last, size-1); err != nil {
		return nil, err
	}
	if last[0] != '\n' {
		line = append([]byte{'\n'}, line...)
	}
	return line, nil
}

// ownersOnly takes everybody else's permissions away. Windows has no such
// permissions.
func ownersOnly(file *os.File, info os.FileInfo) error {
	if runtime.GOOS == "windows" || info.Mode().Perm()&0o077 == 0 {
		return nil
	}
	return file.Chmod(0o600)
}
