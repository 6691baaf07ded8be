package bulk

import (
	"time"
)

// Progress is how a job stands at one moment.
type Progress struct {
	Total int // users for whom something is to be done
	Ended int // of them
	// Counts are the users by how it ended, those who were left out too.
	Counts map[Result]int
	Paused bool
	Cause  error // why it is paused, where a person didn't do it
	// Cancelling is true until the changes in flight have ended.
	Cancelling bool
	InFlight   int           // users whose changes are being made
	Now        string        // a user whose change is in flight; empty where there is none
	Rate       float64       // users a second lately; 0 where that isn't known yet
	Allowed    float64       // users a second that the pace lets through now
	Left       time.Duration // for those who are left; 0 while it is paused
}

// Progress tells how the job stands.
func (j *Job) Progress() Progress {
	j.mu.Lock()
	defer j.mu.Unlock()
	p := Progress{Counts: map[Result]int{}, Paused: j.paused, Cause: j.cause, Cancelling: j.cancelled,
		Rate: j.meter.rate(j.config.now()), Allowed: j.config.Pace.Rate()}
	j.journal.count(&p)
	p.InFlight = len(j.inFlight)
	first := len(j.journal.items)
	for n := range j.inFlight {
		first = min(first, n)
	}
	if first < len(j.journal.items) {
		p.Now = j.journal.items[first].Name()
	}
	if rate := min(p.Rate, p.Allowed); !p.Paused {
		if p.Rate == 0 {
			rate = p.Allowed
		}
		if rate > 0 {
			p.Left = time.Duration(float64(p.Total-p.Ended) / rate * float64(time.Second))
		}
	}
	return p
}

// count tells the totals.
func (j *Journal) count(p *Progress) {
	j.mu.Lock()
	defer j.mu.Unlock()
	p.Total, p.Ended = j.total, j.total-j.left
	for r, n := range j.counts {
		if n > 0 {
			p.Counts[r] = n
		}
	}
}

// meter measures how many users a second there were lately.
type meter struct {
	times [32]time.Time
	n     int
}

func (m *meter) count(now time.Time) {
	m.times[m.n%len(m.times)] = now
	m.n++
}

func (m *meter) rate(now time.Time) float64 {
	if m.n < 2 {
		return 0
	}
	kept := min(m.n, len(m.times))
	oldest := m.times[(m.n-kept)%len(m.times)]
	if passed := now.Sub(oldest).Seconds(); passed > 0 {
		return float64(kept-1) / passed
	}
	return 0
}

// Report is what came of a run.
type Report struct {
	Over    Over           // empty where the job can be gone on with
	Counts  map[Result]int // users by how it ended; of those still to be done there is none
	Bad     []Outcome      // those who aren't done, nor left out or not begun, in the list's order
	Results string         // the path of the result file; empty where there is none
	Journal string         // the path of the journal
}

// Outcome is how it ended for one user.
type Outcome struct {
	User string // as asked for
	End
}

// fill reads the journal's ends; of a job that is over, those of all users.
func (r *Report) fill(j *Journal) {
	j.mu.Lock()
	defer j.mu.Unlock()
	r.Counts = map[Result]int{}
	for i := range j.items {
		if j.states[i] != ended && r.Over == "" {
			continue
		}
		e := j.endOfItem(i)
		r.Counts[e.Result]++
		if e.Result != Done && e.Result != LeftOut && e.Result != NotDone {
			r.Bad = append(r.Bad, Outcome{j.items[i].Name(), e})
		}
	}
}
