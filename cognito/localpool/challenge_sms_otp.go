package localpool

// takeSMSCode answers SMS_OTP, a first factor.
func takeSMSCode(c *call, d *dialogue, given map[string]string) (outcome, error) {
	return c.takeFirstCode(d, given["SMS_OTP_CODE"])
}
