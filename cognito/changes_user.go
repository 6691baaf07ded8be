package cognito

import (
	"context"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// UpdateAttributes sets attributes; an empty value deletes one. Where an address is
// set with its _verified attribute, no code is sent (AdminUpdateUserAttributes).
type UpdateAttributes struct{ Attributes []Attribute }

// SetMFA turns second factors on and off (AdminSetUserMFAPreference).
type SetMFA struct{ MFAPreference }

// ForgetUserDevice forgets a device by its key (AdminForgetDevice).
type ForgetUserDevice struct{ Key string }

// AddToGroup adds the user to a group; it shows in tokens issued afterwards.
type AddToGroup struct{ Group string }

// RemoveFromGroup removes the user from a group.
type RemoveFromGroup struct{ Group string }

// Operation is the API's name.
func (UpdateAttributes) Operation() string { return "AdminUpdateUserAttributes" }

// Operation is the API's name.
func (SetMFA) Operation() string { return "AdminSetUserMFAPreference" }

// Operation is the API's name.
func (ForgetUserDevice) Operation() string { return "AdminForgetDevice" }

// Operation is the API's name.
func (AddToGroup) Operation() string { return "AdminAddUserToGroup" }

// Operation is the API's name.
func (RemoveFromGroup) Operation() string { return "AdminRemoveUserFromGroup" }

func (c UpdateAttributes) told() map[string]string {
	told := map[string]string{}
	for _, a := range c.Attributes {
		told[a.Name] = a.Value
	}
	return told
}

func (c SetMFA) told() map[string]string {
	told := map[string]string{}
	for name, f := range map[string]*FactorPreference{"SMS_MFA": c.SMS, "SOFTWARE_TOKEN_MFA": c.SoftwareToken, "EMAIL_OTP": c.Email} {
		switch {
		case f == nil:
		case f.Preferred:
			told[name] = "preferred"
		case f.Enabled:
			told[name] = "on"
		default:
			told[name] = "off"
		}
	}
	if c.WebAuthn != nil {
		told["WEB_AUTHN"] = map[bool]string{true: "on", false: "off"}[*c.WebAuthn]
	}
	return told
}

func (c ForgetUserDevice) told() map[string]string { return map[string]string{"device": c.Key} }
func (c AddToGroup) told() map[string]string       { return map[string]string{"group": c.Group} }
func (c RemoveFromGroup) told() map[string]string  { return map[string]string{"group": c.Group} }

func (c UpdateAttributes) send(ctx context.Context, a *Admin, username string) (Delivery, string, error) {
	return apply(ctx, a, c, &cip.AdminUpdateUserAttributesInput{
		UserPoolId: &a.config.UserPoolID, Username: &username, UserAttributes: attributeTypes(c.Attributes),
	}, a.api.AdminUpdateUserAttributes)
}

func (c SetMFA) send(ctx context.Context, a *Admin, username string) (Delivery, string, error) {
	in := &cip.AdminSetUserMFAPreferenceInput{UserPoolId: &a.config.UserPoolID, Username: &username}
	in.SMSMfaSettings, in.SoftwareTokenMfaSettings, in.EmailMfaSettings, in.WebAuthnMfaSettings = c.settings()
	return apply(ctx, a, c, in, a.api.AdminSetUserMFAPreference)
}

func (c ForgetUserDevice) send(ctx context.Context, a *Admin, username string) (Delivery, string, error) {
	return apply(ctx, a, c, &cip.AdminForgetDeviceInput{
		UserPoolId: &a.config.UserPoolID, Username: &username, DeviceKey: &c.Key,
	}, a.api.AdminForgetDevice)
}

func (c AddToGroup) send(ctx context.Context, a *Admin, username string) (Delivery, string, error) {
	return apply(ctx, a, c, &cip.AdminAddUserToGroupInput{
		UserPoolId: &a.config.UserPoolID, Username: &username, GroupName: &c.Group,
	}, a.api.AdminAddUserToGroup)
}

func (c RemoveFromGroup) send(ctx context.Context, a *Admin, username string) (Delivery, string, error) {
	return apply(ctx, a, c, &cip.AdminRemoveUserFromGroupInput{
		UserPoolId: &a.config.UserPoolID, Username: &username, GroupName: &c.Group,
	}, a.api.AdminRemoveUserFromGroup)
}
