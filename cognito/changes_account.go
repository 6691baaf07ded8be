package cognito

import (
	"context"
	"reflect"

	"github.com/aws/aws-sdk-go-v2/aws/middleware"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	smithy "github.com/aws/smithy-go/middleware"

	"cognito-tui/cognito/trace/redact"
)

// ConfirmSignUp confirms an UNCONFIRMED user and verifies no address
// (AdminConfirmSignUp).
type ConfirmSignUp struct{}

// ResendCode sends the sign-up code again (ResendConfirmationCode, through
// Config.ClientID). A user gets at most 5 an hour (AWS developer guide, quotas).
type ResendCode struct{}

// EnableUser lets a disabled user sign in again.
type EnableUser struct{}

// DisableUser refuses the user's sign-ins and revokes the access tokens.
type DisableUser struct{}

// SignOutEverywhere revokes the user's refresh tokens (AdminUserGlobalSignOut). ID
// and access tokens that others verify by themselves work until they expire.
type SignOutEverywhere struct{}

// DeleteUser deletes the user; nothing brings the user back.
type DeleteUser struct{}

// CreateUser creates a user and invites them.
type CreateUser struct {
	Attributes []Attribute
	// TemporaryPassword is made by the service where it is empty.
	TemporaryPassword string
	// Mediums of the invitation: "EMAIL" and "SMS"; the service's default is SMS.
	Mediums []string
	// Suppress sends no invitation.
	Suppress bool
	// Force takes an email or phone away from whose alias it is.
	Force bool
}

// Operation is the API's name.
func (ConfirmSignUp) Operation() string { return "AdminConfirmSignUp" }

// Operation is the API's name.
func (ResendCode) Operation() string { return "ResendConfirmationCode" }

// Operation is the API's name.
func (EnableUser) Operation() string { return "AdminEnableUser" }

// Operation is the API's name.
func (DisableUser) Operation() string { return "AdminDisableUser" }

// Operation is the API's name.
func (SignOutEverywhere) Operation() string { return "AdminUserGlobalSignOut" }

// Operation is the API's name.
func (DeleteUser) Operation() string { return "AdminDeleteUser" }

// Operation is the API's name.
func (CreateUser) Operation() string { return "AdminCreateUser" }

func (ConfirmSignUp) told() map[string]string     { return nil }
func (ResendCode) told() map[string]string        { return nil }
func (EnableUser) told() map[string]string        { return nil }
func (DisableUser) told() map[string]string       { return nil }
func (SignOutEverywhere) told() map[string]string { return nil }
func (DeleteUser) told() map[string]string        { return nil }
func (c CreateUser) told() map[string]string {
	told := map[string]string{"invitation": joined(c.Mediums)}
	if c.Suppress {
		told["invitation"] = "none"
	}
	for _, a := range c.Attributes {
		told[a.Name] = a.Value
	}
	return told
}

func (c ConfirmSignUp) send(ctx context.Context, a *Admin, username string) (Delivery, string, error) {
	return apply(ctx, a, c, &cip.AdminConfirmSignUpInput{UserPoolId: &a.config.UserPoolID, Username: &username}, a.api.AdminConfirmSignUp)
}

func (ResendCode) send(ctx context.Context, a *Admin, username string) (Delivery, string, error) {
	// It is no signed operation: no credentials are waited for.
	in := &cip.ResendConfirmationCodeInput{ClientId: &a.config.ClientID, SecretHash: a.secretHash(username), Username: &username}
	out, err := invoke(ctx, a.core, "ResendConfirmationCode", in, a.api.ResendConfirmationCode)
	if err != nil {
		return Delivery{}, "", err
	}
	return deliveryOf(out.CodeDeliveryDetails), requestID(in, out.ResultMetadata), nil
}

func (c EnableUser) send(ctx context.Context, a *Admin, username string) (Delivery, string, error) {
	return apply(ctx, a, c, &cip.AdminEnableUserInput{UserPoolId: &a.config.UserPoolID, Username: &username}, a.api.AdminEnableUser)
}

func (c DisableUser) send(ctx context.Context, a *Admin, username string) (Delivery, string, error) {
	return apply(ctx, a, c, &cip.AdminDisableUserInput{UserPoolId: &a.config.UserPoolID, Username: &username}, a.api.AdminDisableUser)
}

func (c SignOutEverywhere) send(ctx context.Context, a *Admin, username string) (Delivery, string, error) {
	return apply(ctx, a, c,
		&cip.AdminUserGlobalSignOutInput{UserPoolId: &a.config.UserPoolID, Username: &username}, a.api.AdminUserGlobalSignOut)
}

func (c DeleteUser) send(ctx context.Context, a *Admin, username string) (Delivery, string, error) {
	return apply(ctx, a, c, &cip.AdminDeleteUserInput{UserPoolId: &a.config.UserPoolID, Username: &username}, a.api.AdminDeleteUser)
}

func (c CreateUser) send(ctx context.Context, a *Admin, username string) (Delivery, string, error) {
	in := &cip.AdminCreateUserInput{
		UserPoolId: &a.config.UserPoolID, Username: &username, UserAttributes: attributeTypes(c.Attributes),
		ForceAliasCreation: c.Force, DesiredDeliveryMediums: mediumTypes(c.Mediums),
	}
	if c.TemporaryPassword != "" {
		in.TemporaryPassword = &c.TemporaryPassword
	}
	if c.Suppress {
		in.MessageAction = types.MessageActionTypeSuppress
	}
	return apply(ctx, a, c, in, a.api.AdminCreateUser)
}

func mediumTypes(names []string) []types.DeliveryMediumType {
	return each(names, func(n string) types.DeliveryMediumType { return types.DeliveryMediumType(n) })
}

// apply is invokeSigned for a change, whose answer tells nothing but its request id.
func apply[In, Out any](ctx context.Context, a *Admin, c Change, in *In,
	send func(context.Context, *In, ...func(*cip.Options)) (*Out, error)) (Delivery, string, error) {
	out, err := invokeSigned(ctx, a, c.Operation(), in, send)
	if err != nil {
		return Delivery{}, "", err
	}
	// Every answer of the SDK has a member of this name.
	metadata := reflect.ValueOf(out).Elem().FieldByName("ResultMetadata").Interface().(smithy.Metadata)
	return Delivery{}, requestID(in, metadata), nil
}

// requestID is the id of the answer to an input, where it may be shown.
func requestID(in any, m smithy.Metadata) string {
	id, _ := middleware.GetRequestIDMetadata(m)
	return redact.RequestID(sent(in), id)
}
