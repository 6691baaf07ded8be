package localpool

import (
	"encoding/base64"
	"math/big"
	"time"

	"cognito-tui/cognito/srp"
)

// The refusals of devices. Only the first text was observed on the service.
var (
	errDeviceKey    = invalidParameter("Invalid device key given.")
	errDeviceExists = refuse("DeviceKeyExistsException", "Device already exists.")
	errDeviceSecret = invalidParameter("Invalid device secret verifier given.")
	errDevicesOff   = refuse("InvalidUserPoolConfigurationException", "Device tracking is not enabled for the user pool.")
)

const (
	maxDeviceSalt    = 64 // bytes; clients send 16 or 17
	groupKeyAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
)

// newDevice makes the names of a device: <region>_<uuid>, and a group key of a
// hyphen and eight characters, as the service's examples have it.
func (p *pool) newDevice(now time.Time) *device {
	group := []byte("-")
	source := p.server.draw("device group")
	for range 8 {
		group = append(group, pick(source, groupKeyAlphabet))
	}
	return &device{
		key: p.server.config.Region + "_" + p.server.newID("device").String(), groupKey: string(group),
		created: now, modified: now, last: now,
	}
}

// deviceMetadata is the NewDeviceMetadata of an answer.
type deviceMetadata struct{ DeviceKey, DeviceGroupKey string }

// track gives a new session its device: the one that proved itself, or, where
// the pool remembers devices, a new one that ConfirmDevice may register.
func (p *pool) track(s *session, presented *device, c *call) {
	switch {
	case presented != nil:
		presented.last, presented.lastIP = c.now, c.ip
		s.device = presented.key
	case p.Devices != "":
		s.offered = p.newDevice(c.now)
		s.offered.lastIP = c.ip
		s.device = s.offered.key
	}
}

// mayRefresh tells whether a refresh with this DEVICE_KEY is allowed: where the
// pool remembers devices it must be the session's own and a confirmed one.
// Source: AWS knowledge centre, "Invalid Refresh Token".
func (p *pool) mayRefresh(s *session, key string) bool {
	return p.Devices == "" || key != "" && key == s.device && s.user.device(key) != nil
}

// forget drops a device; false if the user has none of that key.
func (u *user) forget(key string) bool {
	if u.factors == nil {
		return false
	}
	for i, d := range u.factors.devices {
		if d.key == key {
			u.factors.devices = append(u.factors.devices[:i:i], u.factors.devices[i+1:]...)
			return true
		}
	}
	return false
}

// setSecret takes the members of DeviceSecretVerifierConfig: base64 of the salt
// and of the verifier. A device without them could never prove itself, so that
// they are needed is the strictest reading.
func (d *device) setSecret(config map[string]string) error {
	salt, err1 := base64.StdEncoding.DecodeString(config["Salt"])
	raw, err2 := base64.StdEncoding.DecodeString(config["PasswordVerifier"])
	v := new(big.Int).SetBytes(raw)
	if err1 != nil || err2 != nil || len(salt) == 0 || len(salt) > maxDeviceSalt || !srp.IsVerifier(v) {
		return errDeviceSecret
	}
	d.salt, d.verifier = salt, v
	return nil
}

// deviceType is a device as the API shows one.
type deviceType struct {
	DeviceKey                   string
	DeviceAttributes            []Attribute
	DeviceCreateDate            float64
	DeviceLastModifiedDate      float64
	DeviceLastAuthenticatedDate float64
}

// describe lists the attributes that AWS's examples show.
func (d *device) describe(p *pool, u *user) deviceType {
	owner := u.name + "." + p.ID
	remembered := notRemembered
	if d.remembered {
		remembered = isRemembered
	}
	attributes := []Attribute{{"device_status", "valid"}}
	if d.name != "" {
		attributes = append(attributes, Attribute{"device_name", d.name})
	}
	attributes = append(attributes,
		Attribute{"dev:device_arn", "arn:aws:cognito-idp:" + p.server.config.Region + ":000000000000:owner/" + owner + "/device/" + d.key},
		Attribute{"dev:device_owner", owner},
		Attribute{"last_ip_used", d.lastIP},
		Attribute{"dev:device_remembered_status", remembered},
		Attribute{"dev:device_sdk", "aws-sdk"})
	return deviceType{
		DeviceKey: d.key, DeviceAttributes: attributes,
		DeviceCreateDate: seconds(d.created), DeviceLastModifiedDate: seconds(d.modified),
		DeviceLastAuthenticatedDate: seconds(d.last),
	}
}

// The values of DeviceRememberedStatus.
const (
	isRemembered  = "remembered"
	notRemembered = "not_remembered"
)
