package srp

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"io"
	"math/big"
)

// Inner is the hash of group, user and password that x is made of. The two names
// salt it, so it can be kept in place of the password.
type Inner [sha256.Size]byte

// InnerHash is SHA-256 over group, user, ":" and the password's UTF-8.
func InnerHash(id Identity, password string) Inner {
	return sha256.Sum256([]byte(id.Group + id.User + ":" + password))
}

// exponent is x, over the padded salt and the inner hash.
func exponent(inner Inner, salt *big.Int) *big.Int { return hashed(pad(salt), inner[:]) }

// VerifierOf is v = g^x mod N: what a server keeps beside the salt. It costs one
// power, about a millisecond.
func VerifierOf(inner Inner, salt []byte) *big.Int {
	return power(exponent(inner, new(big.Int).SetBytes(salt)))
}

// IsVerifier tells whether v could be a verifier: not zero and below the modulus.
func IsVerifier(v *big.Int) bool { return v.Sign() > 0 && v.Cmp(groupN) < 0 }

// Server is the side that knows the verifier, for one sign-in.
type Server struct {
	salt                []byte
	verifier, b, public *big.Int
	a                   *big.Int // the client's public value
}

// NewServer answers the client's SRP_A, in hexadecimal. One that is malformed,
// or zero modulo N, is a *ParameterError. The server's secret exponent is drawn
// from source; nil is crypto/rand.
func NewServer(source io.Reader, salt []byte, verifier *big.Int, a string) (*Server, error) {
	return newServerFrom(salt, verifier, a, newExponent(source))
}

func newServerFrom(salt []byte, verifier *big.Int, a string, b *big.Int) (*Server, error) {
	public, err := fromHex("SRP_A", a)
	if err != nil {
		return nil, err
	}
	if new(big.Int).Mod(public, groupN).Sign() == 0 {
		return nil, &ParameterError{"SRP_A", "is zero"}
	}
	s := &Server{salt: salt, verifier: verifier, b: b, a: public}
	s.public = new(big.Int).Mul(groupK, verifier)
	s.public.Add(s.public, power(b)).Mod(s.public, groupN)
	if s.public.Sign() == 0 || s.scrambler().Sign() == 0 {
		return nil, &ParameterError{"SRP_A", "makes the scrambler zero"}
	}
	return s, nil
}

func (s *Server) scrambler() *big.Int { return scrambler(s.a, s.public) }

// Salt is SALT, in hexadecimal.
func (s *Server) Salt() string { return hex.EncodeToString(s.salt) }

// B is SRP_B, in hexadecimal without padding.
func (s *Server) B() string { return s.public.Text(16) }

// Verify tells whether a signature proves the password, in constant time. The
// caller judges whether the timestamp is recent. It costs one power and a short one.
func (s *Server) Verify(id Identity, secretBlock []byte, timestamp, signature string) bool {
	given, err := base64.StdEncoding.DecodeString(signature)
	if err != nil {
		return false
	}
	return subtle.ConstantTimeCompare(sign(s.key(), id, secretBlock, timestamp), given) == 1
}

func (s *Server) key() []byte {
	u := s.scrambler()
	return derive(s.secret(u), u)
}

// secret is S = (A*v^u)^b mod N.
func (s *Server) secret(u *big.Int) *big.Int {
	base := exp(s.verifier, u)
	base.Mul(base, s.a).Mod(base, groupN)
	return exp(base, s.b)
}
