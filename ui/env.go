package ui

import (
	"context"
	"io"
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/clock"
	"cognito-tui/cognito/pace"
	"cognito-tui/cognito/settings"
	"cognito-tui/cognito/trace"
	"cognito-tui/ui/theme"
)

// Connection is the pool and client that the screens talk to.
type Connection struct {
	Client *cognito.Client
	Admin  *cognito.Admin
	Local  Local // nil where the pool is not the embedded one
	// Devices keeps the remembered devices of its users; nil where none are kept.
	Devices Devices
	// From are the settings it was made from, with pool and client.
	From settings.Settings
}

// Options are what main hands over.
type Options struct {
	Theme    *theme.Theme
	Settings settings.Settings
	Log      *trace.Log
	// Connect makes a connection from complete settings; it does no I/O.
	Connect func(settings.Settings) (Connection, error)
	// Clients are the embedded pool's app clients, to switch between.
	Clients func() []LocalClient
	// Altered tells whether something was created or changed in the embedded pool in this
	// run, also while another is connected; nil where there is none.
	Altered func() bool
	// Copy puts text on a clipboard and says which, or why not; nil where there
	// is none. It does I/O: screens call it by the function Copy. Run fills it in.
	Copy func(text string) (how string, err error)
	// CopySecret is Copy for what should not stay on the clipboard.
	CopySecret func(text string) (how string, err error)
	// JobFolder is where jobs for many users keep their journals and result files.
	JobFolder string
	// Codes asks for the MFA codes of AWS roles; nil where nobody is asked.
	Codes *Codes
	// Secrets keeps app clients' secrets; nil where there is no keyring.
	Secrets Secrets
	// Drawn is called once the first frame is on the terminal, on a goroutine of its
	// own: what may begin then doesn't compete with it. It may be nil.
	Drawn func()
	drawn <-chan struct{} // closed then; nil where nothing is waited for
	// Clock writes the local times that people read.
	Clock clock.Clock
	// Random is what passwords and ids are drawn from, by several goroutines at once;
	// nil is crypto/rand.
	Random io.Reader
	// Still turns spinners and countdowns off, for tests.
	Still bool
	// Suspends tells that a shell's job control may stop the program. NewProgram fills it in.
	Suspends bool
	// Reading is how long what a remedy will do, or has done, must have been shown before
	// a key answers it. NewProgram fills it in; tests, which press keys at once, leave it 0.
	Reading time.Duration
}

// Env is what every screen may use. It is changed within Update alone: by App and
// next, and by what a screen notes of itself for another.
type Env struct {
	Options
	Connection

	ctx     context.Context
	loaded  settings.Settings // as the program was started with
	ended   []ended           // outcomes that App has not followed yet
	spin    int               // ticks so far: the frame of the spinner
	screens int               // how many were made: the next one's identity
	conns   int               // how many connections were made, to drop late descriptions

	Pool      *cognito.Pool      // nil until read, or where it can't be
	AppClient *cognito.AppClient // likewise
	Session   *Session           // nil while nobody is signed in
	known     *knowledge         // of the session; see knows
	held      held
	tries     map[string]tries // wrong passwords and codes of this run, by user

	calls  *callsPanel // the one list of calls; nil until it was opened
	served string      // where the embedded pool is served; empty until it is asked for

	caller   string // who the AWS credentials are, as the desk told it; empty until then
	callerOf int    // the connection that was asked for it

	denied map[string]bool // operations that change users and that IAM refused

	quota *pace.Pace // of ListUsers; nil until the first search

	// AdminFault is why the app client can't be described; Unknown where it can.
	AdminFault cognito.Kind
}

// held is a password kept from sign-up or reset until the sign-in after it.
type held struct{ user, password string }

// hold keeps the password of user for the next sign-in.
func (e *Env) hold(user, password string) { e.held = held{user, password} }

// release gives the password held for user, if there is one, and forgets it.
func (e *Env) release(user string) string {
	if user == "" || e.held.user != user {
		return ""
	}
	password := e.held.password
	e.held = held{}
	return password
}

// now is the service's time: the embedded pool's clock, or AWS's as its last
// answer told it.
func (e *Env) now() time.Time {
	switch {
	case e.Local != nil:
		return e.Local.Now()
	case e.Client != nil:
		return e.Client.Now()
	}
	return time.Now()
}

// connect takes a new connection; who was signed in and what was known of the
// old one is forgotten.
func (e *Env) connect(c Connection) {
	e.Connection = c
	e.Settings = c.From
	e.conns++
	e.Pool, e.AppClient, e.Session, e.held = nil, nil, nil, held{}
	e.denied = nil
	e.caller = ""
	e.tries, e.AdminFault = nil, cognito.CredentialsUnknown
}

func (e *Env) poolID() string { return e.Settings.Get(settings.UserPoolID) }
