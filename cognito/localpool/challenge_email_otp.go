package localpool

// takeEmailCode answers EMAIL_OTP, which is both a first and a second factor.
func takeEmailCode(c *call, d *dialogue, given map[string]string) (outcome, error) {
	if d.first {
		return c.takeFirstCode(d, given["EMAIL_OTP_CODE"])
	}
	return c.takeSecondCode(d, given["EMAIL_OTP_CODE"])
}
