package cognito

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// User is the signed-in user as the app client may read it.
type User struct {
	Username     string // the pool's own name, not an alias
	Attributes   []Attribute
	MFA          []string // factors turned on, in the service's words
	PreferredMFA string
}

// GetUser reads the user of an access token. It is repeated on 5xx and lost
// answers.
func (c *Client) GetUser(ctx context.Context, access string) (User, error) {
	out, err := invoke(ctx, c.core, "GetUser", &cip.GetUserInput{AccessToken: &access}, c.api.GetUser)
	if err != nil {
		return User{}, err
	}
	return User{
		Username:     aws.ToString(out.Username),
		Attributes:   attributesOf(out.UserAttributes),
		MFA:          out.UserMFASettingList,
		PreferredMFA: aws.ToString(out.PreferredMfaSetting),
	}, nil
}

// GlobalSignOut ends every session of the user: refresh tokens stop working and
// this service refuses the access tokens, though others who only check their
// signature take them until they expire. It is repeated on 5xx and lost answers.
func (c *Client) GlobalSignOut(ctx context.Context, access string) error {
	_, err := invoke(ctx, c.core, "GlobalSignOut", &cip.GlobalSignOutInput{AccessToken: &access}, c.api.GlobalSignOut)
	return err
}

// RevokeToken ends the session of one refresh token; the user's other sessions
// live on. It is repeated on 5xx and lost answers. CannotRevoke means that the
// app client has revocation off.
func (c *Client) RevokeToken(ctx context.Context, refresh string) error {
	in := &cip.RevokeTokenInput{ClientId: &c.config.ClientID, Token: &refresh}
	if c.config.ClientSecret != "" {
		in.ClientSecret = &c.config.ClientSecret // the secret itself: this operation takes no hash
	}
	_, err := invoke(ctx, c.core, "RevokeToken", in, c.api.RevokeToken)
	return err
}

// DeleteUser deletes the user for good. It is sent once: a repeat would say that
// there is no such user.
func (c *Client) DeleteUser(ctx context.Context, access string) error {
	_, err := invoke(ctx, c.core, "DeleteUser", &cip.DeleteUserInput{AccessToken: &access}, c.api.DeleteUser)
	return err
}
