package localpool

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"math/big"
	"sync"

	"cognito-tui/cognito/routine"
)

// signingKeys are the two RSA keys of a pool: ID and access tokens are signed
// by different ones. They are the Config's, or made: that takes about 60 ms each,
// so it begins beside the first call that will sign a token, and is waited for
// only where one is signed. They outlive a Reset.
type signingKeys struct {
	once       sync.Once
	ready      chan struct{}
	id, access *signingKey
}

type signingKey struct {
	kid string
	key *rsa.PrivateKey
}

// newSigningKeys are the keys of the pool with this place in the Config.
func newSigningKeys(given func(pool int) (id, access *rsa.PrivateKey), pool int) *signingKeys {
	k := &signingKeys{ready: make(chan struct{})}
	if given != nil {
		id, access := given(pool)
		k.once.Do(func() {
			k.id, k.access = newSigningKey(id), newSigningKey(access)
			close(k.ready)
		})
	}
	return k
}

// warm begins to make the keys, once.
func (k *signingKeys) warm() {
	k.once.Do(func() {
		routine.Start(func() {
			var other routine.Group
			other.Start(func() { k.access = newSigningKey(generateKey()) })
			k.id = newSigningKey(generateKey())
			other.Wait()
			close(k.ready)
		})
	})
}

// get waits until the keys are there.
func (k *signingKeys) get() (id, access *signingKey) {
	k.warm()
	<-k.ready
	return k.id, k.access
}

// generateKey draws from crypto/rand whatever the Config's Random is: package rsa
// promises nothing about the bytes that it reads.
func generateKey() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err) // crypto/rand never fails on the systems Go supports
	}
	return key
}

func newSigningKey(key *rsa.PrivateKey) *signingKey {
	sum := sha256.Sum256(key.N.Bytes())
	return &signingKey{kid: base64.StdEncoding.EncodeToString(sum[:]), key: key}
}

// jwk is a key's public half as a JWKS shows it.
type jwk struct {
	Alg string `json:"alg"`
	E   string `json:"e"`
	Kid string `json:"kid"`
	Kty string `json:"kty"`
	N   string `json:"n"`
	Use string `json:"use"`
}

func (k *signingKey) public() jwk {
	e := big.NewInt(int64(k.key.E)).Bytes()
	return jwk{
		Alg: "RS256", Kty: "RSA", Use: "sig", Kid: k.kid,
		N: base64.RawURLEncoding.EncodeToString(k.key.N.Bytes()),
		E: base64.RawURLEncoding.EncodeToString(e),
	}
}
