package localpool

// stamp is what a sign-in rests on once its first factor has passed.
type stamp struct {
	passwords uint32 // how often the password was set
	era       uint32 // how often every session was ended
	status    status
	factors   mfa // the second factors that are on
}

func (u *user) stamp() *stamp { return &stamp{u.passwords, u.era, u.status, u.enabled()} }

// mark records the user as the dialogue's own step has just left them.
func (d *dialogue) mark() { d.passed = d.user.stamp() }

// stands refuses the next step of a dialogue whose user was blocked since, or
// isn't any more what the first factor was passed for: a password proves nothing
// once it was replaced, nor a code once factors were added. What the service
// does then isn't documented; that the sign-in is over is the strictest.
func (c *call) stands(d *dialogue) error {
	if d.user != nil && d.user.gone {
		return errSession
	}
	if err := d.user.blocked(d.client); err != nil {
		return err
	}
	if c.pool.outdated(d) {
		return errSession
	}
	return d.judgeDevice()
}

// outdated tells that the user has changed since the first factor, or has set up
// a factor elsewhere while this dialogue waits for one to be set up.
func (p *pool) outdated(d *dialogue) bool {
	if d.passed == nil {
		return false
	}
	return *d.passed != *d.user.stamp() || d.challenge == "MFA_SETUP" && p.enrolledElsewhere(d)
}

// enrolledElsewhere leaves out the authenticator that the dialogue itself set up.
func (p *pool) enrolledElsewhere(d *dialogue) bool {
	m := p.usableMFA(d.user)
	if d.hasVerified() {
		m &^= totpMFA
	}
	return m != 0
}

// hasVerified tells that VerifySoftwareToken took a code of the dialogue's
// authenticator, and that no other has replaced it since.
func (d *dialogue) hasVerified() bool {
	return d.verified != nil && d.user.factors.totp == d.verified
}
