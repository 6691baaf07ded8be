package localpool

// takePasswordProof answers PASSWORD_VERIFIER. In a custom sign-in the pool's
// function goes on after it.
func takePasswordProof(c *call, d *dialogue, given map[string]string) (outcome, error) {
	p := c.pool
	if p.locked(d.key(p), c.now) {
		return outcome{}, errPasswordAttempts
	}
	ok, err := c.checkProof(d, given)
	if err != nil {
		return outcome{}, err
	}
	if !ok || d.user == nil || d.user.verifier != d.proof.verifier {
		p.failed(d.key(p), c.now)
		return outcome{}, errWrongPassword
	}
	d.aliased = p.fold(given["USERNAME"]) != p.fold(d.name)
	if d.custom {
		d.rounds = append(d.rounds, CustomRound{Challenge: "PASSWORD_VERIFIER", Passed: true})
		return c.nextRound(d, "")
	}
	return c.passedPassword(d)
}
