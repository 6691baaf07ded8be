package token

import (
	"context"
	"crypto/rsa"
	"encoding/json"
	"errors"

	"github.com/MicahParks/keyfunc/v3"
)

// Keys are the public keys that a pool signs with.
type Keys struct {
	find keyfunc.Keyfunc
	ids  []string
}

// ErrNotKeys is what ParseKeys answers for text that is no list of keys.
var ErrNotKeys = errors.New("token: not a JWKS")

// ParseKeys reads a JWKS. Keys of another kind than RSA are left out, as those
// without an id and private ones are: no token of a pool names them. It starts no
// goroutine.
func ParseKeys(jwks []byte) (*Keys, error) {
	var list struct {
		Keys []json.RawMessage `json:"keys"`
	}
	if json.Unmarshal(jwks, &list) != nil || len(list.Keys) == 0 {
		return nil, ErrNotKeys
	}
	var kept struct {
		Keys []json.RawMessage `json:"keys"`
	}
	for _, raw := range list.Keys {
		var key struct{ Kty, Kid, D string }
		if json.Unmarshal(raw, &key) == nil && key.Kty == "RSA" && key.Kid != "" && key.D == "" {
			kept.Keys = append(kept.Keys, raw)
		}
	}
	text, err := json.Marshal(kept)
	if err != nil || len(kept.Keys) == 0 {
		return nil, ErrNotKeys
	}
	find, err := keyfunc.NewJWKSetJSON(text)
	if err != nil {
		return nil, ErrNotKeys
	}
	return newKeys(find)
}

// newKeys checks that what was read are public keys with ids of their own.
func newKeys(find keyfunc.Keyfunc) (*Keys, error) {
	all, err := find.Storage().KeyReadAll(context.Background())
	if err != nil {
		return nil, ErrNotKeys
	}
	keys := &Keys{find: find}
	for _, key := range all {
		if _, ok := key.Key().(*rsa.PublicKey); !ok {
			return nil, ErrNotKeys
		}
		keys.ids = append(keys.ids, key.Marshal().KID)
	}
	return keys, nil
}

// IDs are the keys' ids, in the list's order.
func (k *Keys) IDs() []string { return k.ids }
