package localpool

import (
	"net/http"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// sdkClient is AWS's own client on the pool, without repeats.
func sdkClient(s *Server) *cip.Client {
	return cip.New(cip.Options{
		Region:      DemoRegion,
		HTTPClient:  &http.Client{Transport: s.Transport()},
		Retryer:     aws.NopRetryer{},
		Credentials: credentials.NewStaticCredentialsProvider("local", "local", ""),
	})
}

// TestMainPathThroughSDK walks the whole main path with AWS's client and the
// client that has a secret.
func TestMainPathThroughSDK(t *testing.T) {
	s, ctx := New(Demo()), t.Context()
	c := sdkClient(s)
	app := s.Clients()[0]
	name := "new@example.com"
	hash := aws.String(secretHash(app.Secret, name, app.ClientID))
	id := aws.String(app.ClientID)

	up, err := c.SignUp(ctx, &cip.SignUpInput{ClientId: id, SecretHash: hash, Username: &name,
		Password: aws.String(DemoPassword), UserAttributes: []types.AttributeType{{Name: aws.String("email"), Value: &name}}})
	if err != nil || up.UserConfirmed || *up.CodeDeliveryDetails.Destination != "n***@e***" {
		t.Fatal(up, err)
	}
	_, err = c.ResendConfirmationCode(ctx, &cip.ResendConfirmationCodeInput{ClientId: id, SecretHash: hash, Username: &name})
	if err != nil {
		t.Fatal(err)
	}
	sent := s.Messages(name)
	if len(sent) != 2 || sent[0].Valid || !sent[1].Valid {
		t.Fatalf("messages %+v", sent)
	}
	_, err = c.ConfirmSignUp(ctx, &cip.ConfirmSignUpInput{ClientId: id, SecretHash: hash, Username: &name, ConfirmationCode: &sent[1].Code})
	if err != nil {
		t.Fatal(err)
	}
	signIn := func(password string) (*cip.InitiateAuthOutput, error) {
		return c.InitiateAuth(ctx, &cip.InitiateAuthInput{ClientId: id, AuthFlow: types.AuthFlowTypeUserPasswordAuth,
			AuthParameters: map[string]string{"USERNAME": name, "PASSWORD": password, "SECRET_HASH": *hash}})
	}
	in, err := signIn(DemoPassword)
	if err != nil {
		t.Fatal(err)
	}
	user, err := c.GetUser(ctx, &cip.GetUserInput{AccessToken: in.AuthenticationResult.AccessToken})
	if err != nil || *user.Username != name || len(user.UserAttributes) != 3 {
		t.Fatal(user, err)
	}
	_, err = c.GlobalSignOut(ctx, &cip.GlobalSignOutInput{AccessToken: in.AuthenticationResult.AccessToken})
	if err != nil {
		t.Fatal(err)
	}
	if _, err = c.ForgotPassword(ctx, &cip.ForgotPasswordInput{ClientId: id, SecretHash: hash, Username: &name}); err != nil {
		t.Fatal(err)
	}
	sent = s.Messages(name)
	_, err = c.ConfirmForgotPassword(ctx, &cip.ConfirmForgotPasswordInput{ClientId: id, SecretHash: hash, Username: &name,
		ConfirmationCode: &sent[2].Code, Password: aws.String("Another1!")})
	if err != nil {
		t.Fatal(err)
	}
	in, err = signIn("Another1!")
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.RevokeToken(ctx, &cip.RevokeTokenInput{ClientId: id, ClientSecret: &app.Secret, Token: in.AuthenticationResult.RefreshToken})
	if err != nil {
		t.Fatal(err)
	}
	if _, err = c.GetUser(ctx, &cip.GetUserInput{AccessToken: in.AuthenticationResult.AccessToken}); err == nil {
		t.Fatal("a revoked token still works")
	}
	pool, err := c.DescribeUserPool(ctx, &cip.DescribeUserPoolInput{UserPoolId: &app.PoolID})
	if err != nil || *pool.UserPool.Policies.PasswordPolicy.MinimumLength != 8 {
		t.Fatal(pool, err)
	}
	described, err := c.DescribeUserPoolClient(ctx, &cip.DescribeUserPoolClientInput{UserPoolId: &app.PoolID, ClientId: id})
	if err != nil || *described.UserPoolClient.ClientSecret != app.Secret {
		t.Fatal(described, err)
	}
}
