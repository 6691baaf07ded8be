package ui

import (
	"context"
	"io"
	"time"

	"cognito-tui/cognito/clock"
	"cognito-tui/cognito/session"
	"cognito-tui/cognito/trace"
	"cognito-tui/ui/theme"
)

// Options are what main hands over.
type Options struct {
	Host
	Connector
	// Altered tells whether something was created or changed in the embedded pool in this
	// run, also while another is connected; nil where there is none.
	Altered func() bool
	// JobFolder is where jobs for many users keep their journals and result files.
	JobFolder string
	// Codes asks for the MFA codes of AWS roles; nil where nobody is asked.
	Codes *Codes
	// Drawn is called once the first frame is on the terminal, on a goroutine of its
	// own: what may begin then doesn't compete with it. It may be nil.
	Drawn func()
	drawn <-chan struct{} // closed then; nil where nothing is waited for
	// Suspends tells that a shell's job control may stop the program. NewProgram fills it in.
	Suspends bool
}

// Host is what the program runs on: how it draws, what it writes to, and where time
// and chance come from.
type Host struct {
	Theme *theme.Theme
	Log   *trace.Log
	// Copy puts text on a clipboard and says which, or why not; nil where there
	// is none. It does I/O: screens call it by the function Copy. Run fills it in.
	Copy func(text string) (how string, err error)
	// CopySecret is Copy for what should not stay on the clipboard.
	CopySecret func(text string) (how string, err error)
	// Clock writes the local times that people read.
	Clock clock.Clock
	// Random is what passwords and ids are drawn from, by several goroutines at once;
	// nil is crypto/rand.
	Random io.Reader
	// Still turns spinners and countdowns off, for tests.
	Still bool
	// Reading is how long what a remedy will do, or has done, must have been shown before
	// a key answers it. NewProgram fills it in; tests, which press keys at once, leave it 0.
	Reading time.Duration
}

// Env is what every screen may use. It is changed within Update alone: by App, and by
// what a screen notes of itself for another.
type Env struct {
	Host
	*Conn // never nil; one that has no Client was made by nobody yet

	Session *session.Session // nil while nobody is signed in
	served  string           // where the embedded pool is served, until the program ends; empty until it is asked for

	ctx     context.Context
	ended   []ended // outcomes that App has not followed yet
	spin    int     // ticks so far: the frame of the spinner
	screens int     // how many were made: the next one's identity
}

// knows is what is known of the session that there is.
func (e *Env) knows() *session.Knowledge {
	if e.Session == nil {
		return &session.Knowledge{}
	}
	return &e.Session.Knowledge
}
