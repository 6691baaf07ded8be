package cognito

import (
	"context"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// ForgotPassword sends a reset code, good for an hour; the password stays as it
// is until ConfirmForgotPassword. It is sent once. Where the app client hides
// missing users, a Delivery comes for them too.
func (c *Client) ForgotPassword(ctx context.Context, username string) (Delivery, error) {
	out, err := invoke(ctx, c.core, "ForgotPassword", &cip.ForgotPasswordInput{
		ClientId:   &c.config.ClientID,
		SecretHash: c.secretHash(username),
		Username:   &username,
	}, c.api.ForgotPassword)
	if err != nil {
		return Delivery{}, err
	}
	return deliveryOf(out.CodeDeliveryDetails), nil
}

// ConfirmForgotPasswordRequest carries the code that ForgotPassword or an
// administrator's reset sent, and the new password.
type ConfirmForgotPasswordRequest struct{ Username, Code, Password string }

// ConfirmForgotPassword sets a new password. It is sent once. It works for users
// whose password an administrator reset, too.
func (c *Client) ConfirmForgotPassword(ctx context.Context, r ConfirmForgotPasswordRequest) error {
	_, err := invoke(ctx, c.core, "ConfirmForgotPassword", &cip.ConfirmForgotPasswordInput{
		ClientId:         &c.config.ClientID,
		SecretHash:       c.secretHash(r.Username),
		Username:         &r.Username,
		ConfirmationCode: &r.Code,
		Password:         &r.Password,
	}, c.api.ConfirmForgotPassword)
	return err
}

// ChangePassword replaces the password of a signed-in user. An empty previous
// password is left out, which is for users who have none. It is sent once; a user
// may ask 5 times an hour (AWS developer guide, quotas). WrongCurrentPassword
// means the previous one.
func (c *Client) ChangePassword(ctx context.Context, access, previous, proposed string) error {
	in := &cip.ChangePasswordInput{AccessToken: &access, ProposedPassword: &proposed}
	if previous != "" {
		in.PreviousPassword = &previous
	}
	_, err := invoke(ctx, c.core, "ChangePassword", in, c.api.ChangePassword)
	return err
}
