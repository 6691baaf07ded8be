package cognito

import (
	"context"
	"strconv"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// InviteAgain repeats the invitation of a FORCE_CHANGE_PASSWORD user with a new
// temporary password (AdminCreateUser, MessageAction RESEND). ResendNotInState means
// that the user isn't in that state.
type InviteAgain struct {
	Mediums []string // "EMAIL" and "SMS"; the service's default is SMS
}

// ResetPassword has a code sent and leaves the user RESET_REQUIRED: the password
// stops working (AdminResetUserPassword).
type ResetPassword struct{}

// SetPassword sets a password: a lasting one, or one that must be changed at the next
// sign-in (AdminSetUserPassword).
type SetPassword struct {
	Password  string
	Permanent bool
}

// Operation is the API's name.
func (InviteAgain) Operation() string { return "AdminCreateUser" }

// Operation is the API's name.
func (ResetPassword) Operation() string { return "AdminResetUserPassword" }

// Operation is the API's name.
func (SetPassword) Operation() string { return "AdminSetUserPassword" }

func (c InviteAgain) told() map[string]string {
	return map[string]string{"messageAction": "RESEND", "invitation": joined(c.Mediums)}
}

func (ResetPassword) told() map[string]string { return nil }

func (c SetPassword) told() map[string]string {
	return map[string]string{"permanent": strconv.FormatBool(c.Permanent)}
}

// Format keeps the password out of every print.
func (c SetPassword) String() string { return "SetPassword" }

// GoString keeps the password out of %#v.
func (c SetPassword) GoString() string { return "cognito.SetPassword{…}" }

func (c InviteAgain) send(ctx context.Context, a *Admin, username string) (Delivery, string, error) {
	return apply(ctx, a, c, &cip.AdminCreateUserInput{
		UserPoolId: &a.config.UserPoolID, Username: &username,
		MessageAction: types.MessageActionTypeResend, DesiredDeliveryMediums: mediumTypes(c.Mediums),
	}, a.api.AdminCreateUser)
}

func (c ResetPassword) send(ctx context.Context, a *Admin, username string) (Delivery, string, error) {
	return apply(ctx, a, c,
		&cip.AdminResetUserPasswordInput{UserPoolId: &a.config.UserPoolID, Username: &username}, a.api.AdminResetUserPassword)
}

func (c SetPassword) send(ctx context.Context, a *Admin, username string) (Delivery, string, error) {
	return apply(ctx, a, c, &cip.AdminSetUserPasswordInput{
		UserPoolId: &a.config.UserPoolID, Username: &username, Password: &c.Password, Permanent: c.Permanent,
	}, a.api.AdminSetUserPassword)
}
