package localpool

import "time"

// adminUser is a user as the administrator's calls show one.
type adminUser struct {
	Username             string
	UserStatus           string
	Enabled              bool
	UserCreateDate       float64
	UserLastModifiedDate float64
	UserAttributes       []Attribute `json:",omitempty"` // of AdminGetUser
	Attributes           []Attribute `json:",omitempty"` // of AdminCreateUser
	mfaSettings                      // of AdminGetUser
}

func (u *user) describe() adminUser {
	return adminUser{
		Username: u.name, UserStatus: u.status.String(), Enabled: !u.disabled,
		UserCreateDate:       seconds(time.UnixMilli(u.created)),
		UserLastModifiedDate: seconds(time.UnixMilli(u.modified)),
	}
}

func everything(string) bool { return true }

// named finds the user of an administrator's call; a missing one is always told.
// The caller holds the lock.
func (c *call) named() (*user, error) {
	if u := c.pool.find(c.in.str("Username")); u != nil {
		return u, nil
	}
	return nil, errNoUser
}

func adminGetUser(c *call) (any, error) {
	c.pool.mu.Lock()
	defer c.pool.mu.Unlock()
	u, err := c.named()
	if err != nil {
		return nil, err
	}
	answer := u.describe()
	answer.UserAttributes = u.shown(everything)
	answer.mfaSettings = u.mfaSettings()
	return answer, nil
}

func adminConfirmSignUp(c *call) (any, error) {
	c.pool.mu.Lock()
	defer c.pool.mu.Unlock()
	u, err := c.named()
	if err != nil {
		return nil, err
	}
	if u.status != unconfirmed {
		return nil, notAuthorized("User cannot be confirmed. Current status is %s", u.status)
	}
	c.pool.confirm(u, c)
	return nil, nil
}

// adminSetUserPassword sets a lasting password, or one to be changed.
func adminSetUserPassword(c *call) (any, error) {
	c.pool.mu.Lock()
	defer c.pool.mu.Unlock()
	u, err := c.named()
	if err != nil {
		return nil, err
	}
	if err := c.pool.Policy.check(c.in.str("Password"), policyLater); err != nil {
		return nil, err
	}
	if err := c.pool.replacePassword(u, c.in.str("Password"), c.now); err != nil {
		return nil, err
	}
	u.codes[forSignUp] = nil
	u.invitation = 0
	u.status = mustChange
	if c.in.flag("Permanent") {
		u.status = confirmed
	}
	return nil, nil
}

// adminCreateUser makes a user with a temporary password and invites them, or
// repeats the invitation with a new password.
func adminCreateUser(c *call) (any, error) {
	p := c.pool
	temporary := c.in.str("TemporaryPassword")
	without := temporary == "" && p.passwordless() && c.in.str("MessageAction") != "RESEND"
	if temporary == "" {
		temporary = p.Policy.generate()
	}
	if err := p.Policy.check(temporary, policyLater); err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	u, err := p.invited(c)
	if err != nil {
		return nil, err
	}
	switch {
	case without: // as observed: confirmed, to sign in with codes
		u.status = confirmed
	case c.in.str("MessageAction") == "SUPPRESS":
		p.setPassword(u, temporary, c.now)
	default:
		p.setPassword(u, temporary, c.now)
		p.invite(u, c, temporary)
	}
	answer := u.describe()
	answer.Attributes = u.shown(everything)
	return object{"User": answer}, nil
}

// invited finds the user of a repeated invitation or makes a new one.
func (p *pool) invited(c *call) (*user, error) {
	name := c.in.str("Username")
	if c.in.str("MessageAction") == "RESEND" {
		u, err := c.named()
		if err == nil && u.status != mustChange {
			return nil, refuse("UnsupportedUserStateException", "Resend not possible. %s status is not FORCE_CHANGE_PASSWORD", name)
		}
		return u, err
	}
	attributes := c.in.attributes("UserAttributes")
	for _, a := range attributes {
		if a.Name == "sub" {
			// The service refuses it with a text that AWS doesn't document.
			return nil, invalidParameter("Cannot modify the non-mutable attribute sub")
		}
	}
	if err := p.checkAttributes(attributes, false); err != nil {
		return nil, err
	}
	u, err := p.newUser(name, attributes)
	if err != nil {
		return nil, err
	}
	for _, alias := range aliasNames {
		if u.get(alias) != "" && p.active(u, alias) {
			if err := p.claim(u, alias, c.in.flag("ForceAliasCreation")); err != nil {
				return nil, err
			}
		}
	}
	u.status = mustChange
	p.add(u, c.now)
	return u, nil
}

// invite sends the temporary password by the wished media for which the user
// has an address; SMS if none is wished.
func (p *pool) invite(u *user, c *call, temporary string) {
	media := c.in.list("DesiredDeliveryMediums")
	if len(media) == 0 {
		media = []string{"SMS"}
	}
	for _, medium := range media {
		attribute := "email"
		if medium == "SMS" {
			attribute = "phone_number"
		}
		if to := u.get(attribute); to != "" {
			u.invitation = int32(p.post(u, kindInvitation, medium, to, temporary, c.now))
		}
	}
}
