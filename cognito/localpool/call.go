package localpool

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/netip"
	"time"
)

// call is one API request on its way through an operation.
type call struct {
	ctx   context.Context
	s     *Server
	state *state
	name  string // of the operation
	in    input
	now   time.Time

	pool   *pool
	admin  bool    // an administrator's call
	client *client // of the operations that take a ClientId
	ip     string  // the caller's address; 127.0.0.1 where there is no socket
	agent  string  // the caller's program
	unsent error   // of SignUp: the mail quota is used up

	session  *session  // that the access token of the call is of
	dialogue *dialogue // that the call is a step of
}

// call runs one operation: faults first, then the signature where one is
// needed, then the members' constraints, then the request rates, then the
// operation itself. The name of its user goes to a.
func (s *Server) call(r *http.Request, a *reply) (any, error) {
	name := operationName(r)
	op := operations[name]
	if op == nil {
		return nil, refuse("UnknownOperationException", "The requested operation is not known.")
	}
	body, err := readBody(r)
	if err != nil {
		return nil, err
	}
	used, err := s.faults.before(r.Context(), name)
	if used {
		s.change()
	}
	if err != nil && !overMailQuota(name, err) {
		return nil, err
	}
	result, err := s.run(r, a, name, op, body, err)
	if s.faults.drop(name) {
		s.change()
		return nil, errDropped
	}
	return result, err
}

// run does one operation. unsent, if not nil, is the refusal to answer instead
// of sending a message.
func (s *Server) run(r *http.Request, a *reply, name string, op *operation, body []byte, unsent error) (any, error) {
	if op.signed {
		if err := checkSignature(r.Header.Get("Authorization"), s.config.Region); err != nil {
			return nil, err
		}
	}
	in, err := decode(op.fields, body)
	if err != nil {
		return nil, err
	}
	c := &call{ctx: r.Context(), s: s, state: s.state.Load(), name: name, in: in, now: s.Now(), admin: op.signed, unsent: unsent}
	c.ip, c.agent = callerOf(r), agentOf(r)
	if err := c.admit(name); err != nil {
		return nil, err
	}
	if err := c.resolve(op); err != nil {
		return nil, err
	}
	a.user = c.whose() // before the call too, for one who is deleted by it
	result, err := op.run(c)
	if a.user == "" || a.user == noSuchUser {
		a.user = c.whose()
	}
	c.watch(name, err)
	if err == nil && result == nil {
		result = struct{}{}
	}
	if c.alters() && errors.Is(err, unsent) { // where a message can't be sent, the user exists all the same
		c.state.altered.Store(true)
	}
	if op.writes {
		s.change()
	}
	return result, err
}

// callerOf is the address that a request came from.
func callerOf(r *http.Request) string {
	if at, err := netip.ParseAddrPort(r.RemoteAddr); err == nil {
		return at.Addr().Unmap().String()
	}
	return "127.0.0.1"
}

// readBody reads a request's body; one that is too large is refused.
func readBody(r *http.Request) ([]byte, error) {
	if r.Body == nil {
		return nil, nil
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	if err != nil {
		return nil, err
	}
	if len(body) > maxBody {
		return nil, errLargeBody
	}
	return body, nil
}

// resolve finds the client or the pool that a call names.
func (c *call) resolve(op *operation) error {
	if op.has("UserPoolId") {
		id := c.in.str("UserPoolId")
		if c.pool = c.state.pools[id]; c.pool == nil {
			return refuse("ResourceNotFoundException", "User pool %s does not exist.", id)
		}
	}
	if op.has("ClientId") {
		id := c.in.str("ClientId")
		c.client = c.state.clients[id]
		if c.client == nil || c.pool != nil && c.client.pool != c.pool {
			return refuse("ResourceNotFoundException", "User pool client %s does not exist.", id)
		}
		c.pool = c.client.pool
	}
	if op.secretHash {
		return c.client.checkHash(c.in.str("Username"), c.in.str("SecretHash"))
	}
	return nil
}
