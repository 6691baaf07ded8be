package localpool

import (
	"encoding/json"
	"strings"
	"time"
)

// sessionLife is how long a challenge waits for its answer: AuthSessionValidity
// has this default.
const sessionLife = 3 * time.Minute

// challenge is a sign-in that waits for a new password.
type challenge struct {
	user   *user
	client *client
	until  time.Time
	used   bool
}

// askNewPassword answers the right temporary password.
func (p *pool) askNewPassword(u *user, c *call) authAnswer {
	token := strings.ReplaceAll((newUUID().String() + newUUID().String()), "-", "")
	ch := challenge{user: u, client: c.client, until: c.now.Add(sessionLife)}
	p.pending.put(token, ch, func(x challenge) bool { return !c.now.Before(x.until) })
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
		ChallengeName: "NEW_PASSWORD_REQUIRED", Session: token,
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
	token := c.in.str("Session")
	ch, ok := p.pending.get(token)
	switch {
	case !ok || ch.client != c.client || p.find(given["USERNAME"]) != ch.user:
		return nil, notAuthorized("Invalid session for the user.")
	case ch.used:
		return nil, notAuthorized("Invalid session for the user, session can only be used once.")
	case !c.now.Before(ch.until):
		return nil, notAuthorized("Invalid session for the user, session is expired.")
	}
	u := ch.user
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
	u.setPassword(given["NEW_PASSWORD"], c.now)
	u.status = confirmed
	ch.used = true
	p.pending.put(token, ch, func(x challenge) bool { return !c.now.Before(x.until) })
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
