// Package diagnosis says what a person will experience at sign-in now and why, and
// which remedies work in that state, best first, and which don't. Everything it knows
// is one table: begin reading at table.go. Of is pure: it makes no call, and where
// facts are missing it says less, never something false.
package diagnosis

import (
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/facts"
	"cognito-tui/cognito/remedy"
)

// Facts are what a diagnosis rests on.
type Facts struct {
	// Asked is what was looked for: a user name, an email, a phone number.
	Asked string
	Found bool
	User  cognito.FoundUser // as AdminGetUser answers it, where Listed is false
	// Listed tells that User came from ListUsers, which doesn't tell second factors.
	Listed bool
	Pool   *cognito.Pool      // nil where it couldn't be read
	Client *cognito.AppClient // nil where it couldn't be read

	Groups  []cognito.Group            // nil where they couldn't be read
	Devices []cognito.RememberedDevice // nil where they couldn't be read
	// Events are the user's auth events, the newest first.
	Events facts.Fact[[]cognito.AuthEvent]
	// Same are the other users with the same email or phone number.
	Same facts.Fact[[]cognito.FoundUser]
	Now  time.Time // by the service's clock
	Says Says

	apart bool // that others have the same address is said already
}

// Says is what only the caller can tell: the answers to a Diagnosis's Questions.
type Says struct {
	LockedOut         bool // signing in says "Password attempts exceeded"
	LostFactor        bool // the phone or app of the second factor is gone
	SignedInElsewhere bool // somebody may be signed in somewhere else
	WrongAddress      bool // the email or phone number is wrong
	LostInvitation    bool // the message with the temporary password is gone
}

// Outcome is whether the person can sign in now, with the right password.
type Outcome int

// The outcomes.
const (
	CantTell Outcome = iota // not known, or it depends on what isn't known
	Yes                     // with the password alone
	WithStep                // with the password and one more step: Diagnosis.Step
	No
)

// Diagnosis is what the card says. Its texts may hold strangers' text.
type Diagnosis struct {
	Row       ID // the row of the table
	CanSignIn Outcome
	// Refused is how the service answers the right password; only where CanSignIn is
	// No. Unknown where that isn't known.
	Refused cognito.Kind
	// Step is the service's name of the challenge after the right password; only
	// where CanSignIn is WithStep, and empty where any of several may come.
	Step     string
	Sentence string // one sentence: what happens at sign-in and why
	Detail   string // what the service says, and what it doesn't
	Inferred bool   // the service doesn't say it: it follows from what it does say
	// Advice is what helps without any remedy, such as waiting.
	Advice    []string
	Works     []Offer   // best first
	Fails     []Refusal // what one would try, with the reason why not
	Questions []Question
	// Next is what is true once this trouble is out of the way; nil where nothing
	// else is known to stand in the way.
	Next *Diagnosis
}

// Offer is a remedy that works.
type Offer struct {
	Remedy remedy.ID
	Detail string   // "new temporary password by email, 7 days"
	Unsure bool     // it depends on what isn't known here; Detail says on what
	Then   []string // what the person does afterwards, in order
}

// Refusal is a remedy that doesn't work.
type Refusal struct {
	Remedy remedy.ID
	Why    string // "refused: “User password cannot be reset in the current state.”"
}

// Question is something only the caller can tell. A yes sets what Answer answers.
type Question struct {
	Key  string // the name of the field of Says
	Text string // "Does it say “attempts exceeded”?"
}

// Answer is Says with the answer to a question.
func (s Says) Answer(key string, yes bool) Says {
	for name, field := range map[string]*bool{
		"LockedOut": &s.LockedOut, "LostFactor": &s.LostFactor, "SignedInElsewhere": &s.SignedInElsewhere,
		"WrongAddress": &s.WrongAddress, "LostInvitation": &s.LostInvitation,
	} {
		if name == key {
			*field = yes
		}
	}
	return s
}

// Case is what package remedy has to know of the person.
func (f Facts) Case() remedy.Case {
	return remedy.Case{User: f.User, Listed: f.Listed, Pool: f.Pool, Client: f.Client, Groups: f.Groups, Devices: f.Devices}
}
