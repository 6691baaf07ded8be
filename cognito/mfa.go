package cognito

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// FactorPreference is what a user wants of one second factor.
type FactorPreference struct {
	Enabled   bool
	Preferred bool // asked for first; at most one factor is
}

// MFAPreference is what SetUserMFAPreference changes: nil leaves a factor as it
// is.
type MFAPreference struct {
	SMS, SoftwareToken, Email *FactorPreference
	WebAuthn                  *bool // passkeys as a second factor
}

// SetUserMFAPreference turns second factors on and off. It is repeated on 5xx and
// lost answers. NoDeliveryConfig means that a factor isn't set up.
func (c *Client) SetUserMFAPreference(ctx context.Context, access string, p MFAPreference) error {
	in := &cip.SetUserMFAPreferenceInput{AccessToken: &access}
	in.SMSMfaSettings, in.SoftwareTokenMfaSettings, in.EmailMfaSettings, in.WebAuthnMfaSettings = p.settings()
	_, err := invoke(ctx, c.core, "SetUserMFAPreference", in, c.api.SetUserMFAPreference)
	return err
}

// settings are the API's members; nil where a factor stays as it is.
func (p MFAPreference) settings() (sms *types.SMSMfaSettingsType, app *types.SoftwareTokenMfaSettingsType,
	email *types.EmailMfaSettingsType, passkey *types.WebAuthnMfaSettingsType) {
	if f := p.SMS; f != nil {
		sms = &types.SMSMfaSettingsType{Enabled: f.Enabled, PreferredMfa: f.Preferred}
	}
	if f := p.SoftwareToken; f != nil {
		app = &types.SoftwareTokenMfaSettingsType{Enabled: f.Enabled, PreferredMfa: f.Preferred}
	}
	if f := p.Email; f != nil {
		email = &types.EmailMfaSettingsType{Enabled: f.Enabled, PreferredMfa: f.Preferred}
	}
	if p.WebAuthn != nil {
		passkey = &types.WebAuthnMfaSettingsType{Enabled: *p.WebAuthn}
	}
	return sms, app, email, passkey
}

// AuthFactors is what a user can sign in with.
type AuthFactors struct {
	Username     string
	First        []string // PASSWORD, EMAIL_OTP, SMS_OTP, WEB_AUTHN
	MFA          []string // second factors turned on, in the service's words
	PreferredMFA string
}

// GetUserAuthFactors reads what the user of an access token can sign in with. It
// is repeated on 5xx and lost answers.
func (c *Client) GetUserAuthFactors(ctx context.Context, access string) (AuthFactors, error) {
	out, err := invoke(ctx, c.core, "GetUserAuthFactors", &cip.GetUserAuthFactorsInput{AccessToken: &access}, c.api.GetUserAuthFactors)
	if err != nil {
		return AuthFactors{}, err
	}
	return AuthFactors{
		Username:     aws.ToString(out.Username),
		First:        namesOf(out.ConfiguredUserAuthFactors),
		MFA:          out.UserMFASettingList,
		PreferredMFA: aws.ToString(out.PreferredMfaSetting),
	}, nil
}
