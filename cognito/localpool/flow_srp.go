package localpool

// beginSRP is USER_SRP_AUTH.
func beginSRP(c *call, d *dialogue, given map[string]string) (outcome, error) {
	return c.askProof(d, given["SRP_A"])
}
