package localpool

// takeChoice answers SELECT_CHALLENGE; a password or SRP_A sent along is
// checked at once. What the user can't have any more isn't taken.
func takeChoice(c *call, d *dialogue, given map[string]string) (outcome, error) {
	if d.choices = c.pool.firstFactors(d); !contains(d.choices, given["ANSWER"]) {
		return outcome{}, invalidParameter("Selected challenge is not available for the user.")
	}
	return c.askFirst(d, given["ANSWER"], given)
}
