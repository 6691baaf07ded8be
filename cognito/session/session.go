// Package session is who is signed in. A Session keeps its tokens and renews them
// itself: whoever asks for a renewal, and whatever became of them since, the tokens
// that it gave are kept. Begin with Session.Renew.
package session

import (
	"context"
	"sync"
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/token"
)

// Session is who is signed in. Its methods may be called by several goroutines at
// once; its fields belong to one.
type Session struct {
	User      string // as typed at the sign-in
	DeviceKey string // of the device that the session began on; empty without one
	Knowledge

	renewing sync.Mutex // held while a renewal is on its way
	mu       sync.Mutex // guards all below
	tokens   token.Set
	rotation cognito.Rotation
	revoked  bool
	auto     bool
	due      string         // the access token that Due told of
	trouble  *cognito.Error // why auto was turned off
}

// New is the session that a sign-in of user, as typed, gave.
func New(user string, in cognito.SignedIn) *Session {
	s := &Session{User: user, tokens: in.Tokens, DeviceKey: in.DeviceKey}
	if in.NewDevice != nil {
		s.DeviceKey = in.NewDevice.Key // the pool asks for it at a refresh, confirmed or not
	}
	return s
}

// Tokens are those of the sign-in or of the newest renewal.
func (s *Session) Tokens() token.Set { return locked(s, func() token.Set { return s.tokens }) }

// Rotation is whether refresh tokens rotate, as a renewal showed it.
func (s *Session) Rotation() cognito.Rotation {
	return locked(s, func() cognito.Rotation { return s.rotation })
}

// Revoked tells that the refresh token was revoked here.
func (s *Session) Revoked() bool { return locked(s, func() bool { return s.revoked }) }

// Auto tells that the session is renewed by itself before the tokens expire.
func (s *Session) Auto() bool { return locked(s, func() bool { return s.auto }) }

// Trouble is why renewing by itself was turned off; nil where it wasn't.
func (s *Session) Trouble() *cognito.Error {
	return locked(s, func() *cognito.Error { return s.trouble })
}

func locked[T any](s *Session, read func() T) T {
	s.mu.Lock()
	defer s.mu.Unlock()
	return read()
}

// SetAuto turns renewing by itself on or off.
func (s *Session) SetAuto(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.auto, s.due, s.trouble = on, "", nil
}

// Revoke notes that the refresh token was revoked here.
func (s *Session) Revoke() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.revoked, s.auto = true, false
}

// Username is the pool's own name of the user: a secret hash is over it.
func (s *Session) Username() string {
	claims, err := token.Decode(s.Tokens().Access)
	if err != nil || claims.Username == "" {
		return s.User
	}
	return claims.Username
}

// Refresher refreshes tokens; it is a *cognito.Client.
type Refresher interface {
	Refresh(context.Context, cognito.RefreshRequest) (cognito.Refreshed, error)
}

// Renew replaces the access token access, keeps the new tokens and returns them. One
// call is made at a time, since a refresh token that rotates may be sent once: who
// comes while it is on its way waits, and takes what it gave. Nor is one made for a
// token that was replaced before. The end of ctx doesn't end it, since its answer may
// hold the only token that still works; the client's own time-out does. described is
// what the app client's description tells of rotation.
func (s *Session) Renew(ctx context.Context, c Refresher, access string, described cognito.Rotation) (token.Set, error) {
	s.renewing.Lock()
	defer s.renewing.Unlock()
	now := s.Tokens()
	if now.Access != access {
		return now, nil
	}
	request := cognito.RefreshRequest{Refresh: now.Refresh, Username: s.Username(), DeviceKey: s.DeviceKey, Rotation: s.Rotation()}
	if request.Rotation == cognito.RotationUnknown {
		request.Rotation = described
	}
	given, err := c.Refresh(context.WithoutCancel(ctx), request)
	if err != nil {
		return token.Set{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tokens, s.rotation, s.trouble = given.Tokens, given.Rotation, nil
	return given.Tokens, nil
}

// autoMargin is how long before the expiry a session is renewed by itself; a
// shorter-lived token is replaced at half its life.
const autoMargin = time.Minute

// Due tells whether a session with Auto should be renewed by itself now. It tells so
// once of each access token: call RenewByItself then.
func (s *Session) Due(now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.auto || s.tokens.Refresh == "" || s.due == s.tokens.Access {
		return false
	}
	claims, err := token.Decode(s.tokens.Access)
	if err != nil || claims.Expires.IsZero() || claims.Expires.Sub(now) > min(autoMargin, claims.Expires.Sub(claims.IssuedAt)/2) {
		return false
	}
	s.due = s.tokens.Access
	return true
}

// RenewByItself is Renew for a session that is Due. A refusal turns Auto off; the
// session goes on until its token expires.
func (s *Session) RenewByItself(ctx context.Context, c Refresher, described cognito.Rotation) {
	_, err := s.Renew(ctx, c, s.Tokens().Access, described)
	if err == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.auto, s.trouble = false, cognito.ErrorOf(err)
}
