package cognito

import (
	"context"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// SignInRequest names the user and proves it.
type SignInRequest struct {
	Username string // user name or any active alias
	Password string
}

// SignIn begins a sign-in with the USER_PASSWORD_AUTH flow, which the app client
// must allow (else FlowNotEnabled). It is sent once: every try counts towards
// the lock-out. The answer is SignedIn, or a challenge.
func (c *Client) SignIn(ctx context.Context, r SignInRequest) (Step, error) {
	parameters := map[string]string{"USERNAME": r.Username, "PASSWORD": r.Password}
	if hash := c.secretHash(r.Username); hash != nil {
		parameters["SECRET_HASH"] = *hash
	}
	out, err := invoke(ctx, c.core, "InitiateAuth", &cip.InitiateAuthInput{
		ClientId:       &c.config.ClientID,
		AuthFlow:       types.AuthFlowTypeUserPasswordAuth,
		AuthParameters: parameters,
	}, c.api.InitiateAuth)
	if err != nil {
		return nil, err
	}
	return c.stepOf("InitiateAuth", authAnswer{
		result:     out.AuthenticationResult,
		challenge:  out.ChallengeName,
		parameters: out.ChallengeParameters,
		session:    out.Session,
		typed:      r.Username,
	})
}
