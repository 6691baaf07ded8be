package localpool

// adminCreateUser makes a user with a temporary password and invites them, or
// repeats the invitation with a new password.
func adminCreateUser(c *call) (any, error) {
	p := c.pool
	temporary := c.in.str("TemporaryPassword")
	without := temporary == "" && p.passwordless() && c.in.str("MessageAction") != "RESEND"
	if temporary == "" {
		temporary = p.Policy.generate(c.s.draw("temporary password"))
	}
	if err := p.Policy.check(temporary, policyLater); err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	u, err := p.invited(c, without)
	if err != nil {
		return nil, err
	}
	switch {
	case without: // as observed: confirmed, to sign in with codes
		u.status = confirmed
	case c.in.str("MessageAction") == "SUPPRESS": // nobody is told
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
func (p *pool) invited(c *call, without bool) (*user, error) {
	name := c.in.str("Username")
	if c.in.str("MessageAction") == "RESEND" {
		u, err := c.named()
		if err == nil && u.status != mustChange {
			return nil, refuse("UnsupportedUserStateException", "Resend not possible. %s status is not FORCE_CHANGE_PASSWORD", name)
		}
		if err == nil {
			err = u.addressed(c.in.list("DesiredDeliveryMediums"))
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
	if without && u.get("email") == "" && u.get("phone_number") == "" {
		// Source: API reference, AdminCreateUser; the text is unconfirmed.
		return nil, invalidParameter("A user without a password needs an email or a phone number.")
	}
	if err := u.addressed(c.in.list("DesiredDeliveryMediums")); err != nil {
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

// addressed refuses a new user without an address that a flag says is verified, or
// that an invitation is to go to: its text was observed for the email. Source: API
// reference, AdminCreateUser.
func (u *user) addressed(media []string) error {
	for _, name := range verifiables {
		if u.get(name+"_verified") == "true" && u.get(name) == "" {
			return errNothingVerified(name)
		}
	}
	switch {
	case contains(media, "EMAIL") && u.get("email") == "":
		return invalidParameter("No email provided but desired delivery medium was Email")
	case contains(media, "SMS") && u.get("phone_number") == "":
		return invalidParameter("No phone number provided but desired delivery medium was SMS")
	}
	return nil
}

// invite sends the temporary password by the wished media for which the user
// has an address; SMS if none is wished: who wishes none and has no number gets
// nothing. The messages of one invitation are all good.
func (p *pool) invite(u *user, c *call, temporary string) {
	media := c.in.list("DesiredDeliveryMediums")
	if len(media) == 0 {
		media = []string{"SMS"}
	}
	u.invitation = 0
	for _, medium := range media {
		attribute := "email"
		if medium == "SMS" {
			attribute = "phone_number"
		}
		to := u.get(attribute)
		if to == "" {
			continue
		}
		if id := int32(p.post(u, kindInvitation, medium, to, temporary, c.now)); u.invitation == 0 {
			u.invitation = id
		}
	}
}
