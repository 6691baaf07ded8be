package localpool

// beginPassword is USER_PASSWORD_AUTH and ADMIN_USER_PASSWORD_AUTH.
func beginPassword(c *call, d *dialogue, given map[string]string) (outcome, error) {
	return c.provePassword(d, given["PASSWORD"])
}

// provePassword checks a password and goes on. A lock applies to names that
// don't exist too, so that they can't be told by it.
func (c *call) provePassword(d *dialogue, password string) (outcome, error) {
	p := c.pool
	if p.locked(d.key(p), c.now) {
		return outcome{}, errPasswordAttempts
	}
	if err := d.user.blocked(c.client); err != nil {
		return outcome{}, err
	}
	if d.user == nil || !p.matches(d.user, password) {
		p.failed(d.key(p), c.now)
		d.answered("Password", false)
		return outcome{}, errWrongPassword
	}
	return c.passedPassword(d)
}

// passedPassword goes on after the right password, however it was proved.
func (c *call) passedPassword(d *dialogue) (outcome, error) {
	d.secondDue = true
	d.answered("Password", true)
	return c.passedFirst(d)
}

// passedFirst goes on after a password or the pool's own questions. That an
// unconfirmed user is refused, and that a temporary password must be replaced,
// after questions too is the strictest reading.
func (c *call) passedFirst(d *dialogue) (outcome, error) {
	if d.user.status == unconfirmed {
		return outcome{}, errNotConfirmed
	}
	if c.pool.temporaryExpired(d.user, c.now) {
		return outcome{}, errTemporaryExpired
	}
	d.mark()
	if err := d.judgeDevice(); err != nil {
		return outcome{}, err
	}
	if d.user.status == mustChange {
		return c.askNewPassword(d), nil
	}
	return c.goOn(d)
}
