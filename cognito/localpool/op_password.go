package localpool

// changePassword replaces the password by the one in use, which only a user
// without one may leave out. Each call counts, whatever becomes of it: the
// strictest. That the user's sessions stay is unconfirmed; AWS's own client goes
// on with its tokens after it.
func changePassword(c *call) (any, error) {
	s, unlock, err := c.authorize(c.in.str("AccessToken"))
	if err != nil {
		return nil, err
	}
	defer unlock()
	p, u := c.pool, s.user
	if err := p.count(limitChange, p.key(u.name, u), c.now); err != nil {
		return nil, err
	}
	switch {
	case c.in.has("PreviousPassword"):
		if !p.matches(u, c.in.str("PreviousPassword")) {
			return nil, errWrongPassword
		}
	case u.hasPassword():
		return nil, invalidParameter("Missing required parameter PreviousPassword") // the text is unconfirmed
	}
	if err := p.Policy.check(c.in.str("ProposedPassword"), policyLater); err != nil {
		return nil, err
	}
	return nil, p.replacePassword(u, c.in.str("ProposedPassword"), c.now)
}
