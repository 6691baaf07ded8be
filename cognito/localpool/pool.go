package localpool

import (
	"strings"
	"sync"
	"time"
)

// pool is one user pool. mu guards everything below it; what is above never
// changes. Tokens are signed outside the lock.
type pool struct {
	PoolConfig
	server  *Server
	outbox  *outbox
	keys    *signingKeys
	clients []*client
	schema  map[string]*schemaEntry
	created time.Time

	mu        sync.Mutex
	groups    map[string]*group
	groupList []*group // in the order in which they came
	users     []*user  // in the order in which they came
	last      uint32   // the number of the newest user
	events    uint32   // the number of the newest auth event
	lists     lists    // what lists show late
	index     *index   // of ListUsers; nil until a filter needs it
	names     map[string]*user
	aliases   map[string]map[string]*user // by attribute name, then by value
	lockouts  sweeping[string, lockout]
	windows   sweeping[windowKey, window]
	phantoms  sweeping[string, time.Time] // reset codes that missing users seem to have been sent
	met       strangers                   // the phantoms that SRP was begun with
	sessions  sweeping[uuid, *session]
	pending   sweeping[string, *ticket]
}

type client struct {
	ClientConfig
	pool    *pool
	secrets []string
}

func newPool(s *Server, st *state, c PoolConfig, index int) *pool {
	p := &pool{
		PoolConfig: c, server: s, outbox: &st.outbox, keys: s.keys[index],
		schema: newSchema(c.Schema), groups: map[string]*group{},
		names: map[string]*user{}, aliases: map[string]map[string]*user{},
		created: s.Now().Add(-30 * 24 * time.Hour),
	}
	if p.Policy.MinimumLength == 0 {
		p.Policy.MinimumLength = 8
	}
	if p.Policy.TemporaryDays == 0 {
		p.Policy.TemporaryDays = 7
	}
	for _, g := range c.Groups {
		p.addGroup(g, p.created)
	}
	for _, name := range aliasNames {
		p.aliases[name] = map[string]*user{}
	}
	for _, cc := range c.Clients {
		p.clients = append(p.clients, newClient(p, cc))
	}
	return p
}

func newClient(p *pool, c ClientConfig) *client {
	if c.AccessValidity == 0 {
		c.AccessValidity = time.Hour
	}
	if c.IDValidity == 0 {
		c.IDValidity = time.Hour
	}
	if c.RefreshValidity == 0 {
		c.RefreshValidity = 30 * 24 * time.Hour
	}
	if c.AuthSession == 0 {
		c.AuthSession = authSession
	}
	c.AuthSession = min(max(c.AuthSession, minAuthSession), maxAuthSession)
	c.RotationGrace = min(max(c.RotationGrace, 0), maxGrace)
	made := &client{ClientConfig: c, pool: p}
	for _, secret := range []string{c.Secret, c.SecondSecret} {
		if secret != "" {
			made.secrets = append(made.secrets, secret)
		}
	}
	return made
}

// issuer is the iss of the pool's tokens, whatever address the pool is served
// at: verifiers refuse another.
func (p *pool) issuer() string {
	return "https://cognito-idp." + p.server.config.Region + ".amazonaws.com/" + p.ID
}

// fold makes the key under which a name or address is looked up.
func (p *pool) fold(name string) string {
	if p.CaseInsensitive {
		return strings.ToLower(name)
	}
	return name
}

// find looks a user up by user name or by any active alias; nil if there is none.
// The caller may change the user.
func (p *pool) find(name string) *user {
	u := p.lookFor(name)
	p.before(u)
	return u
}

func (p *pool) lookFor(name string) *user {
	key := p.fold(name)
	if u := p.names[key]; u != nil {
		return u
	}
	for _, alias := range aliasNames {
		if u := p.aliases[alias][key]; u != nil {
			return u
		}
	}
	return nil
}

// key is what limits and lock-outs are counted under: the user's real name
// however it was typed, or what was typed where there is no such user, so that
// a missing user is limited like any other and can't be told by it.
func (p *pool) key(name string, u *user) string {
	if u != nil {
		return p.fold(u.name)
	}
	return p.fold(name)
}
