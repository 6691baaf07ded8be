package localpool

// refreshAuth is REFRESH_TOKEN_AUTH: new ID and access tokens for a session.
// The secret hash is over the pool's own user name.
func refreshAuth(c *call, given map[string]string) (any, error) {
	if err := needs(given, "REFRESH_TOKEN"); err != nil {
		return nil, err
	}
	if len(c.client.secrets) > 0 && given["SECRET_HASH"] == "" {
		return nil, c.client.checkHash("", "")
	}
	p := c.pool
	id, turn, ok := c.s.openRefresh(given["REFRESH_TOKEN"])
	p.mu.Lock()
	s, known := p.sessions.get(id)
	if !ok || !known {
		p.mu.Unlock()
		return nil, errInvalidRefresh
	}
	err := s.refreshable(c, turn, given["DEVICE_KEY"], func() bool { return c.client.hashMatches(s.user.name, given["SECRET_HASH"]) })
	if err != nil {
		p.mu.Unlock()
		return nil, err
	}
	t := p.claimsFor(s, c.now)
	p.mu.Unlock()
	return p.tokens(t)
}

// refreshable refuses what must not give new tokens. A token that was rotated out
// ends its session, but only where the caller has proved to be its client: hashed
// tells that the secret hash is right.
func (s *session) refreshable(c *call, turn uint32, device string, hashed func() bool) error {
	switch {
	case s.client != c.client:
		return errInvalidRefresh
	case !hashed():
		return notAuthorized("SecretHash does not match for the client: %s", c.client.ID)
	case s.user.gone:
		return errNoUser
	case s.reused(turn, c.now):
		s.revoked = true
		return errReuse
	case s.ended():
		return notAuthorized("Refresh Token has been revoked")
	case !c.now.Before(s.until):
		return notAuthorized("Refresh Token has expired")
	case s.user.disabled:
		return errDisabled
	case s.user.status == resetRequired:
		return errResetRequired
	case !c.pool.mayRefresh(s, device):
		return errInvalidRefresh
	}
	return nil
}
