package localpool

import (
	"encoding/json"
	"strings"
)

// askNewPassword answers the right temporary password.
func (p *pool) askNewPassword(u *user, c *call) authAnswer {
	d := &dialogue{user: u, client: c.client, typed: u.name, name: u.name, challenge: "NEW_PASSWORD_REQUIRED"}
	values := map[string]string{}
	for _, a := range u.attributes {
		values[a.Name] = a.Value
	}
	missing := []string{}
	for _, name := range p.required() {
		if u.get(name) == "" {
			missing = append(missing, "userAttributes."+name)
		}
	}
	return authAnswer{
		ChallengeName: "NEW_PASSWORD_REQUIRED", Session: p.advance(d, c.now),
		ChallengeParameters: map[string]string{
			"USER_ID_FOR_SRP":    u.name,
			"requiredAttributes": toJSON(missing),
			"userAttributes":     toJSON(values),
		},
	}
}

// toJSON is for lists and maps of text, which always marshal.
func toJSON(v any) string {
	b, _ := json.Marshal(v)
	return string(b)
}

// respondToChallenge answers the one challenge that this pool sets.
func respondToChallenge(c *call) (any, error) {
	given := c.in.pairs("ChallengeResponses")
	if err := needs(given, "USERNAME"); err != nil {
		return nil, err
	}
	if err := c.client.checkHash(given["USERNAME"], given["SECRET_HASH"]); err != nil {
		return nil, err
	}
	if name := c.in.str("ChallengeName"); name != "NEW_PASSWORD_REQUIRED" {
		return nil, invalidParameter("The local pool sets no challenge %s.", name)
	}
	if err := needs(given, "NEW_PASSWORD"); err != nil {
		return nil, err
	}
	p := c.pool
	p.mu.Lock()
	s, err := p.answerNewPassword(c, given)
	if err != nil {
		p.mu.Unlock()
		return nil, err
	}
	t := p.claimsFor(s, c.now)
	p.mu.Unlock()
	t.refresh = true
	return p.tokens(t)
}

// answerNewPassword takes the new password and begins the session.
func (p *pool) answerNewPassword(c *call, given map[string]string) (*session, error) {
	d, err := p.resume(c, c.in.str("Session"))
	if err != nil {
		return nil, err
	}
	if p.find(given["USERNAME"]) != d.user {
		return nil, errSession
	}
	u := d.user
	if err := u.blocked(c.client); err != nil {
		return nil, err
	}
	extra, err := p.newPasswordAttributes(c, u, given)
	if err != nil {
		return nil, err
	}
	if err := p.Policy.check(given["NEW_PASSWORD"], policyLater); err != nil {
		return nil, err
	}
	p.keep(u, extra)
	p.activate(u)
	c.pool.setPassword(u, given["NEW_PASSWORD"], c.now)
	u.status = confirmed
	d.spend()
	return p.begin(u, c.client, c.now), nil
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
