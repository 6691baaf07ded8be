package localpool

// getTokensFromRefreshToken gives new ID and access tokens and, where the client
// rotates them, a new refresh token in place of the given one, which ends when
// that would have. Where the client neither rotates nor allows
// REFRESH_TOKEN_AUTH it is refused: unconfirmed, and the strictest.
func getTokensFromRefreshToken(c *call) (any, error) {
	if err := c.client.checkSecret(c.in.str("ClientSecret")); err != nil {
		return nil, err
	}
	if !c.client.Rotation && !c.client.has(refresh) {
		return nil, invalidParameter("%s", refresh.off)
	}
	p := c.pool
	id, turn, ok := c.s.openRefresh(c.in.str("RefreshToken"))
	p.mu.Lock()
	t, err := func() (t tokenClaims, err error) {
		defer p.mu.Unlock()
		s, known := p.sessions.get(id)
		if !ok || !known {
			return t, errInvalidRefresh
		}
		if err := s.refreshable(c, turn, c.in.str("DeviceKey"), func() bool { return true }); err != nil {
			return t, err
		}
		t = p.claimsFor(s, c.now)
		if t.device = nil; c.client.Rotation {
			t.refresh, t.turn = true, s.rotate(c.now)
		}
		return t, nil
	}()
	if err != nil {
		return nil, err
	}
	result, err := p.sign(t)
	if err != nil {
		return nil, err
	}
	return object{"AuthenticationResult": result}, nil
}
