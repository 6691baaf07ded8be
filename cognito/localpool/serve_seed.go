package localpool

import (
	"cmp"
	"fmt"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// What a person who is served the pools has to know of them: the screens show
// the same.

type localClientInfo struct {
	Pool   string `json:"pool"`
	Name   string `json:"name"`
	ID     string `json:"id"`
	Secret string `json:"secret,omitempty"`
	Shows  string `json:"shows,omitempty"`
}

// localClients lists the app clients of every pool.
func (s *Server) localClients(r *http.Request) (any, error) {
	p, err := newLocalPage[localClientInfo](r)
	if err != nil {
		return nil, err
	}
	from, err := p.number()
	if err != nil {
		return nil, err
	}
	clients := s.Clients()
	for i, c := range clients[min(from, len(clients)):] {
		if !p.add(localClientInfo{c.PoolID, c.Name, c.ClientID, c.Secret, c.Shows}, strconv.Itoa(from+i+1)) {
			break
		}
	}
	return p, nil
}

type localUserInfo struct {
	Pool     string `json:"pool"`
	Username string `json:"username"`
	Status   string `json:"status"`
	Enabled  bool   `json:"enabled"`
	Shows    string `json:"shows,omitempty"`
	Flow     string `json:"flow,omitempty"`
}

// localUsers lists the users of every pool by the names that they sign in with, pool
// by pool, in each the oldest first.
func (s *Server) localUsers(r *http.Request) (any, error) {
	p, err := newLocalPage[localUserInfo](r)
	if err != nil {
		return nil, err
	}
	st := s.state.Load()
	pools, after := st.order, uint32(0)
	if p.after != "" {
		if pools, after, err = st.poolsAfter(p.after); err != nil {
			return nil, err
		}
	}
	seeds := make(map[*user]seed, len(st.seeds))
	for _, x := range st.seeds {
		seeds[x.user] = x
	}
	for _, pool := range pools {
		if !pool.listFor(p, after, seeds) {
			break
		}
		after = 0
	}
	return p, nil
}

// listFor adds the pool's users after the one with a number, and tells whether there
// is room for more.
func (p *pool) listFor(page *localPage[localUserInfo], after uint32, seeds map[*user]seed) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	from, _ := slices.BinarySearchFunc(p.users, after+1, func(u *user, n uint32) int { return cmp.Compare(u.number, n) })
	for _, u := range p.users[from:] {
		x := p.show(u, seeds[u].shows, seeds[u].flow)
		info := localUserInfo{x.PoolID, x.Username, x.Status, x.Enabled, x.Shows, x.Flow}
		if !page.add(info, fmt.Sprintf("%s/%d", p.ID, u.number)) {
			return false
		}
	}
	return true
}

// poolsAfter are the pools from the one that a page of users ended in on, and the
// number of its last user there.
func (st *state) poolsAfter(key string) ([]*pool, uint32, error) {
	id, text, _ := strings.Cut(key, "/")
	number, err := strconv.ParseUint(text, 10, 32)
	from := slices.IndexFunc(st.order, func(p *pool) bool { return p.ID == id })
	if err != nil || number == 0 || number == math.MaxUint32 || from < 0 {
		return nil, 0, errLocalAfter
	}
	return st.order[from:], uint32(number), nil
}

type localCode struct {
	Code string `json:"code"`
}

// localTOTP tells the code that an authenticator app of "username" in "pool"
// shows: one that would be taken now.
func (s *Server) localTOTP(r *http.Request) (any, error) {
	pool, name := r.URL.Query().Get("pool"), r.URL.Query().Get("username")
	switch code, wait := s.TOTP(pool, name); {
	case code != "":
		return localCode{code}, nil
	case wait > 0:
		return nil, sentence("Each code works once, and those of now are used: the next comes in %d s.", int(wait/time.Second)+1)
	}
	return nil, sentence(`There is no authenticator's code: "pool" and "username" must name a user who has an app.`)
}
