package localpool

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"encoding/binary"
	"io"
	"strings"
	"time"

	"cognito-tui/cognito/random"
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
	s := &session{id: p.server.newID("session"), user: u, client: c, authTime: now, until: now.Add(c.RefreshValidity), era: u.era}
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

var refreshPrefix = base64.RawURLEncoding.EncodeToString([]byte(refreshHeader))

func newSealer(source io.Reader) cipher.AEAD {
	block, err := aes.NewCipher(random.Bytes(source, 32))
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
func (s *Server) refreshToken(of *session, turn uint32) string {
	const wrapped = 256 // bytes: the place of the wrapped key
	drawn := random.Bytes(s.draw("refresh token"), wrapped+s.sealer.NonceSize())
	key := refreshPrefix + "." + base64.RawURLEncoding.EncodeToString(drawn[:wrapped])
	nonce := drawn[wrapped:]
	var plain [512]byte
	copy(plain[:], of.id[:])
	binary.BigEndian.PutUint32(plain[len(of.id):], turn)
	sealed := s.sealer.Seal(nil, nonce, plain[:], []byte(key))
	tag := len(sealed) - s.sealer.Overhead()
	return strings.Join([]string{key,
		base64.RawURLEncoding.EncodeToString(nonce),
		base64.RawURLEncoding.EncodeToString(sealed[:tag]),
		base64.RawURLEncoding.EncodeToString(sealed[tag:]),
	}, ".")
}

// openRefresh returns the id of the session a refresh token belongs to, and
// which of its tokens it is.
func (s *Server) openRefresh(token string) (id uuid, turn uint32, ok bool) {
	parts := strings.Split(token, ".")
	if len(parts) != 5 {
		return id, 0, false
	}
	nonce, ok1 := spelt(parts[2])
	sealed, ok2 := spelt(parts[3])
	tag, ok3 := spelt(parts[4])
	if !ok1 || !ok2 || !ok3 || len(nonce) != s.sealer.NonceSize() {
		return id, 0, false
	}
	plain, err := s.sealer.Open(nil, nonce, append(sealed, tag...), []byte(parts[0]+"."+parts[1]))
	if err != nil {
		return id, 0, false
	}
	copy(id[:], plain)
	return id, binary.BigEndian.Uint32(plain[len(id):]), true
}
