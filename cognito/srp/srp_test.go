package srp

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"math/big"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func number(t testing.TB, hexadecimal string) *big.Int {
	t.Helper()
	n, ok := new(big.Int).SetString(hexadecimal, 16)
	if !ok {
		t.Fatalf("not hexadecimal: %q", hexadecimal)
	}
	return n
}

func TestK(t *testing.T) {
	const want = "538282c4354742d7cbbde2359fcf67f9f5b3a6b08791e5011b43b8a5b66d9ee6"
	if got := groupK.Text(16); got != want {
		t.Errorf("k = %s", got)
	}
}

func TestGroupIsASafePrime(t *testing.T) {
	if groupN.BitLen() != 3072 || !groupN.ProbablyPrime(1) {
		t.Error("N is not a prime of 3072 bits")
	}
}

func TestPad(t *testing.T) {
	for in, want := range map[string]string{"0": "00", "1": "01", "7f": "7f", "80": "0080", "ff": "00ff", "100": "0100",
		"8000": "008000", "f00d": "00f00d"} {
		if got := hex.EncodeToString(pad(number(t, in))); got != want {
			t.Errorf("pad(%s) = %s, want %s", in, got, want)
		}
	}
}

// TestVectorOfSmallNumbers is one that other implementations publish.
func TestVectorOfSmallNumbers(t *testing.T) {
	small := big.NewInt(1234567890)
	c, err := NewClientFrom(small)
	if err != nil {
		t.Fatal(err)
	}
	p, err := c.Prove(Identity{PoolName("x_myPool"), "test"}, "test", Challenge{
		Salt: small.Text(16), B: small.Text(16),
		SecretBlock: base64.StdEncoding.EncodeToString([]byte("secretssecrestssecrets")),
	}, time.Date(2018, 7, 10, 11, 1, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	if p.Timestamp != "Tue Jul 10 11:01:00 UTC 2018" || p.Signature != "tdvQu/Li/qWl8Nni0aFPs+MwY4rvKZm0kSMrGIMSUHk=" {
		t.Errorf("got %+v", p)
	}
}

// TestVectorOfBothSides checks every value in between, on both sides. The odd
// number of digits of B shows that A and B travel without padding.
func TestVectorOfBothSides(t *testing.T) {
	id := Identity{"EXAMPLE1", "a1b2c3d4-5678-90ab-cdef-111111111111"}
	const password = "Correct-Horse1!"
	salt := bytes.Repeat([]byte{0xf0, 0x0d, 0xfe, 0xed}, 4)
	inner := InnerHash(id, password)
	x := exponent(inner, new(big.Int).SetBytes(salt))
	same(t, "x", x, "80ccd27d4920a2a2bdd6ce2394c17de4c4088d0a5c07a240adba1527e857e392")

	c, err := NewClientFrom(new(big.Int).SetBytes(bytes.Repeat([]byte{0x11}, 32)))
	if err != nil {
		t.Fatal(err)
	}
	ends(t, "A", c.A(), "f2c4e7407ccfac45", "cca3b49b35a49099")
	s, err := newServerFrom(salt, VerifierOf(inner, salt), c.A(), new(big.Int).SetBytes(bytes.Repeat([]byte{0x22}, 32)))
	if err != nil {
		t.Fatal(err)
	}
	ends(t, "B", s.B(), "d307478fe4fba0f2", "e03f6bfc3099e1d9")
	if len(s.B()) != 767 {
		t.Errorf("B has %d digits", len(s.B()))
	}
	u := s.scrambler()
	same(t, "u", u, "47e22683fbd221641d95b8a97003631167cf890bc4054f0c924beb3fd594cc11")
	for side, secret := range map[string]*big.Int{"client": c.secret(number(t, s.B()), u, x), "server": s.secret(u)} {
		ends(t, "S of the "+side, secret.Text(16), "914f422ed268b232", "db69184e2380708d")
		if got := hex.EncodeToString(derive(secret, u)); got != "4653f1902742ba39c8e7898670b66af0" {
			t.Errorf("K of the %s = %s", side, got)
		}
	}
	block := "b3BhcXVlLXNlY3JldC1ibG9jay1ieXRlcw=="
	p, err := c.Prove(id, password, Challenge{s.Salt(), s.B(), block}, time.Date(2025, 5, 4, 7, 9, 5, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	if p.Signature != "56vnomfugJajURB+ZA2Qm4CYdV4IggfUXrU9g9DKO3w=" || p.Timestamp != "Sun May 4 07:09:05 UTC 2025" ||
		p.SecretBlock != block {
		t.Errorf("got %+v", p)
	}
	raw, _ := base64.StdEncoding.DecodeString(block)
	if !s.Verify(id, raw, p.Timestamp, p.Signature) {
		t.Error("the server refuses the proof")
	}
}

func same(t *testing.T, name string, got *big.Int, want string) {
	t.Helper()
	if got.Text(16) != want {
		t.Errorf("%s = %s", name, got.Text(16))
	}
}

func ends(t *testing.T, name, got, begin, end string) {
	t.Helper()
	if !strings.HasPrefix(got, begin) || !strings.HasSuffix(got, end) {
		t.Errorf("%s = %s", name, got)
	}
}

// at is when proofs are made.
var at = time.Date(2026, 11, 16, 10, 42, 7, 0, time.UTC)

// TestBothSidesAgree proves random passwords with random salts, leading zero
// bytes and set first bits included, and changes each part of the proof in turn.
func TestBothSidesAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id := Identity{rapid.String().Draw(t, "group"), rapid.String().Draw(t, "user")}
		password := rapid.String().Draw(t, "password")
		salt := rapid.SliceOfN(rapid.Byte(), 0, 16).Draw(t, "salt")
		block := rapid.SliceOfN(rapid.Byte(), 1, 64).Draw(t, "block")
		c, err := NewClient(nil)
		if err != nil {
			t.Fatal(err)
		}
		s, err := NewServer(nil, salt, VerifierOf(InnerHash(id, password), salt), c.A())
		if err != nil {
			t.Fatal(err)
		}
		ch := Challenge{s.Salt(), s.B(), base64.StdEncoding.EncodeToString(block)}
		if len(salt) == 0 {
			ch.Salt = "00"
		}
		p, err := c.Prove(id, password, ch, at)
		if err != nil {
			t.Fatal(err)
		}
		if !s.Verify(id, block, p.Timestamp, p.Signature) {
			t.Fatal("the right password is refused")
		}
		wrong, err := c.Prove(id, password+"x", ch, at)
		if err != nil {
			t.Fatal(err)
		}
		for name, ok := range map[string]bool{
			"another password":  s.Verify(id, block, wrong.Timestamp, wrong.Signature),
			"another user":      s.Verify(Identity{id.Group, id.User + "x"}, block, p.Timestamp, p.Signature),
			"another group":     s.Verify(Identity{id.Group + "x", id.User}, block, p.Timestamp, p.Signature),
			"another block":     s.Verify(id, append(block, 0), p.Timestamp, p.Signature),
			"another time":      s.Verify(id, block, p.Timestamp+"x", p.Signature),
			"no signature":      s.Verify(id, block, p.Timestamp, ""),
			"a cut signature":   s.Verify(id, block, p.Timestamp, p.Signature[:40]),
			"a broken encoding": s.Verify(id, block, p.Timestamp, "%"+p.Signature),
		} {
			if ok {
				t.Errorf("%s is accepted", name)
			}
		}
	})
}

// TestRefusals walks the values that the protocol or the wire forbids.
func TestRefusals(t *testing.T) {
	id := Identity{"pool", "user"}
	c, err := NewClient(nil)
	if err != nil {
		t.Fatal(err)
	}
	good := Challenge{Salt: "f00d", B: "1234", SecretBlock: "AAAA"}
	n, twiceN := groupN.Text(16), new(big.Int).Lsh(groupN, 1).Text(16)
	for _, x := range []struct {
		name string
		ch   Challenge
	}{
		{"SALT", Challenge{"", good.B, good.SecretBlock}},
		{"SALT", Challenge{"xyz", good.B, good.SecretBlock}},
		{"SALT", Challenge{"-1", good.B, good.SecretBlock}},
		{"SRP_B", Challenge{good.Salt, "", good.SecretBlock}},
		{"SRP_B", Challenge{good.Salt, "0", good.SecretBlock}},
		{"SRP_B", Challenge{good.Salt, n, good.SecretBlock}},
		{"SRP_B", Challenge{good.Salt, twiceN, good.SecretBlock}},
		{"SRP_B", Challenge{good.Salt, "0x12", good.SecretBlock}},
		{"SRP_B", Challenge{good.Salt, strings.Repeat("f", 1000), good.SecretBlock}},
		{"SECRET_BLOCK", Challenge{good.Salt, good.B, ""}},
		{"SECRET_BLOCK", Challenge{good.Salt, good.B, "not base64!"}},
	} {
		var e *ParameterError
		if _, err := c.Prove(id, "password", x.ch, at); !errors.As(err, &e) || e.Name != x.name {
			t.Errorf("%+v: %v, want a fault of %s", x.ch, err, x.name)
		}
	}
	if _, err := c.Prove(id, "password", good, at); err != nil {
		t.Errorf("a sound challenge is refused: %v", err)
	}
	for _, a := range []string{"", "0", n, twiceN, "xyz", "-5", strings.Repeat("f", 1000)} {
		var e *ParameterError
		if _, err := NewServer(nil, []byte{1}, big.NewInt(4), a); !errors.As(err, &e) || e.Name != "SRP_A" {
			t.Errorf("SRP_A of %q: %v", a, err)
		}
	}
	for _, a := range []int64{0, -1} {
		if _, err := NewClientFrom(big.NewInt(a)); err == nil {
			t.Errorf("a secret exponent of %d is taken", a)
		}
	}
}

func TestIsVerifier(t *testing.T) {
	for v, want := range map[*big.Int]bool{
		big.NewInt(0): false, big.NewInt(-1): false, big.NewInt(1): true, groupN: false,
		new(big.Int).Sub(groupN, big.NewInt(1)): true, new(big.Int).Add(groupN, big.NewInt(1)): false,
	} {
		if IsVerifier(v) != want {
			t.Errorf("%.20s: %t", v.Text(16), !want)
		}
	}
}

// TestEmptySaltIsZero: other implementations write an empty salt as 00.
func TestEmptySaltIsZero(t *testing.T) {
	inner := InnerHash(Identity{"pool", "user"}, "password")
	if VerifierOf(inner, nil).Cmp(VerifierOf(inner, []byte{0, 0})) != 0 {
		t.Error("an empty salt isn't zero")
	}
}

func TestTimestamp(t *testing.T) {
	for want, when := range map[string]time.Time{
		"Sun May 4 07:09:05 UTC 2025":  time.Date(2025, 5, 4, 7, 9, 5, 0, time.UTC),
		"Mon Dec 1 23:00:00 UTC 2025":  time.Date(2025, 12, 2, 1, 0, 0, 0, time.FixedZone("", 2*3600)),
		"Wed Dec 31 13:59:59 UTC 2025": time.Date(2025, 12, 31, 13, 59, 59, 0, time.UTC),
	} {
		if got := when.UTC().Format(timeLayout); got != want {
			t.Errorf("%s, want %s", got, want)
		}
		if back, err := ParseTimestamp(want); err != nil || !back.Equal(when) {
			t.Errorf("%s is read as %v, %v", want, back, err)
		}
	}
	for _, bad := range []string{
		"2025-05-04T07:09:05Z", "Sun May 04 07:09:05 UTC 2025", "Sun May  4 07:09:05 UTC 2025", "Mon May 4 07:09:05 UTC 2025",
		"Sun May 4 07:09:05.5 UTC 2025", "Sun May 4 7:09:05 UTC 2025", "sun may 4 07:09:05 utc 2025", "Sun May 4 07:09:05 UTC 2025 ",
		"Sun May 32 07:09:05 UTC 2025",
	} {
		if _, err := ParseTimestamp(bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

// TestDeviceSecret registers a device and proves it.
func TestDeviceSecret(t *testing.T) {
	id := Identity{"-group", "us-east-1_5f4dcc3b-0000-4000-8000-000000000000"}
	for range 20 {
		password, salt, verifier := NewDeviceSecret(nil, id)
		if raw, err := base64.StdEncoding.DecodeString(password); err != nil || len(raw) != 40 {
			t.Fatalf("a password of %d bytes, %v", len(raw), err)
		}
		rawSalt, _ := base64.StdEncoding.DecodeString(salt)
		rawVerifier, _ := base64.StdEncoding.DecodeString(verifier)
		if len(rawSalt) == 0 || len(rawVerifier) == 0 || rawSalt[0] >= 0x80 || rawVerifier[0] >= 0x80 {
			t.Fatal("salt or verifier isn't padded")
		}
		c, err := NewClient(nil)
		if err != nil {
			t.Fatal(err)
		}
		s, err := NewServer(nil, rawSalt, new(big.Int).SetBytes(rawVerifier), c.A())
		if err != nil {
			t.Fatal(err)
		}
		p, err := c.Prove(id, password, Challenge{s.Salt(), s.B(), "AAAA"}, at)
		if err != nil {
			t.Fatal(err)
		}
		if !s.Verify(id, []byte{0, 0, 0}, p.Timestamp, p.Signature) {
			t.Fatal("the device's own proof is refused")
		}
	}
}
