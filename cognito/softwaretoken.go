package cognito

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// AssociateSoftwareTokenWith asks for a secret for an authenticator app with an
// access token; AssociateSoftwareToken does so within a sign-in. The answer is
// base32. The app that the user has stays in use until VerifySoftwareTokenWith.
// It is sent once: each call makes another secret.
func (c *Client) AssociateSoftwareTokenWith(ctx context.Context, access string) (secret string, err error) {
	const op = "AssociateSoftwareToken"
	out, err := invoke(ctx, c.core, op, &cip.AssociateSoftwareTokenInput{AccessToken: &access}, c.api.AssociateSoftwareToken)
	if err != nil {
		return "", err
	}
	secret = aws.ToString(out.SecretCode)
	if secret == "" || !isBase32(secret) {
		return "", incomplete(op, "SecretCode is missing or not base32")
	}
	return secret, nil
}

// VerifySoftwareTokenWith proves with a code that the app has the secret, and
// gives the device with the app a name, which may be empty. It doesn't turn the
// factor on: SetUserMFAPreference does. It is sent once. A wrong code is
// WrongSetupCode.
func (c *Client) VerifySoftwareTokenWith(ctx context.Context, access, code, device string) error {
	const op = "VerifySoftwareToken"
	in := &cip.VerifySoftwareTokenInput{AccessToken: &access, UserCode: &code}
	if device != "" {
		in.FriendlyDeviceName = &device
	}
	out, err := invoke(ctx, c.core, op, in, c.api.VerifySoftwareToken)
	if err != nil {
		return err
	}
	if out.Status != types.VerifySoftwareTokenResponseTypeSuccess {
		return &Error{Op: op, Kind: WrongSetupCode, Status: 200, Attempts: 1}
	}
	return nil
}

// incomplete says that an answer lacks what it must hold.
func incomplete(op, what string) error {
	return &Error{Op: op, Kind: NotTheProtocol, Status: 200, Attempts: 1,
		MayHaveHappened: operationOf(op).sent != readOnly, Err: errors.New("the answer is incomplete: " + what)}
}
