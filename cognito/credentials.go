package cognito

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"cognito-tui/cognito/routine"
)

const (
	// lookFor bounds the search for credentials: a metadata service that never
	// answers is the usual reason for waiting. A profile that names somebody to be
	// asked, a process or another AWS service, gives that one its own time.
	lookFor = time.Second
	// lookAgain is how old a failed search must be before a call starts another,
	// so that "aws sso login" in another window helps.
	lookAgain = 5 * time.Second
	// askAgain is lookAgain after a person was asked, or is told what to mend: calls
	// that follow at once don't ask a second time, and trying again does.
	askAgain = time.Second
	// personFor is how long a person may take to type a code.
	personFor = 5 * time.Minute
	// lastMoment is what a search gets to tell why it ended.
	lastMoment = 100 * time.Millisecond
)

// finder looks for AWS credentials in the background, once something needs them,
// and keeps what it found.
type finder struct {
	find func(context.Context) (aws.CredentialsProvider, error)
	// typing counts the questions that wait for a person: no bound runs meanwhile.
	typing atomic.Int32

	mu     sync.Mutex
	begun  *search // the one begun last; nil before
	found  aws.CredentialsProvider
	failed error
	ended  time.Time
}

// search is one look for credentials.
type search struct {
	done chan struct{}   // closed when it has ended
	over <-chan struct{} // closed when its time is over
	mute bool            // nobody is asked for a code
}

type muteKey struct{}

// WithoutAsking gives a context for calls that nobody waits for: where they would
// need a person's MFA code, they fail with MFANeeded as the cause.
func WithoutAsking(ctx context.Context) context.Context {
	return context.WithValue(ctx, muteKey{}, true)
}

func muted(ctx context.Context) bool {
	mute, _ := ctx.Value(muteKey{}).(bool)
	return mute
}

func newFinder(config Config) *finder {
	if config.Credentials != nil {
		cached := aws.NewCredentialsCache(config.Credentials)
		return &finder{found: cached}
	}
	f := &finder{}
	f.find = func(ctx context.Context) (aws.CredentialsProvider, error) {
		return findCredentials(ctx, config, f)
	}
	return f
}

// start begins a search unless one runs, succeeded or failed just now. One that
// failed for want of a code is no reason not to begin one that may ask for it.
func (f *finder) start(mute bool) *search {
	f.mu.Lock()
	defer f.mu.Unlock()
	again := lookAgain
	if mendable(f.failed) {
		again = askAgain
	}
	fresh := f.failed == nil || time.Since(f.ended) < again
	if f.begun != nil && f.begun.mute && !mute && errors.As(f.failed, new(*MFANeeded)) {
		fresh = false
	}
	if f.begun != nil && fresh {
		return f.begun
	}
	s := &search{done: make(chan struct{}), mute: mute}
	f.begun, f.failed = s, nil
	if f.found != nil {
		close(s.done)
		return s
	}
	hard, stop := context.WithTimeout(context.WithValue(context.Background(), muteKey{}, mute), personFor+lookFor)
	ctx, cancel := f.within(hard, lookFor)
	s.over = ctx.Done()
	routine.Start(func() {
		defer stop()
		defer cancel()
		f.look(ctx, s.done)
	})
	return s
}

// mendable tells of a failure that a person was asked on the way to, or is told how
// to mend.
func mendable(err error) bool {
	return errors.As(err, new(asked)) || errors.As(err, new(*LoginNeeded)) || errors.As(err, new(*ProcessFailed)) ||
		errors.As(err, new(*NoSuchProfile)) || errors.As(err, new(*ProfileBroken))
}

func (f *finder) look(ctx context.Context, done chan<- struct{}) {
	defer close(done)
	found, err := f.find(ctx)
	if err != nil {
		err = late(ctx, err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.found, f.failed, f.ended = found, err, time.Now()
}

// stateOf tells what a search has found by now.
func (f *finder) stateOf(s *search, op string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	select {
	case <-s.done:
	default:
		return &Error{Op: op, Kind: CredentialsUnknown}
	}
	if f.found == nil {
		return unsigned(op, f.failed)
	}
	return nil
}

// wait gives a search its time, then tells what is known. Credentials that have
// expired are fetched anew here, so that the time of a call isn't spent on it.
func (f *finder) wait(ctx context.Context, op string) error {
	s := f.start(muted(ctx))
	if err := f.await(ctx, s, op); err != nil {
		return err
	}
	if again := f.start(muted(ctx)); again != s { // s was muted, and ended for want of a code
		s = again
		if err := f.await(ctx, s, op); err != nil {
			return err
		}
	}
	if err := f.stateOf(s, op); err != nil {
		return err
	}
	return f.renew(ctx, op)
}

// await gives a search its time.
func (f *finder) await(ctx context.Context, s *search, op string) error {
	select {
	case <-s.done:
	case <-s.over:
		select {
		case <-s.done:
		case <-time.After(lastMoment):
		}
	case <-ctx.Done():
		return &Error{Op: op, Kind: transportKind(ctx.Err()), Err: ctx.Err()}
	}
	return nil
}

// renew makes sure that what was found still serves.
func (f *finder) renew(ctx context.Context, op string) error {
	f.mu.Lock()
	found := f.found
	f.mu.Unlock()
	limit := lookFor
	if s, ok := found.(*source); ok {
		if s.serves() {
			return nil
		}
		limit = max(limit, s.limit)
	}
	bounded, cancel := f.within(ctx, limit)
	defer cancel()
	if _, err := found.Retrieve(bounded); err != nil {
		if ctx.Err() != nil {
			return &Error{Op: op, Kind: transportKind(ctx.Err()), Err: ctx.Err()}
		}
		return unsigned(op, late(bounded, err))
	}
	return nil
}

// unsigned is the error of a call that can't be signed.
func unsigned(op string, cause error) *Error {
	e := &Error{Op: op, Kind: NoCredentials, Err: innocent(cause)}
	var code *MFANeeded
	switch {
	case errors.Is(cause, context.Canceled):
		e.Kind = Cancelled
	case errors.As(cause, &code) && code.Asks:
		e.Kind = CredentialsUnknown // who asks may get them
	}
	return e
}

// Retrieve is what the SDK's signer asks. Its error is a credentialsError.
func (f *finder) Retrieve(ctx context.Context) (aws.Credentials, error) {
	f.mu.Lock()
	found := f.found
	f.mu.Unlock()
	if found == nil {
		return aws.Credentials{}, credentialsError{errors.New("none found")}
	}
	given, err := found.Retrieve(ctx)
	if err != nil {
		return aws.Credentials{}, credentialsError{err}
	}
	return given, nil
}

// credentialsError tells a failure to get credentials, whose cause may be an
// answer of another AWS service, from what Cognito answers.
type credentialsError struct{ cause error }

func (e credentialsError) Error() string { return "credentials: " + e.cause.Error() }
func (e credentialsError) Unwrap() error { return e.cause }
