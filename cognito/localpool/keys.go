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
// by different ones. Making them takes about 60 ms each, so it begins beside
// the first call to the pool and is waited for only where a token is signed.
type signingKeys struct {
	once       sync.Once
	ready      chan struct{}
	id, access *signingKey
}

type signingKey struct {
	kid string
	key *rsa.PrivateKey
}

// keyring keeps the keys for the life of the process: the n-th pool of every
// Server has the same ones, so that making many Servers costs nothing.
var keyring struct {
	sync.Mutex
	byIndex map[int]*signingKeys
}

func keysFor(index int) *signingKeys {
	keyring.Lock()
	defer keyring.Unlock()
	if keyring.byIndex == nil {
		keyring.byIndex = map[int]*signingKeys{}
	}
	k := keyring.byIndex[index]
	if k == nil {
		k = &signingKeys{ready: make(chan struct{})}
		keyring.byIndex[index] = k
	}
	return k
}

// warm begins to make the keys, once.
func (k *signingKeys) warm() {
	k.once.Do(func() {
		routine.Start(func() {
			var other routine.Group
			other.Start(func() { k.access = newSigningKey() })
			k.id = newSigningKey()
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

func newSigningKey() *signingKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err) // crypto/rand never fails on the systems Go supports
	}
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
