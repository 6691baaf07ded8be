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

// maxBody bounds a request in bytes. The service documents no bound of a whole
// request; the longest text of its model is one of 131,072 characters (StringType,
// of which ClientMetadata, AuthParameters and ChallengeResponses are made), and
// twice that leaves room for what stands beside it. Source: the service model of
// cognito-idp, 2016-04-18.
const maxBody = 2 * 131_072

// errDropped says that the operation was done and its answer is to be lost.
var errDropped = errors.New("answer dropped")

// reply is an answer before it is written.
type reply struct {
	status int
	header http.Header
	body   []byte

	// What the log tells of an API call; op is empty for any other request.
	op, user, result string
}

// ServeHTTP answers API calls at POST / and, for each pool, the documents
// GET /<pool id>/.well-known/jwks.json and openid-configuration.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a, err := s.respond(r, nil)
	a.write(w, err)
}

// write sends the answer; an error means that there is none.
func (a *reply) write(w http.ResponseWriter, err error) {
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
	a, err := t.s.respond(r, nil)
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

// respond makes the answer to a request. refused, if not nil, is that of a call
// which isn't made. An error means that there is no answer: errDropped, or that the
// caller gave up.
func (s *Server) respond(r *http.Request, refused error) (*reply, error) {
	a := &reply{status: http.StatusOK, header: http.Header{}}
	a.header.Set("x-amzn-RequestId", s.newRequestID(r).String())
	err := s.route(r, a, refused)
	a.header.Set("Date", s.Now().UTC().Format(http.TimeFormat))
	return a, err
}

func (s *Server) route(r *http.Request, a *reply, refused error) error {
	switch {
	case r.URL.Path != "/" && r.URL.Path != "":
		s.wellKnown(r, a)
		return nil
	case r.Method != http.MethodPost:
		a.status = http.StatusMethodNotAllowed
		a.header.Set("Allow", http.MethodPost)
		return nil
	}
	a.op = operationName(r)
	err := refused
	if err == nil {
		err = s.callInto(a, r)
	}
	var known *refusal
	if errors.As(err, &known) {
		a.refuse(known)
		return nil
	}
	a.header.Set("Content-Type", contentType)
	a.result = "ok"
	if err != nil {
		a.result = "no answer"
	}
	return err
}

// callInto makes a call and writes what comes of it.
func (s *Server) callInto(a *reply, r *http.Request) error {
	result, err := s.call(r, a)
	if err == nil {
		a.body, err = json.Marshal(result)
	}
	return err
}

// operationName is the operation that a request asks for, "" where it isn't named
// as the service's are. It may be one that there isn't.
func operationName(r *http.Request) string {
	name, ok := strings.CutPrefix(r.Header.Get("X-Amz-Target"), target)
	if !ok {
		return ""
	}
	return name
}

// refuse writes an error as the service does: the header's colon at the end and
// the message beside the body's were observed.
func (a *reply) refuse(r *refusal) {
	a.status, a.result = r.status(), r.code
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
