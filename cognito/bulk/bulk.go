// Package bulk applies one remedy to many users: a list of them is read (list.go),
// found in the pool (resolve.go) and judged without touching anybody (dryrun.go);
// then a Job (job.go) makes one change a user, and keeps a journal (journal.go) by
// which it goes on after any end of the program, repeating nothing that may not be
// repeated (settle.go). Begin with DryRun.
package bulk

import (
	"context"

	"cognito-tui/cognito"
)

// Service is what a job needs of a pool. *cognito.Admin has it.
type Service interface {
	UsersPage(context.Context, cognito.Filter, string) (cognito.UsersPage, error)
	AdminGetUser(context.Context, string) (cognito.FoundUser, error)
	Permits(cognito.Change, cognito.FoundUser, []string) error
	Apply(context.Context, string, cognito.Change) (cognito.Applied, error)
}

// Pacer keeps calls within a quota; *pace.Pace is one.
type Pacer interface {
	Wait(context.Context) error
	Throttled()
	Rate() float64 // calls a second that may go now
}

// Result is how it ended for one user.
type Result string

// The results.
const (
	Done    Result = "done"
	Refused Result = "refused"  // the service, or something before it, said no
	Failed  Result = "failed"   // it can't have been done; not for a reason of the user's
	Gone    Result = "gone"     // the user was deleted between the list and the change
	Unknown Result = "unknown"  // it may have happened, and may not be repeated: look
	LeftOut Result = "left out" // the dry run said that it won't work
	NotDone Result = "not done" // the job was cancelled before
)

// Results lists them in the order in which they are told.
func Results() []Result { return []Result{Done, Refused, Failed, Gone, Unknown, LeftOut, NotDone} }
