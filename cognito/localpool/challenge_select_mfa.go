package localpool

// takeMFAType answers SELECT_MFA_TYPE. AWS's text calls the email factor
// EMAIL_MFA, its own client sends EMAIL_OTP: both are taken.
func takeMFAType(c *call, d *dialogue, given map[string]string) (outcome, error) {
	name := given["ANSWER"]
	if name == "EMAIL_MFA" {
		name = "EMAIL_OTP"
	}
	if !contains(d.choices, name) {
		return outcome{}, invalidParameter("Selected MFA type is not available for the user.")
	}
	return c.askFactor(d, mfaNamed(name)), nil
}
