package localpool

import (
	"errors"
	"net/http"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/aws/smithy-go"
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
	s, ctx := newServer(Demo()), t.Context()
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

// TestAdminCallsThroughSDK reads each answer of the administrators' calls with
// AWS's own decoder.
func TestAdminCallsThroughSDK(t *testing.T) {
	s, ctx := newServer(Demo()), t.Context()
	c := sdkClient(s)
	pool := aws.String("us-east-1_LocalPool")
	pools, err := c.ListUserPools(ctx, &cip.ListUserPoolsInput{MaxResults: aws.Int32(60)})
	if err != nil || len(pools.UserPools) != 7 || pools.UserPools[0].CreationDate == nil {
		t.Fatal(pools, err)
	}
	clients, err := c.ListUserPoolClients(ctx, &cip.ListUserPoolClientsInput{UserPoolId: pool})
	if err != nil || len(clients.UserPoolClients) != 3 {
		t.Fatal(clients, err)
	}
	made, err := c.AdminCreateUser(ctx, &cip.AdminCreateUserInput{UserPoolId: pool, Username: aws.String("sid"),
		TemporaryPassword: aws.String(DemoPassword), MessageAction: types.MessageActionTypeSuppress})
	if err != nil || made.User.UserStatus != types.UserStatusTypeForceChangePassword || len(made.User.Attributes) != 1 {
		t.Fatal(made, err)
	}
	_, err = c.AdminSetUserPassword(ctx, &cip.AdminSetUserPasswordInput{UserPoolId: pool, Username: aws.String("sid"),
		Password: aws.String("Another1!"), Permanent: true})
	if err != nil {
		t.Fatal(err)
	}
	user, err := c.AdminGetUser(ctx, &cip.AdminGetUserInput{UserPoolId: pool, Username: aws.String("sid")})
	if err != nil || user.UserStatus != types.UserStatusTypeConfirmed || !user.Enabled {
		t.Fatal(user, err)
	}
	_, err = c.AdminConfirmSignUp(ctx, &cip.AdminConfirmSignUpInput{UserPoolId: pool, Username: aws.String("una@example.com")})
	if err != nil {
		t.Fatal(err)
	}
	anonymous := cip.New(cip.Options{Region: DemoRegion, HTTPClient: &http.Client{Transport: s.Transport()}, Retryer: aws.NopRetryer{}})
	_, err = anonymous.AdminGetUser(ctx, &cip.AdminGetUserInput{UserPoolId: pool, Username: aws.String("sid")})
	var refused smithy.APIError
	if !errors.As(err, &refused) || refused.ErrorCode() != "MissingAuthenticationTokenException" {
		t.Errorf("unsigned: %v", err)
	}
	foreign := cip.New(cip.Options{Region: "eu-west-1", HTTPClient: &http.Client{Transport: s.Transport()}, Retryer: aws.NopRetryer{},
		Credentials: credentials.NewStaticCredentialsProvider("local", "local", "")})
	_, err = foreign.AdminGetUser(ctx, &cip.AdminGetUserInput{UserPoolId: pool, Username: aws.String("sid")})
	if !errors.As(err, &refused) || refused.ErrorCode() != "InvalidSignatureException" {
		t.Errorf("signed for another region: %v", err)
	}
}
