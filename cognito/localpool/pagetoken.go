package localpool

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"strings"
	"time"
)

// A page's token is opaque: sealed, it holds the place that the next page goes on
// from and when it ends, and opens only beside the members that it was given for.

// pageLife is how long a token is good. Source: AWS developer guide, quotas.
const pageLife = time.Hour

// errPage refuses a page's token; the text is unconfirmed.
var errPage = invalidParameter("Invalid pagination token.")

// pageOwner is what a token belongs to: the pool and the members that must stay
// the same. An empty one is as good as none.
func (c *call) pageOwner(members ...string) []byte {
	parts := []string{c.pool.ID}
	for _, name := range members {
		value := toJSON(c.in[name])
		if value == `""` || value == "0" || value == "[]" {
			value = "null"
		}
		parts = append(parts, value)
	}
	return []byte(strings.Join(parts, "\x00"))
}

func (c *call) sealPage(place uint32, owner []byte) string {
	plain := binary.BigEndian.AppendUint32(nil, place)
	plain = binary.BigEndian.AppendUint64(plain, uint64(c.now.Add(pageLife).UnixNano()))
	nonce := make([]byte, refreshAEAD.NonceSize())
	rand.Read(nonce)
	return base64.RawURLEncoding.EncodeToString(refreshAEAD.Seal(nonce, nonce, plain, owner))
}

// openPage reads the place out of the token in a member; 0 without one.
func (c *call) openPage(member string, owner []byte) (uint32, error) {
	if !c.in.has(member) {
		return 0, nil
	}
	token := c.in.str(member)
	raw, err := base64.RawURLEncoding.DecodeString(token)
	n := refreshAEAD.NonceSize()
	if err != nil || len(raw) < n || base64.RawURLEncoding.EncodeToString(raw) != token {
		return 0, errPage
	}
	plain, err := refreshAEAD.Open(nil, raw[:n], raw[n:], owner)
	if err != nil || !c.now.Before(time.Unix(0, int64(binary.BigEndian.Uint64(plain[4:])))) {
		return 0, errPage
	}
	return binary.BigEndian.Uint32(plain), nil
}
