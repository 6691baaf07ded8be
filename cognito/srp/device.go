package srp

import (
	"encoding/base64"
	"io"
	"math/big"

	"cognito-tui/cognito/random"
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
// by the device; the service sees only the other two. Both are drawn from source;
// nil is crypto/rand.
func NewDeviceSecret(source io.Reader, id Identity) (password, salt, verifier string) {
	password = base64.StdEncoding.EncodeToString(random.Bytes(source, devicePasswordSize))
	rawSalt := random.Bytes(source, deviceSaltSize)
	v := VerifierOf(InnerHash(id, password), rawSalt)
	return password, base64.StdEncoding.EncodeToString(pad(new(big.Int).SetBytes(rawSalt))),
		base64.StdEncoding.EncodeToString(pad(v))
}
