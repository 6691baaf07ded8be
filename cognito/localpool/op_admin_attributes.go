package localpool

import (
	"slices"
	"strings"
)

// adminUpdateAttributes changes what an administrator may: everything but what
// nothing may change, so email_verified and phone_number_verified too. A blank
// value deletes. All of them change or none. A new email or phone_number that
// comes with its flag "true" is verified, at once and without a message; else it
// fares as in UpdateUserAttributes. Sources: API reference,
// AdminUpdateUserAttributes; AWS developer guide, verifying updates to email
// addresses and phone numbers.
func adminUpdateAttributes(c *call) (any, error) {
	return c.adminChange(lastOfEach(c.in.attributes("UserAttributes")))
}

// adminDeleteAttributes deletes attributes. One that the user hasn't is no error.
func adminDeleteAttributes(c *call) (any, error) {
	var given []Attribute
	for _, name := range c.in.list("UserAttributeNames") {
		given = append(given, Attribute{Name: name})
	}
	return c.adminChange(lastOfEach(given))
}

func (c *call) adminChange(given []Attribute) (any, error) {
	p := c.pool
	p.mu.Lock()
	defer p.mu.Unlock()
	u, err := c.named()
	if err != nil {
		return nil, err
	}
	if err := p.unchangeable(u, given); err != nil {
		return nil, err
	}
	if err := p.checkAttributes(given, false); err != nil {
		return nil, err
	}
	flags, rest := splitFlags(given)
	if err := p.adminTaken(u, flags, rest); err != nil {
		return nil, err
	}
	for _, a := range rest {
		if flags[a.Name] == "true" {
			p.change(u, []Attribute{a})
		} else {
			p.update(u, a, c)
		}
	}
	for _, name := range verifiables {
		flag, set := flags[name]
		if waits := u.proving(name); flag != "true" && waits != nil && waits.pending != "" && named(rest, name) {
			continue // the flag is the new value's, which waits for its proof
		}
		if set {
			p.mark(u, name, flag)
		}
	}
	u.touch(c.now)
	return nil, nil
}

func named(list []Attribute, name string) bool {
	return slices.ContainsFunc(list, func(a Attribute) bool { return a.Name == name })
}

// verifiables are the attributes that have a flag beside them.
var verifiables = []string{"email", "phone_number"}

// splitFlags takes the verified flags out of the attributes; they are by the name
// of what they are about.
func splitFlags(given []Attribute) (flags map[string]string, rest []Attribute) {
	flags = map[string]string{}
	for _, a := range given {
		if name, is := strings.CutSuffix(a.Name, "_verified"); is && contains(verifiables, name) {
			flags[name] = a.Value
		} else {
			rest = append(rest, a)
		}
	}
	return flags, rest
}

// adminTaken refuses what would become two users' name to sign in with, and an
// address that would be verified without being there.
func (p *pool) adminTaken(u *user, flags map[string]string, given []Attribute) error {
	for _, a := range given {
		if a.Name == "preferred_username" && a.Value != "" && contains(p.AliasAttributes, a.Name) && u.status == unconfirmed {
			return errEarlyAlias
		}
		if err := p.taken(u, a.Name, a.Value, false); err != nil {
			return err
		}
	}
	for _, name := range verifiables {
		if flags[name] != "true" {
			continue
		}
		value := u.get(name)
		if i := slices.IndexFunc(given, func(a Attribute) bool { return a.Name == name }); i >= 0 {
			value = given[i].Value
		}
		if value == "" {
			return errNothingVerified(name)
		}
		if err := p.taken(u, name, value, true); err != nil {
			return err
		}
	}
	return nil
}

// errNothingVerified: a flag that is true needs its address, which the user may
// have already. Source: API reference, AdminCreateUser. The text is what other
// servers of the protocol say.
func errNothingVerified(name string) error {
	if name == "email" {
		return invalidParameter("Email is required to verify/un-verify an email")
	}
	return invalidParameter("Phone Number is required to verify/un-verify a phone number")
}

// mark sets the verified flag of an address to "true", "false" or, blank, away. A
// code that was to prove the address in use proves nothing any more; one for a
// value that waits still does.
func (p *pool) mark(u *user, name, flag string) {
	key := p.aliasKey(name, u.get(name))
	if flag != "true" {
		if u.get(name) == "" {
			flag = ""
		}
		u.set(name+"_verified", flag)
		if p.aliases[name][key] == u && !p.active(u, name) {
			delete(p.aliases[name], key)
		}
		return
	}
	p.setVerified(u, name)
	if x := u.proving(name); x != nil && x.pending == "" {
		u.stopProving(name)
	}
}
