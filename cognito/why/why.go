// Package why explains refusals: which causes a refusal can have, what speaks for
// and against each, and how it is mended. It does no I/O: the caller reads the
// Facts, each of which may be missing. Begin with Causes; table.go is the table.
package why

import (
	"slices"
	"strings"
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/facts"
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
	DoRetry   // the call again, as it was
	// DoForceAlias moves the address to the account being confirmed, after a question.
	DoForceAlias
)

// Connection is what the calls were made with, but for secrets.
type Connection struct {
	Region, PoolID, ClientID string
	Endpoint                 string // empty where it is the service's own, or the embedded pool isn't served
	HasSecret                bool   // a client secret is set
	Local                    bool   // the embedded pool
}

// Facts are what a refusal's causes are checked against.
type Facts struct {
	Conn   Connection
	User   string // as it was typed; empty where none was
	Client facts.Fact[cognito.AppClient]
	Pool   facts.Fact[cognito.Pool]
	// Users are those that go by the name that was typed.
	Users facts.Fact[[]cognito.FoundUser]
	// Holders are other users with a verified address of the user's.
	Holders facts.Fact[[]cognito.FoundUser]
	Skew    facts.Fact[time.Duration] // the service's clock ahead of the local one
	Now     time.Time                 // the service's
	// LockLeft is how long a lock-out lasts by this run's tries; 0 if not known.
	LockLeft time.Duration
	// LockOver tells that this run's tries locked the user, and that it should be
	// over by now.
	LockOver bool
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
	c.dropForeign()
	var causes []Cause
	for _, check := range c.checks() {
		cause := check(c)
		if cause.ID == "" {
			continue // it says nothing about this refusal
		}
		if cause.State == RuledOut {
			cause.Fixes = nil // nothing is to be mended
		}
		causes = append(causes, cause)
	}
	if len(causes) == 0 || !slices.ContainsFunc(causes, possible) {
		causes = append(causes, otherwise(c, len(causes) > 0))
	}
	slices.SortStableFunc(causes, func(a, b Cause) int { return int(a.State - b.State) })
	if facts.Conn.Local {
		onlyOfPool(causes)
	}
	return causes
}

// onlyOfPool leaves the commands on the pool: those of other AWS services would ask
// an AWS account of which the embedded pool is no part.
func onlyOfPool(causes []Cause) {
	for i := range causes {
		for j := range causes[i].Fixes {
			f := &causes[i].Fixes[j]
			if f.Command != "" && !strings.HasPrefix(f.Command, "aws cognito-idp ") {
				f.Place, f.Command = strings.TrimSpace(f.Place+" On AWS itself, where this pool isn't: "+f.Command), ""
			}
		}
	}
}

func possible(c Cause) bool { return c.State != RuledOut }

// checker is a refusal with the facts.
type checker struct {
	Facts
	err     *cognito.Error
	foreign bool // the pool that is set isn't the app client's
	// noPool and otherPool are what is known of that: there is no such pool, or its name.
	noPool    bool
	otherPool string
}

// check judges one cause. It gives the zero Cause where the cause can't be one of
// this refusal.
type check func(*checker) Cause

// otherwise is what is left where no cause is known, or none can be: the refusal's
// own words.
func otherwise(c *checker, ruledOut bool) Cause {
	out := Cause{ID: "as said", Title: c.Sentence, Evidence: c.heard(), Fixes: []Fix{{Place: c.Hint}}}
	if out.Title == "" {
		out.Title = upper(c.err.Kind.String()) + "."
	}
	if ruledOut {
		out.State = Unsure
		out.Evidence += " Nothing that was read explains it: it may have changed since, or come from something that can't be read."
	}
	return out
}

// heard says where the refusal's words come from.
func (c *checker) heard() string {
	switch {
	case c.err.Attempts == 0:
		return "Nothing was sent: it was seen before (" + c.said() + ")."
	case c.err.Status == 0:
		return "No answer of the service came: that is what was seen instead (" + c.said() + ")."
	}
	return "That is what the service said: " + c.said() + "."
}

// said is the exception, or what stands for it.
func (c *checker) said() string {
	if c.err.Code != "" {
		return c.err.Code
	}
	return c.err.Kind.String()
}
