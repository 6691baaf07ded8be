package localpool

import "slices"

// updateUserAttributes changes what the client may write; a blank value deletes.
// All of them change or none.
func updateUserAttributes(c *call) (any, error) {
	s, unlock, err := c.authorize(c.in.str("AccessToken"))
	if err != nil {
		return nil, err
	}
	defer unlock()
	p, u := c.pool, s.user
	given := lastOfEach(c.in.attributes("UserAttributes"))
	if err := p.mayChange(s, given); err != nil {
		return nil, err
	}
	if err := p.checkAttributes(given, false); err != nil {
		return nil, err
	}
	for _, a := range given {
		if err := p.taken(u, a.Name, a.Value, false); err != nil {
			return nil, err
		}
	}
	answer := struct{ CodeDeliveryDetailsList []*delivery }{[]*delivery{}}
	for _, a := range given {
		if d := p.update(u, a, c); d != nil {
			answer.CodeDeliveryDetailsList = append(answer.CodeDeliveryDetailsList, d)
		}
	}
	u.touch(c.now)
	return answer, nil
}

// deleteUserAttributes deletes what the client may write.
func deleteUserAttributes(c *call) (any, error) {
	s, unlock, err := c.authorize(c.in.str("AccessToken"))
	if err != nil {
		return nil, err
	}
	defer unlock()
	var given []Attribute
	for _, name := range c.in.list("UserAttributeNames") {
		given = append(given, Attribute{Name: name})
	}
	given = lastOfEach(given)
	if err := c.pool.mayChange(s, given); err != nil {
		return nil, err
	}
	if err := c.pool.checkAttributes(given, false); err != nil {
		return nil, err
	}
	for _, a := range given {
		c.pool.update(s.user, a, c)
	}
	s.user.touch(c.now)
	return nil, nil
}

// lastOfEach leaves out what is given again further on: the last one counts.
// What the service does with an attribute that is given twice is unconfirmed.
func lastOfEach(given []Attribute) []Attribute {
	var list []Attribute
	for i, a := range given {
		if !slices.ContainsFunc(given[i+1:], func(b Attribute) bool { return b.Name == a.Name }) {
			list = append(list, a)
		}
	}
	return list
}

// mayChange refuses attributes that the client may not write, that nothing may
// change, and that the pool can't be without: those it requires, and those that
// are the user names. The texts but the first are unconfirmed.
func (p *pool) mayChange(s *session, given []Attribute) error {
	if err := s.client.checkWritable(given); err != nil {
		return err
	}
	return p.unchangeable(s.user, given)
}

// unchangeable refuses what an administrator can't change either.
func (p *pool) unchangeable(u *user, given []Attribute) error {
	for _, a := range given {
		e := p.schema[a.Name]
		switch {
		case e == nil:
		case e.immutable:
			return invalidParameter("user.%s: Attribute cannot be updated.", a.Name)
		case a.Value == "" && e.required:
			return invalidParameter("Attributes did not conform to the schema: %s: The attribute is required", a.Name)
		case a.Value == "" && contains(p.UsernameAttributes, a.Name) && u.get(a.Name) != "":
			return invalidParameter("%s can not be deleted: it is a user name.", a.Name)
		}
	}
	return nil
}

// update changes one attribute. A new email or phone_number isn't verified: where
// the pool verifies it a code is sent, and where it verifies first the old value
// stays until the code comes. Source: AWS developer guide, verifying updates to
// email addresses and phone numbers. The value that the user has already changes
// nothing, but ends the wait for another; that is unconfirmed.
func (p *pool) update(u *user, a Attribute, c *call) *delivery {
	address := a.Name == "email" || a.Name == "phone_number"
	switch {
	case !address:
		p.change(u, []Attribute{a})
		return nil
	case a.Value == "":
		p.change(u, []Attribute{a, {Name: a.Name + "_verified"}})
		return nil
	case a.Value == u.get(a.Name):
		if x := u.proving(a.Name); x != nil && x.pending != "" {
			u.stopProving(a.Name)
		}
		return nil
	case contains(p.VerifyFirst, a.Name):
		u.prove(a.Name, &proving{pending: a.Value})
		return p.sendProof(u, a.Name, c.now)
	}
	p.change(u, []Attribute{{a.Name + "_verified", "false"}, a})
	if !contains(p.AutoVerified, a.Name) {
		return nil
	}
	return p.sendProof(u, a.Name, c.now)
}

// getAttributeCode sends a code to the email or phone_number, to the pending
// value where there is one. The texts of its refusals are unconfirmed.
func getAttributeCode(c *call) (any, error) {
	s, unlock, err := c.authorize(c.in.str("AccessToken"))
	if err != nil {
		return nil, err
	}
	defer unlock()
	p, u, name := c.pool, s.user, c.in.str("AttributeName")
	if err := verifiable(name); err != nil {
		return nil, err
	}
	if x := u.proving(name); u.get(name) == "" && (x == nil || x.pending == "") {
		return nil, invalidParameter("User does not have the attribute %s.", name)
	}
	if err := p.count(limitAsk, p.key(u.name, u), c.now); err != nil {
		return nil, err
	}
	return delivered{p.sendProof(u, name, c.now)}, nil
}

// verifyUserAttribute takes the newest code of an attribute, once.
func verifyUserAttribute(c *call) (any, error) {
	s, unlock, err := c.authorize(c.in.str("AccessToken"))
	if err != nil {
		return nil, err
	}
	defer unlock()
	p, u, name := c.pool, s.user, c.in.str("AttributeName")
	if err := verifiable(name); err != nil {
		return nil, err
	}
	key := p.key(u.name, u)
	if err := p.count(limitVerify, key, c.now); err != nil {
		return nil, err
	}
	if err := u.provingCode(name).check(c.in.str("Code"), c.now); err != nil {
		return nil, err
	}
	if err := p.proved(u, name); err != nil {
		return nil, err
	}
	u.touch(c.now)
	p.forget(limitVerify, key)
	return nil, nil
}

func verifiable(name string) error {
	if name == "email" || name == "phone_number" {
		return nil
	}
	return invalidParameter("Only email and phone_number can be verified.")
}
