package bulk

import (
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"cognito-tui/cognito/private"
)

// Journal is the file of a job, of JSON lines: what the job does and for whom, then
// a line before and one after each change. Each line is on the disk before the job
// goes on. It holds no secret, and only its owner may read it. It is safe for
// concurrent use.
type Journal struct {
	spec  Spec
	id    string
	begun time.Time
	items []Item

	mu     sync.Mutex
	path   string
	file   file
	lock   *private.Held // on the file beside, while the journal is open
	size   int64         // of whole lines
	states []state
	ends   []End // of the items in state ended
	total  int   // items for which something is to be done
	left   int   // of them, those that haven't ended
	counts map[Result]int
	over   Over
	broken error // of an earlier write
}

// Over is how a job ended as a whole; empty while it hasn't.
type Over string

// The ends of a job.
const (
	Finished  Over = "finished"
	Cancelled Over = "cancelled"
)

// state is how far it is with one item.
type state byte

const (
	waiting state = iota
	begun         // the change may have been made
	ended
)

// file is what a journal writes to.
type file interface {
	Write([]byte) (int, error)
	Sync() error
	Truncate(int64) error
	Close() error
}

// record is one line.
type record struct {
	Job   *header   `json:"job,omitempty"`
	Item  *Item     `json:"item,omitempty"`
	Begun *step     `json:"begun,omitempty"`
	Again *step     `json:"again,omitempty"` // it was begun and certainly not done
	End   *endOf    `json:"end,omitempty"`
	Over  *overWith `json:"over,omitempty"`
}

type header struct {
	Version int       `json:"version"`
	ID      string    `json:"id"`
	Begun   time.Time `json:"begun"`
	Spec
	Count int `json:"count"` // of the items that follow
}

type step struct {
	N    int       `json:"n"` // of the items, from 0
	Time time.Time `json:"time"`
	Why  string    `json:"why,omitempty"`
}

type endOf struct {
	N int `json:"n"`
	End
}

type overWith struct {
	How     Over      `json:"how"`
	Results string    `json:"results,omitempty"` // the path of the result file
	Time    time.Time `json:"time"`
}

const (
	version = 1
	// running and over end the names of journals.
	running, done = ".job.jsonl", ".done.jsonl"
)

// enter takes an item that nothing was done for yet.
func (j *Journal) enter(n int) {
	if why := j.items[n].LeaveOut; why != "" {
		j.ended(n, End{Result: LeftOut, Reason: why})
		return
	}
	j.total++
	j.left++
}

// ended takes the end of an item; a later one counts in its place.
func (j *Journal) ended(n int, e End) {
	if j.counts == nil {
		j.counts = map[Result]int{}
	}
	if j.states[n] == ended {
		j.counts[j.ends[n].Result]--
	} else if j.items[n].LeaveOut == "" {
		j.left--
	}
	j.states[n], j.ends[n] = ended, e
	j.counts[e.Result]++
}

// write puts lines on the disk, whole or not at all. After a failure nothing more is
// written.
func (j *Journal) write(records ...record) error {
	if j.broken != nil {
		return j.broken
	}
	var lines []byte
	for _, r := range records {
		line, err := json.Marshal(r)
		if err != nil {
			return err
		}
		lines = append(append(lines, line...), '\n')
	}
	n, err := j.file.Write(lines)
	if err == nil {
		err = j.file.Sync()
	}
	if err != nil {
		if n > 0 {
			_ = j.file.Truncate(j.size) // else the half line is dropped when it is read
		}
		j.broken = err
		return err
	}
	j.size += int64(len(lines))
	return nil
}

// beginItem notes that the change of an item is about to be made.
func (j *Journal) beginItem(n int, now time.Time) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if err := j.write(record{Begun: &step{N: n, Time: now}}); err != nil {
		return err
	}
	j.states[n] = begun
	return nil
}

// putBack notes that the change of an item, begun before, was certainly not made.
func (j *Journal) putBack(n int, why string, now time.Time) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if err := j.write(record{Again: &step{N: n, Time: now, Why: why}}); err != nil {
		return err
	}
	j.states[n] = waiting
	return nil
}

// endItem notes how it ended for an item. What is known stays known to this run
// where it can't be written.
func (j *Journal) endItem(n int, e End) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	err := j.write(record{End: &endOf{n, e}})
	j.ended(n, e)
	return err
}

// finish ends the job, after its result file is written; the journal takes a name
// that is no longer looked for.
func (j *Journal) finish(how Over, results string, now time.Time) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if err := j.write(record{Over: &overWith{how, results, now}}); err != nil {
		return err
	}
	j.over = how
	_ = j.file.Close()
	if to := renamed(j.path); private.Rename(j.path, to) == nil {
		j.path = to
	}
	j.lock.Remove()
	return nil
}

func renamed(path string) string { return path[:len(path)-len(running)] + done }

// Close lets go of the journal; the job can be gone on with.
func (j *Journal) Close() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.over != "" {
		return nil
	}
	defer j.lock.Unlock()
	return j.file.Close()
}

// remove takes the journal away, as if it had never been.
func (j *Journal) remove() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	_ = j.file.Close() // Windows removes none that is open
	err := private.Remove(j.path)
	j.lock.Remove()
	return err
}

// Path is where the journal is.
func (j *Journal) Path() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.path
}

// Spec is what the job does.
func (j *Journal) Spec() Spec { return j.spec }

// Fits says why a journal isn't of a job: of another pool, remedy or group, or, where
// s.Users isn't empty, of another list of users.
func (j *Journal) Fits(s Spec) error {
	switch {
	case j.spec.Pool != s.Pool:
		return fmt.Errorf("the job is of the pool %s: connect to that to go on with it", j.spec.Pool)
	case j.spec.Remedy != s.Remedy:
		return fmt.Errorf("the job applies the remedy %q, not %q", j.spec.Remedy, s.Remedy)
	case j.spec.Group != s.Group:
		return fmt.Errorf("the job is about the group %q, not %q", j.spec.Group, s.Group)
	case s.Users != "" && j.spec.Users != s.Users:
		return errors.New("the job was begun with another list of users")
	}
	return nil
}
