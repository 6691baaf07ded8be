// Package pooltest makes embedded pools answer the same in each run, for tests:
//
//	config := localpool.Demo()
//	config.Keys, config.Random = pooltest.Keys, pooltest.Random()
//
// It imports no package of localpool, so that localpool's own tests can use it.
package pooltest

import (
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	_ "embed"
	"encoding/pem"
	"fmt"
	"io"
	"math/rand/v2"
	"sync"
)

// keysPEM are keys for tests alone: everybody knows them.
//
//go:embed testdata/keys.pem
var keysPEM []byte

var keys = sync.OnceValue(func() (list []*rsa.PrivateKey) {
	for block, rest := pem.Decode(keysPEM); block != nil; block, rest = pem.Decode(rest) {
		key, err := x509.ParsePKCS1PrivateKey(block.Bytes)
		if err != nil {
			panic(err)
		}
		list = append(list, key)
	}
	return list
})

// Keys gives each of the first pools of a Config keys of its own; further ones
// have those of the first again.
func Keys(pool int) (id, access *rsa.PrivateKey) {
	list := keys()
	first := 2 * pool % len(list)
	return list[first], list[first+1]
}

// Random is a source that counts: the n-th draw for a purpose is the same in each
// run, however many draws for other purposes came before it. What is drawn looks
// as random as any.
func Random() func(purpose string) io.Reader {
	var mu sync.Mutex
	drawn := map[string]int{}
	return func(purpose string) io.Reader {
		mu.Lock()
		defer mu.Unlock()
		drawn[purpose]++
		return rand.NewChaCha8(sha256.Sum256(fmt.Appendf(nil, "%s %d", purpose, drawn[purpose])))
	}
}
