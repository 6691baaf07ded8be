package srp

import (
	"encoding/base64"
	"errors"
	"io"
	"math/big"
	"time"

	"cognito-tui/cognito/random"
)

// secretBits is the size of the secret exponents a and b: the least that RFC
// 5054 recommends. The powers take time in proportion to it.
const secretBits = 256

// Client is the side that knows the password, for one sign-in.
type Client struct{ a, public *big.Int }

// NewClient makes the client of one sign-in with a secret exponent of its own,
// drawn from source; nil is crypto/rand.
func NewClient(source io.Reader) (*Client, error) {
	return NewClientFrom(newExponent(source))
}

// newExponent draws a secret exponent.
func newExponent(source io.Reader) *big.Int {
	return random.BigBelow(source, new(big.Int).Lsh(big.NewInt(1), secretBits))
}

// NewClientFrom makes a client whose secret exponent is known, to compare two
// implementations. It must lie above zero.
func NewClientFrom(a *big.Int) (*Client, error) {
	if a.Sign() <= 0 {
		return nil, errors.New("srp: the secret exponent must be above zero")
	}
	c := &Client{a: a, public: power(a)}
	if c.public.Sign() == 0 {
		return nil, errors.New("srp: the public value is zero")
	}
	return c, nil
}

// A is SRP_A: hexadecimal, without padding.
func (c *Client) A() string { return c.public.Text(16) }

// Challenge is what PASSWORD_VERIFIER or DEVICE_PASSWORD_VERIFIER brings, as on
// the wire.
type Challenge struct {
	Salt, B     string // SALT and SRP_B, hexadecimal
	SecretBlock string // SECRET_BLOCK, base64
}

// Proof is the answer to a Challenge, as on the wire.
type Proof struct {
	Signature   string // PASSWORD_CLAIM_SIGNATURE, base64
	SecretBlock string // PASSWORD_CLAIM_SECRET_BLOCK, as it came
	Timestamp   string // TIMESTAMP
}

// Prove answers a challenge. A value that is malformed, or that the protocol
// refuses (SRP_B or u of zero), is a *ParameterError.
func (c *Client) Prove(id Identity, password string, ch Challenge, now time.Time) (Proof, error) {
	salt, err := fromHex("SALT", ch.Salt)
	if err != nil {
		return Proof{}, err
	}
	b, err := fromHex("SRP_B", ch.B)
	if err != nil {
		return Proof{}, err
	}
	block, err := fromBase64("SECRET_BLOCK", ch.SecretBlock)
	if err != nil {
		return Proof{}, err
	}
	key, err := c.key(InnerHash(id, password), salt, b)
	if err != nil {
		return Proof{}, err
	}
	timestamp := now.UTC().Format(timeLayout)
	return Proof{
		Signature:   base64.StdEncoding.EncodeToString(sign(key, id, block, timestamp)),
		SecretBlock: ch.SecretBlock,
		Timestamp:   timestamp,
	}, nil
}

func (c *Client) key(inner Inner, salt, b *big.Int) ([]byte, error) {
	if new(big.Int).Mod(b, groupN).Sign() == 0 {
		return nil, &ParameterError{"SRP_B", "is zero"}
	}
	u := scrambler(c.public, b)
	if u.Sign() == 0 {
		return nil, &ParameterError{"SRP_B", "makes the scrambler zero"}
	}
	return derive(c.secret(b, u, exponent(inner, salt)), u), nil
}

// secret is S = (B - k*g^x)^(a + u*x) mod N.
func (c *Client) secret(b, u, x *big.Int) *big.Int {
	base := power(x)
	base.Mul(base, groupK).Sub(b, base).Mod(base, groupN)
	e := new(big.Int).Mul(u, x)
	return exp(base, e.Add(e, c.a))
}
