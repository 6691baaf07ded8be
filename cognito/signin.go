package cognito

import (
	"context"

	"cognito-tui/cognito/trace"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// SignInRequest names the user, the way, and what the way needs.
type SignInRequest struct {
	Flow     Flow
	Username string // user name or any active alias
	// Password is needed by the password flows and SRPFlow, by ChoiceFlow where
	// Preferred is PASSWORD or PASSWORD_SRP, and by CustomFlow to begin with SRP.
	Password  string
	Preferred string   // PREFERRED_CHALLENGE of ChoiceFlow; empty for none
	Session   string   // what ConfirmSignUp gave, for ChoiceFlow; the rest is then ignored
	Allowed   []string // ExplicitAuthFlows for Automatic; nil where they aren't known
	Device    *Device  // a remembered device to present; nil for none
}

// SignIn begins a sign-in, with every flow but AdminPasswordFlow. The round trips
// of SRP and of a remembered device are made inside. InitiateAuth is sent once:
// every try counts towards the lock-out. The answer is SignedIn, or a challenge.
//
// SRP hashes the pool's name, so SRPFlow needs Config.UserPoolID (else
// NeedsPoolID). A device that the pool doesn't know is left out, and the
// sign-in begun again without it; Course.DeviceDropped says so.
func (c *Client) SignIn(ctx context.Context, r SignInRequest) (Step, error) {
	return signIn(ctx, c.core, publicCalls{c}, r)
}

// Respond answers a challenge of Client.SignIn or Client.Respond. It is sent
// once. The answer is SignedIn, or the next challenge.
func (c *Client) Respond(ctx context.Context, a Answer) (Step, error) {
	return respond(ctx, c.core, publicCalls{c}, a)
}

// SignIn begins a sign-in that AWS credentials sign, with AdminInitiateAuth. It
// needs the permission cognito-idp:AdminInitiateAuth and is sent once.
func (a *Admin) SignIn(ctx context.Context, r SignInRequest) (Step, error) {
	return signIn(ctx, a.core, signedCalls{a}, r)
}

// Respond answers a challenge of Admin.SignIn or Admin.Respond, with
// AdminRespondToAuthChallenge. It needs the permission
// cognito-idp:AdminRespondToAuthChallenge and is sent once.
func (a *Admin) Respond(ctx context.Context, answer Answer) (Step, error) {
	return respond(ctx, a.core, signedCalls{a}, answer)
}

// authCalls are the two operations of a sign-in, public or signed.
type authCalls interface {
	initiate(ctx context.Context, flow Flow, parameters map[string]string, session *string) (authAnswer, error)
	respond(ctx context.Context, name types.ChallengeNameType, responses map[string]string, session *string) (authAnswer, error)
}

type publicCalls struct{ c *Client }

func (p publicCalls) initiate(ctx context.Context, flow Flow, parameters map[string]string, session *string) (authAnswer, error) {
	const op = "InitiateAuth"
	ctx = trace.About(ctx, string(flow))
	out, err := invoke(ctx, p.c.core, op, &cip.InitiateAuthInput{
		ClientId: &p.c.config.ClientID, AuthFlow: types.AuthFlowType(flow),
		AuthParameters: parameters, Session: session,
	}, p.c.api.InitiateAuth)
	if err != nil {
		return authAnswer{}, err
	}
	return authAnswer{op, out.AuthenticationResult, out.ChallengeName, out.ChallengeParameters, out.AvailableChallenges, aws.ToString(out.Session)}, nil
}

func (p publicCalls) respond(ctx context.Context, name types.ChallengeNameType, responses map[string]string, session *string) (authAnswer, error) {
	const op = "RespondToAuthChallenge"
	ctx = trace.About(ctx, string(name))
	out, err := invoke(ctx, p.c.core, op, &cip.RespondToAuthChallengeInput{
		ClientId: &p.c.config.ClientID, ChallengeName: name,
		ChallengeResponses: responses, Session: session,
	}, p.c.api.RespondToAuthChallenge)
	if err != nil {
		return authAnswer{}, err
	}
	// The SDK has no AvailableChallenges here.
	return authAnswer{op, out.AuthenticationResult, out.ChallengeName, out.ChallengeParameters, nil, aws.ToString(out.Session)}, nil
}

type signedCalls struct{ a *Admin }

func (s signedCalls) initiate(ctx context.Context, flow Flow, parameters map[string]string, session *string) (authAnswer, error) {
	const op = "AdminInitiateAuth"
	ctx = trace.About(ctx, string(flow))
	out, err := invokeSigned(ctx, s.a, op, &cip.AdminInitiateAuthInput{
		UserPoolId: &s.a.config.UserPoolID, ClientId: &s.a.config.ClientID, AuthFlow: types.AuthFlowType(flow),
		AuthParameters: parameters, Session: session,
	}, s.a.api.AdminInitiateAuth)
	if err != nil {
		return authAnswer{}, err
	}
	return authAnswer{op, out.AuthenticationResult, out.ChallengeName, out.ChallengeParameters, out.AvailableChallenges, aws.ToString(out.Session)}, nil
}

func (s signedCalls) respond(ctx context.Context, name types.ChallengeNameType, responses map[string]string, session *string) (authAnswer, error) {
	const op = "AdminRespondToAuthChallenge"
	ctx = trace.About(ctx, string(name))
	out, err := invokeSigned(ctx, s.a, op, &cip.AdminRespondToAuthChallengeInput{
		UserPoolId: &s.a.config.UserPoolID, ClientId: &s.a.config.ClientID, ChallengeName: name,
		ChallengeResponses: responses, Session: session,
	}, s.a.api.AdminRespondToAuthChallenge)
	if err != nil {
		return authAnswer{}, err
	}
	return authAnswer{op, out.AuthenticationResult, out.ChallengeName, out.ChallengeParameters, nil, aws.ToString(out.Session)}, nil
}
