package localpool

import "time"

// forgotPassword sends a reset code to the first verified address that the
// pool's recovery setting names. The password stays until the reset is confirmed.
func forgotPassword(c *call) (any, error) {
	p, name := c.pool, c.in.str("Username")
	p.mu.Lock()
	defer p.mu.Unlock()
	u := p.find(name)
	to, err := p.recovery(u)
	if err != nil && (!c.client.HideMissingUsers || !hideable(err)) {
		return nil, err
	}
	if limit := p.count(limitReset, p.key(name, u), c.now); limit != nil {
		return nil, limit
	}
	if err != nil {
		p.phantoms.put(p.key(name, u), c.now.Add(resetLife), func(t time.Time) bool { return !c.now.Before(t) })
		return delivered{p.pretend(name)}, nil
	}
	return delivered{p.sendCode(u, forReset, to, c.now)}, nil
}

// recovery finds where a user's reset code goes: never where their MFA codes go.
// Source: AWS developer guide, MFA.
func (p *pool) recovery(u *user) (attribute string, err error) {
	switch {
	case u == nil:
		return "", errNoCombination
	case u.disabled:
		return "", errDisabled
	case u.status == mustChange || u.status.noPassword():
		return "", errResetState
	case u.status == unconfirmed:
		return "", errNoContact
	}
	for _, way := range p.recoveryOrder() {
		switch {
		case way == "admin_only":
			return "", notAuthorized("Contact administrator to reset password.")
		case way == "verified_email" && u.verified("email") && !p.mfaBy(u, emailMFA):
			return "email", nil
		case way == "verified_phone_number" && u.verified("phone_number") && !p.mfaBy(u, smsMFA):
			return "phone_number", nil
		}
	}
	return "", errNoContact
}

// recoveryOrder is the pool's setting; without one the phone comes first.
func (p *pool) recoveryOrder() []string {
	if len(p.Recovery) > 0 {
		return p.Recovery
	}
	return []string{"verified_phone_number", "verified_email"}
}

// hideable are the refusals that a client which hides missing users isn't told:
// a missing or disabled user and one without a verified address. AWS says that
// the last also answers InvalidParameter at times; hiding is the strictest.
func hideable(err error) bool {
	return err == errNoCombination || err == errDisabled || err == errNoContact
}

// confirmForgotPassword sets the new password. Every session of the user ends:
// what the service does with them isn't documented, and this is the strictest.
func confirmForgotPassword(c *call) (any, error) {
	p, name := c.pool, c.in.str("Username")
	if err := p.Policy.check(c.in.str("Password"), policyLater); err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	u := p.find(name)
	key := p.key(name, u)
	if !c.client.HideMissingUsers {
		if u == nil {
			return nil, errNoCombination
		}
		if u.disabled {
			return nil, errDisabled
		}
	}
	if err := p.count(limitReset, key, c.now); err != nil {
		return nil, err
	}
	if u == nil || u.disabled {
		return nil, p.phantomCode(key, c.now)
	}
	sent := u.codes[forReset]
	if sent == nil {
		return nil, p.phantomCode(key, c.now)
	}
	if err := sent.check(c.in.str("ConfirmationCode"), c.now); err != nil {
		return nil, err
	}
	if err := p.replacePassword(u, c.in.str("Password"), c.now); err != nil {
		return nil, err
	}
	if u.status == resetRequired {
		u.status = confirmed
	}
	u.signOut()
	return nil, nil
}

// phantomCode answers as if a code had been sent where one was pretended.
func (p *pool) phantomCode(key string, now time.Time) error {
	if until, ok := p.phantoms.get(key); ok && now.Before(until) {
		return errCodeMismatch
	}
	return errCodeExpired
}
