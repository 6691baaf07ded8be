package bulk

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"cognito-tui/cognito/private"
)

// Summary is a job that isn't over.
type Summary struct {
	Path  string
	Spec  Spec
	Begun time.Time
	Total int // users for whom something is to be done
	Left  int // of them, those for whom it hasn't ended
	// Problem says why the job can't be gone on with; empty where it can.
	Problem string
}

// Unfinished lists the jobs of a pool in a folder that aren't over, the newest
// first. A folder that isn't there has none.
func Unfinished(folder, pool string) ([]Summary, error) {
	var list []Summary
	err := eachUnfinished(folder, pool, func(s Summary, _ *Journal) { list = append(list, s) })
	return list, err
}

// eachUnfinished gives do the jobs that Unfinished lists, each with its journal, which
// is closed; nil where that can't be read.
func eachUnfinished(folder, pool string, do func(Summary, *Journal)) error {
	files, err := os.ReadDir(folder) // by name, which begins with the time
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("the folder of jobs can't be read: %w", err)
	}
	for _, f := range slices.Backward(files) {
		if !strings.HasSuffix(f.Name(), running) {
			continue
		}
		if s, j, of := summary(filepath.Join(folder, f.Name())); of == "" || of == pool {
			do(s, j)
		}
	}
	return nil
}

// summary looks at a journal; of is its pool, empty where that can't be told, and
// "none" where the job is over or never began.
func summary(path string) (s Summary, j *Journal, of string) {
	s.Path = path
	j, err := open(path, private.TryLock)
	var e *notUsable
	switch {
	case errors.As(err, &e) && e.nothing:
		return s, nil, "none"
	case err != nil:
		s.Problem = err.Error()
		if e != nil && e.of != nil {
			s.fill(e.of)
			return s, e.of, s.Spec.Pool
		}
		return s, nil, ""
	}
	defer j.Close()
	s.fill(j)
	return s, j, s.Spec.Pool
}

func (s *Summary) fill(j *Journal) {
	s.Spec, s.Begun, s.Total, s.Left = j.spec, j.begun, j.total, j.left
}

// notUsable says why a journal can't be gone on with.
type notUsable struct {
	why     string
	of      *Journal // as far as it was read; nil where it wasn't
	nothing bool     // there is nothing to go on with: it is over or never began
}

// Error is a sentence.
func (e *notUsable) Error() string { return e.why }

// Open opens the journal of a job that isn't over, for this run alone. A last line
// that was cut short is dropped.
func Open(path string) (*Journal, error) { return open(path, private.Lock) }

func open(path string, take func(string) (*private.Held, error)) (*Journal, error) {
	if _, err := os.Lstat(path); err != nil { // beside nothing no lock is made
		return nil, cantOpen(err)
	}
	lock, locked := take(path)
	f, err := private.OpenFile(path, os.O_RDWR|os.O_APPEND, 0)
	if err != nil {
		lock.Unlock()
		return nil, cantOpen(err)
	}
	j, err := openJournal(f, path, locked)
	if err != nil {
		f.Close()
		lock.Unlock()
		return nil, err
	}
	j.lock = lock
	return j, nil
}

func cantOpen(err error) error {
	if errors.As(err, new(*private.Refused)) {
		return &notUsable{why: "the job's journal isn't used: " + err.Error()}
	}
	return fmt.Errorf("the job's journal can't be opened: %w", err)
}

// openJournal reads a journal; locked is why it isn't for this run alone.
func openJournal(f *os.File, path string, locked error) (*Journal, error) {
	data, err := io.ReadAll(f)
	if err != nil {
		return nil, fmt.Errorf("the job's journal can't be read: %w", err)
	}
	j := &Journal{path: path, file: f}
	whole := data[:bytes.LastIndexByte(data, '\n')+1]
	if err := j.replay(whole); err != nil {
		return nil, err
	}
	if errors.Is(locked, private.ErrLocked) {
		return nil, &notUsable{why: "another run of the program is at this job", of: j}
	}
	if locked != nil {
		return nil, &notUsable{why: "the job's journal can't be locked: " + locked.Error(), of: j}
	}
	if len(whole) < len(data) {
		if err := f.Truncate(int64(len(whole))); err != nil {
			return nil, fmt.Errorf("the job's journal can't be written: %w", err)
		}
	}
	j.size = int64(len(whole))
	return j, nil
}

// replay reads the lines.
func (j *Journal) replay(data []byte) error {
	number := 0
	for line := range bytes.Lines(data) {
		number++
		var r record
		if err := json.Unmarshal(line, &r); err != nil || !j.take(number, r) {
			return &notUsable{why: fmt.Sprintf("the job's journal is damaged in line %d, so it isn't gone on with: look at %s", number,
				j.path)}
		}
	}
	if j.id == "" || len(j.items) < len(j.states) {
		return &notUsable{why: "the job never began", nothing: true}
	}
	if j.over != "" {
		return &notUsable{why: "the job is over", nothing: true}
	}
	return nil
}

// take takes one line; false where it can't stand there.
func (j *Journal) take(number int, r record) bool {
	known := func(n int) bool { return len(j.items) == len(j.states) && n >= 0 && n < len(j.items) }
	switch {
	case number == 1:
		if r.Job == nil || r.Job.Version != version || r.Job.ID == "" || r.Job.Count < 0 || r.Job.Count > maxItems {
			return false
		}
		j.id, j.spec, j.begun = r.Job.ID, r.Job.Spec, r.Job.Begun
		j.states, j.ends = make([]state, r.Job.Count), make([]End, r.Job.Count)
		return true
	case r.Item != nil && len(j.items) < len(j.states):
		j.items = append(j.items, *r.Item)
		j.enter(len(j.items) - 1)
		return true
	case r.Begun != nil && known(r.Begun.N) && j.states[r.Begun.N] != ended:
		j.states[r.Begun.N] = begun
		return true
	case r.Again != nil && known(r.Again.N) && j.states[r.Again.N] != ended:
		j.states[r.Again.N] = waiting
		return true
	case r.End != nil && known(r.End.N):
		j.ended(r.End.N, r.End.End)
		return true
	case r.Over != nil && len(j.items) == len(j.states):
		j.over = r.Over.How
		return true
	}
	return false
}

// maxItems bounds a job, in users.
const maxItems = 1_000_000
