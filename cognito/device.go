package cognito

import (
	"context"

	"cognito-tui/cognito/srp"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// ConfirmDevice registers the device that a sign-in offered, with a password
// made for it. ask is true where the pool wants the user asked: the device is
// remembered after RememberDevice then, else at once. It is sent once.
func (c *Client) ConfirmDevice(ctx context.Context, access string, d NewDevice, name string) (device Device, ask bool, err error) {
	const op = "ConfirmDevice"
	password, salt, verifier, err := srp.NewDeviceSecret(srp.Identity{Group: d.GroupKey, User: d.Key})
	if err != nil {
		return Device{}, false, &Error{Op: op, Kind: Unknown, Err: err}
	}
	in := &cip.ConfirmDeviceInput{
		AccessToken: &access, DeviceKey: &d.Key,
		DeviceSecretVerifierConfig: &types.DeviceSecretVerifierConfigType{Salt: &salt, PasswordVerifier: &verifier},
	}
	if name != "" {
		in.DeviceName = &name
	}
	out, err := invoke(ctx, c.core, op, in, c.api.ConfirmDevice)
	if err != nil {
		return Device{}, false, err
	}
	return Device{Key: d.Key, GroupKey: d.GroupKey, Password: password}, out.UserConfirmationNecessary, nil
}

// RememberDevice says whether a confirmed device is remembered. It is repeated on
// 5xx and lost answers.
func (c *Client) RememberDevice(ctx context.Context, access, deviceKey string, remember bool) error {
	status := types.DeviceRememberedStatusTypeNotRemembered
	if remember {
		status = types.DeviceRememberedStatusTypeRemembered
	}
	_, err := invoke(ctx, c.core, "UpdateDeviceStatus", &cip.UpdateDeviceStatusInput{
		AccessToken: &access, DeviceKey: &deviceKey, DeviceRememberedStatus: status,
	}, c.api.UpdateDeviceStatus)
	return err
}
