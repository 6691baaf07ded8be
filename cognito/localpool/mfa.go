package localpool

import "math/bits"

var (
	errNoMFA = refuse("MFAMethodNotFoundException", "No MFA method is available for the user.")
	// errNoMFAAtInitiate is the same at InitiateAuth, for which MFAMethodNotFound isn't
	// modelled as it is for its administrators' form and the answers to challenges.
	errNoMFAAtInitiate = refuse("InvalidUserPoolConfigurationException", "No MFA method is available for the user.")
	// errMFASettings says that MFA is required and no factor is enabled.
	errMFASettings = refuse("InvalidUserPoolConfigurationException", "MFA is required and the user pool has no MFA method enabled.")
)

// enabledMFA are the second factors that the pool enables.
func (p *pool) enabledMFA() mfa {
	var m mfa
	for _, x := range []struct {
		on     bool
		factor mfa
	}{{p.SMSMFA, smsMFA}, {p.TOTPMFA, totpMFA}, {p.EmailMFA, emailMFA}} {
		if x.on {
			m |= x.factor
		}
	}
	return m
}

// usableMFA are the factors that the user has turned on and could be asked for
// now. An authenticator that is registered works on where the pool has turned
// TOTP off. Source: AWS developer guide, MFA.
func (p *pool) usableMFA(u *user) mfa {
	var m mfa
	if u.factors != nil && u.factors.totp != nil {
		m |= totpMFA
	}
	if p.SMSMFA && u.get("phone_number") != "" {
		m |= smsMFA
	}
	if p.EmailMFA && u.get("email") != "" {
		m |= emailMFA
	}
	return m & u.enabled()
}

// mfaDue tells whether a password alone doesn't let the user in.
func (p *pool) mfaDue(u *user) bool {
	return p.MFA == "ON" || p.MFA == "OPTIONAL" && u.enabled() != 0
}

// mfaBy tells whether the user's MFA codes go this way.
func (p *pool) mfaBy(u *user, factor mfa) bool { return p.mfaDue(u) && p.usableMFA(u)&factor != 0 }

// askSecond sets the second factor that is due, by what the user has set up. Source: AWS developer guide, MFA.
func (c *call) askSecond(d *dialogue) (outcome, error) {
	p, u := c.pool, d.user
	usable := p.usableMFA(u)
	if usable == 0 {
		return c.askSetup(d)
	}
	if preferred := u.factors.preferred & usable; preferred != 0 {
		return c.askFactor(d, preferred), nil
	}
	if bits.OnesCount8(uint8(usable)) == 1 {
		return c.askFactor(d, usable), nil
	}
	d.choices = usable.names()
	return c.ask(d, "SELECT_MFA_TYPE", map[string]string{"MFAS_CAN_CHOOSE": toJSON(d.choices), "USER_ID_FOR_SRP": d.name}), nil
}

// askSetup is for a user who has no factor that could be asked for. Where MFA is
// optional what they turned on has become useless, say with their number: to
// refuse them is the strictest. Where it is required, a phone number is enough
// for SMS, which can't be set up in a dialogue; else they set one up.
func (c *call) askSetup(d *dialogue) (outcome, error) {
	p, u := c.pool, d.user
	can := p.enabledMFA()
	switch {
	case p.MFA != "ON":
		return outcome{}, c.noMFA(d)
	case can == 0:
		return outcome{}, errMFASettings
	case p.SMSMFA && u.get("phone_number") != "":
		return c.askFactor(d, smsMFA), nil
	}
	if can != smsMFA {
		can &^= smsMFA
	}
	d.choices = can.names()
	return c.ask(d, "MFA_SETUP", map[string]string{"MFAS_CAN_SETUP": toJSON(d.choices), "USER_ID_FOR_SRP": d.name}), nil
}

// noMFA is errNoMFA in the form that is modelled for the call: a dialogue has no
// Session before the answer to InitiateAuth.
func (c *call) noMFA(d *dialogue) error {
	if d.ticket == nil && !c.admin {
		return errNoMFAAtInitiate
	}
	return errNoMFA
}

// askFactor sets the challenge of one second factor. A message may go to an
// address that isn't verified: the right code verifies it.
func (c *call) askFactor(d *dialogue, factor mfa) outcome {
	d.first = false
	var next outcome
	switch factor {
	case smsMFA:
		next = c.askCode(d, "SMS_MFA", "phone_number", d.user.get("phone_number"), secondCode)
	case emailMFA:
		next = c.askCode(d, "EMAIL_OTP", "email", d.user.get("email"), secondCode)
	default:
		d.user.factors.asked = d.user.factors.totp
		next = c.ask(d, "SOFTWARE_TOKEN_MFA", map[string]string{})
		if name := d.user.factors.totp.name; name != "" {
			next.answer.ChallengeParameters["FRIENDLY_DEVICE_NAME"] = name
		}
	}
	next.answer.ChallengeParameters["USER_ID_FOR_SRP"], d.told = d.name, true
	return next
}
