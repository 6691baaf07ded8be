package localpool

// takeMFASetup answers MFA_SETUP: with the session of VerifySoftwareToken, or
// with EMAIL, an address that is then sent a code. The latter is how amplify-js
// does it; the SDK doesn't document it.
func takeMFASetup(c *call, d *dialogue, given map[string]string) (outcome, error) {
	if address := given["EMAIL"]; address != "" {
		return c.setUpEmail(d, address)
	}
	if !d.verified {
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
	if err := c.pool.addressFree(u, address); err != nil {
		return outcome{}, err
	}
	d.setup, d.address = emailMFA, address
	return c.askCode(d, "EMAIL_OTP", "email", address, secondCode), nil
}

// addressFree refuses an email that is somebody else's sign-in name.
func (p *pool) addressFree(u *user, address string) error {
	if contains(p.UsernameAttributes, "email") && p.owner("email", address, u) != nil {
		return refuse("AliasExistsException", "An account with the given email already exists.")
	}
	return nil
}

// keepAddress makes the address that proved itself the user's own and turns
// email MFA on.
func (c *call) keepAddress(d *dialogue) error {
	u := d.user
	if err := c.pool.addressFree(u, d.address); err != nil {
		return err
	}
	if u.get("email") == "" {
		u.set("email", d.address)
		c.pool.activate(u)
	}
	u.more().enabled |= emailMFA
	return nil
}
