package localpool

import (
	"crypto/subtle"
	"slices"
	"time"

	"cognito-tui/cognito/srp"
)

// srpIdentity is what SRP hashes with a password: the pool's name and the
// user's own name in it, whatever alias was typed.
func (p *pool) srpIdentity(name string) srp.Identity {
	return srp.Identity{Group: srp.PoolName(p.ID), User: name}
}

// hasPassword tells whether the user could sign in with one.
func (u *user) hasPassword() bool { return u.password != srp.Inner{} }

// remember keeps the password that is about to be replaced where the policy has
// a history, and as many before it as the policy asks for.
func (p *pool) remember(u *user) {
	if p.Policy.History == 0 || !u.hasPassword() {
		return
	}
	x := u.rest()
	x.earlier = append(x.earlier, u.password)
	x.earlier = x.earlier[max(0, len(x.earlier)-p.Policy.History):]
}

// errHistory refuses an earlier password; the text is unconfirmed.
var errHistory = refuse("PasswordHistoryPolicyViolationException", "Password has previously been used.")

// replacePassword sets a password unless the policy's history holds it. That the
// one in use is refused beside the n before it is the strictest reading.
func (p *pool) replacePassword(u *user, password string, now time.Time) error {
	if p.Policy.History > 0 {
		used := p.matches(u, password)
		if u.extras != nil {
			used = used || slices.Contains(u.extras.earlier, srp.InnerHash(p.srpIdentity(u.name), password))
		}
		if used {
			return errHistory
		}
	}
	p.setPassword(u, password, now)
	return nil
}

// matches compares a password in constant time. One SHA-256 over the two names
// and the password is enough here and cheap on purpose: the pool lives in
// memory, holds test users and must not slow sign-ins down, and the verifier of
// SRP can be made of it.
func (p *pool) matches(u *user, password string) bool {
	sum := srp.InnerHash(p.srpIdentity(u.name), password)
	return u.hasPassword() && subtle.ConstantTimeCompare(sum[:], u.password[:]) == 1
}
