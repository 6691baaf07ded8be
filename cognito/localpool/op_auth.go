package localpool

import "slices"

// authFlows are the names that AuthFlow may have.
var authFlows = []string{
	"USER_SRP_AUTH", "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN", "CUSTOM_AUTH",
	"ADMIN_NO_SRP_AUTH", "USER_PASSWORD_AUTH", "ADMIN_USER_PASSWORD_AUTH", "USER_AUTH",
}

// authAnswer is the answer of InitiateAuth and RespondToAuthChallenge.
type authAnswer struct {
	AuthenticationResult *authenticationResult `json:",omitempty"`
	ChallengeName        string                `json:",omitempty"`
	ChallengeParameters  map[string]string
	Session              string `json:",omitempty"`
}

// initiateAuth begins a sign-in or refreshes one. AWS documents no order of the
// checks; that a wrong password hides UNCONFIRMED was observed.
func initiateAuth(c *call) (any, error) {
	flow := c.in.str("AuthFlow")
	if err := c.client.allows(flow); err != nil {
		return nil, err
	}
	switch flow {
	case "USER_PASSWORD_AUTH":
		return passwordAuth(c)
	case "REFRESH_TOKEN", "REFRESH_TOKEN_AUTH":
		return refreshAuth(c)
	case "CUSTOM_AUTH":
		return nil, invalidParameter("Custom auth lambda trigger is not configured for the user pool.")
	}
	return nil, refuse("UnsupportedOperationException", "The local pool does not offer %s.", flow)
}

// allows checks the client's ExplicitAuthFlows. An empty list allows SRP,
// custom and refresh.
func (c *client) allows(flow string) error {
	allowed := func(names ...string) bool {
		return slices.ContainsFunc(names, func(n string) bool { return contains(c.Flows, n) })
	}
	byDefault := len(c.Flows) == 0
	switch flow {
	case "ADMIN_NO_SRP_AUTH", "ADMIN_USER_PASSWORD_AUTH":
		return invalidParameter("Initiate Auth method not supported")
	case "USER_PASSWORD_AUTH":
		if !allowed("ALLOW_USER_PASSWORD_AUTH", "USER_PASSWORD_AUTH") {
			return invalidParameter("USER_PASSWORD_AUTH flow not enabled for this client")
		}
	case "USER_SRP_AUTH":
		if !byDefault && !allowed("ALLOW_USER_SRP_AUTH") {
			return invalidParameter("USER_SRP_AUTH is not enabled for the client.")
		}
	case "CUSTOM_AUTH":
		if !byDefault && !allowed("ALLOW_CUSTOM_AUTH", "CUSTOM_AUTH_FLOW_ONLY") {
			return invalidParameter("CUSTOM_AUTH is not enabled for the client.")
		}
	case "USER_AUTH":
		if !allowed("ALLOW_USER_AUTH") {
			return invalidParameter("USER_AUTH flow not enabled for this client")
		}
	default:
		if !byDefault && !allowed("ALLOW_REFRESH_TOKEN_AUTH") {
			return invalidParameter("Auth flow not enabled for this client")
		}
	}
	return nil
}

// needs refuses a request in which one of the parameters is absent or empty.
func needs(given map[string]string, names ...string) error {
	for _, name := range names {
		if given[name] == "" {
			return invalidParameter("Missing required parameter %s", name)
		}
	}
	return nil
}

// passwordAuth is USER_PASSWORD_AUTH.
func passwordAuth(c *call) (any, error) {
	given := c.in.pairs("AuthParameters")
	if err := needs(given, "USERNAME", "PASSWORD"); err != nil {
		return nil, err
	}
	if err := c.client.checkHash(given["USERNAME"], given["SECRET_HASH"]); err != nil {
		return nil, err
	}
	p := c.pool
	p.keys.warm()
	p.mu.Lock()
	u, err := p.checkPassword(c, given["USERNAME"], given["PASSWORD"])
	if err != nil {
		p.mu.Unlock()
		return nil, err
	}
	if u.status == mustChange {
		answer := p.askNewPassword(u, c)
		p.mu.Unlock()
		return answer, nil
	}
	t := p.claimsFor(p.begin(u, c.client, c.now), c.now)
	p.mu.Unlock()
	t.refresh = true
	return p.tokens(t)
}

// tokens signs, outside the lock.
func (p *pool) tokens(t tokenClaims) (any, error) {
	result, err := p.sign(t)
	if err != nil {
		return nil, err
	}
	return authAnswer{AuthenticationResult: result, ChallengeParameters: map[string]string{}}, nil
}

// checkPassword finds the user and checks everything up to the challenge. A
// lock applies to names that don't exist too, so that they can't be told by it.
func (p *pool) checkPassword(c *call, name, password string) (*user, error) {
	u := p.find(name)
	if u == nil && !c.client.HideMissingUsers {
		return nil, errNoUser
	}
	key := p.key(name, u)
	if p.locked(key, c.now) {
		return nil, errPasswordAttempts
	}
	if u != nil {
		if err := u.blocked(c.client); err != nil {
			return nil, err
		}
	}
	if u == nil || !p.matches(u, password) {
		p.failed(key, c.now)
		return nil, errWrongPassword
	}
	if u.status == unconfirmed {
		return nil, errNotConfirmed
	}
	if p.temporaryExpired(u, c.now) {
		return nil, errTemporaryExpired
	}
	p.succeeded(key)
	return u, nil
}

// blocked refuses users whom no password lets in.
func (u *user) blocked(c *client) error {
	switch {
	case u.disabled:
		return errDisabled
	case u.status == resetRequired && u.imported && c.HideMissingUsers:
		return errWrongPassword
	case u.status == resetRequired:
		return errResetRequired
	}
	return nil
}

// refreshAuth is REFRESH_TOKEN_AUTH: new ID and access tokens for a session.
// The secret hash is over the pool's own user name.
func refreshAuth(c *call) (any, error) {
	given := c.in.pairs("AuthParameters")
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
	if err := s.refreshable(c, given["SECRET_HASH"]); err != nil {
		p.mu.Unlock()
		return nil, err
	}
	t := p.claimsFor(s, c.now)
	p.mu.Unlock()
	return p.tokens(t)
}

func (s *session) refreshable(c *call, hash string) error {
	switch {
	case s.client != c.client:
		return errInvalidRefresh
	case !c.client.hashMatches(s.user.name, hash):
		return notAuthorized("SecretHash does not match for the client: %s", c.client.ID)
	case s.ended():
		return notAuthorized("Refresh Token has been revoked")
	case !c.now.Before(s.until):
		return notAuthorized("Refresh Token has expired")
	case s.user.disabled:
		return errDisabled
	case s.user.status == resetRequired:
		return errResetRequired
	}
	return nil
}
