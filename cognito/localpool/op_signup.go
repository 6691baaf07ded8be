package localpool

// signUp makes an unconfirmed user and sends a code to the first attribute that
// the pool verifies; the phone wins where there are both.
func signUp(c *call) (any, error) {
	p := c.pool
	if p.AdminCreateOnly {
		return nil, notAuthorized("SignUp is not permitted for this user pool")
	}
	attributes := c.in.attributes("UserAttributes")
	if err := c.client.checkWritable(attributes); err != nil {
		return nil, err
	}
	if err := p.checkNewPassword(c.client, c.in); err != nil {
		return nil, err
	}
	p.keys.warm()
	p.mu.Lock()
	defer p.mu.Unlock()
	u, err := p.signUp(c.in.str("Username"), attributes)
	if err != nil {
		return nil, err
	}
	if c.in.has("Password") {
		p.setPassword(u, c.in.str("Password"), c.now)
	}
	p.add(u, c.now)
	if c.unsent != nil {
		return nil, c.unsent
	}
	result := struct {
		UserConfirmed bool
		UserSub       string
		delivered
	}{UserSub: u.sub.String()}
	if to := p.signUpContact(u); to != "" {
		result.CodeDeliveryDetails = p.sendCode(u, forSignUp, to, c.now)
	}
	return result, nil
}

// checkNewPassword checks the password of a sign-up, which may be absent only
// where the pool and the client offer a sign-in without one.
func (p *pool) checkNewPassword(c *client, in input) error {
	if in.has("Password") {
		return p.Policy.check(in.str("Password"), policyAtSignUp)
	}
	if !p.passwordless() || !c.has(flows["USER_AUTH"]) {
		return invalidParameter("Missing required parameter PASSWORD")
	}
	return nil
}

// signUp checks everything that concerns the attributes and the name.
func (p *pool) signUp(name string, attributes []Attribute) (*user, error) {
	given := attributes
	if attribute, err := p.nameForm(name); err != nil {
		return nil, err
	} else if attribute != "" {
		given = append([]Attribute{{attribute, name}}, attributes...)
	}
	if err := p.checkAttributes(given, true); err != nil {
		return nil, err
	}
	u, err := p.newUser(name, attributes)
	if err == nil && contains(p.AliasAttributes, "preferred_username") && u.get("preferred_username") != "" {
		// AWS says only that this alias can't be set before the user is confirmed.
		return nil, errEarlyAlias
	}
	return u, err
}

var errEarlyAlias = invalidParameter("preferred_username can not be set before the user is confirmed.")

// signUpContact is the attribute that a sign-up code goes to, "" if none does.
func (p *pool) signUpContact(u *user) string {
	for _, name := range []string{"phone_number", "email"} {
		if contains(p.AutoVerified, name) && u.get(name) != "" {
			return name
		}
	}
	return ""
}

// confirmSignUp confirms the user and verifies what the code went to.
func confirmSignUp(c *call) (any, error) {
	p, name := c.pool, c.in.str("Username")
	p.mu.Lock()
	defer p.mu.Unlock()
	u := p.find(name)
	if u != nil {
		if err := u.confirmable(); err != nil {
			return nil, err
		}
	}
	key := p.key(name, u)
	if u == nil && !c.client.HideMissingUsers {
		return nil, errNoCombination
	}
	if err := p.count(limitConfirm, key, c.now); err != nil {
		return nil, err
	}
	if u == nil {
		// Whether the service says CodeMismatch or ExpiredCode isn't documented.
		return nil, errCodeMismatch
	}
	sent := u.codes[forSignUp]
	if err := sent.check(c.in.str("ConfirmationCode"), c.now); err != nil {
		return nil, err
	}
	if err := p.verify(u, sent.attribute, c.in.flag("ForceAliasCreation")); err != nil {
		return nil, err
	}
	p.confirm(u, c)
	p.forget(limitConfirm, key)
	return p.confirmedSession(c, u), nil
}

type confirmedAnswer struct {
	Session string `json:",omitempty"`
}

// confirmedSession lets a client that allows USER_AUTH go on to sign the user
// in. Whether other clients get a Session too is unconfirmed.
func (p *pool) confirmedSession(c *call, u *user) confirmedAnswer {
	if !c.client.has(flows["USER_AUTH"]) {
		return confirmedAnswer{}
	}
	d := &dialogue{user: u, client: c.client, typed: u.name, name: u.name, challenge: signedUp, passed: u.stamp()}
	return confirmedAnswer{p.advance(d, c.now)}
}

// confirmable refuses users who are disabled or not UNCONFIRMED.
func (u *user) confirmable() error {
	if u.disabled {
		return errDisabled
	}
	if u.status != unconfirmed {
		return notAuthorized("User cannot be confirmed. Current status is %s", u.status)
	}
	return nil
}

func (p *pool) confirm(u *user, c *call) {
	u.status = confirmed
	u.codes[forSignUp] = nil
	u.touch(c.now)
}

// resend sends a new sign-up code; the old one is worthless from then on.
func resend(c *call) (any, error) {
	p, name := c.pool, c.in.str("Username")
	p.mu.Lock()
	defer p.mu.Unlock()
	u := p.find(name)
	if u == nil && !c.client.HideMissingUsers {
		return nil, errNoCombination
	}
	if u != nil && u.disabled && !c.client.HideMissingUsers {
		return nil, errDisabled
	}
	hidden := u == nil || u.disabled
	if !hidden && u.status != unconfirmed {
		return nil, invalidParameter("User is already confirmed.")
	}
	if !hidden && p.signUpContact(u) == "" {
		return nil, notAuthorized("Cannot resend codes. Auto verification not turned on.")
	}
	if err := p.count(limitResend, p.key(name, u), c.now); err != nil {
		return nil, err
	}
	if hidden {
		return delivered{p.pretend(name)}, nil
	}
	return delivered{p.sendCode(u, forSignUp, p.signUpContact(u), c.now)}, nil
}
