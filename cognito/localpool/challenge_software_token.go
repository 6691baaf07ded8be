package localpool

// takeSoftwareToken answers SOFTWARE_TOKEN_MFA. A code that was used in its time
// step already isn't counted as wrong.
func takeSoftwareToken(c *call, d *dialogue, given map[string]string) (outcome, error) {
	err := c.second(d, func() error {
		if d.user.factors == nil || d.user.factors.totp == nil {
			return errBadTOTP
		}
		return d.user.factors.totp.check(given["SOFTWARE_TOKEN_MFA_CODE"], c.now)
	})
	if err != nil {
		return outcome{}, err
	}
	return c.passedSecond(d)
}
