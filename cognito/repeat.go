package cognito

import (
	"context"
	"encoding/json"
	"errors"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// Repeats says what repeating an operation means.
type Repeats int

// The ways to repeat a call.
const (
	NeverRepeated  Repeats = iota // not an operation of this program, or one that Apply alone makes
	AfterAQuestion                // it changes, sends, counts or spends something, or is billed
	AtOnce                        // it only reads
)

// RepeatOf says what repeating operation op means.
func RepeatOf(op string) Repeats {
	switch {
	case repeats[op].send == nil:
		return NeverRepeated
	case repetitions[op] == readOnly && op != "AdminGetUser": // it counts the user as active in the month
		return AtOnce
	}
	return AfterAQuestion
}

// SignedOperation tells whether AWS credentials sign the operation.
func SignedOperation(op string) bool { return repeats[op].signed }

// Repeat makes a public call of operation op with the body of an earlier one. The
// body's secret hash, where it has one, is made anew: over its user name or, where
// it names none, over username. What the answer holds is dropped. It is repeated
// as the operation is; a body of another app client is BadSettings.
func (c *Client) Repeat(ctx context.Context, op, username string, body json.RawMessage) error {
	r := repeats[op]
	if r.send == nil || r.signed {
		return &Error{Op: op, Kind: InvalidInput, Err: errors.New("no public operation of this program")}
	}
	return c.repeat(ctx, r, op, username, body)
}

// Repeat is Client.Repeat for the calls that AWS credentials sign.
func (a *Admin) Repeat(ctx context.Context, op, username string, body json.RawMessage) error {
	r := repeats[op]
	if r.send == nil || !r.signed {
		return &Error{Op: op, Kind: InvalidInput, Err: errors.New("no signed operation of this program")}
	}
	c := a.core
	if namesNoPool[op] {
		c = a.anyPool
	}
	if c.problem == nil {
		if err := a.finder.wait(ctx, op); err != nil {
			return err
		}
	}
	return c.repeat(ctx, r, op, username, body)
}

// namesNoPool are the signed operations that need no pool of the settings.
var namesNoPool = map[string]bool{"ListUserPools": true, "ListUserPoolClients": true}

func (c *core) repeat(ctx context.Context, r repeat, op, username string, body json.RawMessage) error {
	in := r.input()
	if err := json.Unmarshal(body, in); err != nil {
		// The error of json could quote the body.
		return &Error{Op: op, Kind: InvalidInput, Err: errors.New("the body is no input of the operation")}
	}
	var said struct{ ClientId string }
	if json.Unmarshal(body, &said) == nil && said.ClientId != "" && said.ClientId != c.config.ClientID {
		return &Error{Op: op, Kind: BadSettings, Err: errors.New("the call was made through another app client: connect to that first")}
	}
	c.signAnew(in, username)
	return r.send(ctx, c, op, in)
}

// signAnew replaces the secret hash of an input that has one.
func (c *core) signAnew(in any, username string) {
	member := func(hash **string, name *string) {
		if *hash == nil {
			return
		}
		if name != nil && *name != "" {
			username = *name
		}
		*hash = c.secretHash(username)
	}
	within := func(p map[string]string) {
		if _, ok := p["SECRET_HASH"]; !ok {
			return
		}
		if name := p["USERNAME"]; name != "" {
			username = name
		}
		delete(p, "SECRET_HASH")
		if hash := c.secretHash(username); hash != nil {
			p["SECRET_HASH"] = *hash
		}
	}
	switch in := in.(type) {
	case *cip.SignUpInput:
		member(&in.SecretHash, in.Username)
	case *cip.ConfirmSignUpInput:
		member(&in.SecretHash, in.Username)
	case *cip.ResendConfirmationCodeInput:
		member(&in.SecretHash, in.Username)
	case *cip.ForgotPasswordInput:
		member(&in.SecretHash, in.Username)
	case *cip.ConfirmForgotPasswordInput:
		member(&in.SecretHash, in.Username)
	case *cip.InitiateAuthInput:
		within(in.AuthParameters)
	case *cip.AdminInitiateAuthInput:
		within(in.AuthParameters)
	case *cip.RespondToAuthChallengeInput:
		within(in.ChallengeResponses)
	case *cip.AdminRespondToAuthChallengeInput:
		within(in.ChallengeResponses)
	}
}

// repeat is how an operation is made from its input alone.
type repeat struct {
	signed bool
	input  func() any
	send   func(ctx context.Context, c *core, op string, in any) error
}

// public is the table's row of an operation that an app user may call; signed that of one that
// AWS credentials sign.
func public[In, Out any](call func(*cip.Client, context.Context, *In, ...func(*cip.Options)) (*Out, error)) repeat {
	return repeat{
		input: func() any { return new(In) },
		send: func(ctx context.Context, c *core, op string, in any) error {
			_, err := invoke(ctx, c, op, in.(*In), func(ctx context.Context, in *In, o ...func(*cip.Options)) (*Out, error) {
				return call(c.api, ctx, in, o...)
			})
			return err
		},
	}
}

func signed[In, Out any](call func(*cip.Client, context.Context, *In, ...func(*cip.Options)) (*Out, error)) repeat {
	r := public(call)
	r.signed = true
	return r
}

// repeats holds every operation of this package but those that Apply makes: a
// change is guarded and recorded, and made again from where it was made.
var repeats = map[string]repeat{
	"SignUp":                           public((*cip.Client).SignUp),
	"ConfirmSignUp":                    public((*cip.Client).ConfirmSignUp),
	"ResendConfirmationCode":           public((*cip.Client).ResendConfirmationCode),
	"InitiateAuth":                     public((*cip.Client).InitiateAuth),
	"RespondToAuthChallenge":           public((*cip.Client).RespondToAuthChallenge),
	"ForgotPassword":                   public((*cip.Client).ForgotPassword),
	"ConfirmForgotPassword":            public((*cip.Client).ConfirmForgotPassword),
	"AssociateSoftwareToken":           public((*cip.Client).AssociateSoftwareToken),
	"VerifySoftwareToken":              public((*cip.Client).VerifySoftwareToken),
	"ConfirmDevice":                    public((*cip.Client).ConfirmDevice),
	"UpdateDeviceStatus":               public((*cip.Client).UpdateDeviceStatus),
	"ForgetDevice":                     public((*cip.Client).ForgetDevice),
	"ListDevices":                      public((*cip.Client).ListDevices),
	"GetUser":                          public((*cip.Client).GetUser),
	"UpdateUserAttributes":             public((*cip.Client).UpdateUserAttributes),
	"DeleteUserAttributes":             public((*cip.Client).DeleteUserAttributes),
	"GetUserAttributeVerificationCode": public((*cip.Client).GetUserAttributeVerificationCode),
	"VerifyUserAttribute":              public((*cip.Client).VerifyUserAttribute),
	"ChangePassword":                   public((*cip.Client).ChangePassword),
	"SetUserMFAPreference":             public((*cip.Client).SetUserMFAPreference),
	"GetUserAuthFactors":               public((*cip.Client).GetUserAuthFactors),
	"ListWebAuthnCredentials":          public((*cip.Client).ListWebAuthnCredentials),
	"DeleteWebAuthnCredential":         public((*cip.Client).DeleteWebAuthnCredential),
	"StartWebAuthnRegistration":        public((*cip.Client).StartWebAuthnRegistration),
	"GetTokensFromRefreshToken":        public((*cip.Client).GetTokensFromRefreshToken),
	"RevokeToken":                      public((*cip.Client).RevokeToken),
	"GlobalSignOut":                    public((*cip.Client).GlobalSignOut),
	"DeleteUser":                       public((*cip.Client).DeleteUser),
	"AdminInitiateAuth":                signed((*cip.Client).AdminInitiateAuth),
	"AdminRespondToAuthChallenge":      signed((*cip.Client).AdminRespondToAuthChallenge),
	"DescribeUserPool":                 signed((*cip.Client).DescribeUserPool),
	"DescribeUserPoolClient":           signed((*cip.Client).DescribeUserPoolClient),
	"ListUsers":                        signed((*cip.Client).ListUsers),
	"ListUserPools":                    signed((*cip.Client).ListUserPools),
	"ListUserPoolClients":              signed((*cip.Client).ListUserPoolClients),
	"AdminGetUser":                     signed((*cip.Client).AdminGetUser),
	"ListGroups":                       signed((*cip.Client).ListGroups),
	"AdminListGroupsForUser":           signed((*cip.Client).AdminListGroupsForUser),
	"AdminListDevices":                 signed((*cip.Client).AdminListDevices),
	"AdminListUserAuthEvents":          signed((*cip.Client).AdminListUserAuthEvents),
}
