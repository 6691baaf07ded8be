package ui

import (
	"context"
	"time"
)

// Local is what the embedded pool offers a person beside its API. Its parts are
// small so that a screen can ask for what it needs; main passes them.
type Local interface {
	Inbox
	Clock
	Faults
	Knobs
	Server
	Users() []LocalUser
	// TOTP is a code of a user's authenticator app that the pool takes now, or how
	// long until there is one; both are zero where the user has no app.
	TOTP(poolID, username string) (code string, wait time.Duration)
	Password() string // the one password of every seeded user
	Reset()           // back to how it started
	Changed() <-chan struct{}
}

// Server serves the embedded pool on this machine's loopback until ctx ends, and
// gives the address at once. It serves nothing before it is asked.
type Server interface {
	Serve(ctx context.Context) (endpoint string, err error)
}

// Inbox reads the messages that the embedded pool sent, oldest first.
type Inbox interface{ Messages() []Message }

// Clock is the embedded pool's clock, which can be moved forward.
type Clock interface {
	Now() time.Time
	Advance(time.Duration)
}

// Faults arms faults for the next calls of an operation.
type Faults interface {
	Operations() []string
	Exceptions(operation string) []string
	// Texts are what may come with an exception, where that makes a difference.
	Texts(operation, exception string) []string
	Fail(operation string, calls int, exception, text string) // the usual text where it is empty
	Delay(operation string, calls int, d time.Duration)
	DropAnswer(operation string, calls int) // acts, then loses the answer
	Faults() []string                       // that are armed, in words
	ClearFaults()
}

// Knobs make the embedded pool as the service is where a demo is easier without:
// both are off at first.
type Knobs interface {
	// LagLists makes lists show a change only after d; zero makes them current.
	LagLists(d time.Duration)
	ListsLag() time.Duration
	// LimitRates refuses calls above the service's request rate quotas.
	LimitRates(on bool)
	RatesLimited() bool
}

// Message is an email or SMS that the embedded pool sent.
type Message struct {
	ID         int // 1 for the first
	To, Medium string
	Kind       string // "sign-up code", "reset code", "invitation", …
	Code       string
	PoolID     string
	Username   string
	Time       time.Time
	Valid      bool // the newest usable one for its user and purpose
}

// LocalUser is a user of the embedded pool.
type LocalUser struct {
	PoolID, Username, Email, Status string
	Enabled                         bool
	Shows, Flow                     string // what it demonstrates, and the cognito.Flow that does; empty where any does
}

// LocalClient is an app client of the embedded pool.
type LocalClient struct {
	PoolID, PoolName, ClientID, Name, Secret, Shows string
}
