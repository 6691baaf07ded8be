package cognito

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// Passkey is a WebAuthn credential of a user. Its texts are strangers'.
type Passkey struct {
	ID           string
	Name         string
	RelyingParty string
	Attachment   string // "platform", "cross-platform" or empty
	Transports   []string
	Created      time.Time
}

// passkeyPage is the largest MaxResults of ListWebAuthnCredentials.
const passkeyPage = 20

// ListWebAuthnCredentials reads the user's passkeys, all pages. It is repeated on
// 5xx and lost answers.
func (c *Client) ListWebAuthnCredentials(ctx context.Context, access string) ([]Passkey, error) {
	const op = "ListWebAuthnCredentials"
	return pages(op, 0, func(next *string) (*cip.ListWebAuthnCredentialsOutput, error) {
		return invoke(ctx, c.core, op, &cip.ListWebAuthnCredentialsInput{
			AccessToken: &access, MaxResults: aws.Int32(passkeyPage), NextToken: next,
		}, c.api.ListWebAuthnCredentials)
	}, func(out *cip.ListWebAuthnCredentialsOutput) ([]Passkey, *string) {
		return each(out.Credentials, func(k types.WebAuthnCredentialDescription) Passkey {
			return Passkey{
				ID:           aws.ToString(k.CredentialId),
				Name:         aws.ToString(k.FriendlyCredentialName),
				RelyingParty: aws.ToString(k.RelyingPartyId),
				Attachment:   aws.ToString(k.AuthenticatorAttachment),
				Transports:   k.AuthenticatorTransports,
				Created:      aws.ToTime(k.CreatedAt),
			}
		}), out.NextToken
	})
}

// DeleteWebAuthnCredential deletes a passkey from the pool; whoever holds it
// keeps it. It is sent once: a repeat would say that there is no such passkey.
func (c *Client) DeleteWebAuthnCredential(ctx context.Context, access, id string) error {
	_, err := invoke(ctx, c.core, "DeleteWebAuthnCredential", &cip.DeleteWebAuthnCredentialInput{
		AccessToken: &access, CredentialId: &id,
	}, c.api.DeleteWebAuthnCredential)
	return err
}

// StartWebAuthnRegistration asks whether the pool would register a passkey. The
// options that it answers are for a browser and dropped. It is sent once.
func (c *Client) StartWebAuthnRegistration(ctx context.Context, access string) error {
	_, err := invoke(ctx, c.core, "StartWebAuthnRegistration", &cip.StartWebAuthnRegistrationInput{AccessToken: &access}, c.api.StartWebAuthnRegistration)
	return err
}
