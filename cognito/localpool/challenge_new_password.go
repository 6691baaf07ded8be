package localpool

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// askNewPassword sets NEW_PASSWORD_REQUIRED. That it shows only the attributes
// that the client may read, as GetUser does, is the strictest reading.
func (c *call) askNewPassword(d *dialogue) outcome {
	u, p := d.user, c.pool
	missing := []string{}
	for _, name := range p.required() {
		if u.get(name) == "" {
			missing = append(missing, "userAttributes."+name)
		}
	}
	values := u.attributeMap()
	maps.DeleteFunc(values, func(name, _ string) bool { return !c.client.readable(name) })
	return c.ask(d, "NEW_PASSWORD_REQUIRED", map[string]string{
		"USER_ID_FOR_SRP":    u.name,
		"requiredAttributes": toJSON(missing),
		"userAttributes":     toJSON(values),
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
	if err := checkResponses(given); err != nil {
		return outcome{}, err
	}
	extra, err := p.newPasswordAttributes(c, u, given)
	if err != nil {
		return outcome{}, err
	}
	if err := p.Policy.check(given["NEW_PASSWORD"], policyLater); err != nil {
		return outcome{}, err
	}
	if err := p.replacePassword(u, given["NEW_PASSWORD"], c.now); err != nil {
		return outcome{}, err
	}
	p.change(u, extra)
	u.status = confirmed
	d.mark()
	return c.goOn(d)
}

// newAttribute is what a response begins with that is an attribute.
const newAttribute = "userAttributes."

// checkResponses holds the responses to the model's constraints of a password
// and of attributes. That they hold inside ChallengeResponses too, and how the
// service names the members there, is unconfirmed.
func checkResponses(given map[string]string) error {
	var bad complaints
	rulePassword.check(&bad, "challengeResponses.NEW_PASSWORD", given["NEW_PASSWORD"])
	for _, key := range slices.Sorted(maps.Keys(given)) {
		if name, ok := strings.CutPrefix(key, newAttribute); ok {
			ruleAttrName.check(&bad, "challengeResponses."+newAttribute+"name", name)
			ruleAttrValue.check(&bad, "challengeResponses."+newAttribute+"value", given[key])
		}
	}
	return bad.err()
}

// newPasswordAttributes reads userAttributes.<name> and checks that all that
// are required are there afterwards. One that is required and there already may
// not be given again; the text was observed for the email.
func (p *pool) newPasswordAttributes(c *call, u *user, given map[string]string) ([]Attribute, error) {
	var extra []Attribute
	for _, key := range slices.Sorted(maps.Keys(given)) {
		name, ok := strings.CutPrefix(key, newAttribute)
		if !ok {
			continue
		}
		if u.get(name) != "" && p.givenOnce(name) {
			return nil, notAuthorized("Cannot modify an already provided %s", name)
		}
		if err := p.taken(u, name, given[key], u.get(name+"_verified") == "true"); err != nil {
			return nil, err
		}
		extra = append(extra, Attribute{name, given[key]})
	}
	if err := c.client.checkWritable(extra); err != nil {
		return nil, err
	}
	return extra, p.checkAttributes(append(extra, u.attributes...), true)
}

// givenOnce tells whether NEW_PASSWORD_REQUIRED refuses another value for an
// attribute that has one: those that the pool requires, addresses, which only
// a code may change, and what nothing may change.
func (p *pool) givenOnce(name string) bool {
	e := p.schema[name]
	return name == "email" || name == "phone_number" || e != nil && (e.required || e.immutable)
}
