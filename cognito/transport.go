package cognito

import (
	"context"
	"io"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
	"time"
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
	t.clock.set(answer.Header.Get("Date"), begun, time.Now())
	if answer.Body != nil {
		answer.Body = limitedBody{io.LimitReader(answer.Body, maxAnswer), answer.Body}
	}
	return answer, nil
}

type limitedBody struct {
	io.Reader
	io.Closer
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
