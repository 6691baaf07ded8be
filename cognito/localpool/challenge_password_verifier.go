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
	if p.locked(d.key(p), c.now) { // by others that were checked beside it
		return outcome{}, errPasswordAttempts
	}
	if !ok || d.user == nil || d.user.verifier != d.proof.verifier {
		p.failed(d.key(p), c.now)
		d.answered("Password", false)
		return outcome{}, errWrongPassword
	}
	if d.custom {
		d.mark()
		d.answered("Password", true)
		return c.nextRound(d, "", CustomRound{Challenge: "PASSWORD_VERIFIER", Passed: true})
	}
	return c.passedPassword(d)
}
