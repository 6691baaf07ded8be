package bulk

import (
	"context"
	"errors"
	"fmt"

	"cognito-tui/cognito"
	"cognito-tui/cognito/remedy"
)

// tries is how often a change is tried again that the service was too busy for, or
// that may be repeated and had no good answer.
const tries = 3

// one does what is to be done for an item, or puts it back.
func (j *Job) one(ctx context.Context, n int) {
	unsure := j.journal.stateOf(n) == begun // an earlier call may have done it
	if unsure && !j.settled(ctx, n) {
		return
	}
	throttled, failed := 0, 0
	for {
		if err := j.config.Pace.Wait(ctx); err != nil || j.stopping() {
			j.again(n)
			return
		}
		j.hook("before begun", n)
		if err := j.journal.beginItem(n, j.config.now()); err != nil {
			j.stop(notWritten(err))
			return
		}
		j.hook("after begun", n)
		// What is begun is waited for, whoever leaves meanwhile.
		applied, err := j.config.Service.Apply(context.WithoutCancel(ctx), j.journal.items[n].User, j.changes[n])
		j.hook("after call", n)
		j.saw(n, applied.After, err)
		switch j.after(n, applied, err, unsure) {
		case over:
			return
		case slower:
			j.config.Pace.Throttled()
			if throttled++; throttled > patience {
				j.hold(n, err)
				return
			}
		case retry:
			if failed++; failed < tries {
				continue
			}
			j.tired(n, err)
			return
		case wait:
			j.hold(n, err)
			return
		case settle:
			unsure = true
			if failed++; failed == tries { // it may have happened every time
				j.hold(n, err)
				return
			}
			if !j.settled(ctx, n) {
				return
			}
		}
	}
}

// following is what follows a call.
type following int

const (
	over   following = iota // it ended for the user, or the job stopped
	slower                  // one call too many: more slowly
	retry                   // not done, for no reason of the user's
	wait                    // not done, and it would be the same for the others: a person is needed
	settle                  // it may have happened
)

// after notes what came of a call, and says what follows. unsure tells that an earlier
// call may have done it: that there is nothing left to do is then its doing.
func (j *Job) after(n int, applied cognito.Applied, err error, unsure bool) following {
	if err == nil {
		j.finish(n, End{Result: Done, RequestID: applied.RequestID})
		return over
	}
	var e *cognito.Error
	if !errors.As(err, &e) {
		e = &cognito.Error{Err: err}
	}
	id := applied.RequestID
	if id == "" {
		id = e.RequestID
	}
	switch kind := e.Kind; {
	case kind == cognito.NotRecorded && e.MayHaveHappened:
		j.finish(n, recordLost(e, id))
		j.stop(err)
		return over
	case kind == cognito.NotRecorded, kind == cognito.ReadOnly:
		if j.putBack(n, reasonOf(err)) {
			j.stop(err)
		}
		return over
	case e.MayHaveHappened:
		return settle
	case kind == cognito.Throttled:
		return j.unlessStopped(n, err, slower)
	case needsAPerson(kind):
		return j.unlessStopped(n, err, wait)
	case kind == cognito.ServiceFault, kind == cognito.ChangedMeanwhile:
		return j.unlessStopped(n, err, retry)
	case unsure &&
		(kind == cognito.NoSuchUser && j.remedy.ID == remedy.Delete || kind == cognito.AlreadyConfirmed && j.remedy.ID == remedy.Confirm):
		j.finish(n, End{Result: Done, Reason: "It was begun twice; the first time did it.", RequestID: id})
		return over
	case kind == cognito.NoSuchUser:
		j.finish(n, End{Result: Gone, Reason: "The user was deleted since the list was read.", RequestID: id})
		return over
	}
	j.finish(n, End{Result: Refused, Reason: reasonOf(err), RequestID: id})
	return over
}

// recordLost is the end of a change whose own end couldn't be recorded: it was made,
// or its answer was lost as well.
func recordLost(e *cognito.Error, id string) End {
	var lost *cognito.Error
	if errors.As(e.Err, &lost) {
		return End{
			Result:    Unknown,
			Reason:    sentence(lost.Meaning() + ", and the record could not be written: look at the user"),
			RequestID: id,
		}
	}
	return End{Result: Done, Reason: "Done, not recorded: how it ended could not be written down.", RequestID: id}
}

// unlessStopped puts an item back that was certainly not done.
func (j *Job) unlessStopped(n int, err error, next following) following {
	if !j.putBack(n, reasonOf(err)) {
		return over
	}
	return next
}

// needsAPerson are the kinds that would refuse every other user too.
func needsAPerson(k cognito.Kind) bool {
	switch k {
	case cognito.CredentialsUnknown, cognito.NoCredentials, cognito.CredentialsRefused, cognito.NoNetwork,
		cognito.NameNotFound, cognito.ConnectionRefused, cognito.ConnectionLost, cognito.TLSFailed, cognito.TimedOut,
		cognito.NotTheProtocol, cognito.BadSettings, cognito.NoSuchPool, cognito.NoSuchClient, cognito.NoSuchGroup,
		cognito.BadClientSecret, cognito.Firewall, cognito.MailQuota, cognito.Cancelled:
		return true
	}
	return false
}

// hold pauses the job with a cause; the item waits for its turn.
func (j *Job) hold(n int, cause error) {
	j.pause(cause)
	j.again(n)
}

// tired ends an item that the service failed to do again and again.
func (j *Job) tired(n int, err error) {
	j.finish(n, End{Result: Failed, Reason: reasonOf(err), RequestID: requestOf(err)})
}

func requestOf(err error) string {
	var e *cognito.Error
	if errors.As(err, &e) {
		return e.RequestID
	}
	return ""
}

// finish notes how it ended for an item. Where that can't be written the job stops,
// and what is known is told all the same.
func (j *Job) finish(n int, e End) {
	j.hook("before end", n)
	e.Time = j.config.now()
	if err := j.journal.endItem(n, e); err != nil {
		j.stop(notWritten(err))
		return
	}
	j.hook("after end", n)
}

// putBack notes that an item was certainly not done; false where that can't be
// written, which stops the job.
func (j *Job) putBack(n int, why string) bool {
	j.hook("before again", n)
	if err := j.journal.putBack(n, why, j.config.now()); err != nil {
		j.stop(notWritten(err))
		return false
	}
	j.hook("after again", n)
	return true
}

func notWritten(err error) error {
	return fmt.Errorf("the job's journal can't be written, so the job stopped; make room, then go on with it: %w", err)
}

func (j *Journal) stateOf(n int) state {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.states[n]
}
