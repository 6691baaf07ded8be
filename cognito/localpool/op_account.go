package localpool

import (
	"strings"
	"time"
)

// authorize checks an access token and leaves its pool locked: the caller
// unlocks. The token's issuer tells which pool it is of.
func (c *call) authorize(token string) (*session, func(), error) {
	unverified, _ := payloadOf(token)
	_, id, _ := strings.Cut(unverified.str("iss"), ".amazonaws.com/")
	p := c.state.pools[id]
	if p == nil {
		return nil, nil, errInvalidAccess
	}
	_, key := p.keys.get()
	t, ok := key.verify(token)
	if !ok || t.str("iss") != p.issuer() || t.str("token_use") != "access" {
		return nil, nil, errInvalidAccess
	}
	exp, _ := t["exp"].(float64)
	if c.now.Unix() >= int64(exp) {
		return nil, nil, errExpiredAccess
	}
	p.mu.Lock()
	s, err := p.sessionOf(t)
	if err != nil {
		p.mu.Unlock()
		return nil, nil, err
	}
	p.before(s.user)
	c.pool, c.session = p, s
	return s, p.mu.Unlock, nil
}

// sessionOf finds the session of a verified access token. Validity is judged
// before the scope.
func (p *pool) sessionOf(t claims) (*session, error) {
	origin := t.str("origin_jti")
	if origin == "" {
		origin = t.str("event_id")
	}
	id, _ := parseUUID(origin)
	s, ok := p.sessions.get(id)
	if !ok {
		return nil, errInvalidAccess
	}
	if s.user.gone {
		return nil, errInvalidAccess
	}
	if s.ended() || s.user.disabled {
		return nil, errRevokedAccess
	}
	if !contains(strings.Fields(t.str("scope")), apiScope) {
		return nil, errAccessScope
	}
	if s.user.status == resetRequired {
		return nil, errResetRequired
	}
	return s, nil
}

// getUser shows the attributes that the token's client may read.
func getUser(c *call) (any, error) {
	s, unlock, err := c.authorize(c.in.str("AccessToken"))
	if err != nil {
		return nil, err
	}
	defer unlock()
	return struct {
		Username       string
		UserAttributes []Attribute
		mfaSettings
	}{s.user.name, s.user.shown(s.client.readable), s.user.mfaSettings()}, nil
}

// shown lists the user's attributes, the sub first.
func (u *user) shown(may func(string) bool) []Attribute {
	list := []Attribute{{"sub", u.sub.String()}}
	for _, a := range u.attributes {
		if may(a.Name) {
			list = append(list, a)
		}
	}
	return list
}

// globalSignOut ends every session of the user.
func globalSignOut(c *call) (any, error) {
	s, unlock, err := c.authorize(c.in.str("AccessToken"))
	if err != nil {
		return nil, err
	}
	defer unlock()
	s.user.signOut()
	return nil, nil
}

// deleteUser deletes the user for good.
func deleteUser(c *call) (any, error) {
	s, unlock, err := c.authorize(c.in.str("AccessToken"))
	if err != nil {
		return nil, err
	}
	defer unlock()
	c.pool.remove(s.user)
	return nil, nil
}

// revokeToken ends the one session that a refresh token belongs to. The
// service's answers to tokens that aren't refresh tokens of this client aren't
// documented beyond the names of the exceptions.
func revokeToken(c *call) (any, error) {
	if err := c.client.checkSecret(c.in.str("ClientSecret")); err != nil {
		return nil, err
	}
	if c.client.NoRevocation {
		return nil, refuse("UnsupportedOperationException", "Token revocation is not enabled for this client.")
	}
	token := c.in.str("Token")
	if strings.Count(token, ".") == 2 {
		return nil, refuse("UnsupportedTokenTypeException", "Only refresh tokens can be revoked.")
	}
	id, _, ok := c.s.openRefresh(token)
	if !ok {
		return nil, invalidParameter("Invalid Refresh Token")
	}
	p := c.pool
	p.mu.Lock()
	defer p.mu.Unlock()
	s, ok := p.sessions.get(id)
	if !ok || s.client != c.client {
		return nil, refuse("UnauthorizedException", "Invalid Refresh Token")
	}
	s.revoked = true
	return nil, nil
}

// seconds is a time as the API writes it.
func seconds(t time.Time) float64 { return float64(t.UnixMilli()) / 1000 }
