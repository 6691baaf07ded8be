package cognito

import (
	"errors"
	"fmt"
	"time"

	"cognito-tui/cognito/token"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// Step is what a sign-in has come to: SignedIn, or a challenge. No other package
// can add one.
type Step interface{ step() }

// SignedIn ends a sign-in.
type SignedIn struct{ Tokens token.Set }

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
	return fmt.Sprintf("The pool asks for %s next (%s), which this program can't answer yet.", u.Name, u.Reason)
}

// authAnswer is what InitiateAuth and the operations after it answer alike.
type authAnswer struct {
	result     *types.AuthenticationResultType
	challenge  types.ChallengeNameType
	parameters map[string]string
	session    *string
	typed      string // the user name as the person gave it
}

// decoder makes a Step of an answer that holds its challenge.
type decoder func(*core, authAnswer) (Step, error)

// challenges says what becomes of each challenge that the SDK knows; a test
// walks the SDK's list.
var challenges = map[types.ChallengeNameType]decoder{
	types.ChallengeNameTypeSmsMfa:                 unsupported("a code by text message"),
	types.ChallengeNameTypeEmailOtp:               unsupported("a code by email"),
	types.ChallengeNameTypeSmsOtp:                 unsupported("a code by text message"),
	types.ChallengeNameTypeSoftwareTokenMfa:       unsupported("a code of an authenticator app"),
	types.ChallengeNameTypeSelectMfaType:          unsupported("a choice of second factors"),
	types.ChallengeNameTypeSelectChallenge:        unsupported("a choice of ways to sign in"),
	types.ChallengeNameTypeMfaSetup:               unsupported("setting up a second factor"),
	types.ChallengeNameTypeNewPasswordRequired:    unsupported("a new password"),
	types.ChallengeNameTypePassword:               unsupported("the password"),
	types.ChallengeNameTypePasswordSrp:            unsupported("a proof of the password"),
	types.ChallengeNameTypePasswordVerifier:       unsupported("a proof of the password"),
	types.ChallengeNameTypeDeviceSrpAuth:          unsupported("a proof of a remembered device"),
	types.ChallengeNameTypeDevicePasswordVerifier: unsupported("a proof of a remembered device"),
	types.ChallengeNameTypeCustomChallenge:        unsupported("a challenge of the pool's own"),
	types.ChallengeNameTypeWebAuthn:               unsupported("a passkey, which needs a browser"),
	types.ChallengeNameTypeAdminNoSrpAuth:         unsupported("a name for administrators' flows"),
}

func unsupported(reason string) decoder {
	return func(_ *core, a authAnswer) (Step, error) {
		return Unsupported{Name: string(a.challenge), Reason: reason}, nil
	}
}

// stepOf decodes the answer of operation op.
func (c *core) stepOf(op string, a authAnswer) (Step, error) {
	if a.result != nil {
		return c.signedIn(a.result), nil
	}
	if a.challenge == "" {
		return nil, &Error{Op: op, Kind: NotTheProtocol, Status: 200, Attempts: 1, MayHaveHappened: true,
			Err: errors.New("the answer holds neither tokens nor a challenge")}
	}
	if decode, ok := challenges[a.challenge]; ok {
		return decode(c, a)
	}
	return Unsupported{Name: string(a.challenge)}, nil
}

func (c *core) signedIn(r *types.AuthenticationResultType) SignedIn {
	return SignedIn{Tokens: token.Set{
		ID:        aws.ToString(r.IdToken),
		Access:    aws.ToString(r.AccessToken),
		Refresh:   aws.ToString(r.RefreshToken),
		ExpiresIn: time.Duration(r.ExpiresIn) * time.Second,
		Issued:    c.Now(),
	}}
}
