package diagnosis

import (
	"cognito-tui/cognito"
	"cognito-tui/cognito/remedy"
)

// ID names a row of the table.
type ID string

// Row is one row of the table: a state, how it shows at sign-in, what works and what
// doesn't. Texts hold {names} that text.go fills in.
type Row struct {
	ID   ID
	When func(Facts) bool // rows are tried in the table's order; the first one counts
	// SignIn is how the right password is answered; nil: as without this trouble.
	SignIn   func(Facts) SignIn
	Sentence string
	Detail   string
	Inferred bool
	Advice   []string
	Works    []Option // best first
	Fails    []Option
	Ask      []string // questions, by the fields of Says
	// Without takes this trouble away, so that Diagnosis.Next can say what is left;
	// nil where this row says everything.
	Without func(Facts) Facts
	// Beside tells that the remedies of what is left work now, too.
	Beside bool
}

// SignIn is how the right password is answered.
type SignIn struct {
	Outcome Outcome
	Refused cognito.Kind
	Step    string
}

// Option is a remedy in a row. Among Works it is offered unless Can says no, among
// Fails it is shown only if Can says no. Without Can it is always there.
type Option struct {
	Remedy remedy.ID
	Can    func(Facts) Chance
	Text   string
	Then   []string
}

// Chance is whether something can be done.
type Chance int

// The chances.
const (
	Impossible Chance = iota
	Perhaps           // it depends on what isn't known
	Possible
)

// What the person does after a remedy. The words are these, so that a test can do
// what they say.
const (
	EntersSignUpCode  = "enters the newest code in the app"
	EntersResetCode   = "enters the newest code and a new password in the app"
	SignsIn           = "signs in with their password"
	SignsInInvited    = "signs in with the temporary password of the newest invitation"
	SignsInTemporary  = "signs in with the temporary password you read out"
	SignsInPermanent  = "signs in with the password you read out"
	SignsInNew        = "signs in with the new password"
	ChoosesPassword   = "chooses a new password when asked"
	GivesFactor       = "gives the code of the second factor"
	GivesFactorAsked  = "gives the code of a second factor, if asked"
	FactorStops       = "then can't go on: the second factor has no address to send a code to, and is the next thing to see to"
	SetsUpFactor      = "sets up a second factor when asked"
	CanResetNow       = "can now be sent a reset code"
	UsesNewAddress    = "uses the new address as their name to sign in"
	SignsInAtProvider = "signs in through the provider"
)
