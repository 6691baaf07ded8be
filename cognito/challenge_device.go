package cognito

import (
	"context"

	"cognito-tui/cognito/srp"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// Device is what a remembered device proves itself with. All of it is secret but
// the key.
type Device struct {
	Key      string // <region>_<uuid>
	GroupKey string
	Password string
}

// NewDevice is what a sign-in offers where the pool remembers devices.
type NewDevice struct{ Key, GroupKey string }

// beginDevice answers DEVICE_SRP_AUTH.
func (x *exchange) beginDevice(ctx context.Context, a authAnswer) (authAnswer, error) {
	responses := map[string]string{}
	if err := x.newProof(responses); err != nil {
		return authAnswer{}, err
	}
	return x.respond(ctx, types.ChallengeNameTypeDeviceSrpAuth, responses, a.session)
}

// proveDevice answers DEVICE_PASSWORD_VERIFIER: the same arithmetic over the
// device's group and key.
func (x *exchange) proveDevice(ctx context.Context, a authAnswer) (authAnswer, error) {
	if x.proof == nil {
		return authAnswer{}, a.bad("ChallengeName", "came before DEVICE_SRP_AUTH")
	}
	responses, err := x.prove(a, srp.Identity{Group: x.device.GroupKey, User: x.device.Key}, x.device.Password)
	if err != nil {
		return authAnswer{}, err
	}
	next, err := x.respond(ctx, types.ChallengeNameTypeDevicePasswordVerifier, responses, a.session)
	x.course.DeviceProved = err == nil
	return next, err
}
