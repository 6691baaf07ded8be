package trace

import (
	"sync"
	"time"

	"cognito-tui/cognito/trace/redact"
)

// maxBodies bounds the memory of the bodies kept, in bytes: those of the oldest
// attempts are dropped first.
const maxBodies = 8 << 20

// Log is a bounded ring of entries, safe for concurrent use. A nil Log drops
// everything. IDs count up from 1 without a gap, so that an entry is found by
// arithmetic.
type Log struct {
	mu      sync.Mutex
	max     int
	ring    []*Entry // ID n is at (n-1) % max; an Entry is never changed, only replaced
	last    int      // ID given last
	bodies  int      // bytes of the bodies kept
	bodied  int      // the oldest ID that may still have bodies
	shared  []*Entry // what Snapshot gave last; nil after a change
	file    *File
	reader  Reader
	changed chan struct{}
}

// NewLog makes a Log that keeps the newest max entries (at least one).
func NewLog(max int) *Log {
	if max < 1 {
		max = 1
	}
	return &Log{max: max, bodied: 1, changed: make(chan struct{}, 1)}
}

// Keep writes every attempt to a file too, once it is done. It is called before
// the first.
func (l *Log) Keep(f *File) { l.file = f }

// Reader reads what an exception says, from the operation, the exception's name, the
// HTTP status and the two bodies. What it gives is kept, so that it may hold nothing
// of them that isn't to be shown.
type Reader func(op, code string, status int, request, response []byte) (refusal any, trigger string)

// Reads sets what reads exceptions from now on.
func (l *Log) Reads(r Reader) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.reader = r
}

// refusal has an exception read.
func (l *Log) refusal(op, code string, status int, request, response []byte) (refusal any, trigger string) {
	l.mu.Lock()
	read := l.reader
	l.mu.Unlock()
	if read == nil || op == "" || code == "" {
		return nil, ""
	}
	return read(op, code, status, request, response)
}

// Snapshot is all entries, oldest first, as they are now. Neither the list nor an
// entry may be changed: it is shared until the next change.
func (l *Log) Snapshot() []*Entry {
	if l == nil {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.shared == nil {
		l.shared = make([]*Entry, 0, len(l.ring))
		for id := l.first(); id <= l.last; id++ {
			l.shared = append(l.shared, *l.at(id))
		}
	}
	return l.shared
}

// Entries is a copy of all entries, oldest first. Attempts in flight have Done
// false.
func (l *Log) Entries() []Entry {
	var all []Entry
	for _, e := range l.Snapshot() {
		all = append(all, *e)
	}
	return all
}

// Newest is the entry made last; nil where there is none.
func (l *Log) Newest() *Entry {
	if l == nil {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.last == 0 {
		return nil
	}
	return *l.at(l.last)
}

// Get is the entry of this ID as it is now; nil where it isn't kept any more.
func (l *Log) Get(id int) *Entry {
	if l == nil {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if id < l.first() || id > l.last {
		return nil
	}
	return *l.at(id)
}

// maxNote bounds a note, in bytes.
const maxNote = 500

// Note records a line that belongs to no attempt. The caller sees to it that it
// holds no secret.
func (l *Log) Note(text string) {
	if len(text) > maxNote {
		text = text[:maxNote]
	}
	l.add(&Entry{Start: time.Now(), Done: true, Note: text})
}

// Changed has a value after entries were added or completed; it never blocks who
// writes, and several changes may give one value.
func (l *Log) Changed() <-chan struct{} {
	if l == nil {
		return nil
	}
	return l.changed
}

// first is the oldest ID kept. It and at are called with the lock held.
func (l *Log) first() int { return l.last - len(l.ring) + 1 }

func (l *Log) at(id int) **Entry { return &l.ring[(id-1)%l.max] }

// add keeps an entry and gives its ID.
func (l *Log) add(e *Entry) int {
	if l == nil {
		return 0
	}
	l.mu.Lock()
	l.last++
	e.ID = l.last
	if len(l.ring) < l.max {
		l.ring = append(l.ring, e)
	} else {
		l.bodies -= bodySize(*l.at(e.ID)) // of the one that it takes the place of
		*l.at(e.ID) = e
	}
	l.weigh(bodySize(e))
	l.mu.Unlock()
	l.signal()
	return e.ID
}

// update changes the entry with this ID, if it is still kept, and gives it.
func (l *Log) update(id int, change func(*Entry)) *Entry {
	if l == nil {
		return nil
	}
	l.mu.Lock()
	defer l.signal()
	defer l.mu.Unlock()
	if id < l.first() || id > l.last {
		return nil
	}
	at := l.at(id)
	e := **at
	change(&e)
	grown := bodySize(&e) - bodySize(*at)
	*at = &e
	l.bodied = min(l.bodied, id)
	l.weigh(grown)
	return &e
}

// dropped stands for the bodies of attempts that were dropped.
var dropped = redact.Value{Kind: redact.Hidden, Text: "no longer kept: newer calls needed the room"}

// weigh takes note of bodies that came in, and drops the oldest where they are
// too many. The newest keeps its own.
func (l *Log) weigh(grown int) {
	l.shared = nil
	l.bodies += grown
	for l.bodied = max(l.bodied, l.first()); l.bodies > maxBodies && l.bodied < l.last; l.bodied++ {
		at := l.at(l.bodied)
		if !(*at).Done || (*at).Op == "" {
			continue
		}
		e := **at
		l.bodies -= bodySize(&e)
		e.Request, e.Response = dropped, dropped
		l.bodies += bodySize(&e)
		*at = &e
	}
}

func bodySize(e *Entry) int {
	if e.Op == "" {
		return 0
	}
	return e.Request.Size() + e.Response.Size()
}

func (l *Log) signal() {
	select {
	case l.changed <- struct{}{}:
	default:
	}
}
