package localpool

import (
	"crypto/subtle"
	"time"
)

// purpose is what a code is for; a user has at most one live code for each.
type purpose uint8

const (
	forSignUp purpose = iota
	forReset
	forSignIn
	purposes
)

// Lifetimes of codes. Source: AWS developer guide, quotas.
const (
	signUpLife = 24 * time.Hour
	resetLife  = time.Hour
	verifyLife = 24 * time.Hour // of an attribute's verification code
)

// code is the newest code for its purpose; an older one is replaced by it.
type code struct {
	digits    string
	message   int    // the number of its message
	attribute string // what it was sent to: email or phone_number
	until     time.Time
}

// is tells whether this code is the one of message id and can be used now.
func (c *code) is(id int, now time.Time) bool {
	return c != nil && c.message == id && now.Before(c.until)
}

// dropCodes ends the codes that went to an address which is about to change: they
// prove nothing about the new one, and who has only the old one may not get in
// with them. That is unconfirmed, and the strictest.
func (u *user) dropCodes(attribute string) {
	for why, c := range u.codes {
		if c != nil && c.attribute == attribute {
			u.codes[why] = nil
		}
	}
}

// check compares in constant time.
func (c *code) check(given string, now time.Time) error {
	switch {
	case c == nil || !now.Before(c.until):
		return errCodeExpired
	case subtle.ConstantTimeCompare([]byte(c.digits), []byte(given)) != 1:
		return errCodeMismatch
	}
	return nil
}

// sendCode makes a new code of six digits and posts it to the attribute.
func (p *pool) sendCode(u *user, why purpose, attribute string, now time.Time) *delivery {
	c := &code{digits: p.newCode(6), attribute: attribute}
	kind := kindSignUp
	c.until = now.Add(signUpLife)
	if why == forReset {
		kind = kindReset
		c.until = now.Add(resetLife)
	}
	d := deliveryTo(attribute, u.get(attribute))
	c.message = p.post(u, kind, d.DeliveryMedium, u.get(attribute), c.digits, now)
	u.codes[why] = c
	return d
}

// sendSignInCode makes a code for a challenge, which lives as long as its
// Session, and posts it to an address.
func (p *pool) sendSignInCode(u *user, attribute, to string, digits int, until, now time.Time) (*code, *delivery) {
	c := &code{digits: p.newCode(digits), attribute: attribute, until: until}
	d := deliveryTo(attribute, to)
	c.message = p.post(u, kindSignIn, d.DeliveryMedium, to, c.digits, now)
	u.codes[forSignIn] = c
	return c, d
}

func (p *pool) post(u *user, kind, medium, to, text string, now time.Time) int {
	return p.outbox.post(p, u, Message{
		To: to, Medium: medium, Kind: kind, Code: text,
		PoolID: p.ID, Username: p.signInName(u), Time: now,
	})
}
