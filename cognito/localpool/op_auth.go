package localpool

// authAnswer is the answer of InitiateAuth and RespondToAuthChallenge, and of
// their administrators' forms.
type authAnswer struct {
	AuthenticationResult *authenticationResult `json:",omitempty"`
	AvailableChallenges  []string              `json:",omitempty"`
	ChallengeName        string                `json:",omitempty"`
	ChallengeParameters  map[string]string
	Session              string `json:",omitempty"`
}

// initiateAuth begins a sign-in or refreshes one; AdminInitiateAuth is the same
// with the flows of administrators. AWS documents no order of the checks; that
// a wrong password hides UNCONFIRMED was observed.
func initiateAuth(c *call) (any, error) {
	name := c.in.str("AuthFlow")
	f, err := c.client.allowed(name, c.admin)
	if err != nil {
		return nil, err
	}
	given := c.in.pairs("AuthParameters")
	switch {
	case f.begin == nil:
		return refreshAuth(c, given)
	case name == "USER_AUTH" && c.in.str("Session") != "":
		return c.under(func() (outcome, error) { return beginSignedUp(c) })
	}
	if name == "CUSTOM_AUTH" && c.pool.Custom == nil {
		return nil, invalidParameter("Custom auth lambda trigger is not configured for the user pool.")
	}
	if err := needs(given, f.needs...); err != nil {
		return nil, err
	}
	if err := c.client.checkHash(given["USERNAME"], given["SECRET_HASH"]); err != nil {
		return nil, err
	}
	return c.under(func() (outcome, error) {
		d, err := c.enter(given)
		if err != nil {
			return outcome{}, err
		}
		return f.begin(c, d, given)
	})
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

// enter finds the user and the device of a new sign-in. A client that hides
// missing users goes on with one who isn't there, and with an imported one who
// must reset the password as if they weren't: nothing tells the two apart.
func (c *call) enter(given map[string]string) (*dialogue, error) {
	d := &dialogue{client: c.client, admin: c.admin, typed: given["USERNAME"]}
	if d.user = c.pool.find(d.typed); d.user.hidden(c.client) {
		d.user = nil
	}
	switch {
	case d.user != nil:
		d.name = d.user.name
	case !c.client.HideMissingUsers:
		return nil, errNoUser
	default:
		d.name = c.pool.phantomName(d.typed)
	}
	c.dialogue = d
	return d, d.present(c.pool, given["DEVICE_KEY"])
}

// tokens signs, outside the lock.
func (p *pool) tokens(t tokenClaims) (any, error) {
	result, err := p.sign(t)
	if err != nil {
		return nil, err
	}
	return authAnswer{AuthenticationResult: result, ChallengeParameters: map[string]string{}}, nil
}

// hidden tells that a client which hides missing users isn't told of this one.
// Source: AWS developer guide, managing error responses.
func (u *user) hidden(c *client) bool {
	return u != nil && u.imported && u.status == resetRequired && c.HideMissingUsers
}

// blocked refuses users whom nothing lets in.
func (u *user) blocked(c *client) error {
	switch {
	case u == nil:
		return nil
	case u.hidden(c):
		return errWrongPassword
	case u.status == external:
		return errWrongPassword // signs in at the provider only; what the service says here is unconfirmed
	case u.disabled:
		return errDisabled
	case u.status.noPassword():
		return errWrongPassword // unconfirmed, too
	case u.status == resetRequired:
		return errResetRequired
	}
	return nil
}
