package localpool

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// contentType is the one the service answers with.
const contentType = "application/x-amz-json-1.1"

// target is what X-Amz-Target begins with.
const target = "AWSCognitoIdentityProviderService."

// maxBody bounds a request; the service's own limits are far below.
const maxBody = 1 << 20

// errDropped says that the operation was done and its answer is to be lost.
var errDropped = errors.New("answer dropped")

// reply is an answer before it is written.
type reply struct {
	status int
	header http.Header
	body   []byte
}

// ServeHTTP answers API calls at POST / and, for each pool, the documents
// GET /<pool id>/.well-known/jwks.json and openid-configuration.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a, err := s.respond(r)
	if err != nil {
		breakOff(w)
		return
	}
	for name, values := range a.header {
		w.Header()[name] = values
	}
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body) // the caller is gone if this fails
}

// breakOff ends the connection without an answer.
func breakOff(w http.ResponseWriter) {
	if h, ok := w.(http.Hijacker); ok {
		if conn, _, err := h.Hijack(); err == nil {
			conn.Close()
			return
		}
	}
	panic(http.ErrAbortHandler)
}

// Transport returns a RoundTripper that reaches the pool in process, without a
// socket. It honours the request's context; a dropped answer is
// io.ErrUnexpectedEOF, as a broken connection is.
func (s *Server) Transport() http.RoundTripper { return transport{s} }

type transport struct{ s *Server }

func (t transport) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		defer r.Body.Close()
	}
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	a, err := t.s.respond(r)
	if errors.Is(err, errDropped) {
		return nil, io.ErrUnexpectedEOF
	}
	if err != nil {
		return nil, err
	}
	return &http.Response{
		Status:     strconv.Itoa(a.status) + " " + http.StatusText(a.status),
		StatusCode: a.status,
		Proto:      "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header:        a.header,
		Body:          io.NopCloser(bytes.NewReader(a.body)),
		ContentLength: int64(len(a.body)),
		Request:       r,
	}, nil
}

// respond makes the answer to a request. An error means that there is none:
// errDropped, or that the caller gave up.
func (s *Server) respond(r *http.Request) (*reply, error) {
	a := &reply{status: http.StatusOK, header: http.Header{}}
	a.header.Set("x-amzn-RequestId", newUUID().String())
	err := s.route(r, a)
	a.header.Set("Date", s.Now().UTC().Format(http.TimeFormat))
	return a, err
}

func (s *Server) route(r *http.Request, a *reply) error {
	switch {
	case r.URL.Path != "/" && r.URL.Path != "":
		s.wellKnown(r, a)
		return nil
	case r.Method != http.MethodPost:
		a.status = http.StatusMethodNotAllowed
		a.header.Set("Allow", http.MethodPost)
		return nil
	}
	result, err := s.call(r)
	if err == nil {
		a.body, err = json.Marshal(result)
	}
	var refused *refusal
	if errors.As(err, &refused) {
		a.refuse(refused)
		return nil
	}
	a.header.Set("Content-Type", contentType)
	return err
}

// refuse writes an error as the service does: the header's colon at the end and
// the message beside the body's were observed.
func (a *reply) refuse(r *refusal) {
	a.status = r.status()
	a.header.Set("Content-Type", contentType)
	a.header.Set("x-amzn-ErrorType", r.code+":")
	a.header.Set("x-amzn-ErrorMessage", oneLine(r.message))
	a.body, _ = json.Marshal(struct { // strings always marshal
		Type    string `json:"__type"`
		Message string `json:"message"`
	}{r.code, r.message})
}

// oneLine keeps a message fit for a header: printable ASCII, at most 1 KiB.
func oneLine(message string) string {
	clean := strings.Map(func(c rune) rune {
		if c < ' ' || c > '~' {
			return ' '
		}
		return c
	}, message)
	return clean[:min(len(clean), 1024)]
}

// call is one API request on its way through an operation.
type call struct {
	ctx   context.Context
	s     *Server
	state *state
	in    input
	now   time.Time

	pool   *pool
	client *client // of the operations that take a ClientId
}

// call runs one operation: faults first, then the signature where one is
// needed, then the members' constraints, then the operation itself.
func (s *Server) call(r *http.Request) (any, error) {
	name, ok := strings.CutPrefix(r.Header.Get("X-Amz-Target"), target)
	op := operations[name]
	if !ok || op == nil {
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
	if err != nil {
		return nil, err
	}
	result, err := s.run(r, op, body)
	if s.faults.drop(name) {
		s.change()
		return nil, errDropped
	}
	return result, err
}

func (s *Server) run(r *http.Request, op *operation, body []byte) (any, error) {
	if op.signed {
		if err := checkSignature(r.Header.Get("Authorization"), s.config.Region); err != nil {
			return nil, err
		}
	}
	in, err := decode(op.fields, body)
	if err != nil {
		return nil, err
	}
	c := &call{ctx: r.Context(), s: s, state: s.state.Load(), in: in, now: s.Now()}
	if err := c.resolve(op); err != nil {
		return nil, err
	}
	result, err := op.run(c)
	if err == nil && result == nil {
		result = struct{}{}
	}
	if op.writes {
		s.change()
	}
	return result, err
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
		return nil, refuse("SerializationException", "The request body is too large.")
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
