package cognito

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// RememberedDevice is a device that the pool has confirmed. Its texts are
// strangers'.
type RememberedDevice struct {
	Key        string
	Name       string // device_name
	Status     string // device_status
	Remembered string // dev:device_remembered_status: "remembered" or "not_remembered"; may be empty
	LastIP     string // last_ip_used
	Created    time.Time
	Modified   time.Time
	LastUsed   time.Time
}

// devicePage is the largest Limit of ListDevices.
const devicePage = 60

// ListDevices reads the user's devices, all pages. It is repeated on 5xx and lost
// answers.
func (c *Client) ListDevices(ctx context.Context, access string) ([]RememberedDevice, error) {
	const op = "ListDevices"
	return pages(op, 0, func(next *string) (*cip.ListDevicesOutput, error) {
		return invoke(ctx, c.core, op, &cip.ListDevicesInput{
			AccessToken: &access, Limit: aws.Int32(devicePage), PaginationToken: next,
		}, c.api.ListDevices)
	}, func(out *cip.ListDevicesOutput) ([]RememberedDevice, *string) {
		return each(out.Devices, rememberedOf), out.PaginationToken
	})
}

func rememberedOf(d types.DeviceType) RememberedDevice {
	r := RememberedDevice{
		Key:      aws.ToString(d.DeviceKey),
		Created:  aws.ToTime(d.DeviceCreateDate),
		Modified: aws.ToTime(d.DeviceLastModifiedDate),
		LastUsed: aws.ToTime(d.DeviceLastAuthenticatedDate),
	}
	for _, a := range attributesOf(d.DeviceAttributes) {
		switch a.Name {
		case "device_name":
			r.Name = a.Value
		case "device_status":
			r.Status = a.Value
		case "dev:device_remembered_status":
			r.Remembered = a.Value
		case "last_ip_used":
			r.LastIP = a.Value
		}
	}
	return r
}

// ForgetDevice deletes a device. It is sent once: a repeat would say that there
// is no such device.
func (c *Client) ForgetDevice(ctx context.Context, access, key string) error {
	_, err := invoke(ctx, c.core, "ForgetDevice", &cip.ForgetDeviceInput{AccessToken: &access, DeviceKey: &key}, c.api.ForgetDevice)
	return err
}
