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
		j.finish(n, End{Result: Unknown, Reason: "It was begun, and whether the message went out isn't known: look before sending another."})
		return false
	}
	for throttled := 0; ; throttled++ {
		if err := j.config.Pace.Wait(ctx); err != nil || j.stopping() {
			j.again(n)
			return false
		}
		j.hook("before look", n)
		user, err := j.config.Service.AdminGetUser(ctx, j.journal.items[n].User)
		j.hook("after look", n)
		if err == nil {
			j.saw(n, &user, nil)
		} else {
			j.saw(n, nil, err)
		}
		switch {
		case err == nil, errors.Is(err, cognito.NoSuchUser):
		case errors.Is(err, cognito.Throttled) && throttled < patience:
			j.config.Pace.Throttled()
			continue
		default:
			j.hold(n, err)
			return false
		}
		end := seenAs(j.remedy.ID, j.journal.items[n], user, err == nil)
		if end.Result == "" {
			return true
		}
		j.finish(n, end)
		return false
	}
}

// seenAs says from a user's state whether a change was made that was begun. The zero
// End means that it wasn't, and may be made.
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
	// Of a reset that isn't seen, the person may have finished it meanwhile.
	return End{Result: Unknown, Reason: "It was begun, and the user's state doesn't show whether it was done: look before doing it again."}
}
