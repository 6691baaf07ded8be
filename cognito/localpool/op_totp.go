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

// enroller finds it by the access token or the Session of the call, in a pool
// where users may set up an authenticator.
func (c *call) enroller() (*enroller, error) {
	find := c.enrollerOfSession
	switch session := c.in.has("Session"); {
	case c.in.has("AccessToken") == session:
		return nil, errOneProof
	case !session:
		find = c.enrollerOfToken
	}
	e, err := find()
	if err == nil && !c.pool.totpOn() {
		e.unlock()
		err = errTOTPOff
	}
	return e, err
}

func (c *call) enrollerOfToken() (*enroller, error) {
	s, unlock, err := c.authorize(c.in.str("AccessToken"))
	if err != nil {
		return nil, err
	}
	return &enroller{user: s.user, unlock: unlock}, nil
}

func (c *call) enrollerOfSession() (*enroller, error) {
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
	switch {
	case err != nil:
	case d.user.gone:
		err = errSession
	case d.user.disabled:
		err = errDisabled
	case p.outdated(d):
		err = errSession
	}
	if err != nil {
		p.mu.Unlock()
		return nil, err
	}
	return &enroller{d.user, d, p.mu.Unlock}, nil
}

// pending is where the new secret waits for its first code: it is the sign-in's
// own where there is one, so that two of them don't share it.
func (e *enroller) pending() **totp {
	if e.dialogue != nil {
		return &e.dialogue.associating
	}
	return &e.user.more().associating
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
	t := newTOTP(c.s.draw("authenticator secret"))
	*e.pending() = t
	e.user.more().asked = t
	if e.dialogue != nil {
		e.dialogue.verified = nil
	}
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
	if err := e.verify(c); err != nil {
		return nil, err
	}
	if e.dialogue != nil {
		e.dialogue.verified = e.user.factors.totp
	}
	return struct {
		Session string `json:",omitempty"`
		Status  string
	}{e.next(c), "SUCCESS"}, nil
}

// verify makes the new secret the user's own. Without a new one the code is of
// the verified one, of which a code that was used stays used. The ExpiredCode
// that says so isn't modelled for VerifySoftwareToken, but public clients and
// AWS's own tests expect it there.
func (e *enroller) verify(c *call) error {
	f, pending := e.user.more(), e.pending()
	t := *pending
	if t == nil {
		t = f.totp
	}
	if t == nil {
		return errNoUserTOTP
	}
	switch err := t.check(c.in.str("UserCode"), c.now); err {
	case nil:
	case errBadTOTP:
		return errSetupTOTP
	default:
		return err
	}
	if c.in.has("FriendlyDeviceName") { // else it keeps the name it has
		t.name = c.in.str("FriendlyDeviceName")
	}
	f.totp, *pending = t, nil
	e.user.touch(c.now)
	return nil
}
