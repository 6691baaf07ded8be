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

// adminSetUserPassword sets a lasting password, or one to be changed. A user of
// another provider is confirmed either way. Source: API reference,
// AdminSetUserPassword. The user's sessions stay (unconfirmed): who wants them
// ended has to say so.
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
	if c.in.flag("Permanent") || u.status == external {
		u.status = confirmed
	} else {
		u.status = mustChange
	}
	return nil, nil
}
