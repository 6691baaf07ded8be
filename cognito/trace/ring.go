package trace

import (
	"slices"
	"sync"
	"time"
)

// Log is a bounded ring of entries, safe for concurrent use. A nil Log drops
// everything.
type Log struct {
	mu      sync.Mutex
	max     int
	last    int     // ID given last
	entries []Entry // oldest first
	changed chan struct{}
}

// NewLog makes a Log that keeps the newest max entries (at least one).
func NewLog(max int) *Log {
	if max < 1 {
		max = 1
	}
	return &Log{max: max, changed: make(chan struct{}, 1)}
}

// Entries is a copy, oldest first. Attempts in flight have Done false.
func (l *Log) Entries() []Entry {
	if l == nil {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.entries)
}

// maxNote bounds a note, in bytes.
const maxNote = 500

// Note records a line that belongs to no attempt. The caller sees to it that it
// holds no secret.
func (l *Log) Note(text string) {
	if len(text) > maxNote {
		text = text[:maxNote]
	}
	l.add(Entry{Start: time.Now(), Done: true, Note: text})
}

// Changed has a value after entries were added or completed; it never blocks who
// writes, and several changes may give one value.
func (l *Log) Changed() <-chan struct{} {
	if l == nil {
		return nil
	}
	return l.changed
}

// add keeps an entry and gives its ID.
func (l *Log) add(e Entry) int {
	if l == nil {
		return 0
	}
	l.mu.Lock()
	l.last++
	e.ID = l.last
	l.entries = append(l.entries, e)
	if extra := len(l.entries) - l.max; extra > 0 {
		l.entries = slices.Delete(l.entries, 0, extra)
	}
	l.mu.Unlock()
	l.signal()
	return e.ID
}

// update changes the entry with this ID, if it is still kept.
func (l *Log) update(id int, change func(*Entry)) {
	if l == nil {
		return
	}
	l.mu.Lock()
	for i := len(l.entries) - 1; i >= 0; i-- {
		if l.entries[i].ID == id {
			change(&l.entries[i])
			break
		}
	}
	l.mu.Unlock()
	l.signal()
}

func (l *Log) signal() {
	select {
	case l.changed <- struct{}{}:
	default:
	}
}
