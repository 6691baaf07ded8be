package find

import (
	"context"
	"errors"
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/pace"
)

// Source reads users; *cognito.Admin is one.
type Source interface {
	// UsersPage reads one page of ListUsers.
	UsersPage(ctx context.Context, filter cognito.Filter, token string) (cognito.UsersPage, error)
}

// Pacer keeps the calls within a quota; *pace.Pace is one.
type Pacer interface {
	Wait(ctx context.Context) error // until the next call may go
	Throttled()                     // the service said that they are too many
}

// Options are how a Run goes about it.
type Options struct {
	Pace Pacer // nil for as fast as the answers come
	// Estimated is how many users the pool has, about; 0 where it isn't known
	// (EstimatedNumberOfUsers of DescribeUserPool).
	Estimated int
	Now       func() time.Time // nil for time.Now
	// Rest waits before a call that was throttled is made again; nil waits by the clock.
	Rest func(context.Context, time.Duration) error
}

// Run is one search under way. Step makes one call and is called until Batch.Done.
// It is for one goroutine at a time.
type Run struct {
	source  Source
	plan    Plan
	options Options

	at         int // which of plan.Asks is asked; their number while every user is read
	everywhere bool
	over       bool
	token      string
	begun      int // how often this ask was begun anew since a token last led on
	empty      int // pages without a user, one after the other
	askRead    int // users read by this ask
	wait       time.Duration
	rate       window
	progress   Progress
}

// Batch is what one Step found: perhaps nobody, perhaps somebody who was found
// before (a Table takes each user name once).
type Batch struct {
	Users    []cognito.FoundUser
	Progress Progress
}

// Done tells that there is nothing left to do.
func (b Batch) Done() bool { return b.Progress.Stage == Done }

// New makes a Run; it calls nothing.
func New(source Source, plan Plan, options Options) *Run {
	if options.Now == nil {
		options.Now = time.Now
	}
	if options.Rest == nil {
		options.Rest = pace.Sleep
	}
	r := &Run{source: source, plan: plan, options: options}
	if plan.Whole || len(plan.Asks) == 0 {
		r.Everywhere()
	}
	return r
}

// few is how many users are read through without being asked to: some 50 calls.
const few = 3000

// MayGoOn tells whether a look through every user is left that could find more.
func (r *Run) MayGoOn() bool { return r.plan.Everywhere != nil && !r.everywhere }

// Everywhere has every user read once the filters are asked.
func (r *Run) Everywhere() {
	if r.plan.Everywhere == nil {
		return
	}
	r.everywhere, r.over = true, false
}

// now is the ask of the moment: a filter, or every user.
func (r *Run) now() Ask {
	if r.at < len(r.plan.Asks) {
		return r.plan.Asks[r.at]
	}
	return Ask{Keep: r.plan.Everywhere}
}

// Step makes one call. After an error another Step goes on at the same page. A call
// that was throttled is no error: the next Step waits, and makes it again.
func (r *Run) Step(ctx context.Context) (Batch, error) {
	r.next()
	if r.over {
		return Batch{Progress: r.Progress()}, nil
	}
	if err := r.turn(ctx); err != nil {
		return Batch{}, &cognito.Error{Op: "ListUsers", Kind: cognito.KindOf(err), Err: err}
	}
	r.progress.Again = false
	ask := r.now()
	page, err := r.source.UsersPage(ctx, ask.Filter, r.token)
	switch {
	case err == nil:
		r.wait = 0
	case errors.Is(err, cognito.Throttled):
		r.throttled()
		return Batch{Progress: r.Progress()}, nil
	case errors.Is(err, cognito.InvalidInput) && r.token != "" && r.begun < mostBegun:
		r.again()
		return Batch{Progress: r.Progress()}, nil
	default:
		return Batch{}, err
	}
	if err := r.take(page); err != nil {
		return Batch{}, err
	}
	b := Batch{Users: kept(page.Users, ask.Keep)}
	r.progress.Meant += len(b.Users)
	r.next()
	b.Progress = r.Progress()
	return b, nil
}

// turn waits until a call may go.
func (r *Run) turn(ctx context.Context) error {
	if r.wait > 0 {
		if err := r.options.Rest(ctx, r.wait); err != nil {
			return err
		}
	}
	if r.options.Pace == nil {
		return ctx.Err()
	}
	return r.options.Pace.Wait(ctx)
}

const (
	firstWait = time.Second
	longWait  = 16 * time.Second
)

// throttled makes the next step wait: twice as long each time.
func (r *Run) throttled() {
	if r.options.Pace != nil {
		r.options.Pace.Throttled()
	}
	r.wait = min(max(2*r.wait, firstWait), longWait)
}

// mostBegun bounds how often an ask is begun anew without coming further.
const mostBegun = 2

// again begins this ask anew: its token lived an hour (AWS developer guide, quotas),
// less than a long list or a closed lid takes. Where that doesn't help, the error
// stays: it is about something else.
func (r *Run) again() {
	r.progress.Read -= r.askRead
	r.token, r.askRead, r.empty = "", 0, 0
	r.begun++
	r.progress.Again = true
}

// mostEmpty bounds the pages without a user, one after the other: a server that
// gives no others is told that it doesn't speak the protocol.
const mostEmpty = 10_000

// take notes a page that came.
func (r *Run) take(page cognito.UsersPage) error {
	if len(page.Users) > 0 {
		r.empty = 0
	} else if r.empty++; r.empty > mostEmpty {
		return endless("its pages are empty and have no end")
	}
	if page.Next != "" && page.Next == r.token {
		return endless("its next page is itself")
	}
	if r.token != "" {
		r.begun = 0
	}
	r.token = page.Next
	r.askRead += len(page.Users)
	r.progress.Read += len(page.Users)
	r.rate.add(r.options.Now(), len(page.Users))
	if page.Next == "" {
		r.at++
		r.begun, r.askRead, r.empty = 0, 0, 0
	}
	return nil
}

func endless(why string) error {
	return &cognito.Error{Op: "ListUsers", Kind: cognito.NotTheProtocol, Err: errors.New(why)}
}

// next skips what need not be asked.
func (r *Run) next() {
	asks := len(r.plan.Asks)
	if r.token == "" && r.at == r.plan.Enough && r.at > 0 && r.progress.Meant > 0 && !r.over && r.at < asks {
		r.at = asks
	}
	if r.at < asks || r.over {
		return
	}
	if small := r.options.Estimated > 0 && r.options.Estimated <= few; !r.everywhere &&
		(r.progress.Meant == 0 || small && r.plan.Kind == AName) {
		r.Everywhere()
	}
	r.over = !r.everywhere || r.at > asks
}

func kept(users []cognito.FoundUser, keep Match) []cognito.FoundUser {
	if keep == nil {
		return users
	}
	var out []cognito.FoundUser
	for i := range users {
		if keep(&users[i]) {
			out = append(out, users[i])
		}
	}
	return out
}
