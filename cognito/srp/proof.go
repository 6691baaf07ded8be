package srp

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"math/big"
	"time"
)

// keyInfo is what HKDF binds the key to.
const keyInfo = "Caldera Derived Key"

// timeLayout writes TIMESTAMP: English names, the day without a leading zero,
// always UTC.
const timeLayout = "Mon Jan 2 15:04:05 UTC 2006"

// ParseTimestamp reads the TIMESTAMP of a proof, which must be written exactly as
// Prove writes it: time.Parse alone takes other cases, fractions of a second,
// and days of the week that aren't the date's.
func ParseTimestamp(s string) (time.Time, error) {
	t, err := time.Parse(timeLayout, s)
	if err == nil && t.Format(timeLayout) != s {
		err = errTimestamp
	}
	return t, err
}

var errTimestamp = errors.New("the timestamp has another form")

// ParameterError says that a value of the other side is missing, malformed or
// one that the protocol refuses.
type ParameterError struct {
	Name   string // the service's name of it: SALT, SRP_B, SECRET_BLOCK or SRP_A
	Reason string
}

func (e *ParameterError) Error() string { return fmt.Sprintf("%s %s", e.Name, e.Reason) }

// derive makes the 16-byte key of both sides: HKDF-SHA256 (RFC 5869) with u as
// the salt and S as the input.
func derive(s, u *big.Int) []byte {
	extract := hmac.New(sha256.New, pad(u))
	extract.Write(pad(s))
	expand := hmac.New(sha256.New, extract.Sum(nil))
	expand.Write([]byte(keyInfo))
	expand.Write([]byte{1}) // HKDF's block counter
	return expand.Sum(nil)[:16]
}

// sign is PASSWORD_CLAIM_SIGNATURE before its base64.
func sign(key []byte, id Identity, secretBlock []byte, timestamp string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(id.Group))
	mac.Write([]byte(id.User))
	mac.Write(secretBlock)
	mac.Write([]byte(timestamp))
	return mac.Sum(nil)
}

// fromHex reads a number on the wire; it may not be negative, empty or longer
// than the modulus.
func fromHex(name, s string) (*big.Int, error) {
	if s == "" {
		return nil, &ParameterError{name, "is missing"}
	}
	for _, c := range s {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') && (c < 'A' || c > 'F') {
			return nil, &ParameterError{name, "is not hexadecimal"}
		}
	}
	if len(s) > 2*(groupN.BitLen()/8)+2 {
		return nil, &ParameterError{name, "is too long"}
	}
	n, _ := new(big.Int).SetString(s, 16) // checked above
	return n, nil
}

func fromBase64(name, s string) ([]byte, error) {
	if s == "" {
		return nil, &ParameterError{name, "is missing"}
	}
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		return nil, &ParameterError{name, "is not base64"}
	}
	return b, nil
}
