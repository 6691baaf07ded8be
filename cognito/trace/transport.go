package trace

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptrace"
	"path"
	"strconv"
	"strings"
	"time"

	"cognito-tui/cognito/lazy"
	"cognito-tui/cognito/trace/redact"
)

// maxPeek is how much of an error's body is looked at for the exception's name,
// in bytes.
const maxPeek = 64 << 10

// New wraps a transport so that log holds an entry for each attempt. What is
// shown is chosen name by name, of bodies too.
func New(next http.RoundTripper, log *Log) http.RoundTripper {
	if log == nil {
		return next
	}
	return &transport{next: next, log: log}
}

type transport struct {
	next http.RoundTripper
	log  *Log
}

// RoundTrip carries one attempt and records it.
func (t *transport) RoundTrip(r *http.Request) (*http.Response, error) {
	e := &Entry{Op: operation(r), About: about(r), Attempt: attempt(r), Start: time.Now(),
		Endpoint: r.URL.Host + r.URL.EscapedPath(), Signed: signed(r), ResponseSize: -1}
	a := &attemptMade{log: t.log, op: target(r), start: e.Start, timing: newTiming()}
	r = r.WithContext(httptrace.WithClientTrace(r.Context(), &a.timing.hooks))
	a.take(r)
	e.Request, e.RequestSize = redact.Request(a.op, a.request), int64(len(a.request))
	a.id = t.log.add(e)
	answer, err := t.next.RoundTrip(r)
	if err != nil {
		a.finish(faultWords(err))
		return nil, err
	}
	a.answered(answer)
	return answer, nil
}

var (
	plainName = lazy.New(`^[A-Za-z0-9]{1,64}$`)
	plainFile = lazy.New(`^[A-Za-z0-9_.-]{1,40}$`)
	plainWord = lazy.New(`^[A-Z0-9_]{1,40}$`)
)

func only(form lazy.Regexp, text string) string {
	if form.MatchString(text) {
		return text
	}
	return ""
}

// target is the operation that is called; empty for other requests.
func target(r *http.Request) string {
	_, op, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	return only(plainName, op)
}

// operation names a request: by its operation, or by its method and the file it
// is for.
func operation(r *http.Request) string {
	if op := target(r); op != "" {
		return op
	}
	return strings.TrimSpace(only(plainName, r.Method) + " " + only(plainFile, path.Base(r.URL.Path)))
}

// signed tells whether AWS credentials sign a request.
func signed(r *http.Request) bool {
	return strings.HasPrefix(r.Header.Get("Authorization"), "AWS4-")
}

type aboutKey struct{}

// About names what the calls made with a context are about: a word of the
// service's, such as a ChallengeName. Anything else isn't kept.
func About(ctx context.Context, word string) context.Context {
	return context.WithValue(ctx, aboutKey{}, only(plainWord, word))
}

func about(r *http.Request) string {
	word, _ := r.Context().Value(aboutKey{}).(string)
	return word
}

// attempt reads "attempt=2; max=3"; 1 where it isn't said.
func attempt(r *http.Request) int {
	for part := range strings.SplitSeq(r.Header.Get("Amz-Sdk-Request"), ";") {
		if text, ok := strings.CutPrefix(strings.TrimSpace(part), "attempt="); ok {
			if n, err := strconv.Atoi(text); err == nil && n > 0 {
				return n
			}
		}
	}
	return 1
}

// requestID is the id of an answer to this request, where it may be shown.
func requestID(request []byte, h http.Header) string {
	for _, name := range []string{"X-Amzn-Requestid", "X-Amz-Requestid"} {
		if id := redact.RequestID(request, h.Get(name)); id != "" {
			return id
		}
	}
	return ""
}

// exception is the name of what the service threw, from the header or else the
// body, as the SDK does; the body can be read again afterwards.
func exception(answer *http.Response) string {
	if answer.StatusCode < http.StatusMultipleChoices {
		return ""
	}
	if name := shortName(answer.Header.Get("X-Amzn-Errortype")); name != "" {
		return name
	}
	if answer.Body == nil {
		return ""
	}
	start, err := io.ReadAll(io.LimitReader(answer.Body, maxPeek))
	answer.Body = rejoin(start, err, answer.Body)
	var said struct {
		Type string `json:"__type"`
		Code string `json:"code"`
	}
	if json.Unmarshal(start, &said) != nil {
		return ""
	}
	if name := shortName(said.Type); name != "" {
		return name
	}
	return shortName(said.Code)
}

// rejoin puts what was peeked, and the error that ended the peek, before the
// rest.
func rejoin(start []byte, err error, rest io.ReadCloser) io.ReadCloser {
	readers := []io.Reader{bytes.NewReader(start)}
	if err != nil {
		readers = append(readers, broken{err})
	}
	return struct {
		io.Reader
		io.Closer
	}{io.MultiReader(append(readers, rest)...), rest}
}

type broken struct{ err error }

func (b broken) Read([]byte) (int, error) { return 0, b.err }

// shortName cuts a namespace before # and anything from a colon on.
func shortName(name string) string {
	name, _, _ = strings.Cut(name, ":")
	if i := strings.LastIndex(name, "#"); i >= 0 {
		name = name[i+1:]
	}
	return only(plainName, strings.TrimSpace(name))
}
