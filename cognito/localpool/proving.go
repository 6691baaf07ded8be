package localpool

import (
	"time"
)

// proving is an email or phone_number of which the user has to prove that it is
// theirs: a new value, or the one that they have.
type proving struct {
	pending string // the new value, which takes the place of the old one when it is proved; "" is the one in use
	code    *code  // the newest; nil until one was asked for
}

// proving is what VerifyUserAttribute waits for; nil if nothing.
func (u *user) proving(attribute string) *proving {
	if u.extras == nil {
		return nil
	}
	return u.extras.proving[attribute]
}

func (u *user) provingCode(attribute string) *code {
	if x := u.proving(attribute); x != nil {
		return x.code
	}
	return nil
}

func (u *user) prove(attribute string, x *proving) {
	if u.rest().proving == nil {
		u.extras.proving = map[string]*proving{}
	}
	u.extras.proving[attribute] = x
}

func (u *user) stopProving(attribute string) {
	if u.extras != nil {
		delete(u.extras.proving, attribute)
	}
}

// sendProof posts a new code to the pending value or, where none is pending, to
// the one in use; an older code is worthless from then on.
func (p *pool) sendProof(u *user, attribute string, now time.Time) *delivery {
	x := u.proving(attribute)
	if x == nil {
		x = &proving{}
		u.prove(attribute, x)
	}
	to, kind := x.pending, kindEmail
	if to == "" {
		to = u.get(attribute)
	}
	if attribute == "phone_number" {
		kind = kindPhone
	}
	x.code = &code{digits: p.newCode(6), attribute: attribute, until: now.Add(verifyLife)}
	d := deliveryTo(attribute, to)
	x.code.message = p.post(u, kind, d.DeliveryMedium, to, x.code.digits, now)
	return d
}

// proved keeps the pending value, if there is one, and marks the attribute as
// verified, unless the address has become somebody else's name.
func (p *pool) proved(u *user, attribute string) error {
	value := u.get(attribute)
	x := u.proving(attribute)
	if x.pending != "" {
		value = x.pending
	}
	if err := p.taken(u, attribute, value, true); err != nil {
		return err
	}
	if x.pending != "" {
		p.change(u, []Attribute{{attribute, value}})
	}
	p.setVerified(u, attribute)
	u.stopProving(attribute)
	return nil
}
