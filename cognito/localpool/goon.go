package localpool

// goOn is what follows a first factor: the device that was presented must prove
// itself, then comes MFA where it is due, then the tokens. A device stands for
// MFA only where the pool says so and the device is remembered, and never for
// the first factor. Source: AWS developer guide, devices.
func (c *call) goOn(d *dialogue) (outcome, error) {
	if d.deviceKey != "" && !d.deviceProved {
		return c.ask(d, "DEVICE_SRP_AUTH", map[string]string{}), nil
	}
	if d.secondDue && !d.trusted(c.pool) {
		return c.askSecond(d)
	}
	return c.finish(d), nil
}

// passedSecond goes on after the second factor.
func (c *call) passedSecond(d *dialogue) (outcome, error) {
	d.secondDue = false
	d.setup = 0
	return c.goOn(d)
}

// trusted tells whether a proved device stands for MFA.
func (d *dialogue) trusted(p *pool) bool {
	if !d.deviceProved || !p.DeviceSkipsMFA {
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
	s.device = d.deviceKey
	t := p.claimsFor(s, c.now)
	t.refresh = true
	return outcome{tokens: &t}
}
