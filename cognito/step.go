package cognito

import (
	"fmt"
	"time"

	"cognito-tui/cognito/token"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// Step is what a sign-in has come to: SignedIn, or a challenge. No other package
// can add one.
type Step interface{ step() }

// Challenge is a step that waits for an answer, which only it can make.
type Challenge interface {
	Step
	Name() string // the service's name of the challenge
	Course() Course
	// Missing names the parameters that the service should have sent and didn't,
	// though the sign-in can go on without them.
	Missing() []string
}

// Course is how a sign-in has gone so far.
type Course struct {
	Flow     Flow   // what it began with, never Automatic
	Username string // the pool's own name of the user, once an answer told it
	// Since is the service's time of its last answer: the session lives from then
	// for the app client's AuthSessionValidity.
	Since         time.Time
	DeviceDropped bool // the device presented is unknown to the pool; it went on without
	DeviceProved  bool // the device presented proved itself
	FellToSRP     bool // the client allows no plain password, so the password was proved
}

// SignedIn ends a sign-in.
type SignedIn struct {
	Tokens    token.Set
	Course    Course
	DeviceKey string     // of the device that was presented; empty without one
	NewDevice *NewDevice // where the pool remembers devices and none was presented
}

func (SignedIn) step() {}

// Unsupported is a challenge that this program can't answer. The sign-in ends
// here; its session lapses by itself.
type Unsupported struct {
	Name   string // the service's name of the challenge: a stranger's text if Reason is empty
	Reason string // why, as the end of a sentence; empty for a challenge unknown here
}

func (Unsupported) step() {}

// String is a sentence that names the challenge and says why it ends here.
func (u Unsupported) String() string {
	if u.Reason == "" {
		return fmt.Sprintf("The pool asks for %s next, which this program doesn't know.", u.Name)
	}
	return fmt.Sprintf("The pool asks for %s next (%s), which this program can't answer.", u.Name, u.Reason)
}

// pending is what a challenge keeps for its answer. It never holds a password.
type pending struct {
	course  Course
	name    types.ChallengeNameType
	session string
	missing []string
	device  *Device
	round   int // of a custom challenge, from 1
}

func (*pending) step() {}

// Name is the service's name of the challenge.
func (p *pending) Name() string { return string(p.name) }

// Course is how the sign-in has gone so far.
func (p *pending) Course() Course { return p.course }

// Missing names the parameters that didn't come.
func (p *pending) Missing() []string { return p.missing }

// answer makes the answer to this challenge.
func (p *pending) answer(responses map[string]string) Answer {
	return Answer{to: p, responses: responses}
}

// Answer is the answer to one challenge, for Respond.
type Answer struct {
	to        *pending
	responses map[string]string
	password  string // to be proved by SRP within the same Respond
}

// Challenge is the service's name of the challenge that it answers; empty for
// the zero value.
func (a Answer) Challenge() string {
	if a.to == nil {
		return ""
	}
	return a.to.Name()
}

// decoder makes a Step of an answer that holds its challenge.
type decoder func(*pending, authAnswer) (Step, error)

// challenges says what becomes of each challenge that the SDK knows; a test
// walks the SDK's list. Those that the program answers by itself are in proofs.
var challenges = map[types.ChallengeNameType]decoder{
	types.ChallengeNameTypeSmsMfa:              decodeSMSMFA,
	types.ChallengeNameTypeEmailOtp:            decodeEmailOTP,
	types.ChallengeNameTypeSmsOtp:              decodeSMSOTP,
	types.ChallengeNameTypeSoftwareTokenMfa:    decodeSoftwareTokenMFA,
	types.ChallengeNameTypeSelectMfaType:       decodeSelectMFAType,
	types.ChallengeNameTypeSelectChallenge:     decodeSelectChallenge,
	types.ChallengeNameTypeMfaSetup:            decodeMFASetup,
	types.ChallengeNameTypeNewPasswordRequired: decodeNewPassword,
	types.ChallengeNameTypePassword:            decodePassword,
	types.ChallengeNameTypePasswordSrp:         decodePasswordSRP,
	types.ChallengeNameTypeCustomChallenge:     decodeCustom,
	types.ChallengeNameTypeWebAuthn:            decodeWebAuthn,
	types.ChallengeNameTypeAdminNoSrpAuth:      unsupported("a name for administrators' flows"),
}

func unsupported(reason string) decoder {
	return func(p *pending, _ authAnswer) (Step, error) {
		return Unsupported{Name: p.Name(), Reason: reason}, nil
	}
}
