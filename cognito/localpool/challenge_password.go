package localpool

// takePassword answers PASSWORD, a first factor of USER_AUTH.
func takePassword(c *call, d *dialogue, given map[string]string) (outcome, error) {
	return c.provePassword(d, given["PASSWORD"])
}
