package cognito

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync/atomic"
	"time"

	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// maxAnswer bounds what is read of one answer, in bytes; the service's largest
// (a page of users) stays far below.
const maxAnswer = 8 << 20

// transport keeps the service's time and counts the attempts of each call.
type transport struct {
	next  http.RoundTripper
	clock *clock
}

// RoundTrip makes one attempt.
func (t *transport) RoundTrip(r *http.Request) (*http.Response, error) {
	if p := progressOf(r.Context()); p != nil {
		p.begin()
		r = r.WithContext(httptrace.WithClientTrace(r.Context(), p.trace()))
	}
	begun := time.Now()
	answer, err := t.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	if p := progressOf(r.Context()); p != nil {
		p.status.Store(int32(answer.StatusCode))
	}
	// The SDK would let this header stretch a pause that the deadline allowed.
	answer.Header.Del("X-Amz-Retry-After")
	t.clock.set(answer.Header.Get("Date"), begun, time.Now())
	if answer.Body != nil {
		answer.Body = &body{Reader: io.LimitReader(answer.Body, maxAnswer), Closer: answer.Body,
			strict: answer.StatusCode < http.StatusMultipleChoices, empty: mayBeEmpty(answer.Header)}
	}
	return answer, nil
}

var errNotObject = errors.New("the answer is not a JSON object")

// body is an answer's body, bounded. If it is strict it must begin as a JSON object.
type body struct {
	io.Reader
	io.Closer
	strict bool
	empty  bool // nothing at all will do too
}

// mayBeEmpty tells whether an answer is the service's by its headers: the AWS
// API reference promises an empty body where "{}" was observed.
func mayBeEmpty(h http.Header) bool {
	return h.Get("X-Amzn-Requestid") != "" || strings.HasPrefix(h.Get("Content-Type"), "application/x-amz-json")
}

func (b *body) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if !b.strict {
		return n, err
	}
	switch start := bytes.TrimLeft(p[:n], " \t\r\n"); {
	case len(start) > 0 && start[0] == '{':
		b.strict = false
	case len(start) > 0, errors.Is(err, io.EOF) && !b.empty:
		return 0, errNotObject
	}
	return n, err
}

// looksAtAnswers has the beginning of each answer read, and so judged by body: of
// operations that answer nothing the SDK reads no body, and would take any web page
// for success.
func looksAtAnswers(stack *middleware.Stack) error {
	return stack.Deserialize.Add(middleware.DeserializeMiddlewareFunc("LooksAtAnswers", func(
		ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler,
	) (middleware.DeserializeOutput, middleware.Metadata, error) {
		out, metadata, err := next.HandleDeserialize(ctx, in)
		answer, ok := out.RawResponse.(*smithyhttp.Response)
		if err != nil || !ok || answer.Body == nil || answer.StatusCode >= http.StatusMultipleChoices {
			return out, metadata, err
		}
		buffered := bufio.NewReader(answer.Body)
		if err := firstWord(buffered); err != nil && !errors.Is(err, io.EOF) {
			return out, metadata, &smithy.DeserializationError{Err: err}
		}
		answer.Body = struct {
			io.Reader
			io.Closer
		}{buffered, answer.Body}
		return out, metadata, nil
	}), middleware.After)
}

// firstWord reads up to the first character that isn't blank, and leaves it there.
func firstWord(r *bufio.Reader) error {
	for {
		c, err := r.ReadByte()
		if err != nil {
			return err
		}
		if !strings.ContainsRune(" \t\r\n", rune(c)) {
			return r.UnreadByte()
		}
	}
}

// progress is how far the attempts of one call have come.
type progress struct {
	attempts  atomic.Int32
	status    atomic.Int32 // of the last attempt's answer, 0 while there is none
	dialling  atomic.Bool  // the last attempt waits for a connection: nothing was sent
	uncertain atomic.Bool  // an attempt before the last may have been acted upon
}

func (p *progress) begin() {
	p.uncertain.Store(p.mayHaveHappened())
	p.attempts.Add(1)
	p.status.Store(0)
	p.dialling.Store(false)
}

// trace hears of connections from net/http alone: of any other transport it is
// assumed that what was handed over was sent.
func (p *progress) trace() *httptrace.ClientTrace {
	return &httptrace.ClientTrace{
		GetConn:      func(string) { p.dialling.Store(true) },
		WroteHeaders: func() { p.dialling.Store(false) },
	}
}

// mayHaveHappened tells of a call that failed whether the service may have acted
// upon one of its attempts.
func (p *progress) mayHaveHappened() bool {
	sent := p.attempts.Load() > 0 && !p.dialling.Load()
	return p.uncertain.Load() || sent && mayHaveActed(int(p.status.Load()))
}

type progressKey struct{}

func withProgress(ctx context.Context) (context.Context, *progress) {
	p := new(progress)
	return context.WithValue(ctx, progressKey{}, p), p
}

func progressOf(ctx context.Context) *progress {
	p, _ := ctx.Value(progressKey{}).(*progress)
	return p
}

// clock is the difference between the service's clock and the local one.
type clock struct{ ahead atomic.Int64 }

func (c *clock) skew() time.Duration { return time.Duration(c.ahead.Load()) }

// set learns from a Date header, which tells whole seconds. A difference that the
// time on the way and the header's rounding explain is no difference.
func (c *clock) set(date string, begun, ended time.Time) {
	at, err := http.ParseTime(date)
	if err != nil {
		return
	}
	onTheWay := ended.Sub(begun)
	ahead := at.Add(time.Second / 2).Sub(begun.Add(onTheWay / 2))
	if ahead.Abs() <= (time.Second+onTheWay)/2 {
		ahead = 0
	}
	c.ahead.Store(int64(ahead.Round(time.Second)))
}
