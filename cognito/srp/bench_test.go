package srp

import (
	"math/big"
	"testing"
	"time"
)

// The benchmarks put each side of a sign-in beside the modular powers that it
// can't do without.

func BenchmarkClient(b *testing.B) {
	id := Identity{"pool", "user"}
	c, err := NewClient(nil)
	if err != nil {
		b.Fatal(err)
	}
	s, err := NewServer(nil, []byte{1, 2, 3}, VerifierOf(InnerHash(id, "password"), []byte{1, 2, 3}), c.A())
	if err != nil {
		b.Fatal(err)
	}
	ch := Challenge{s.Salt(), s.B(), "AAAA"}
	for b.Loop() {
		c, err := NewClient(nil)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := c.Prove(id, "password", ch, time.Time{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkClientBare is g^a, g^x and the power of a+u*x.
func BenchmarkClientBare(b *testing.B) {
	a := new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), secretBits), big.NewInt(3))
	x := new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 256), big.NewInt(5))
	base, sum := power(a), new(big.Int).Mul(x, x)
	for b.Loop() {
		power(a)
		power(x)
		new(big.Int).Exp(base, sum, groupN)
	}
}

func BenchmarkServer(b *testing.B) {
	id := Identity{"pool", "user"}
	c, err := NewClient(nil)
	if err != nil {
		b.Fatal(err)
	}
	a, v := c.A(), VerifierOf(InnerHash(id, "password"), []byte{1, 2, 3})
	for b.Loop() {
		s, err := NewServer(nil, []byte{1, 2, 3}, v, a)
		if err != nil {
			b.Fatal(err)
		}
		s.Verify(id, []byte{0, 0, 0}, "Sun May 4 07:09:05 UTC 2025", "AAAA")
	}
}

// BenchmarkServerBare is g^b, v^u and the power of b.
func BenchmarkServerBare(b *testing.B) {
	secret := new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), secretBits), big.NewInt(3))
	u := new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 256), big.NewInt(5))
	base := power(secret)
	for b.Loop() {
		power(secret)
		new(big.Int).Exp(base, u, groupN)
		new(big.Int).Exp(base, secret, groupN)
	}
}
