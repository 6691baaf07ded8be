package bulk

import (
	"context"
	"errors"

	"cognito-tui/cognito"
	"cognito-tui/cognito/remedy"
)

// settled deals with an item whose change was begun and has no end: true where it
// is to be made (again). Otherwise the item ended, or was put back for later.
func (j *Job) settled(ctx context.Context, n int) bool {
	switch classes[j.remedy.ID] {
	case repeatable:
		return true
	case once:
		j.finish(n, End{
			Result: Unknown,
			Reason: "It was begun, and whether the message went out isn't known: look before sending another.",
		})
		return false
	}
	for throttled := 0; ; throttled++ {
		if err := j.config.Pace.Wait(ctx); err != nil || j.stopping() {
			j.again(n)
			return false
		}
		end, err := j.look(ctx, n)
		switch {
		case errors.Is(err, cognito.Throttled) && throttled < patience:
			j.config.Pace.Throttled()
			continue
		case err != nil:
			j.hold(n, err)
			return false
		case end.Result == "":
			return true
		}
		j.finish(n, end)
		return false
	}
}

// look says from a user's state how a change ended that was begun: the zero End where
// nothing was done.
func (j *Job) look(ctx context.Context, n int) (End, error) {
	j.hook("before look", n)
	user, err := j.config.Service.AdminGetUser(ctx, j.journal.items[n].User)
	j.hook("after look", n)
	if err != nil {
		j.saw(n, nil, err)
	} else {
		j.saw(n, &user, nil)
	}
	if err != nil && !errors.Is(err, cognito.NoSuchUser) {
		return End{}, err
	}
	return seenAs(j.remedy.ID, j.journal.items[n], user, err == nil), nil
}

// lookOnce looks at those whose change was begun when the job was cancelled, so that
// one for whom nothing was done is told so. Where that can't be seen it stays unknown.
func (j *Job) lookOnce(ctx context.Context) {
	for n := range j.journal.items {
		if j.journal.stateOf(n) != begun || classes[j.remedy.ID] != seen || j.config.Pace.Wait(ctx) != nil {
			continue
		}
		end, err := j.look(ctx, n)
		switch {
		case err != nil:
		case end.Result == "":
			j.putBack(n, "Nothing was done.")
		default:
			j.finish(n, end)
		}
	}
}

// untouched tells that a user stands as listed, and that nothing was changed since.
func untouched(was Item, is cognito.FoundUser) bool {
	return is.Status == was.Status && !was.Modified.IsZero() && is.Modified.Equal(was.Modified)
}

// seenAs says from a user's state whether a change was made that was begun. The zero
// End means that it wasn't, and may be made: what the change would have sent was not.
func seenAs(id remedy.ID, was Item, is cognito.FoundUser, found bool) End {
	deleted := !found || was.Sub != "" && is.Sub != "" && is.Sub != was.Sub
	switch {
	case id == remedy.Delete && deleted:
		return End{Result: Done, Reason: "It was begun, and the user isn't there any more."}
	case deleted:
		return End{Result: Gone, Reason: "It was begun, and the user was deleted."}
	case id == remedy.Delete:
		return End{}
	case id == remedy.Confirm && is.Status == "UNCONFIRMED":
		return End{}
	case id == remedy.Confirm && is.Status == "CONFIRMED":
		return End{Result: Done, Reason: "It was begun, and the user is confirmed."}
	case id == remedy.Reset && is.Status == "RESET_REQUIRED" && was.Status != "RESET_REQUIRED":
		return End{Result: Done, Reason: "It was begun, and the user must reset the password; whether the message went out isn't known."}
	}
	if id == remedy.Reset && was.Status != "RESET_REQUIRED" && untouched(was, is) {
		return End{} // neither the status nor the time was moved: no message went out
	}
	// A user who was changed since may have been reset, and have finished that.
	return End{Result: Unknown, Reason: "It was begun, and the user's state doesn't show whether it was done: look before doing it again."}
}
