package srp

import (
	"encoding/base64"
	"encoding/json"
	"math/big"
	"os"
	"testing"
	"time"
)

// peerVectors is what other implementations computed; .ci/srp-js/vectors.mjs
// writes it.
type peerVectors struct {
	Signatures []struct {
		Peer, Group, User, Password, Salt, B, Block, SmallA, A, Timestamp, Signature string
		Unix                                                                         int64
	}
	Verifiers []struct{ Group, User, Password, Salt, Verifier string }
}

// TestVectorsOfPeers computes again what the file that COGNITO_SRP_VECTORS names
// holds: each signature, its SRP_A and TIMESTAMP, and each device's verifier.
func TestVectorsOfPeers(t *testing.T) {
	path := os.Getenv("COGNITO_SRP_VECTORS")
	if path == "" {
		t.Skip("COGNITO_SRP_VECTORS names no file")
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var v peerVectors
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	if len(v.Signatures) == 0 || len(v.Verifiers) == 0 {
		t.Fatal("the file holds no vectors")
	}
	for i, s := range v.Signatures {
		c, err := NewClientFrom(number(t, s.SmallA))
		if err != nil {
			t.Fatalf("signature %d: %v", i, err)
		}
		p, err := c.Prove(Identity{s.Group, s.User}, s.Password, Challenge{s.Salt, s.B, s.Block}, time.Unix(s.Unix, 0))
		if err != nil {
			t.Fatalf("signature %d: %v", i, err)
		}
		if c.A() != s.A || p.Timestamp != s.Timestamp || p.Signature != s.Signature || p.SecretBlock != s.Block {
			t.Errorf("signature %d: SRP_A %s and %+v, but %+v", i, c.A(), p, s)
		}
	}
	for i, d := range v.Verifiers {
		salt, err := base64.StdEncoding.DecodeString(d.Salt)
		if err != nil {
			t.Fatalf("verifier %d: %v", i, err)
		}
		inner := InnerHash(Identity{d.Group, d.User}, d.Password)
		if got := base64.StdEncoding.EncodeToString(pad(VerifierOf(inner, salt))); got != d.Verifier {
			t.Errorf("verifier %d: %s, but %+v", i, got, d)
		}
		if got := base64.StdEncoding.EncodeToString(pad(new(big.Int).SetBytes(salt))); got != d.Salt {
			t.Errorf("verifier %d: the salt padded is %s, but %s", i, got, d.Salt)
		}
	}
	t.Logf("%d signatures and %d verifiers are the same", len(v.Signatures), len(v.Verifiers))
}
