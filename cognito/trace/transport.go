package trace

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// maxPeek is how much of an error's body is looked at for the exception's name,
// in bytes.
const maxPeek = 64 << 10

// New wraps a transport so that log holds an entry for each attempt. What is
// shown is chosen name by name; of bodies only the exception's name is read.
func New(next http.RoundTripper, log *Log) http.RoundTripper {
	return &transport{next: next, log: log}
}

type transport struct {
	next http.RoundTripper
	log  *Log
}

// RoundTrip carries one attempt and records it.
func (t *transport) RoundTrip(r *http.Request) (*http.Response, error) {
	start := time.Now()
	id := t.log.add(Entry{Op: operation(r), About: about(r), Attempt: attempt(r), Start: start})
	answer, err := t.next.RoundTrip(r)
	if err != nil {
		t.finish(id, start, faultWords(err))
		return nil, err
	}
	code := exception(answer)
	t.log.update(id, func(e *Entry) {
		e.Status, e.Code, e.RequestID = answer.StatusCode, code, requestID(answer.Header)
	})
	if answer.Body == nil {
		answer.Body = http.NoBody
	}
	answer.Body = &body{ReadCloser: answer.Body, done: func(fault string) { t.finish(id, start, fault) }}
	return answer, nil
}

func (t *transport) finish(id int, start time.Time, fault string) {
	t.log.update(id, func(e *Entry) {
		e.Done, e.Fault, e.Duration = true, fault, time.Since(start)
	})
}

// body tells when an answer was read to its end, broken or left.
type body struct {
	io.ReadCloser
	once sync.Once
	done func(fault string)
}

func (b *body) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	switch {
	case errors.Is(err, io.EOF):
		b.once.Do(func() { b.done("") })
	case err != nil:
		b.once.Do(func() { b.done(faultWords(err)) })
	}
	return n, err
}

func (b *body) Close() error {
	err := b.ReadCloser.Close()
	b.once.Do(func() { b.done("") })
	return err
}

var (
	plainName = regexp.MustCompile(`^[A-Za-z0-9]{1,64}$`)
	plainID   = regexp.MustCompile(`^[A-Za-z0-9-]{1,64}$`)
	plainWord = regexp.MustCompile(`^[A-Z0-9_]{1,40}$`)
)

func only(form *regexp.Regexp, text string) string {
	if form.MatchString(text) {
		return text
	}
	return ""
}

func operation(r *http.Request) string {
	_, op, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	return only(plainName, op)
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

func requestID(h http.Header) string {
	for _, name := range []string{"X-Amzn-Requestid", "X-Amz-Requestid"} {
		if id := only(plainID, h.Get(name)); id != "" {
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
