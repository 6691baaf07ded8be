package localpool

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"strings"
	"time"
)

// session is one sign-in. Its id is the origin_jti of every token issued for it.
type session struct {
	id       uuid
	user     *user
	client   *client
	authTime time.Time
	until    time.Time // when the refresh token ends
	revoked  bool
	device   string  // the key of the device that proved itself or was offered; "" for none
	offered  *device // what NewDeviceMetadata told, until ConfirmDevice
	aliased  bool    // a challenge was answered under another name than the pool's own, which was told
	era      uint32  // the user's era when it began
	turns    *turns  // nil until a refresh token was rotated out
}

// begin records a sign-in.
func (p *pool) begin(u *user, c *client, now time.Time) *session {
	s := &session{id: newUUID(), user: u, client: c, authTime: now, until: now.Add(c.RefreshValidity), era: u.era}
	p.sessions.put(s.id, s, func(x *session) bool { return !now.Before(x.ends()) })
	return s
}

// ends is when no token of the session can be valid any more.
func (s *session) ends() time.Time { return s.until.Add(24 * time.Hour) }

// ended tells whether the session was revoked or its user signed out everywhere.
func (s *session) ended() bool { return s.revoked || s.era != s.user.era }

// signOut ends every session of the user: those of an earlier era are over.
func (u *user) signOut() { u.era++ }

// A refresh token is opaque to clients. It looks like the service's, an
// encrypted JWT of five parts, and holds the id of its session.
const refreshHeader = `{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}`

var (
	refreshPrefix = base64.RawURLEncoding.EncodeToString([]byte(refreshHeader))
	refreshAEAD   = newRefreshAEAD()
)

func newRefreshAEAD() cipher.AEAD {
	key := make([]byte, 32)
	rand.Read(key)
	block, err := aes.NewCipher(key)
	if err != nil {
		panic(err) // the key has a length that AES takes
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		panic(err) // AES has the block size that GCM takes
	}
	return aead
}

// refreshToken seals the session's id and the turn, which tells the refresh
// tokens of one session apart where they are rotated.
func (s *session) refreshToken(turn uint32) string {
	var random [256 + 12]byte // the place of the wrapped key, and the nonce
	rand.Read(random[:])
	key := refreshPrefix + "." + base64.RawURLEncoding.EncodeToString(random[:256])
	nonce := random[256:]
	var plain [512]byte
	copy(plain[:], s.id[:])
	binary.BigEndian.PutUint32(plain[len(s.id):], turn)
	sealed := refreshAEAD.Seal(nil, nonce, plain[:], []byte(key))
	tag := len(sealed) - refreshAEAD.Overhead()
	return strings.Join([]string{key,
		base64.RawURLEncoding.EncodeToString(nonce),
		base64.RawURLEncoding.EncodeToString(sealed[:tag]),
		base64.RawURLEncoding.EncodeToString(sealed[tag:]),
	}, ".")
}

// openRefresh returns the id of the session a refresh token belongs to, and
// which of its tokens it is.
func openRefresh(token string) (id uuid, turn uint32, ok bool) {
	parts := strings.Split(token, ".")
	if len(parts) != 5 {
		return id, 0, false
	}
	nonce, err1 := base64.RawURLEncoding.DecodeString(parts[2])
	sealed, err2 := base64.RawURLEncoding.DecodeString(parts[3])
	tag, err3 := base64.RawURLEncoding.DecodeString(parts[4])
	if err1 != nil || err2 != nil || err3 != nil || len(nonce) != refreshAEAD.NonceSize() {
		return id, 0, false
	}
	plain, err := refreshAEAD.Open(nil, nonce, append(sealed, tag...), []byte(parts[0]+"."+parts[1]))
	if err != nil {
		return id, 0, false
	}
	copy(id[:], plain)
	return id, binary.BigEndian.Uint32(plain[len(id):]), true
}
