package localpool

import (
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// TestAccountThroughSDK reads each answer about one's own account, and the
// exceptions that have types of their own, with AWS's decoder.
func TestAccountThroughSDK(t *testing.T) {
	s, ctx := newServer(Demo()), t.Context()
	c, app := sdkClient(s), tester{t, s}.client("rotation-app")
	hash := secretHash(app.Secret, "kay", app.ClientID)
	in, err := c.InitiateAuth(ctx, &cip.InitiateAuthInput{ClientId: &app.ClientID, AuthFlow: types.AuthFlowTypeUserPasswordAuth,
		AuthParameters: map[string]string{"USERNAME": "kay", "PASSWORD": DemoPassword, "SECRET_HASH": hash}})
	if err != nil {
		t.Fatal(err)
	}
	access, email := in.AuthenticationResult.AccessToken, "kay.keller@example.com"
	changed, err := c.UpdateUserAttributes(ctx, &cip.UpdateUserAttributesInput{AccessToken: access,
		UserAttributes: []types.AttributeType{{Name: aws.String("email"), Value: &email}}})
	if err != nil || len(changed.CodeDeliveryDetailsList) != 1 || *changed.CodeDeliveryDetailsList[0].AttributeName != "email" {
		t.Fatal(changed, err)
	}
	sent, err := c.GetUserAttributeVerificationCode(ctx,
		&cip.GetUserAttributeVerificationCodeInput{AccessToken: access, AttributeName: aws.String("email")})
	if err != nil || sent.CodeDeliveryDetails.DeliveryMedium != types.DeliveryMediumTypeEmail {
		t.Fatal(sent, err)
	}
	_, err = c.VerifyUserAttribute(ctx, &cip.VerifyUserAttributeInput{
		AccessToken:   access,
		AttributeName: aws.String("email"),
		Code:          &s.Messages(email)[1].Code,
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err = c.DeleteUserAttributes(ctx, &cip.DeleteUserAttributesInput{
		AccessToken:        access,
		UserAttributeNames: []string{"name"},
	}); err != nil {
		t.Fatal(err)
	}
	_, err = c.ChangePassword(ctx, &cip.ChangePasswordInput{
		AccessToken:      access,
		PreviousPassword: aws.String(DemoPassword),
		ProposedPassword: aws.String(DemoPassword),
	})
	if x := (*types.PasswordHistoryPolicyViolationException)(nil); !errors.As(err, &x) {
		t.Errorf("the same password: %v", err)
	}
	keys, err := c.ListWebAuthnCredentials(ctx, &cip.ListWebAuthnCredentialsInput{AccessToken: access})
	if err != nil || len(keys.Credentials) != 3 || keys.Credentials[0].CreatedAt.IsZero() ||
		*keys.Credentials[0].AuthenticatorAttachment != "platform" {
		t.Fatal(keys, err)
	}
	if _, err = c.DeleteWebAuthnCredential(ctx, &cip.DeleteWebAuthnCredentialInput{
		AccessToken:  access,
		CredentialId: keys.Credentials[0].CredentialId,
	}); err != nil {
		t.Fatal(err)
	}
	_, err = c.StartWebAuthnRegistration(ctx, &cip.StartWebAuthnRegistrationInput{AccessToken: access})
	if x := (*types.WebAuthnConfigurationMissingException)(nil); !errors.As(err, &x) {
		t.Errorf("a new passkey: %v", err)
	}
	renew := &cip.GetTokensFromRefreshTokenInput{
		ClientId:     &app.ClientID,
		ClientSecret: &app.Secret,
		RefreshToken: in.AuthenticationResult.RefreshToken,
	}
	renewed, err := c.GetTokensFromRefreshToken(ctx, renew)
	if err != nil || *renewed.AuthenticationResult.RefreshToken == *renew.RefreshToken || renewed.AuthenticationResult.ExpiresIn != 300 {
		t.Fatal(renewed, err)
	}
	s.Advance(maxGrace)
	_, err = c.GetTokensFromRefreshToken(ctx, renew)
	if x := (*types.RefreshTokenReuseException)(nil); !errors.As(err, &x) {
		t.Errorf("the old refresh token: %v", err)
	}
	listed, err := c.ListUsers(ctx, &cip.ListUsersInput{UserPoolId: &app.PoolID, Filter: aws.String(`"email"^="kay.k"`)})
	if err != nil || len(listed.Users) != 1 || listed.Users[0].UserStatus != types.UserStatusTypeConfirmed ||
		listed.Users[0].UserLastModifiedDate == nil {
		t.Fatal(listed, err)
	}
	described, err := c.DescribeUserPoolClient(ctx, &cip.DescribeUserPoolClientInput{UserPoolId: &app.PoolID, ClientId: &app.ClientID})
	if err != nil || described.UserPoolClient.RefreshTokenRotation.Feature != types.FeatureTypeEnabled ||
		*described.UserPoolClient.RefreshTokenRotation.RetryGracePeriodSeconds != 10 {
		t.Fatal(described, err)
	}
	pages := cip.NewListUsersPaginator(c, &cip.ListUsersInput{UserPoolId: &app.PoolID, Limit: aws.Int32(3)})
	count := 0
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			t.Fatal(err)
		}
		count += len(page.Users)
	}
	if count != 4 {
		t.Errorf("%d users", count)
	}
}
