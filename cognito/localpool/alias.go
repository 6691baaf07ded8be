package localpool

// aliasNames are the attributes that can be names to sign in with.
var aliasNames = []string{"email", "phone_number", "preferred_username"}

// aliasTitles say them as the service's messages do.
var aliasTitles = map[string]string{
	"email": "email", "phone_number": "phone_number", "preferred_username": "preferred username",
}

// activate makes the user's addresses names to sign in with: at once where they
// are the user names, and once verified where they are aliases.
func (p *pool) activate(u *user) {
	for _, name := range aliasNames {
		if v := u.get(name); v != "" && p.active(u, name) {
			p.aliases[name][p.aliasKey(name, v)] = u
		}
	}
}

func (p *pool) active(u *user, name string) bool {
	if contains(p.UsernameAttributes, name) {
		return true
	}
	if !contains(p.AliasAttributes, name) {
		return false
	}
	return name == "preferred_username" || u.verified(name)
}

func (p *pool) aliasKey(name, value string) string {
	if name == "phone_number" {
		return value
	}
	return p.fold(value)
}

// owner returns who has this address as a name to sign in with, if not u.
func (p *pool) owner(name, value string, u *user) *user {
	if o := p.aliases[name][p.aliasKey(name, value)]; o != u {
		return o
	}
	return nil
}

// claim gives u the alias that is about to become active. Another owner keeps
// it, unless force takes it from them; their attribute is then unverified.
func (p *pool) claim(u *user, name string, force bool) error {
	if !contains(p.AliasAttributes, name) {
		return nil
	}
	value := u.get(name)
	o := p.owner(name, value, u)
	if o == nil {
		return nil
	}
	if !force || name == "preferred_username" {
		return errAlias(name)
	}
	p.before(o)
	delete(p.aliases[name], p.aliasKey(name, value))
	o.set(name+"_verified", "false")
	return nil
}

// verify marks an attribute as verified and makes it an alias where the pool
// has it as one.
func (p *pool) verify(u *user, name string, force bool) error {
	if name == "" || u.get(name) == "" {
		return nil
	}
	if err := p.claim(u, name, force); err != nil {
		return err
	}
	p.setVerified(u, name)
	return nil
}

// setVerified marks an attribute as verified; the caller has seen to it that no
// other user has it as an alias.
func (p *pool) setVerified(u *user, name string) {
	u.set(name+"_verified", "true")
	p.activate(u)
}

// taken refuses a value that would make the attribute a name to sign in with,
// at once or as soon as it is verified, and is somebody else's already.
func (p *pool) taken(u *user, name, value string, verified bool) error {
	switch {
	case value == "" || p.owner(name, value, u) == nil:
		return nil
	case contains(p.UsernameAttributes, name):
		return refuse("AliasExistsException", "An account with the given %s already exists.", name)
	case contains(p.AliasAttributes, name) && (verified || name == "preferred_username"):
		return errAlias(name)
	}
	return nil
}

func errAlias(name string) error {
	return refuse("AliasExistsException", "An account with the %s already exists.", aliasTitles[name])
}

// change keeps new values of attributes and makes those that are names to sign
// in with work in place of the old ones. A code that was to prove an old one
// proves nothing any more. The caller has checked that they are free.
func (p *pool) change(u *user, attributes []Attribute) {
	p.index.remove(u)
	for _, a := range attributes {
		if old := p.aliasKey(a.Name, u.get(a.Name)); p.aliases[a.Name][old] == u {
			delete(p.aliases[a.Name], old)
		}
		u.stopProving(a.Name)
		if a.Value != u.get(a.Name) {
			u.dropCodes(a.Name)
		}
	}
	p.keep(u, attributes)
	p.activate(u)
	p.index.add(u)
}

// nameForm checks the form of a new user name. Where addresses are the user
// names it returns the attribute that the name is.
func (p *pool) nameForm(name string) (attribute string, err error) {
	email, phone := looksLikeEmail(name), looksLikePhone(name)
	if len(p.UsernameAttributes) > 0 {
		switch {
		case email && contains(p.UsernameAttributes, "email"):
			return "email", nil
		case phone && contains(p.UsernameAttributes, "phone_number"):
			return "phone_number", nil
		}
		return "", invalidParameter("Username should be either an email or a phone number.")
	}
	if email && contains(p.AliasAttributes, "email") {
		return "", invalidParameter("Username cannot be of email format, since user pool is configured for email alias.")
	}
	if phone && contains(p.AliasAttributes, "phone_number") {
		return "", invalidParameter("Username cannot be of phone number format, since user pool is configured for phone number alias.")
	}
	return "", nil
}

// newUser makes a user from what SignUp and AdminCreateUser give, if the name is free.
func (p *pool) newUser(name string, attributes []Attribute) (*user, error) {
	attribute, err := p.nameForm(name)
	if err != nil {
		return nil, err
	}
	u := &user{name: name, sub: p.server.newID("user")}
	p.keep(u, attributes)
	if attribute == "" {
		if p.names[p.fold(name)] != nil {
			return nil, refuse("UsernameExistsException", "User already exists")
		}
		return u, nil
	}
	// The address is the user name: the real one is the sub.
	u.name = u.sub.String()
	u.set(attribute, name)
	for _, a := range p.UsernameAttributes {
		if v := u.get(a); v != "" && p.owner(a, v, u) != nil {
			return nil, refuse("UsernameExistsException", "An account with the given %s already exists.", a)
		}
	}
	return u, nil
}
