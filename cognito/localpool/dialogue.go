package localpool

import (
	"time"
)

// authSession is how long a challenge waits for its answer where the client
// doesn't say: the default of AuthSessionValidity.
const authSession = 3 * time.Minute

// The range of AuthSessionValidity in the service's model.
const (
	minAuthSession = 3 * time.Minute
	maxAuthSession = 15 * time.Minute
)

// dialogue is a sign-in under way. Its pool's lock guards it.
type dialogue struct {
	user   *user // nil for one who isn't there, of which this client isn't told
	client *client
	admin  bool   // begun by AdminInitiateAuth
	typed  string // the user name as it was given first
	name   string // the pool's own, or one made up for a user who isn't there

	challenge string   // the ChallengeName whose answer is awaited
	choices   []string // of SELECT_CHALLENGE, SELECT_MFA_TYPE and MFA_SETUP
	ticket    *ticket

	proof  *proof        // of PASSWORD_VERIFIER and DEVICE_PASSWORD_VERIFIER
	code   *code         // the one that was sent
	first  bool          // the code is the first factor, not the second
	custom bool          // CUSTOM_AUTH
	rounds []CustomRound // of CUSTOM_AUTH
	hidden string        // the expected answer of CUSTOM_CHALLENGE

	passed      *stamp // the user as the first factor and what followed left them; nil before it
	secondDue   bool   // the first factor was a password: MFA by the pool's setting
	setup       mfa    // the factor that MFA_SETUP is about to turn on
	address     string // the email address given to MFA_SETUP
	associating *totp  // given by AssociateSoftwareToken during MFA_SETUP and not verified yet
	verified    *totp  // what VerifySoftwareToken then took a code of

	deviceKey    string // the device that the client presented, judged once the first factor has passed
	deviceProved bool
	event        *authEvent          // that the sign-in is, in a pool that keeps events
	responses    []challengeResponse // of that event

	told    bool // the client was told the pool's own name of the user
	aliased bool // and has echoed another since
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
	p.before(t.dialogue.user)
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

// sessionSize is the length of a Session. The service's are some 1,500
// characters; both are opaque.
const sessionSize = 64

// advance spends the dialogue's Session, if it has one, and gives the next. The
// caller holds the lock.
func (p *pool) advance(d *dialogue, now time.Time) string {
	token := p.newSessionToken()
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

// is tells whether USERNAME means the dialogue's user: the pool's own name or
// any that finds the user, and for one who isn't there what was typed.
func (d *dialogue) is(p *pool, name string) bool {
	if d.user == nil {
		return p.fold(name) == p.fold(d.typed) || name == d.name
	}
	return p.find(name) == d.user
}

// key is what the dialogue's wrong passwords and codes are counted under.
func (d *dialogue) key(p *pool) string { return p.key(d.typed, d.user) }

// outcome is what a step of a dialogue comes to: a challenge, or the claims of
// tokens, which are signed outside the lock.
type outcome struct {
	answer authAnswer
	tokens *tokenClaims
}

// under does one step of a dialogue under the pool's lock and signs outside it.
func (c *call) under(step func() (outcome, error)) (any, error) {
	c.pool.keys.warm()
	c.pool.mu.Lock()
	next, err := func() (outcome, error) {
		defer c.pool.mu.Unlock()
		next, err := step()
		c.signsIn(next, err)
		return next, err
	}()
	if err != nil {
		return nil, err
	}
	if next.tokens != nil {
		return c.pool.tokens(*next.tokens)
	}
	return next.answer, nil
}

// outside does slow work of a step without the lock. Another answer to the same
// Session may win meanwhile; then this one comes too late. What the user has
// become meanwhile counts too.
func (c *call) outside(d *dialogue, work func()) error {
	before := d.ticket
	func() {
		c.pool.mu.Unlock()
		defer c.pool.mu.Lock()
		work()
	}()
	if d.ticket != before || before != nil && before.used {
		return errSessionUsed
	}
	return c.stands(d)
}

// ask sets the next challenge.
func (c *call) ask(d *dialogue, name string, parameters map[string]string) outcome {
	d.challenge = name
	d.told = d.told || parameters["USER_ID_FOR_SRP"] != ""
	return outcome{answer: authAnswer{ChallengeName: name, ChallengeParameters: parameters, Session: c.pool.advance(d, c.now)}}
}
