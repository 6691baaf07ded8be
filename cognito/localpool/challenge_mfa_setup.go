package localpool

// takeMFASetup answers MFA_SETUP: with the session of VerifySoftwareToken, or
// with EMAIL, an address that is then sent a code. The latter is how amplify-js
// does it; the SDK doesn't document it.
func takeMFASetup(c *call, d *dialogue, given map[string]string) (outcome, error) {
	if address := given["EMAIL"]; address != "" {
		return c.setUpEmail(d, address)
	}
	if !d.hasVerified() {
		return outcome{}, invalidParameter("User has not verified software token mfa")
	}
	d.user.more().enabled |= totpMFA
	d.user.touch(c.now)
	return c.passedSecond(d)
}

// setUpEmail sends a code to the address. Whether another than the user's own
// may be given is unconfirmed; refusing it is the strictest.
func (c *call) setUpEmail(d *dialogue, address string) (outcome, error) {
	u := d.user
	switch {
	case !contains(d.choices, "EMAIL_OTP"):
		return outcome{}, invalidParameter("EMAIL_OTP is not available for the user.")
	case !looksLikeEmail(address) || len(address) > ruleAttrValue.max:
		return outcome{}, invalidParameter("Invalid email address format.")
	case u.get("email") != "" && u.get("email") != address:
		return outcome{}, notAuthorized("Cannot modify an already provided email")
	}
	if err := c.pool.taken(u, "email", address, true); err != nil {
		return outcome{}, err
	}
	d.setup, d.address = emailMFA, address
	return c.askCode(d, "EMAIL_OTP", "email", address, secondCode), nil
}

// keepAddress makes the address that proved itself the user's own and turns
// email MFA on, or does nothing where the address was taken meanwhile.
func (c *call) keepAddress(d *dialogue) error {
	u := d.user
	if err := c.pool.taken(u, "email", d.address, true); err != nil {
		return err
	}
	if u.get("email") == "" {
		c.pool.change(u, []Attribute{{"email", d.address}})
	}
	u.more().enabled |= emailMFA
	return nil
}
