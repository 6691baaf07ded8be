// Package localpool is an Amazon Cognito user pool in memory: it speaks the
// service's JSON 1.1 protocol and enforces what the service enforces, so that a
// client tried on it meets the same refusals as on AWS.
//
// Begin with server.go (New and the knobs), wire.go (one request from bytes to
// bytes) and call.go (what every call passes); operations.go is the table of contents, op_*.go hold the
// operations, and the other files one rule each. Where AWS documents nothing,
// the strictest reading was chosen and a comment says so.
package localpool

import (
	"crypto/cipher"
	"sync/atomic"
	"time"
)

// Server holds several user pools. All methods may be called from many
// goroutines at once.
type Server struct {
	config Config
	keys   []*signingKeys // of each pool
	sealer cipher.AEAD    // of refresh and page tokens
	// phantomSecret keeps clients from computing the phantoms of a name themselves.
	phantomSecret string

	state   atomic.Pointer[state]
	clock   func() time.Time // the real one, but in tests
	offset  atomic.Int64     // nanoseconds by which the clock was moved forward
	faults  faults
	rates   rates
	lag     atomic.Int64 // nanoseconds by which lists are late
	changed chan struct{}
}

// state is what Reset replaces as a whole.
type state struct {
	order   []*pool
	pools   map[string]*pool
	clients map[string]*client
	seeds   []seed
	outbox  outbox
	altered atomic.Bool
}

type seed struct {
	pool  *pool
	user  *user
	shows string
	flow  string
}

// New makes the pools of c. Signing keys that c doesn't give are made when a
// pool first needs them; WarmKeys begins before that.
func New(c Config) *Server { return newAt(c, time.Now) }

func newAt(c Config, clock func() time.Time) *Server {
	s := &Server{config: c, clock: clock, changed: make(chan struct{}, 1)}
	for i := range c.Pools {
		s.keys = append(s.keys, newSigningKeys(c.Keys, i))
	}
	s.sealer, s.phantomSecret = newSealer(s.draw("token key")), s.newID("phantom").String()
	s.faults.clear()
	s.Reset()
	return s
}

// WarmKeys begins to make the signing keys of the first pool beside the caller,
// who doesn't wait. Two keys take some 120 ms of one core, and the first token
// that is signed waits for them.
func (s *Server) WarmKeys() {
	if len(s.keys) > 0 {
		s.keys[0].warm()
	}
}

// Reset returns to the Config the server was made from: its users, an empty
// outbox, the real time, no faults and every knob off. Held calls are released.
func (s *Server) Reset() {
	s.offset.Store(0)
	s.lag.Store(0)
	s.LimitRates(false)
	st := &state{pools: map[string]*pool{}, clients: map[string]*client{}}
	for i, pc := range s.config.Pools {
		p := newPool(s, st, pc, i)
		st.order = append(st.order, p)
		st.pools[pc.ID] = p
		for _, c := range p.clients {
			st.clients[c.ID] = c
		}
		for _, uc := range pc.Users {
			st.seeds = append(st.seeds, seed{p, p.seed(uc, s.Now()), uc.Shows, uc.Flow})
		}
		p.fill(s.Now())
	}
	s.state.Store(st)
	s.ClearFaults()
}

// Now is the pool's own time; the Date header of every answer tells it.
func (s *Server) Now() time.Time { return s.clock().Add(time.Duration(s.offset.Load())) }

// Advance moves the clock forward. A d of zero or less does nothing: time in
// the pool never goes back but by Reset.
func (s *Server) Advance(d time.Duration) {
	if d > 0 {
		s.offset.Add(int64(d))
		s.change()
	}
}

// Changed is signalled after the outbox, the users, the clock or the faults
// changed. Its capacity is one: several changes may give one signal.
func (s *Server) Changed() <-chan struct{} { return s.changed }

func (s *Server) change() {
	select {
	case s.changed <- struct{}{}:
	default:
	}
}

// User is what people want to see of a user.
type User struct {
	PoolID   string
	Username string // the name to type at sign-in
	Email    string
	Status   string // a UserStatus of the API
	Enabled  bool
	Shows    string // what a seeded user demonstrates; empty for others
	Flow     string // AuthFlow that demonstrates it; empty where any does
}

// Users lists every user of every pool, the seeded ones first in the order of
// the Config, then the others in the order in which they came.
func (s *Server) Users() []User {
	st := s.state.Load()
	var users []User
	seeded := make(map[*user]bool, len(st.seeds))
	for _, x := range st.seeds {
		seeded[x.user] = true
		x.pool.mu.Lock()
		if !x.user.gone {
			users = append(users, x.pool.show(x.user, x.shows, x.flow))
		}
		x.pool.mu.Unlock()
	}
	for _, p := range st.order {
		p.mu.Lock()
		for _, u := range p.users {
			if !seeded[u] {
				users = append(users, p.show(u, "", ""))
			}
		}
		p.mu.Unlock()
	}
	return users
}

// ClientInfo describes an app client with the pool it belongs to.
type ClientInfo struct {
	PoolID, PoolName string
	ClientID, Name   string
	Secret           string // empty if the client has none
	Shows            string // one line: what the client demonstrates
}

// Clients lists the app clients in the order of the Config.
func (s *Server) Clients() []ClientInfo {
	var list []ClientInfo
	for _, p := range s.state.Load().order {
		for _, c := range p.clients {
			list = append(list, ClientInfo{p.ID, p.Name, c.ID, c.Name, c.Secret, c.Shows})
		}
	}
	return list
}
