package localpool

// takeSMSMFA answers SMS_MFA, a second factor.
func takeSMSMFA(c *call, d *dialogue, given map[string]string) (outcome, error) {
	return c.takeSecondCode(d, given["SMS_MFA_CODE"])
}
