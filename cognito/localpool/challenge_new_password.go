package localpool

import (
	"encoding/json"
	"strings"
)

// askNewPassword sets NEW_PASSWORD_REQUIRED.
func (c *call) askNewPassword(d *dialogue) outcome {
	u, p := d.user, c.pool
	missing := []string{}
	for _, name := range p.required() {
		if u.get(name) == "" {
			missing = append(missing, "userAttributes."+name)
		}
	}
	return c.ask(d, "NEW_PASSWORD_REQUIRED", map[string]string{
		"USER_ID_FOR_SRP":    u.name,
		"requiredAttributes": toJSON(missing),
		"userAttributes":     toJSON(u.attributeMap()),
	})
}

// toJSON is for lists and maps of text, which always marshal.
func toJSON(v any) string {
	b, _ := json.Marshal(v)
	return string(b)
}

// takeNewPassword answers NEW_PASSWORD_REQUIRED: the user is confirmed, and goes
// on to MFA where it is due.
func takeNewPassword(c *call, d *dialogue, given map[string]string) (outcome, error) {
	u, p := d.user, c.pool
	extra, err := p.newPasswordAttributes(c, u, given)
	if err != nil {
		return outcome{}, err
	}
	if err := p.Policy.check(given["NEW_PASSWORD"], policyLater); err != nil {
		return outcome{}, err
	}
	p.keep(u, extra)
	p.activate(u)
	p.setPassword(u, given["NEW_PASSWORD"], c.now)
	u.status = confirmed
	return c.goOn(d)
}

// newPasswordAttributes reads userAttributes.<name> and checks that all that
// are required are there afterwards.
func (p *pool) newPasswordAttributes(c *call, u *user, given map[string]string) ([]Attribute, error) {
	var extra []Attribute
	for key, value := range given {
		name, ok := strings.CutPrefix(key, "userAttributes.")
		if !ok {
			continue
		}
		if u.get(name) != "" && (name == "email" || name == "phone_number") {
			return nil, notAuthorized("Cannot modify an already provided %s", name)
		}
		if contains(p.UsernameAttributes, name) && p.owner(name, value, u) != nil {
			return nil, refuse("AliasExistsException", "An account with the given %s already exists.", name)
		}
		extra = append(extra, Attribute{name, value})
	}
	if err := c.client.checkWritable(extra); err != nil {
		return nil, err
	}
	return extra, p.checkAttributes(append(extra, u.attributes...), true)
}
