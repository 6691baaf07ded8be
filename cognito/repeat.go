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
	o := operationOf(op)
	switch {
	case o.call == nil:
		return NeverRepeated
	case o.sent == readOnly && !o.has(billed):
		return AtOnce
	}
	return AfterAQuestion
}

// Repeat makes a public call of operation op with the body of an earlier one. The
// body's secret hash, where it has one, is made anew: over its user name or, where
// it names none, over username. What the answer holds is dropped. It is repeated
// as the operation is; a body of another app client is BadSettings.
func (c *Client) Repeat(ctx context.Context, op, username string, body json.RawMessage) error {
	o := operationOf(op)
	if o.call == nil || o.has(signed) {
		return &Error{Op: op, Kind: InvalidInput, Err: errors.New("no public operation of this program")}
	}
	return c.repeat(ctx, o, username, body)
}

// Repeat is Client.Repeat for the calls that AWS credentials sign.
func (a *Admin) Repeat(ctx context.Context, op, username string, body json.RawMessage) error {
	o := operationOf(op)
	if o.call == nil || !o.has(signed) {
		return &Error{Op: op, Kind: InvalidInput, Err: errors.New("no signed operation of this program")}
	}
	c := a.core
	if o.has(namesNoPool) {
		c = a.anyPool
	}
	if c.problem == nil {
		if err := a.finder.wait(ctx, op); err != nil {
			return err
		}
	}
	return c.repeat(ctx, o, username, body)
}

func (c *core) repeat(ctx context.Context, o operation, username string, body json.RawMessage) error {
	in := o.call.input()
	if err := json.Unmarshal(body, in); err != nil {
		// The error of json could quote the body.
		return &Error{Op: o.name, Kind: InvalidInput, Err: errors.New("the body is no input of the operation")}
	}
	var said struct{ ClientId string }
	if json.Unmarshal(body, &said) == nil && said.ClientId != "" && said.ClientId != c.config.ClientID {
		return &Error{Op: o.name, Kind: BadSettings, Err: errors.New("the call was made through another app client: connect to that first")}
	}
	c.signAnew(in, username)
	return o.call.send(ctx, c, o.name, in)
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

// sender makes a call of one operation from its input alone.
type sender interface {
	input() any
	send(ctx context.Context, c *core, op string, in any) error
}

// method is the SDK's call of an operation.
type method[In, Out any] func(*cip.Client, context.Context, *In, ...func(*cip.Options)) (*Out, error)

func sdk[In, Out any](m func(*cip.Client, context.Context, *In, ...func(*cip.Options)) (*Out, error)) sender {
	return method[In, Out](m)
}

func (method[In, Out]) input() any { return new(In) }

func (m method[In, Out]) send(ctx context.Context, c *core, op string, in any) error {
	_, err := invoke(ctx, c, op, in.(*In), func(ctx context.Context, in *In, o ...func(*cip.Options)) (*Out, error) {
		return m(c.api, ctx, in, o...)
	})
	return err
}
