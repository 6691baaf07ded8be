package trace

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"

	"cognito-tui/cognito/trace/redact"
)

// maxHeld bounds what is held of a body until it is redacted, in bytes. Larger
// ones are carried on unseen.
const maxHeld = 1 << 20

// attemptMade is one attempt while it is under way. What it holds of bodies goes
// with it: the log gets what may be shown.
type attemptMade struct {
	log     *Log
	id      int
	op      string // as the redaction knows it
	start   time.Time
	timing  *timing
	request []byte
	head    time.Time // when the answer's head was there
	status  int       // of the answer
	code    string    // the exception's name
	once    sync.Once
}

// take reads a request's body and puts it back.
func (a *attemptMade) take(r *http.Request) {
	if r.Body == nil || r.Body == http.NoBody {
		return
	}
	held, err := io.ReadAll(io.LimitReader(r.Body, maxHeld+1))
	if err != nil || len(held) > maxHeld {
		r.Body = rejoin(held, err, r.Body)
		a.request = held // who sends it meets the fault
		return
	}
	_ = r.Body.Close() // all of it was read
	a.request = held
	r.Body = io.NopCloser(bytes.NewReader(held))
	r.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(held)), nil }
}

// answered notes the head of an answer and listens to its body.
func (a *attemptMade) answered(answer *http.Response) {
	a.head = time.Now()
	a.status, a.code = answer.StatusCode, redact.Exception(a.request, exception(answer))
	a.log.update(a.id, func(e *Entry) {
		e.Status, e.Code, e.RequestID = a.status, a.code, requestID(a.request, answer.Header)
		e.Skew, e.Dated = skew(answer.Header.Get("Date"), a.start, a.head)
		a.timing.tell(e, a.head)
	})
	if answer.Body == nil {
		answer.Body = http.NoBody
	}
	answer.Body = &body{ReadCloser: answer.Body, of: a}
}

// finish completes the entry of an attempt without an answer.
func (a *attemptMade) finish(fault string) {
	e := a.log.update(a.id, func(e *Entry) {
		e.Done, e.Fault, e.Duration = true, fault, time.Since(a.start)
		a.timing.tell(e, time.Time{})
		e.Response = redact.Value{Kind: redact.Hidden, Text: "no answer"}
	})
	a.request = nil
	a.log.file.write(e, a.log)
}

// read completes the entry of an attempt whose answer was read as far as held.
func (a *attemptMade) read(fault string, held []byte, size int64) {
	response := a.response(held, size)
	refusal, trigger := a.log.refusal(a.op, a.code, a.status, a.request, held)
	e := a.log.update(a.id, func(e *Entry) {
		e.Done, e.Fault = true, fault
		e.Duration = time.Since(a.start)
		e.Read = max(0, e.Duration-e.Connect-e.Wait)
		e.Response, e.ResponseSize = response, size
		e.Refusal, e.Trigger = refusal, trigger
	})
	a.request = nil
	a.log.file.write(e, a.log)
}

// response is what may be shown of an answer's body.
func (a *attemptMade) response(held []byte, size int64) redact.Value {
	if size > int64(len(held)) {
		return redact.Value{Kind: redact.Hidden, Text: fmt.Sprintf("body, %d bytes: too large to show", size)}
	}
	return redact.ResponseTo(a.op, a.request, held)
}

// body tells when an answer was read to its end, broken or left.
type body struct {
	io.ReadCloser
	of   *attemptMade
	held bytes.Buffer
	size int64
}

func (b *body) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.size += int64(n)
	if b.held.Len()+n <= maxHeld {
		b.held.Write(p[:n])
	}
	switch {
	case errors.Is(err, io.EOF):
		b.done("")
	case err != nil:
		b.done(faultWords(err))
	}
	return n, err
}

func (b *body) Close() error {
	err := b.ReadCloser.Close()
	b.done("")
	return err
}

func (b *body) done(fault string) {
	b.of.once.Do(func() {
		b.of.read(fault, b.held.Bytes(), b.size)
		b.held = bytes.Buffer{}
	})
}

// skew is how far the service's clock is ahead by a Date header, which tells
// whole seconds. What the time on the way and the rounding explain is none.
func skew(date string, began, ended time.Time) (ahead time.Duration, dated bool) {
	at, err := http.ParseTime(date)
	if err != nil {
		return 0, false
	}
	onTheWay := ended.Sub(began)
	ahead = at.Add(time.Second / 2).Sub(began.Add(onTheWay / 2))
	if ahead.Abs() <= (time.Second+onTheWay)/2 {
		return 0, true
	}
	return ahead.Round(time.Second), true
}
