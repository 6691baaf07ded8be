package ui

import (
	"net/http"
	"strings"
	"testing"
)

// secondTry holds every second attempt of a call until it may go on.
type secondTry struct {
	next  http.RoundTripper
	let   chan struct{}
	there chan struct{}
}

func (s secondTry) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.Contains(r.Header.Get("Amz-Sdk-Request"), "attempt=2") {
		s.there <- struct{}{}
		<-s.let
	}
	return s.next.RoundTrip(r)
}

// TestRepeatIsSaid shows that a call which is being repeated says so.
func TestRepeatIsSaid(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		pool := demoPool()
		second := secondTry{pool.Transport(), make(chan struct{}), make(chan struct{}, 1)}
		d := driverOn(t, pool, optionsFor(t, pool, "demo-app", second))
		pool.Fail("InitiateAuth", 1, "TooManyRequestsException", "")
		d.typeSignIn("ann@example.com")
		d.send(keyOf(t, "enter"))
		<-second.there // the clock goes on until then
		d.settleHeld()
		d.sees("[ Signing in… try 2 ]", "InitiateAuth try 2")
		close(second.let)
		d.settle()
		d.on("session")
	})
}

// TestResetUnderSession shows that beginning anew leaves nobody signed in, and
// no screen of theirs behind.
func TestResetUnderSession(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.typeSignIn("ann@example.com")
		d.press("enter")
		d.on("session")
		d.press("ctrl+l", "end", "enter")
		d.on("home")
		d.sees("not signed in", "The pool is as it was at the start.")
		d.lacks("s  Session")
	})
}
