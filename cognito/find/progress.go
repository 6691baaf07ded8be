package find

import (
	"time"

	"cognito-tui/cognito"
)

// Progress is how far a Run has come.
type Progress struct {
	Stage     Stage
	Attribute string // what is asked about, while Asking
	Read      int    // users that the service gave, over all asks
	Meant     int    // of them the ones that were meant; somebody may be counted more than once
	Estimated int    // how many there are to read, about; 0 where that isn't known
	PerSecond int    // users read a second, of late
	// Waiting is more than zero where the service said that the calls are too many: the
	// next Step waits so long and goes on where it was.
	Waiting time.Duration
	Again   bool // the place in the list had expired: it is read from its beginning
}

// Stage is what a Run does.
type Stage int

// The stages of a Run.
const (
	Asking  Stage = iota // filters, one after the other
	Reading              // every user
	Done
)

// Progress is how far it has come.
func (r *Run) Progress() Progress {
	p := r.progress
	p.PerSecond, p.Waiting = r.rate.perSecond(), r.wait
	switch {
	case r.over:
		p.Stage, p.Waiting = Done, 0
	case r.at >= len(r.plan.Asks):
		p.Stage, p.Estimated = Reading, r.options.Estimated
	default:
		f := r.plan.Asks[r.at].Filter
		p.Attribute = f.Attribute
		if f == (cognito.Filter{}) {
			p.Stage, p.Estimated = Reading, r.options.Estimated
		}
	}
	return p
}
