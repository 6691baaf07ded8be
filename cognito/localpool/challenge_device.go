package localpool

import "cognito-tui/cognito/srp"

// errNoDevice is what a sign-in with an unknown device is told; the text is
// unconfirmed.
var errNoDevice = refuse("ResourceNotFoundException", "Device does not exist.")

// present takes the DEVICE_KEY of a request; a pool without devices ignores it.
// After the first factor it is judged at once, and another than was presented
// before is refused.
func (d *dialogue) present(p *pool, key string) error {
	switch {
	case key == "" || p.Devices == "":
	case d.passed != nil && d.deviceKey != "" && d.deviceKey != key:
		return errNoDevice
	default:
		d.deviceKey = key
	}
	return d.judgeDevice()
}

// judgeDevice refuses a device that the user hasn't confirmed, or has forgotten
// since, but only once the first factor has passed: nobody learns of a user's
// devices before. The sign-in may go on without it.
func (d *dialogue) judgeDevice() error {
	if d.passed == nil || d.deviceKey == "" || d.user.device(d.deviceKey) != nil {
		return nil
	}
	d.deviceKey, d.deviceProved = "", false
	return errNoDevice
}

// takeDeviceSRP answers DEVICE_SRP_AUTH, for a device that was judged already.
func takeDeviceSRP(c *call, d *dialogue, given map[string]string) (outcome, error) {
	x := d.user.device(d.deviceKey)
	var server *srp.Server
	var refused error
	if err := c.outside(d, func() {
		server, refused = srp.NewServer(c.s.draw("SRP exponent"), x.salt, x.verifier, given["SRP_A"])
	}); err != nil {
		return outcome{}, err
	}
	if refused != nil {
		return outcome{}, invalidParameter("%s", refused.Error())
	}
	id := srp.Identity{Group: x.groupKey, User: x.key}
	next := c.challengeWith(d, "DEVICE_PASSWORD_VERIFIER", &proof{server: server, id: id})
	next.answer.ChallengeParameters["DEVICE_KEY"] = x.key
	return next, nil
}

// takeDeviceProof answers DEVICE_PASSWORD_VERIFIER. A wrong proof is told as a
// wrong password is; it isn't counted, since no person types it.
func takeDeviceProof(c *call, d *dialogue, given map[string]string) (outcome, error) {
	ok, err := c.checkProof(d, given)
	if err != nil {
		return outcome{}, err
	}
	if !ok {
		return outcome{}, errWrongPassword
	}
	d.deviceProved = true
	return c.goOn(d)
}
