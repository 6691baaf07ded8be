package localpool

// goOn is what follows a first factor: MFA where it is due, then the remembered
// device that was presented proves itself, then come the tokens. A remembered
// device stands for MFA only where the pool says so, and never for the first
// factor. One that is confirmed but not remembered stands for nothing and isn't
// asked for its proof; the session is its own all the same, so that no new one
// is offered. Sources: AWS developer guide and Amplify's, devices; for the order, that
// Amplify answers DEVICE_SRP_AUTH after a code and takes only tokens after a
// device's proof.
func (c *call) goOn(d *dialogue) (outcome, error) {
	remembered := d.remembered()
	if d.secondDue && c.pool.mfaDue(d.user) && !(remembered && c.pool.DeviceSkipsMFA) {
		return c.askSecond(d)
	}
	if remembered && !d.deviceProved {
		return c.ask(d, "DEVICE_SRP_AUTH", map[string]string{}), nil
	}
	return c.finish(d), nil
}

// passedSecond goes on after the second factor.
func (c *call) passedSecond(d *dialogue) (outcome, error) {
	d.secondDue = false
	d.setup = 0
	d.mark()
	return c.goOn(d)
}

// remembered tells whether the client presented a device that is remembered.
func (d *dialogue) remembered() bool {
	if d.user == nil || d.deviceKey == "" {
		return false
	}
	x := d.user.device(d.deviceKey)
	return x != nil && x.remembered
}

// finish begins the session. Failures are forgotten, but not by a sign-in with
// a code while wrong passwords keep the user locked.
func (c *call) finish(d *dialogue) outcome {
	p := c.pool
	d.spend()
	if l, _ := p.lockouts.get(d.key(p)); !c.now.Before(l.until) {
		p.succeeded(d.key(p))
	}
	s := p.begin(d.user, c.client, c.now)
	s.aliased = d.aliased
	p.track(s, d.user.device(d.deviceKey), c)
	t := p.claimsFor(s, c.now)
	t.refresh = true
	return outcome{tokens: &t}
}
