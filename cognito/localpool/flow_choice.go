package localpool

import (
	"slices"
	"strings"
)

// beginChoice is USER_AUTH: the preferred challenge where the user, the pool
// and the client allow it, else SELECT_CHALLENGE. Source: AWS developer guide,
// choice-based sign-in.
func beginChoice(c *call, d *dialogue, given map[string]string) (outcome, error) {
	if err := d.user.blocked(c.client); err != nil {
		return outcome{}, err
	}
	d.choices = c.pool.firstFactors(d)
	if want := given["PREFERRED_CHALLENGE"]; contains(d.choices, want) {
		return c.askFirst(d, want, given)
	}
	return c.askChoice(d)
}

// askChoice sets SELECT_CHALLENGE. A user whom no factor lets in can't be told
// from one with a wrong password; what the service says is unconfirmed.
func (c *call) askChoice(d *dialogue) (outcome, error) {
	if len(d.choices) == 0 {
		return outcome{}, errWrongPassword
	}
	next := c.ask(d, "SELECT_CHALLENGE", map[string]string{})
	next.answer.AvailableChallenges = d.choices
	return next, nil
}

// askFirst sets the challenge of a first factor, or checks it at once where the
// request brings what it needs.
func (c *call) askFirst(d *dialogue, name string, given map[string]string) (outcome, error) {
	switch {
	case name == "PASSWORD" && given["PASSWORD"] != "":
		return c.provePassword(d, given["PASSWORD"])
	case name == "PASSWORD_SRP" && given["SRP_A"] != "":
		return c.askProof(d, given["SRP_A"])
	case name == "EMAIL_OTP":
		return c.askFirstCode(d, name, "email"), nil
	case name == "SMS_OTP":
		return c.askFirstCode(d, name, "phone_number"), nil
	case name == "WEB_AUTHN":
		return c.askPasskey(d, given["CREDENTIAL"])
	}
	return c.ask(d, name, map[string]string{}), nil
}

// firstFactors are the challenges that USER_AUTH offers a user. Where MFA is due
// only passwords are left, and so they are for a temporary password (observed).
// Source: AWS developer guide, MFA. One who isn't there is always offered
// something, like most who are.
func (p *pool) firstFactors(d *dialogue) []string {
	u, list := d.user, p.configured(d)
	if u != nil && (u.status == mustChange || p.mfaDue(u)) || p.MFA == "ON" {
		return slices.DeleteFunc(list, func(name string) bool { return !strings.HasPrefix(name, "PASSWORD") })
	}
	for _, name := range []string{"EMAIL_OTP", "SMS_OTP"} {
		if u == nil && len(list) == 0 && p.allowsFirst(name) {
			list = append(list, name)
		}
	}
	return list
}

// configured are the first factors that the pool's sign-in policy allows and the
// user has something for.
func (p *pool) configured(d *dialogue) []string {
	var list []string
	u := d.user
	if p.allowsFirst("PASSWORD") && (u == nil || u.hasPassword()) {
		list = append(list, "PASSWORD_SRP", "PASSWORD")
	}
	if p.allowsFirst("EMAIL_OTP") && p.addressOf(d, "email") != "" {
		list = append(list, "EMAIL_OTP")
	}
	if p.allowsFirst("SMS_OTP") && p.addressOf(d, "phone_number") != "" {
		list = append(list, "SMS_OTP")
	}
	if p.allowsFirst("WEB_AUTHN") && u != nil && u.factors != nil && len(u.factors.passkeys) > 0 {
		list = append(list, "WEB_AUTHN")
	}
	return list
}

// allowsFirst reads AllowedFirstAuthFactors; without it there are passwords.
func (p *pool) allowsFirst(factor string) bool {
	return contains(p.FirstFactors, factor) || len(p.FirstFactors) == 0 && factor == "PASSWORD"
}

// passwordless tells whether users may be without a password.
func (p *pool) passwordless() bool {
	return p.MFA != "ON" && (p.allowsFirst("EMAIL_OTP") || p.allowsFirst("SMS_OTP"))
}

// beginSignedUp is USER_AUTH with the Session that ConfirmSignUp gave: the code
// that confirmed the user counts as the first factor where the user may sign in
// with codes. The AuthParameters are ignored. Source: AWS developer guide.
func beginSignedUp(c *call) (outcome, error) {
	d, err := c.pool.resume(c, c.in.str("Session"))
	if err != nil {
		return outcome{}, err
	}
	if d.challenge != signedUp {
		return outcome{}, errSession
	}
	c.dialogue = d
	if err := c.stands(d); err != nil {
		return outcome{}, err
	}
	d.admin = c.admin
	d.choices = c.pool.firstFactors(d)
	if contains(d.choices, "EMAIL_OTP") || contains(d.choices, "SMS_OTP") {
		return c.goOn(d)
	}
	return c.askChoice(d)
}

// signedUp stands where a dialogue's challenge does between ConfirmSignUp and
// the sign-in that goes on from it.
const signedUp = "SIGNED_UP"
