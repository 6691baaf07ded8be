package localpool

import "time"

// Lengths of sign-in codes, in digits. Eight were observed for EMAIL_OTP as the
// first factor; that SMS_OTP has as many, and MFA six, is unconfirmed.
const (
	firstCode  = 8
	secondCode = 6
)

// askFirstCode sends a code as the first factor. One who isn't there gets a
// challenge that looks the same.
func (c *call) askFirstCode(d *dialogue, name, attribute string) outcome {
	d.first = true
	if d.user == nil {
		return c.ask(d, name, codeParameters(c.pool.phantomDelivery(d.typed, attribute)))
	}
	return c.askCode(d, name, attribute, d.user.get(attribute), firstCode)
}

// askCode sends a code to an address and sets the challenge that waits for it.
func (c *call) askCode(d *dialogue, name, attribute, to string, digits int) outcome {
	next := c.ask(d, name, nil)
	x, sent := c.pool.sendSignInCode(d.user, attribute, to, digits, d.ticket.until, c.now)
	d.code = x
	next.answer.ChallengeParameters = codeParameters(sent)
	return next
}

func codeParameters(sent *delivery) map[string]string {
	return map[string]string{
		"CODE_DELIVERY_DELIVERY_MEDIUM": sent.DeliveryMedium, "CODE_DELIVERY_DESTINATION": sent.Destination,
	}
}

// errBadCode is the refusal of every sent code, as observed.
var errBadCode = refuse("CodeMismatchException", "Invalid code or auth state for the user.")

// checkCode compares a code with the one that was sent. A newer sign-in's code
// replaces it: that only the newest works is unconfirmed and the strictest.
func (d *dialogue) checkCode(given string, now time.Time) error {
	if d.user == nil || d.code == nil || d.user.codes[forSignIn] != d.code || d.code.check(given, now) != nil {
		return errBadCode
	}
	return nil
}

// takeFirstCode takes a code as the first factor. The right one also verifies
// the address and confirms the user. Wrong ones aren't counted: six in a row
// were observed without a lock. A code that wouldn't be offered any more, for a
// temporary password or a second factor since, lets nobody in: the strictest.
func (c *call) takeFirstCode(d *dialogue, given string) (outcome, error) {
	if err := d.checkCode(given, c.now); err != nil {
		return outcome{}, err
	}
	if !contains(c.pool.firstFactors(d), d.challenge) {
		return outcome{}, errSession
	}
	d.mark()
	if err := d.judgeDevice(); err != nil {
		return outcome{}, err
	}
	if err := c.pool.verify(d.user, d.code.attribute, false); err != nil {
		return outcome{}, err
	}
	c.spendCode(d)
	if d.user.status == unconfirmed {
		c.pool.confirm(d.user, c)
	}
	d.mark()
	return c.goOn(d)
}

// spendCode makes sure that a code that was taken isn't taken again.
func (c *call) spendCode(d *dialogue) {
	d.user.codes[forSignIn] = nil
	d.user.touch(c.now)
}

// second checks a code as the second factor. Wrong ones are counted with the
// wrong passwords. Source: AWS developer guide, MFA.
func (c *call) second(d *dialogue, check func() error) error {
	p := c.pool
	if p.locked(d.key(p), c.now) {
		return errPasswordAttempts
	}
	err := check()
	if r, ok := err.(*refusal); ok && r.code == "CodeMismatchException" {
		p.failed(d.key(p), c.now)
	}
	d.answered("Mfa", err == nil)
	return err
}

// takeSecondCode takes a code that was sent as the second factor. The right one
// also verifies the address, but where that is another user's alias: it stays
// unverified then, for the code proves the factor all the same. What the service
// does there isn't documented.
func (c *call) takeSecondCode(d *dialogue, given string) (outcome, error) {
	if err := c.second(d, func() error { return d.checkCode(given, c.now) }); err != nil {
		return outcome{}, err
	}
	if d.setup == emailMFA {
		if err := c.keepAddress(d); err != nil {
			return outcome{}, err
		}
	}
	if c.pool.taken(d.user, d.code.attribute, d.user.get(d.code.attribute), true) == nil {
		c.pool.setVerified(d.user, d.code.attribute)
	}
	c.spendCode(d)
	return c.passedSecond(d)
}
