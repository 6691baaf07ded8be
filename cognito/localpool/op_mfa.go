package localpool

// membersMFA are the settings of (Admin)SetUserMFAPreference, each with the
// flags Enabled and PreferredMfa. A flag that isn't sent is false: AWS's SDKs
// leave false ones out.
var membersMFA = []field{
	{name: "SMSMfaSettings", kind: flagMap, members: mfaFlags},
	{name: "SoftwareTokenMfaSettings", kind: flagMap, members: mfaFlags},
	{name: "EmailMfaSettings", kind: flagMap, members: mfaFlags},
	{name: "WebAuthnMfaSettings", kind: flagMap, members: mfaFlags[:1]},
}

var mfaFlags = []string{"Enabled", "PreferredMfa"}

// mfaSettings is the MFA part of a user as the API shows one.
type mfaSettings struct {
	UserMFASettingList  []string `json:",omitempty"`
	PreferredMfaSetting string   `json:",omitempty"`
}

func (u *user) mfaSettings() mfaSettings {
	var m mfaSettings
	if u.factors != nil && u.factors.enabled != 0 {
		m.UserMFASettingList = u.factors.enabled.names()
		if preferred := u.factors.preferred.names(); len(preferred) == 1 {
			m.PreferredMfaSetting = preferred[0]
		}
	}
	return m
}

// setMFAPreference is SetUserMFAPreference.
func setMFAPreference(c *call) (any, error) {
	s, unlock, err := c.authorize(c.in.str("AccessToken"))
	if err != nil {
		return nil, err
	}
	defer unlock()
	return nil, c.preferMFA(s.user)
}

// adminSetMFAPreference is AdminSetUserMFAPreference. The model lists for it that
// the user isn't confirmed and that the password must be reset, and AWS doesn't say
// when: that such users are refused is the strictest.
func adminSetMFAPreference(c *call) (any, error) {
	c.pool.mu.Lock()
	defer c.pool.mu.Unlock()
	u, err := c.named()
	switch {
	case err != nil:
		return nil, err
	case u.status == unconfirmed:
		return nil, errNotConfirmed
	case u.status == resetRequired:
		return nil, errResetRequired
	}
	return nil, c.preferMFA(u)
}

// preferMFA changes the factors that the call names, all of them or none. A
// factor that is turned off is no longer the preferred one. Where MFA is
// required none that is on may be turned off; the texts of that and of the
// contradictory wishes are unconfirmed.
func (c *call) preferMFA(u *user) error {
	if c.in.flags("WebAuthnMfaSettings")["Enabled"] {
		return notDeliverable("WEB_AUTHN") // no user of this pool has a passkey that could prove anything
	}
	enabled, preferred, wished := u.enabled(), mfa(0), mfa(0)
	if u.factors != nil {
		preferred = u.factors.preferred
	}
	for _, x := range mfaMembers {
		if !c.in.has(x.member) {
			continue
		}
		wish := c.in.flags(x.member)
		on, first := wish["Enabled"], wish["PreferredMfa"]
		name := x.factor.names()[0]
		switch {
		case first && !on:
			return invalidParameter("%s must be enabled to be the preferred MFA.", name)
		case first && wished != 0:
			return invalidParameter("Only one MFA can be set as preferred.")
		case on && !c.pool.canEnable(u, x.factor):
			return notDeliverable(name)
		case !on && enabled&x.factor != 0 && c.pool.MFA == "ON":
			return invalidParameter("%s can't be disabled where MFA is required.", name)
		}
		enabled &^= x.factor
		preferred &^= x.factor
		if on {
			enabled |= x.factor
		}
		if first {
			wished = x.factor
		}
	}
	if wished != 0 {
		preferred = wished
	}
	if enabled != 0 || u.factors != nil {
		u.more().enabled, u.more().preferred = enabled, preferred
	}
	u.touch(c.now)
	return nil
}

// mfaMembers are the settings that this pool's factors belong to.
var mfaMembers = []struct {
	factor mfa
	member string
}{{smsMFA, "SMSMfaSettings"}, {totpMFA, "SoftwareTokenMfaSettings"}, {emailMFA, "EmailMfaSettings"}}

func notDeliverable(factor string) error {
	return invalidParameter("User does not have delivery config set to turn on %s", factor)
}

// canEnable tells whether the user could be asked for the factor: they have a
// verified authenticator, or an address, verified or not, and the pool enables
// the factor. An authenticator that is registered works on where the pool has
// turned TOTP off. Source: AWS developer guide, MFA.
func (p *pool) canEnable(u *user, factor mfa) bool {
	switch factor {
	case totpMFA:
		return u.factors != nil && u.factors.totp != nil
	case smsMFA:
		return p.mfaOn() && p.SMSMFA && u.get("phone_number") != ""
	}
	return p.mfaOn() && p.EmailMFA && u.get("email") != ""
}

// mfaOn tells whether the pool knows second factors at all.
func (p *pool) mfaOn() bool { return p.MFA == "OPTIONAL" || p.MFA == "ON" }

// getUserAuthFactors tells which first factors of USER_AUTH the user has, also
// where MFA leaves only passwords of them, and which second factors.
func getUserAuthFactors(c *call) (any, error) {
	s, unlock, err := c.authorize(c.in.str("AccessToken"))
	if err != nil {
		return nil, err
	}
	defer unlock()
	u := s.user
	first := []string{}
	for _, name := range c.pool.configured(&dialogue{user: u, client: s.client, typed: u.name, name: u.name}) {
		if name != "PASSWORD_SRP" { // PASSWORD stands for both
			first = append(first, name)
		}
	}
	return struct {
		Username                  string
		ConfiguredUserAuthFactors []string
		mfaSettings
	}{u.name, first, u.mfaSettings()}, nil
}
