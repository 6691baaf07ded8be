// Package why explains refusals: which causes a refusal can have, what speaks for
// and against each, and how it is mended. It does no I/O: the caller reads the
// Facts, each of which may be missing. Begin with Causes; table.go is the table.
package why

import (
	"slices"
	"time"

	"cognito-tui/cognito"
)

// State tells what is known of a cause.
type State int

// The states, the likeliest first.
const (
	Confirmed State = iota // it is this
	Unsure                 // can't be told
	RuledOut               // it isn't this
)

// Cause is one reason that a refusal may have. Its texts may hold strangers' text,
// such as user names: clean them before showing them.
type Cause struct {
	ID       string // stable, for example "user disabled"
	Title    string
	State    State
	Evidence string // what it was judged by, or what would tell
	Fixes    []Fix
}

// Fix is one way to mend a cause: something the program can do, a command, or a
// place in the console. None holds a secret.
type Fix struct {
	Do      Do     // None where the program can't do it
	Flow    string // of DoMethod: the AuthFlow to sign in with
	Command string // for sh, complete
	Place   string // in words: a place in the AWS console, or what to do
}

// Do names what the program can do about a cause.
type Do int

// What the program can do.
const (
	None         Do = iota
	DoConnection    // correct the settings
	DoSignIn        // sign in
	DoMethod        // sign in by the method Fix.Flow
	DoSignUp
	DoEnterCode
	DoResend  // have the sign-up code sent again
	DoReset   // have a reset code sent
	DoReadNow // AdminGetUser, after a question
)

// Connection is what the calls were made with, but for secrets.
type Connection struct {
	Region, PoolID, ClientID string
	Endpoint                 string // empty where it is the service's own
	HasSecret                bool   // a client secret is set
	Local                    bool   // the embedded pool
}

// Fact is something that was to be read. The zero value is still being read.
type Fact[T any] struct {
	Val   T
	Known bool
	Why   string // why it isn't known, as a sentence's end; empty while it is being read
}

// Known makes a fact that was read.
func Known[T any](v T) Fact[T] { return Fact[T]{Val: v, Known: true} }

// Missing makes a fact that can't be read, and says why.
func Missing[T any](why string) Fact[T] { return Fact[T]{Why: why} }

// Facts are what a refusal's causes are checked against.
type Facts struct {
	Conn   Connection
	User   string // as it was typed; empty where none was
	Flow   string // AuthFlow that the sign-in began with; empty where it isn't known
	Client Fact[cognito.AppClient]
	Pool   Fact[cognito.Pool]
	// Users are those that go by the name that was typed.
	Users Fact[[]cognito.FoundUser]
	// Holders are other users with a verified address of the user's.
	Holders Fact[[]cognito.FoundUser]
	Skew    Fact[time.Duration] // the service's clock ahead of the local one
	Now     time.Time           // the service's
	// LockLeft is how long a lock-out lasts by this run's tries; 0 if not known.
	LockLeft time.Duration
	// TokenExpires and TokenIssuer are claims of the session's access token.
	TokenExpires time.Time
	TokenIssuer  string
	// FromReadNow tells that Users was read by AdminGetUser.
	FromReadNow bool
	// Sentence and Hint put the refusal in words, for kinds without causes here.
	Sentence, Hint string
}

// Causes lists what a refusal can come from: the confirmed first, then what can't
// be told, then what is ruled out, and in each the likeliest first. It is never
// empty.
func Causes(err *cognito.Error, facts Facts) []Cause {
	if err == nil {
		return nil
	}
	c := &checker{Facts: facts, err: err}
	var causes []Cause
	for _, check := range checksOf(err) {
		cause := check(c)
		if cause.State == RuledOut {
			cause.Fixes = nil // nothing is to be mended
		}
		causes = append(causes, cause)
	}
	if len(causes) == 0 || !slices.ContainsFunc(causes, possible) {
		causes = append(causes, otherwise(c, len(causes) > 0))
	}
	slices.SortStableFunc(causes, func(a, b Cause) int { return int(a.State - b.State) })
	return causes
}

func possible(c Cause) bool { return c.State != RuledOut }

// checker is a refusal with the facts.
type checker struct {
	Facts
	err *cognito.Error
}

// check judges one cause.
type check func(*checker) Cause

// otherwise is what is left where no cause is known, or none can be: the refusal's
// own words.
func otherwise(c *checker, ruledOut bool) Cause {
	out := Cause{ID: "as said", Title: c.Sentence, Evidence: "That is what the service said: " + c.said() + ".",
		Fixes: []Fix{{Place: c.Hint}}}
	if out.Title == "" {
		out.Title = "The service refused: " + c.err.Kind.String() + "."
	}
	if ruledOut {
		out.State = Unsure
		out.Evidence += " Nothing that was read explains it: it may have changed since, or come from something that can't be read."
	}
	return out
}

// said is the exception, or what stands for it.
func (c *checker) said() string {
	if c.err.Code != "" {
		return c.err.Code
	}
	return c.err.Kind.String()
}
