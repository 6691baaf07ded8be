package localpool

import (
	"strings"
	"time"
)

// authSession is how long a challenge waits for its answer where the client
// doesn't say: the default of AuthSessionValidity.
const authSession = 3 * time.Minute

// dialogue is a sign-in under way. It belongs to its pool's lock.
type dialogue struct {
	user      *user // nil where the client isn't told that there is no such user
	client    *client
	typed     string // the user name as it was given first
	name      string // the pool's own, or one made up for a user who isn't there
	challenge string // the ChallengeName whose answer is awaited
	choices   []string
	admin     bool   // begun by AdminInitiateAuth
	deviceKey string // the device that the client presented
	verified  bool   // VerifySoftwareToken succeeded during MFA_SETUP
	ticket    *ticket
}

// ticket is one Session of a dialogue: each answer but a refusal spends one and
// gives the next. Spent ones are remembered until they would have expired.
type ticket struct {
	dialogue *dialogue
	until    time.Time
	used     bool
}

// The refusals of sessions, as they were observed on the service.
var (
	errSession        = notAuthorized("Invalid session for the user.")
	errSessionUsed    = notAuthorized("Invalid session for the user, session can only be used once.")
	errSessionExpired = notAuthorized("Invalid session for the user, session is expired.")
)

// resume finds the dialogue of a Session: one of this pool and, where the call
// names a client, of that client, neither spent nor expired. The caller holds
// the lock.
func (p *pool) resume(c *call, token string) (*dialogue, error) {
	t, ok := p.pending.get(token)
	switch {
	case !ok || c.client != nil && t.dialogue.client != c.client:
		return nil, errSession
	case t.used:
		return nil, errSessionUsed
	case !c.now.Before(t.until):
		return nil, errSessionExpired
	}
	return t.dialogue, nil
}

// poolOfSession finds the pool of a Session that came without a ClientId; nil
// if no pool knows it.
func (c *call) poolOfSession(token string) *pool {
	for _, p := range c.state.order {
		p.mu.Lock()
		_, ok := p.pending.get(token)
		p.mu.Unlock()
		if ok {
			return p
		}
	}
	return nil
}

// advance spends the dialogue's Session, if it has one, and gives the next. The
// caller holds the lock.
func (p *pool) advance(d *dialogue, now time.Time) string {
	token := strings.ReplaceAll(newUUID().String()+newUUID().String(), "-", "")
	d.spend()
	d.ticket = &ticket{dialogue: d, until: now.Add(d.client.AuthSession)}
	p.pending.put(token, d.ticket, func(t *ticket) bool { return !now.Before(t.until) })
	return token
}

// spend ends the dialogue's Session.
func (d *dialogue) spend() {
	if d.ticket != nil {
		d.ticket.used = true
	}
}
