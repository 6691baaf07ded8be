package localpool

import (
	"sync"
	"time"
)

// Message is one e-mail or text message that the pool would have sent.
type Message struct {
	ID       int       // 1 for the first since the start or the last Reset
	To       string    // the address or number
	Medium   string    // EMAIL or SMS
	Kind     string    // sign-up code, reset code, sign-in code, email or phone verification code, or invitation
	Code     string    // the code; the temporary password of an invitation
	PoolID   string    // the user's pool
	Username string    // the name the user types at sign-in
	Time     time.Time // by the pool's clock
	Valid    bool      // still the newest usable one for that user and purpose
}

// The kinds of message.
const (
	kindSignUp     = "sign-up code"
	kindReset      = "reset code"
	kindSignIn     = "sign-in code"
	kindEmail      = "email verification code"
	kindPhone      = "phone verification code"
	kindInvitation = "invitation"
)

// outboxSize bounds the outbox: the oldest messages are dropped beyond it.
const outboxSize = 10000

type posted struct {
	Message
	pool *pool
	user *user
}

type outbox struct {
	mu   sync.Mutex
	last int
	kept []posted
}

// post keeps a message and gives it its number.
func (o *outbox) post(p *pool, u *user, m Message) int {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.last++
	m.ID = o.last
	if len(o.kept) >= 2*outboxSize {
		o.kept = append(o.kept[:0:0], o.kept[len(o.kept)-outboxSize:]...)
	}
	o.kept = append(o.kept, posted{Message: m, pool: p, user: u})
	return m.ID
}

// to lists what was sent to an address after the message with a number: at most the
// first so many.
func (o *outbox) to(address string, after, most int) []posted {
	o.mu.Lock()
	defer o.mu.Unlock()
	kept := o.kept[max(0, len(o.kept)-outboxSize):]
	var found []posted
	for _, m := range kept {
		if m.ID > after && (address == "" || m.To == address) {
			if len(found) == most {
				break
			}
			found = append(found, m)
		}
	}
	return found
}

// Messages lists what was sent to an address or number, oldest first; to ""
// everything. Of very many only the newest 10,000 are kept.
func (s *Server) Messages(to string) []Message {
	found := s.state.Load().outbox.to(to, 0, outboxSize)
	now := s.Now()
	messages := make([]Message, len(found))
	for i, m := range found {
		m.Valid = m.pool.stillValid(m.user, m.Message, now)
		messages[i] = m.Message
	}
	return messages
}

// stillValid tells whether the code or temporary password of a message is the
// newest for its purpose and could be used now.
func (p *pool) stillValid(u *user, m Message, now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if u.gone {
		return false
	}
	switch m.Kind {
	case kindSignUp:
		return u.status == unconfirmed && u.codes[forSignUp].is(m.ID, now)
	case kindReset:
		return u.codes[forReset].is(m.ID, now)
	case kindSignIn:
		return u.codes[forSignIn].is(m.ID, now)
	case kindEmail:
		return u.provingCode("email").is(m.ID, now)
	case kindPhone:
		return u.provingCode("phone_number").is(m.ID, now)
	case kindInvitation:
		return u.status == mustChange && u.invitation > 0 && m.ID >= int(u.invitation) && !p.temporaryExpired(u, now)
	}
	return false
}
