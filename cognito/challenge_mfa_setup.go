package cognito

import (
	"context"
	"encoding/base32"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// MFASetup is MFA_SETUP: the pool requires a second factor and the user has none.
type MFASetup struct {
	*pending
	Choices []string // MFAS_CAN_SETUP: SOFTWARE_TOKEN_MFA, EMAIL_OTP, SMS_MFA
}

func decodeMFASetup(p *pending, a authAnswer) (Step, error) {
	choices, err := a.list(p, "MFAS_CAN_SETUP", true)
	if err != nil {
		return nil, err
	}
	return MFASetup{p, choices}, nil
}

// Email answers with the address that codes are to go to; EMAIL_OTP comes next.
// Source: amplify-js; the API reference doesn't tell of it.
func (c MFASetup) Email(address string) Answer {
	return c.answer(map[string]string{"EMAIL": address})
}

// TOTPSetup is a secret for an authenticator app, within an MFA_SETUP.
type TOTPSetup struct {
	*pending
	Secret  string // base32
	choices []string
}

// Setup is the MFA_SETUP that the secret was made in, with the session of the
// last answer: another factor can still be set up instead, or another secret made.
func (s TOTPSetup) Setup() MFASetup { return MFASetup{s.pending, s.choices} }

// AssociateSoftwareToken asks for a secret within an MFA_SETUP. It is sent once:
// it spends the session, and each call makes another secret.
func (c *Client) AssociateSoftwareToken(ctx context.Context, s MFASetup) (TOTPSetup, error) {
	const op = "AssociateSoftwareToken"
	out, err := invoke(ctx, c.core, op, &cip.AssociateSoftwareTokenInput{Session: &s.session}, c.api.AssociateSoftwareToken)
	if err != nil {
		return TOTPSetup{}, err
	}
	a := authAnswer{op: op, challenge: s.name}
	secret, session := aws.ToString(out.SecretCode), aws.ToString(out.Session)
	if secret == "" {
		return TOTPSetup{}, a.bad("SecretCode", "is missing")
	}
	if !isBase32(secret) {
		return TOTPSetup{}, a.bad("SecretCode", "is not base32")
	}
	if session == "" {
		return TOTPSetup{}, a.bad("Session", "is missing")
	}
	return TOTPSetup{s.renewed(c.core, session), secret, s.Choices}, nil
}

// isBase32 tells whether an authenticator app would take the secret.
func isBase32(secret string) bool {
	_, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(strings.TrimRight(secret, "="))
	return err == nil
}

// VerifySoftwareToken proves that the app has the secret, and gives the device
// with the app a name, which may be empty. The Answer goes on with the sign-in.
// It is sent once. A wrong code is WrongSetupCode and keeps the session.
func (c *Client) VerifySoftwareToken(ctx context.Context, s TOTPSetup, code, device string) (Answer, error) {
	const op = "VerifySoftwareToken"
	in := &cip.VerifySoftwareTokenInput{Session: &s.session, UserCode: &code}
	if device != "" {
		in.FriendlyDeviceName = &device
	}
	out, err := invoke(ctx, c.core, op, in, c.api.VerifySoftwareToken)
	if err != nil {
		return Answer{}, err
	}
	if out.Status != types.VerifySoftwareTokenResponseTypeSuccess {
		return Answer{}, &Error{Op: op, Kind: WrongSetupCode, Status: 200, Attempts: 1}
	}
	session := aws.ToString(out.Session)
	if session == "" {
		return Answer{}, authAnswer{op: op, challenge: s.name}.bad("Session", "is missing")
	}
	return s.renewed(c.core, session).answer(map[string]string{}), nil
}

// renewed is the same challenge with the session of a later answer.
func (p *pending) renewed(c *core, session string) *pending {
	next := *p
	next.session, next.course.Since = session, c.Now()
	return &next
}
