package localpool

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
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
	a.header.Set("x-amzn-RequestId", s.newRequestID(r).String())
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
