package localpool

import "time"

// seed adds a user of the Config. A user that breaks the pool's own rules is a
// mistake of whoever wrote the Config, so it panics.
func (p *pool) seed(c UserConfig, now time.Time) *user {
	if c.Password == "" {
		c.Password = DemoPassword
	}
	err := p.checkAttributes(c.Attributes, false)
	var u *user
	if err == nil {
		u, err = p.newUser(c.Username, c.Attributes)
	}
	if err != nil {
		panic("localpool: user " + c.Username + ": " + err.Error())
	}
	u.status = confirmed
	if c.Status != "" {
		u.status = parseStatus(c.Status)
	}
	if !c.NoPassword {
		p.setPassword(u, c.Password, now.Add(-c.PasswordAge))
	}
	p.seedFactors(u, c)
	u.disabled, u.imported, u.groups = c.Disabled, c.Imported, c.Groups
	p.add(u, now.Add(-c.PasswordAge))
	return u
}

// seedFactors gives a seeded user the second factors of the Config.
func (p *pool) seedFactors(u *user, c UserConfig) {
	if c.TOTPSecret == "" && len(c.MFA) == 0 && !c.Passkey {
		return
	}
	f := u.more()
	f.passkey, f.preferred = c.Passkey, mfaNamed(c.PreferredMFA)
	for _, name := range c.MFA {
		f.enabled |= mfaNamed(name)
	}
	if c.TOTPSecret == "" {
		return
	}
	t, err := parseTOTP(c.TOTPSecret)
	if err != nil {
		panic("localpool: user " + c.Username + ": the TOTP secret isn't base32")
	}
	f.totp = t
}
