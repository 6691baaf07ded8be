package srp

import (
	"crypto/rand"
	"encoding/base64"
	"math/big"
)

// Sizes of what ConfirmDevice registers, in bytes before their base64. Source:
// amplify-js, AuthenticationHelper.generateHashDevice.
const (
	devicePasswordSize = 40
	deviceSaltSize     = 16
)

// NewDeviceSecret makes the password of a new device, whose id is its group key
// and key, with the members of DeviceSecretVerifierConfig: Salt and
// PasswordVerifier, base64 of padded bytes. The password, itself base64, is kept
// by the device; the service sees only the other two.
func NewDeviceSecret(id Identity) (password, salt, verifier string, err error) {
	secret, rawSalt := make([]byte, devicePasswordSize), make([]byte, deviceSaltSize)
	if _, err = rand.Read(secret); err != nil {
		return "", "", "", err
	}
	if _, err = rand.Read(rawSalt); err != nil {
		return "", "", "", err
	}
	password = base64.StdEncoding.EncodeToString(secret)
	v := VerifierOf(InnerHash(id, password), rawSalt)
	return password, base64.StdEncoding.EncodeToString(pad(new(big.Int).SetBytes(rawSalt))),
		base64.StdEncoding.EncodeToString(pad(v)), nil
}
