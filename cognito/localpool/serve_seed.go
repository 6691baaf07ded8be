package localpool

import (
	"net/http"
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
func (s *Server) localClients(*http.Request) (any, error) {
	list := []localClientInfo{}
	for _, c := range s.Clients() {
		list = append(list, localClientInfo{c.PoolID, c.Name, c.ClientID, c.Secret, c.Shows})
	}
	return list, nil
}

type localUserInfo struct {
	Pool     string `json:"pool"`
	Username string `json:"username"`
	Status   string `json:"status"`
	Enabled  bool   `json:"enabled"`
	Shows    string `json:"shows,omitempty"`
	Flow     string `json:"flow,omitempty"`
}

// localUsers lists the users of every pool by the names that they sign in with.
func (s *Server) localUsers(*http.Request) (any, error) {
	list := []localUserInfo{}
	for _, u := range s.Users() {
		list = append(list, localUserInfo{u.PoolID, u.Username, u.Status, u.Enabled, u.Shows, u.Flow})
	}
	return list, nil
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
