// Package srp is the arithmetic of the Secure Remote Password protocol as
// Amazon Cognito user pools compute it: SRP-6a over the 3072-bit group of RFC
// 5054 with SHA-256, and a key derived with HKDF. It holds both sides, for users
// and for remembered devices, and does no I/O.
//
// Numbers are hashed in their shortest two's-complement form (see pad), not at
// the full length of the modulus as RFC 5054 says. Source: amplify-js,
// AuthenticationHelper.
package srp

import (
	"crypto/sha256"
	"math/big"
	"strings"
)

// The group: the 3072-bit prime of RFC 3526 (and RFC 5054, appendix A) and its
// generator; k is SHA-256 over both, padded.
var (
	groupN = mustHex("FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74" +
		"020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437" +
		"4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED" +
		"EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF05" +
		"98DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB" +
		"9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B" +
		"E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF695581718" +
		"3995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33" +
		"A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7" +
		"ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864" +
		"D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E2" +
		"08E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF")
	groupG = big.NewInt(2)
	groupK = hashed(pad(groupN), pad(groupG))
)

func mustHex(s string) *big.Int {
	n, ok := new(big.Int).SetString(s, 16)
	if !ok {
		panic("srp: the group's prime is not hexadecimal")
	}
	return n
}

// Identity is who proves a password: a user of a pool, by PoolName and the
// pool's own user name (USER_ID_FOR_SRP), or a device, by its group key and key.
type Identity struct{ Group, User string }

// PoolName is the part of a user pool id after the "_": what SRP hashes.
func PoolName(poolID string) string {
	_, name, _ := strings.Cut(poolID, "_")
	return name
}

// pad is the shortest two's-complement form of a number that isn't negative: a
// zero byte goes before one whose first bit is set, and zero is one byte.
func pad(i *big.Int) []byte {
	b := i.Bytes()
	if len(b) == 0 || b[0] >= 0x80 {
		return append([]byte{0}, b...)
	}
	return b
}

// hashed is SHA-256 over the parts, as a number.
func hashed(parts ...[]byte) *big.Int {
	h := sha256.New()
	for _, p := range parts {
		h.Write(p)
	}
	return new(big.Int).SetBytes(h.Sum(nil))
}

// exp is base^e mod N. It is a variable because what time a stranger could measure is
// told by how often it is called, which a test counts.
var exp = func(base, e *big.Int) *big.Int { return new(big.Int).Exp(base, e, groupN) }

// power is g^e mod N.
func power(e *big.Int) *big.Int { return exp(groupG, e) }

// scrambler is u, over both public values.
func scrambler(a, b *big.Int) *big.Int { return hashed(pad(a), pad(b)) }
