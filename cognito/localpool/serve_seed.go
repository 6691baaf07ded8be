package localpool

import "net/http"

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
}

// localUsers lists the users of every pool by the names that they sign in with.
func (s *Server) localUsers(*http.Request) (any, error) {
	list := []localUserInfo{}
	for _, u := range s.Users() {
		list = append(list, localUserInfo{u.PoolID, u.Username, u.Status, u.Enabled, u.Shows})
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
	code, ok := s.TOTP(pool, name)
	if !ok {
		return nil, sentence(`No authenticator's code can be had: "pool" and "username" must name a user who has an app, and whose codes of this minute aren't used up.`)
	}
	return localCode{code}, nil
}
