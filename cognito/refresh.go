package cognito

import (
	"context"
	"errors"
	"time"

	"cognito-tui/cognito/token"
	"cognito-tui/cognito/trace"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// Rotation is whether an app client gives a new refresh token with each refresh.
type Rotation int

// The states of rotation.
const (
	RotationUnknown Rotation = iota
	RotationOff
	RotationOn
)

// RefreshRequest is a session to go on with.
type RefreshRequest struct {
	Refresh string // the refresh token
	// Username is the pool's own name, not an alias: the hash is over it.
	Username string
	// DeviceKey is that of the device the session began on; empty without one.
	DeviceKey string
	Rotation  Rotation // as far as it is known
}

// Refreshed is what a refresh gave.
type Refreshed struct {
	// Tokens holds the new refresh token or, where none came, the one given.
	Tokens   token.Set
	Rotation Rotation // as the service showed it
}

// Refresh gets new ID and access tokens. Where rotation isn't known to be on it
// asks REFRESH_TOKEN_AUTH and, if the app client refuses that flow as one with
// rotation does, GetTokensFromRefreshToken. Both are sent once: a rotated token
// that is sent twice is RefreshTokenReused. Other ends of a session are
// RefreshTokenExpired, BadRefreshToken, SignedOut and Disabled.
func (c *Client) Refresh(ctx context.Context, r RefreshRequest) (Refreshed, error) {
	if r.Rotation == RotationOn {
		return c.rotate(ctx, r)
	}
	refreshed, err := c.refresh(ctx, r)
	if mayRotate(err) {
		return c.rotate(ctx, r)
	}
	return refreshed, err
}

// refresh is REFRESH_TOKEN_AUTH. It takes no USERNAME, and a SECRET_HASH over the
// pool's own name all the same.
func (c *Client) refresh(ctx context.Context, r RefreshRequest) (Refreshed, error) {
	parameters := map[string]string{"REFRESH_TOKEN": r.Refresh}
	if hash := c.secretHash(r.Username); hash != nil {
		parameters["SECRET_HASH"] = *hash
	}
	if r.DeviceKey != "" {
		parameters["DEVICE_KEY"] = r.DeviceKey
	}
	const op = "InitiateAuth"
	ctx = trace.About(ctx, string(types.AuthFlowTypeRefreshTokenAuth))
	out, err := invoke(ctx, c.core, op, &cip.InitiateAuthInput{
		ClientId: &c.config.ClientID, AuthFlow: types.AuthFlowTypeRefreshTokenAuth, AuthParameters: parameters,
	}, c.api.InitiateAuth)
	if err != nil {
		return Refreshed{}, inRefresh(err)
	}
	return c.refreshed(op, r, out.AuthenticationResult, RotationOff)
}

// rotate is GetTokensFromRefreshToken, which takes the secret itself and works
// without rotation, too.
func (c *Client) rotate(ctx context.Context, r RefreshRequest) (Refreshed, error) {
	const op = "GetTokensFromRefreshToken"
	in := &cip.GetTokensFromRefreshTokenInput{ClientId: &c.config.ClientID, RefreshToken: &r.Refresh}
	if c.config.ClientSecret != "" {
		in.ClientSecret = &c.config.ClientSecret
	}
	if r.DeviceKey != "" {
		in.DeviceKey = &r.DeviceKey
	}
	out, err := invoke(ctx, c.core, op, in, c.api.GetTokensFromRefreshToken)
	if err != nil {
		return Refreshed{}, err
	}
	rotation := RotationOff
	if result := out.AuthenticationResult; result != nil && aws.ToString(result.RefreshToken) != "" {
		rotation = RotationOn
	}
	return c.refreshed(op, r, out.AuthenticationResult, rotation)
}

func (c *Client) refreshed(op string, r RefreshRequest, result *types.AuthenticationResultType, rotation Rotation) (Refreshed, error) {
	if result == nil || aws.ToString(result.AccessToken) == "" {
		return Refreshed{}, incomplete(op, "AuthenticationResult holds no access token")
	}
	set := token.Set{
		ID:        aws.ToString(result.IdToken),
		Access:    aws.ToString(result.AccessToken),
		Refresh:   aws.ToString(result.RefreshToken),
		ExpiresIn: time.Duration(result.ExpiresIn) * time.Second,
		Issued:    c.Now(),
	}
	if set.Refresh == "" {
		set.Refresh = r.Refresh
	}
	return Refreshed{Tokens: set, Rotation: rotation}, nil
}

// mayRotate tells whether a refusal of REFRESH_TOKEN_AUTH is one that rotation
// explains: the guide says that the flow is off then, and not by which exception.
func mayRotate(err error) bool {
	switch KindOf(err) {
	case FlowNotEnabled, ClientForbids:
		return true
	}
	var e *Error
	return errors.As(err, &e) && e.Reason == RotationIsOn
}

// inRefresh is what a refusal of InitiateAuth means for a session that was there:
// without a user, it has ended. Challenge names the flow, since a lost answer to it
// means less than one to a sign-in.
func inRefresh(err error) error {
	var e *Error
	if errors.As(err, &e) {
		e.Challenge = string(types.AuthFlowTypeRefreshTokenAuth)
		switch e.Kind {
		case NoSuchUser:
			e.Kind = SignedOut
		case WrongPassword:
			e.Kind = BadRefreshToken // no password was sent
		}
	}
	return err
}
