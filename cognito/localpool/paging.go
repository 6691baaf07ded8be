package localpool

import (
	"encoding/base64"
	"encoding/binary"
	"slices"
	"time"

	"cognito-tui/cognito/random"
)

// pageLife is how long a page token works. AWS documents it for ListUsers only;
// that the others end too is the strictest. Source: AWS developer guide, quotas.
const pageLife = time.Hour

// errPage refuses a page token; the text is unconfirmed.
var errPage = invalidParameter("Invalid pagination token.")

// A page token is opaque: sealed, it holds where the next page begins and when
// it ends, and opens only for the operation, the pool and the members that it
// was given for.

// tokenOwner is what a token belongs to.
func (c *call) tokenOwner(asked string) []byte {
	owner := c.name + "\x00"
	if c.pool != nil {
		owner += c.pool.ID
	}
	return []byte(owner + "\x00" + asked)
}

// seal makes the token of a page that begins after last.
func (c *call) seal(last []byte, asked string) string {
	plain := binary.BigEndian.AppendUint64(nil, uint64(c.now.Add(pageLife).UnixNano()))
	plain = append(plain, last...)
	nonce := random.Bytes(c.s.draw("page nonce"), c.s.sealer.NonceSize())
	return base64.RawURLEncoding.EncodeToString(c.s.sealer.Seal(nonce, nonce, plain, c.tokenOwner(asked)))
}

// open returns what a page begins after; nil without a token. member is what the
// operation calls it.
func (c *call) open(member, asked string) (last []byte, err error) {
	if !c.in.has(member) {
		return nil, nil
	}
	token := c.in.str(member)
	raw, ok := spelt(token)
	n := c.s.sealer.NonceSize()
	if !ok || len(raw) < n {
		return nil, errPage
	}
	plain, err := c.s.sealer.Open(nil, raw[:n], raw[n:], c.tokenOwner(asked))
	if err != nil || !c.now.Before(time.Unix(0, int64(binary.BigEndian.Uint64(plain)))) {
		return nil, errPage
	}
	return plain[8:], nil
}

// numberAfter returns the number to go on after, of a user or an event; 0 without
// a token.
func (c *call) numberAfter(member, asked string) (uint32, error) {
	last, err := c.open(member, asked)
	if last == nil {
		return 0, err
	}
	return binary.BigEndian.Uint32(last), nil
}

// sealNumber is the token of the page after the one with this number.
func (c *call) sealNumber(last uint32, asked string) string {
	return c.seal(binary.BigEndian.AppendUint32(nil, last), asked)
}

// page cuts one page out of a list that only grows at its end, so that a chain of
// pages tells nothing twice while things come and go. key tells them apart, size 0
// is 60, member is what the operation calls the token, and asked are the members
// that must stay the same.
func page[T any](c *call, all []T, key func(T) string, size int, member, asked string) (cut []T, next string, err error) {
	if size == 0 {
		size = 60
	}
	last, err := c.open(member, asked)
	if err != nil {
		return nil, "", err
	}
	from := 0
	if last != nil {
		// Where the last one is gone its place is the next one's.
		from = min(int(binary.BigEndian.Uint32(last)), len(all))
		if i := slices.IndexFunc(all, func(x T) bool { return key(x) == string(last[4:]) }); i >= 0 {
			from = i + 1
		}
	}
	to := min(len(all), from+size)
	if to < len(all) {
		place := binary.BigEndian.AppendUint32(nil, uint32(to-1))
		next = c.seal(append(place, key(all[to-1])...), asked)
	}
	return all[from:to], next, nil
}
