package localpool

// errOneProof is for a call that brings both an access token and a session, or
// neither; the text is unconfirmed.
var errOneProof = invalidParameter("Exactly one of AccessToken and Session must be given.")

// enroller is whoever sets up an authenticator: a signed-in user, or one whose
// sign-in waits for MFA_SETUP. The pool is locked while there is one.
type enroller struct {
	user     *user
	dialogue *dialogue // nil for a signed-in user
	unlock   func()
}

// enroller finds it by the access token or the Session of the call.
func (c *call) enroller() (*enroller, error) {
	if c.in.has("AccessToken") == c.in.has("Session") {
		return nil, errOneProof
	}
	if c.in.has("AccessToken") {
		s, unlock, err := c.authorize(c.in.str("AccessToken"))
		if err != nil {
			return nil, err
		}
		return &enroller{user: s.user, unlock: unlock}, nil
	}
	p := c.poolOfSession(c.in.str("Session"))
	if p == nil {
		return nil, errSession
	}
	c.pool = p
	p.mu.Lock()
	d, err := p.resume(c, c.in.str("Session"))
	if err == nil && (d.user == nil || d.challenge != "MFA_SETUP") {
		err = errSession
	}
	if err == nil && d.user.disabled {
		err = errDisabled
	}
	if err != nil {
		p.mu.Unlock()
		return nil, err
	}
	return &enroller{d.user, d, p.mu.Unlock}, nil
}

// next is the Session that the answer gives; "" for a signed-in user.
func (e *enroller) next(c *call) string {
	if e.dialogue == nil {
		return ""
	}
	return c.pool.advance(e.dialogue, c.now)
}

// totpOn tells whether users may set up an authenticator.
func (p *pool) totpOn() bool { return p.TOTPMFA && p.mfaOn() }

// associateSoftwareToken gives a new secret, which replaces the verified one
// only when it is verified itself.
func associateSoftwareToken(c *call) (any, error) {
	e, err := c.enroller()
	if err != nil {
		return nil, err
	}
	defer e.unlock()
	if !c.pool.totpOn() {
		return nil, errTOTPOff
	}
	t := newTOTP(c.now)
	e.user.more().associating = t
	return struct {
		SecretCode string
		Session    string `json:",omitempty"`
	}{t.code(), e.next(c)}, nil
}

// verifySoftwareToken takes a code of the new secret. It turns nothing on: a
// preference does, or the answer to MFA_SETUP.
func verifySoftwareToken(c *call) (any, error) {
	e, err := c.enroller()
	if err != nil {
		return nil, err
	}
	defer e.unlock()
	if !c.pool.totpOn() {
		return nil, errTOTPOff
	}
	if err := e.user.verifyTOTP(c); err != nil {
		return nil, err
	}
	if e.dialogue != nil {
		e.dialogue.verified = true
	}
	return struct {
		Session string `json:",omitempty"`
		Status  string
	}{e.next(c), "SUCCESS"}, nil
}

// verifyTOTP makes the new secret the user's own. Without a new one the code is
// of the verified one, of which a code that was used stays used.
func (u *user) verifyTOTP(c *call) error {
	if u.factors == nil || u.factors.associating == nil && u.factors.totp == nil {
		return errNoUserTOTP
	}
	t := u.factors.associating
	if t == nil {
		t = u.factors.totp
	}
	switch err := t.check(c.in.str("UserCode"), c.now); err {
	case nil:
	case errBadTOTP:
		return errSetupTOTP
	default:
		return err
	}
	t.name = c.in.str("FriendlyDeviceName")
	u.factors.totp, u.factors.associating = t, nil
	u.touch(c.now)
	return nil
}
