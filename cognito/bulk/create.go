package bulk

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"cognito-tui/cognito/clock"
	"cognito-tui/cognito/private"
	"cognito-tui/cognito/random"
	"cognito-tui/cognito/remedy"
)

// AlreadyBegun says that the very same job was begun before and isn't over, or one
// that may not be repeated for some of its users.
type AlreadyBegun struct {
	Path  string
	At    time.Time
	Users int // those whom both are for, where the lists differ; else 0

	clock clock.Clock
}

// Error is a sentence.
func (e *AlreadyBegun) Error() string {
	at := e.clock.Format(e.At, "2 Jan 2006 15:04")
	if e.Users > 0 {
		return fmt.Sprintf(
			"of these users, %d are in another job for the same, begun at %s, that isn't over, and it may not be done twice: go "+
				"on with that job, or cancel it first",
			e.Users, at)
	}
	return "the same job was begun at " + at + " and isn't over: go on with it, or cancel it first"
}

// create begins a journal in c's folder, which is made where it isn't there. A job of
// the same remedy for the same list that isn't over is AlreadyBegun; so is one for some
// of the same users where the remedy may not be repeated, as a message went out or will.
func create(c Config, spec Spec, items []Item) (*Journal, error) {
	folder, now := c.Folder, c.now()
	if folder == "" {
		return nil, fmt.Errorf("%w, so nothing was done", errNoFolder)
	}
	if err := private.Folder(folder); err != nil {
		return nil, notKept(err)
	}
	gate, err := private.Lock(folder) // looked at and made as one: two runs may begin the same
	if err != nil {
		return nil, notKept(err)
	}
	defer gate.Unlock()
	var already *AlreadyBegun
	err = eachUnfinished(folder, spec.Pool, func(s Summary, j *Journal) {
		if already != nil || j == nil || s.Spec.Remedy != spec.Remedy || s.Spec.Group != spec.Group {
			return
		}
		both := 0
		if s.Spec.Users != spec.Users {
			if classes[remedy.ID(spec.Remedy)] == repeatable {
				return
			}
			if both = j.shared(items); both == 0 {
				return
			}
		}
		already = &AlreadyBegun{Path: s.Path, At: s.Begun, Users: both, clock: c.Clock}
	})
	switch {
	case err != nil:
		return nil, err
	case already != nil:
		return nil, already
	}
	j := &Journal{
		spec:   spec,
		id:     hex.EncodeToString(random.Bytes(c.Random, 6)),
		begun:  now,
		items:  items,
		states: make([]state, len(items)),
		ends:   make([]End, len(items)),
	}
	j.path = filepath.Join(folder, now.UTC().Format("20060102-150405")+"-"+spec.Remedy+"-"+j.id+running)
	if err := j.make(); err != nil {
		return nil, notKept(err)
	}
	return j, nil
}

var errNoFolder = errors.New("there is no folder to keep a job's journal in (set HOME)")

// make puts a new journal on the disk, for this run alone.
func (j *Journal) make() (err error) {
	if j.lock, err = private.TryLock(j.path); err != nil {
		return err
	}
	f, err := private.OpenFile(j.path, os.O_CREATE|os.O_EXCL|os.O_RDWR|os.O_APPEND, 0)
	if err != nil {
		j.lock.Remove()
		return err
	}
	j.file = f
	if err := j.writeHead(); err != nil {
		return errors.Join(err, j.remove())
	}
	return nil
}

// Keepable says why no job could be kept in a folder now, so that none would be
// begun; nil where one could. It leaves nothing behind.
func Keepable(folder string) error {
	if folder == "" {
		return errNoFolder
	}
	err := private.FolderWritable(folder)
	if err == nil {
		err = private.Lockable(folder)
	}
	if err != nil {
		return fmt.Errorf("no job's journal can be kept in %s: %w", folder, private.Cause(err))
	}
	return nil
}

// shared counts the users of items for whom j has done it, may have, or is to.
func (j *Journal) shared(items []Item) int {
	mine := map[string]bool{}
	for n, item := range j.items {
		if item.LeaveOut == "" && (j.states[n] != ended || j.ends[n].Result == Done || j.ends[n].Result == Unknown) {
			mine[item.User] = true
		}
	}
	both := 0
	for _, item := range items {
		if item.LeaveOut == "" && mine[item.User] {
			both++
		}
	}
	return both
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
