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
	id, ok := openRefresh(given["REFRESH_TOKEN"])
	p.mu.Lock()
	s, known := p.sessions.get(id)
	if !ok || !known {
		p.mu.Unlock()
		return nil, errInvalidRefresh
	}
	if err := s.refreshable(c, given); err != nil {
		p.mu.Unlock()
		return nil, err
	}
	t := p.claimsFor(s, c.now)
	p.mu.Unlock()
	return p.tokens(t)
}

func (s *session) refreshable(c *call, given map[string]string) error {
	switch {
	case s.client != c.client:
		return errInvalidRefresh
	case !c.client.hashMatches(s.user.name, given["SECRET_HASH"]):
		return notAuthorized("SecretHash does not match for the client: %s", c.client.ID)
	case s.ended():
		return notAuthorized("Refresh Token has been revoked")
	case !c.now.Before(s.until):
		return notAuthorized("Refresh Token has expired")
	case s.user.disabled:
		return errDisabled
	case s.user.status == resetRequired:
		return errResetRequired
	case !c.pool.mayRefresh(s, given["DEVICE_KEY"]):
		return errInvalidRefresh
	}
	return nil
}
