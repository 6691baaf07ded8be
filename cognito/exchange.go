package cognito

import (
	"context"
	"errors"
	"time"

	"cognito-tui/cognito/lazy"
	"cognito-tui/cognito/srp"
	"cognito-tui/cognito/token"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// exchange makes the round trips of one SignIn or Respond: after what a person
// asked for, those that the program answers by itself. It alone holds the
// password, and ends with the call.
type exchange struct {
	core     *core
	calls    authCalls
	course   Course
	typed    string // the user name as the person gave it
	password string
	device   *Device
	proof    *srp.Client // whose SRP_A was sent last
	round    int         // of a custom challenge
}

// maxProofs bounds the answers that one call gives by itself: a server that asks
// for proof after proof is told nothing more.
const maxProofs = 8

// proofs are the challenges that the program answers by itself.
var proofs = map[types.ChallengeNameType]func(*exchange, context.Context, authAnswer) (authAnswer, error){
	types.ChallengeNameTypePasswordVerifier:       (*exchange).provePassword,
	types.ChallengeNameTypeDeviceSrpAuth:          (*exchange).beginDevice,
	types.ChallengeNameTypeDevicePasswordVerifier: (*exchange).proveDevice,
}

func signIn(ctx context.Context, c *core, calls authCalls, r SignInRequest) (Step, error) {
	x := &exchange{core: c, calls: calls, typed: r.Username, password: r.Password, device: r.Device}
	x.course.Flow = r.Resolved()
	step, err := x.signIn(ctx, r)
	if r.Flow == Automatic && r.Allowed == nil && KindOf(err) == FlowNotEnabled && r.Password != "" {
		x.course = Course{Flow: SRPFlow, FellToSRP: true, DeviceDropped: x.course.DeviceDropped}
		step, err = x.signIn(ctx, r)
	}
	return step, err
}

// signIn begins, and begins again without a device that the pool doesn't know.
func (x *exchange) signIn(ctx context.Context, r SignInRequest) (Step, error) {
	step, err := x.begin(ctx, r)
	if x.device != nil && KindOf(err) == DeviceUnknown {
		x.device, x.course.DeviceDropped = nil, true
		x.course.Username = ""
		step, err = x.begin(ctx, r)
	}
	return step, err
}

func (x *exchange) begin(ctx context.Context, r SignInRequest) (Step, error) {
	parameters, err := x.parameters(r)
	if err != nil {
		return nil, err
	}
	var session *string
	if x.course.Flow == ChoiceFlow && r.Session != "" {
		session = &r.Session
	}
	x.sign(parameters, x.typed)
	a, err := x.calls.initiate(ctx, x.course.Flow, parameters, session)
	if err != nil {
		return nil, err
	}
	return x.follow(ctx, a)
}

func respond(ctx context.Context, c *core, calls authCalls, a Answer) (Step, error) {
	if a.to == nil {
		return nil, &Error{Op: "RespondToAuthChallenge", Kind: BadChallenge, Err: errors.New("an answer to no challenge")}
	}
	x := &exchange{core: c, calls: calls, course: a.to.course, typed: a.to.course.Username,
		password: a.password, device: a.to.device, round: a.to.round}
	responses := map[string]string{}
	for name, value := range a.responses {
		responses[name] = value
	}
	if a.password != "" {
		if err := x.addA(responses); err != nil {
			return nil, err
		}
	}
	answer, err := x.respond(ctx, a.to.name, responses, a.to.session)
	if err != nil {
		return nil, err
	}
	return x.follow(ctx, answer)
}

// respond gives the answer to one challenge.
func (x *exchange) respond(ctx context.Context, name types.ChallengeNameType, responses map[string]string, session string) (authAnswer, error) {
	x.sign(responses, x.name())
	if x.device != nil && takesDevice[name] {
		responses["DEVICE_KEY"] = x.device.Key
	}
	var sent *string
	if session != "" {
		sent = &session
	}
	a, err := x.calls.respond(ctx, name, responses, sent)
	var e *Error
	if errors.As(err, &e) {
		e.Challenge = string(name)
		e.Kind = kindInChallenge(name, e.Kind)
	}
	return a, err
}

// takesDevice are the challenges whose answers may carry DEVICE_KEY. Source: API
// reference, RespondToAuthChallenge.
var takesDevice = map[types.ChallengeNameType]bool{
	types.ChallengeNameTypePasswordVerifier:       true,
	types.ChallengeNameTypeSmsMfa:                 true,
	types.ChallengeNameTypeSoftwareTokenMfa:       true,
	types.ChallengeNameTypeEmailOtp:               true,
	types.ChallengeNameTypeCustomChallenge:        true,
	types.ChallengeNameTypeDeviceSrpAuth:          true,
	types.ChallengeNameTypeDevicePasswordVerifier: true,
}

// takesPassword are the challenges whose answers may be a wrong password.
var takesPassword = map[types.ChallengeNameType]bool{
	types.ChallengeNameTypePassword:         true,
	types.ChallengeNameTypePasswordVerifier: true,
	types.ChallengeNameTypeSelectChallenge:  true,
}

// kindInChallenge is what a refusal means for one challenge.
func kindInChallenge(name types.ChallengeNameType, k Kind) Kind {
	refused := k == WrongPassword || k == NotAuthorized
	switch {
	case refused && (name == types.ChallengeNameTypeDeviceSrpAuth || name == types.ChallengeNameTypeDevicePasswordVerifier):
		return DeviceUnknown
	case refused && name == types.ChallengeNameTypeCustomChallenge, k == WrongPassword && !takesPassword[name]:
		return ChallengeFailed
	}
	return k
}

// name is what answers are sent and signed with: the pool's own name once an
// answer told it. Source: API reference, AdminInitiateAuth, USER_ID_FOR_SRP.
func (x *exchange) name() string {
	if x.course.Username != "" {
		return x.course.Username
	}
	return x.typed
}

// follow answers what the program can, and decodes what a person must.
func (x *exchange) follow(ctx context.Context, a authAnswer) (Step, error) {
	for range maxProofs {
		x.note(a)
		if a.result != nil {
			return x.signedIn(a.result), nil
		}
		prove := proofs[a.challenge]
		if prove == nil {
			return x.decode(a)
		}
		if a.challenge == types.ChallengeNameTypePasswordVerifier && x.proof == nil {
			return Unsupported{Name: string(a.challenge), Reason: "a proof of the password, which must begin the sign-in"}, nil
		}
		if a.challenge != types.ChallengeNameTypePasswordVerifier && x.device == nil {
			return Unsupported{Name: string(a.challenge), Reason: "a proof of a device that isn't remembered here"}, nil
		}
		var err error
		if a, err = prove(x, ctx, a); err != nil {
			return nil, err
		}
	}
	return nil, a.bad("ChallengeName", "asks for one proof after another")
}

// note keeps the pool's own name and the time of an answer.
func (x *exchange) note(a authAnswer) {
	x.course.Since = x.core.Now()
	for _, name := range []string{"USER_ID_FOR_SRP", "USERNAME"} {
		// A device's challenge names the user, not the device, in USERNAME.
		if v := a.parameters[name]; v != "" && a.challenge != types.ChallengeNameTypeCustomChallenge {
			x.course.Username = v
			break
		}
	}
	if x.course.Username == "" {
		x.course.Username = x.typed
	}
}

func (x *exchange) decode(a authAnswer) (Step, error) {
	if a.challenge == "" {
		return nil, &Error{Op: a.op, Kind: NotTheProtocol, Status: 200, Attempts: 1, MayHaveHappened: true,
			Err: errors.New("the answer holds neither tokens nor a challenge")}
	}
	decode, ok := challenges[a.challenge]
	if !ok {
		return Unsupported{Name: nameOf(a.challenge)}, nil
	}
	if a.session == "" {
		return nil, a.bad("Session", "is missing")
	}
	return decode(&pending{course: x.course, name: a.challenge, session: a.session, device: x.device, round: x.round}, a)
}

// challengeName is the form of the service's names of challenges.
var challengeName = lazy.New(`^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$`)

// nameOf is what may be shown of the name of a challenge that is unknown here: anything
// else may stand there, such as what was sent.
func nameOf(challenge types.ChallengeNameType) string {
	if challengeName.MatchString(string(challenge)) {
		return string(challenge)
	}
	return "a step"
}

func (x *exchange) signedIn(r *types.AuthenticationResultType) SignedIn {
	in := SignedIn{
		Tokens: token.Set{
			ID:        aws.ToString(r.IdToken),
			Access:    aws.ToString(r.AccessToken),
			Refresh:   aws.ToString(r.RefreshToken),
			ExpiresIn: time.Duration(r.ExpiresIn) * time.Second,
			Issued:    x.core.Now(),
		},
		Course: x.course,
	}
	switch d := r.NewDeviceMetadata; {
	case d != nil:
		in.NewDevice = &NewDevice{Key: aws.ToString(d.DeviceKey), GroupKey: aws.ToString(d.DeviceGroupKey)}
	case x.device != nil:
		in.DeviceKey = x.device.Key
	}
	return in
}
