package cognito

import (
	"context"

	"cognito-tui/cognito/srp"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// DeviceSecret is what a new device is to prove itself with, and what the service
// checks it by. All of it is secret but the key.
type DeviceSecret struct {
	Device
	salt, verifier string // of DeviceSecretVerifierConfig
}

// DeviceSecret makes a password for a device. It is made once for all tries of
// ConfirmDevice: after one whose answer was lost the service may know it.
func (c *Client) DeviceSecret(d NewDevice) DeviceSecret {
	password, salt, verifier := srp.NewDeviceSecret(c.config.Random, srp.Identity{Group: d.GroupKey, User: d.Key})
	return DeviceSecret{Device{Key: d.Key, GroupKey: d.GroupKey, Password: password}, salt, verifier}
}

// ConfirmDevice registers the device that a sign-in offered. ask is true where
// the pool wants the user asked: the device is remembered after RememberDevice
// then, else at once. It is sent once.
func (c *Client) ConfirmDevice(ctx context.Context, access string, d DeviceSecret, name string) (ask bool, err error) {
	in := &cip.ConfirmDeviceInput{
		AccessToken: &access, DeviceKey: &d.Key,
		DeviceSecretVerifierConfig: &types.DeviceSecretVerifierConfigType{Salt: &d.salt, PasswordVerifier: &d.verifier},
	}
	if name != "" {
		in.DeviceName = &name
	}
	out, err := invoke(ctx, c.core, "ConfirmDevice", in, c.api.ConfirmDevice)
	if err != nil {
		return false, err
	}
	return out.UserConfirmationNecessary, nil
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
