package bulk

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"cognito-tui/cognito"
	"cognito-tui/cognito/remedy"
	"cognito-tui/cognito/routine"
)

// Job makes the changes of a plan, one a user, in the order of the list. Run does
// it; the other methods may be called meanwhile from other goroutines.
type Job struct {
	config  Config
	journal *Journal
	remedy  remedy.Remedy
	changes []cognito.Change // of the items that aren't left out

	mu        sync.Mutex
	changed   *sync.Cond
	next      int   // the first item that no worker has taken
	back      []int // items that were taken and put back, the first first
	inFlight  map[int]bool
	paused    bool
	cause     error // why it is paused; nil where a person did it
	cancelled bool
	fault     error // what stopped the job, so that it can be gone on with
	meter     meter
	seen      []Seen // users read back, for those who show them
}

// Begin begins a job: its journal is on the disk when it returns, and nothing is
// done yet. The very same job, begun earlier and not over, is *AlreadyBegun.
func Begin(c Config, p Plan) (*Job, error) {
	if p.Will() == 0 {
		return nil, fmt.Errorf("there is nobody for whom it would work")
	}
	items, err := p.items()
	if err != nil {
		return nil, err
	}
	journal, err := create(c, p.Spec, items)
	if err != nil {
		return nil, err
	}
	return newJob(c, journal)
}

// Resume goes on with the job of a journal, which must be the one that was shown, of
// the pool that c is connected to. Nothing is done yet when it returns.
func Resume(c Config, path string, shown Spec) (*Job, error) {
	journal, err := Open(path)
	if err != nil {
		return nil, err
	}
	shown.Pool = c.PoolID
	if err := journal.Fits(shown); err != nil {
		journal.Close()
		return nil, err
	}
	return newJob(c, journal)
}

// Close lets go of a job that isn't run: it can be gone on with.
func (j *Job) Close() error { return j.journal.Close() }

// Discard takes back a job that was begun and not run, as if it had never been: its
// journal is removed.
func (j *Job) Discard() error {
	for n := range j.journal.items {
		if s := j.journal.stateOf(n); s == begun || s == ended && j.journal.items[n].LeaveOut == "" {
			return errors.New("something was done already: the job is cancelled, not taken back")
		}
	}
	return j.journal.remove()
}

func newJob(c Config, journal *Journal) (*Job, error) {
	j := &Job{config: c, journal: journal, remedy: remedy.Get(remedy.ID(journal.spec.Remedy)), inFlight: map[int]bool{}}
	j.changed = sync.NewCond(&j.mu)
	decode, ok := kinds[j.remedy.ID]
	if !ok {
		defer journal.Close()
		return nil, fmt.Errorf("the remedy %q isn't offered for many users", journal.spec.Remedy)
	}
	j.changes = make([]cognito.Change, len(journal.items))
	for i, item := range journal.items {
		if item.LeaveOut != "" {
			continue
		}
		change, err := decode(item.Change)
		if err != nil {
			defer journal.Close()
			return nil, fmt.Errorf("the job's journal is damaged: the change of item %d can't be understood", i+1)
		}
		j.changes[i] = change
	}
	return j, nil
}

// Remedy is what the job applies.
func (j *Job) Remedy() remedy.Remedy { return j.remedy }

// Spec is what the job does, and for which list.
func (j *Job) Spec() Spec { return j.journal.spec }

// Run makes the changes until all are made, the job is cancelled, ctx is done, or
// something stops it. The changes in flight are always waited for. Once all is done,
// or the job is cancelled, the result file is written and the job is over. Otherwise
// the error says why not, and Resume goes on with the job.
func (j *Job) Run(ctx context.Context) (Report, error) {
	defer j.journal.Close()
	wake := routine.OnDone(ctx, func() {
		j.mu.Lock()
		defer j.mu.Unlock()
		j.changed.Broadcast()
	})
	defer wake()
	var others routine.Group
	for range max(1, j.config.Workers) - 1 {
		others.Start(func() { j.work(ctx) })
	}
	j.work(ctx)
	others.Wait()
	report := Report{Journal: j.journal.Path()}
	j.mu.Lock()
	fault, how := j.fault, Finished
	if j.cancelled {
		how = Cancelled
	}
	j.mu.Unlock()
	if fault == nil && how == Finished {
		fault = ctx.Err()
	}
	var err error
	if fault == nil {
		if how == Cancelled {
			j.lookOnce(ctx)
		}
		err = j.end(how, &report)
	}
	report.fill(j.journal)
	if fault == nil {
		fault = err
	}
	return report, fault
}

// end writes the result file and says in the journal that the job is over.
func (j *Job) end(how Over, report *Report) error {
	j.hook("before results", -1)
	path, err := j.journal.writeResults()
	if err != nil {
		return err
	}
	report.Results = path
	j.hook("after results", -1)
	if err := j.journal.finish(how, path, j.config.now()); err != nil {
		return fmt.Errorf("the job's journal can't be written; the results are in %s: %w", path, err)
	}
	report.Over, report.Journal = how, j.journal.Path()
	j.hook("after over", -1)
	return nil
}

func (j *Job) hook(point string, n int) {
	if j.config.hook != nil {
		j.config.hook(point, n)
	}
}

// work takes one item after the other.
func (j *Job) work(ctx context.Context) {
	for {
		n, ok := j.take(ctx)
		if !ok {
			return
		}
		j.one(ctx, n)
		j.release(n)
	}
}

// take waits while the job is paused and gives the next item; false where none is
// to be taken any more.
func (j *Job) take(ctx context.Context) (int, bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for {
		switch {
		case j.cancelled || j.fault != nil || ctx.Err() != nil:
			return 0, false
		case j.paused:
		case len(j.back) > 0:
			n := j.back[0]
			j.back = j.back[1:]
			j.inFlight[n] = true
			return n, true
		default:
			for ; j.next < len(j.journal.items); j.next++ {
				if n := j.next; j.journal.stateOf(n) != ended {
					j.next++
					j.inFlight[n] = true
					return n, true
				}
			}
			if len(j.inFlight) == 0 {
				j.changed.Broadcast()
				return 0, false
			}
		}
		j.changed.Wait()
	}
}

// release says that a worker is through with an item.
func (j *Job) release(n int) {
	j.mu.Lock()
	defer j.mu.Unlock()
	delete(j.inFlight, n)
	if j.journal.stateOf(n) == ended {
		j.meter.count(j.config.now())
	}
	j.changed.Broadcast()
}

// again has an item taken once more, after what it needs is there.
func (j *Job) again(n int) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.back = append(j.back, n)
	j.changed.Broadcast()
}
