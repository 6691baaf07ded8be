package localpool

// takeSRP answers PASSWORD_SRP, a first factor of USER_AUTH.
func takeSRP(c *call, d *dialogue, given map[string]string) (outcome, error) {
	return c.askProof(d, given["SRP_A"])
}
