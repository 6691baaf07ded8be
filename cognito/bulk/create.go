package bulk

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// AlreadyBegun says that the very same job was begun before and isn't over.
type AlreadyBegun struct {
	Path string
	At   time.Time
}

// Error is a sentence.
func (e *AlreadyBegun) Error() string {
	return "the same job was begun at " + e.At.Local().Format("2 Jan 2006 15:04") + " and isn't over: go on with it, or cancel it first"
}

// create begins a journal in a folder, which is made where it isn't there. A job of
// the same remedy for the same list that isn't over is AlreadyBegun.
func create(folder string, spec Spec, items []Item, now time.Time) (*Journal, error) {
	if folder == "" {
		return nil, errors.New("there is no folder to keep the job's journal in, so nothing was done: set HOME")
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, notKept(err)
	}
	earlier, err := Unfinished(folder, spec.Pool)
	if err != nil {
		return nil, err
	}
	for _, s := range earlier {
		if same := s.Spec; same.Remedy == spec.Remedy && same.Group == spec.Group && same.Users == spec.Users {
			return nil, &AlreadyBegun{Path: s.Path, At: s.Begun}
		}
	}
	id := make([]byte, 6)
	rand.Read(id)
	j := &Journal{spec: spec, id: hex.EncodeToString(id), begun: now, items: items, states: make([]state, len(items)), ends: make([]End, len(items))}
	j.path = filepath.Join(folder, now.UTC().Format("20060102-150405")+"-"+spec.Remedy+"-"+j.id+running)
	f, err := os.OpenFile(j.path, os.O_CREATE|os.O_EXCL|os.O_RDWR|os.O_APPEND|openSafely, 0o600)
	if err != nil {
		return nil, notKept(err)
	}
	j.file = f
	if err = lock(f); err == nil {
		err = j.writeHead()
	}
	if err == nil {
		err = syncFolder(folder)
	}
	if err != nil {
		f.Close()
		os.Remove(j.path)
		return nil, notKept(err)
	}
	return j, nil
}

// notKept says why there is no journal, without which nothing is done.
func notKept(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return fmt.Errorf("the job's journal can't be kept at %s, so nothing was done: %w", at.Path, at.Err)
	}
	return fmt.Errorf("the job's journal can't be kept, so nothing was done: %w", err)
}

func (j *Journal) writeHead() error {
	records := []record{{Job: &header{Version: version, ID: j.id, Begun: j.begun, Spec: j.spec, Count: len(j.items)}}}
	for i := range j.items {
		records = append(records, record{Item: &j.items[i]})
		j.enter(i)
	}
	return j.write(records...)
}

// syncFolder has the disk keep a new file's name.
func syncFolder(folder string) error {
	d, err := os.Open(folder)
	if err != nil {
		return err
	}
	_ = d.Sync() // not every system can
	return d.Close()
}
