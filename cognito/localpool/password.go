package localpool

import (
	"crypto/subtle"

	"cognito-tui/cognito/srp"
)

// srpIdentity is what SRP hashes with a password: the pool's name and the
// user's own name in it, whatever alias was typed.
func (p *pool) srpIdentity(name string) srp.Identity {
	return srp.Identity{Group: srp.PoolName(p.ID), User: name}
}

// hasPassword tells whether the user could sign in with one.
func (u *user) hasPassword() bool { return u.password != srp.Inner{} }

// matches compares a password in constant time. One SHA-256 over the two names
// and the password is enough here and cheap on purpose: the pool lives in
// memory, holds test users and must not slow sign-ins down, and the verifier of
// SRP can be made of it.
func (p *pool) matches(u *user, password string) bool {
	sum := srp.InnerHash(p.srpIdentity(u.name), password)
	return u.hasPassword() && subtle.ConstantTimeCompare(sum[:], u.password[:]) == 1
}
