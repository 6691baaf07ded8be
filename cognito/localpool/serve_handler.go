package localpool

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync/atomic"
	"time"
)

// Handler serves the pools to other programs: the API and the documents of
// ServeHTTP, with CORS as the service answers it, and beside them the paths
// under /_local/, which stand for what a person would do by hand: read the
// messages, move the clock, arm faults, reset. These refuse every Host but
// this machine's and every foreign Origin; pages of foreign origins may call what
// needs no AWS credentials, and nothing else.
func (s *Server) Handler() http.Handler { return s.handler() }

func (s *Server) handler() *handler { return &handler{s: s, bodies: newIntake()} }

type handler struct {
	s      *Server
	name   string // the host that was listened on, allowed in Host
	bodies *intake
	open   atomic.Int64 // connections

	// What Serve adds; nil elsewhere.
	told  *teller                                // where a fault is told
	calls func(*reply, time.Time, time.Duration) // told of each call: when it came and how long it took
	used  func(bytes int64)                      // after each request and connection: what it held
}

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	defer h.fault(r)
	if h.used != nil {
		defer h.used(bodyBytes(r))
	}
	began := time.Now()
	done, err := h.bodies.read(w, r)
	defer done()
	var refused *refusal
	switch {
	case errors.As(err, &refused):
		w.Header().Set("Connection", "close")
	case err != nil:
		breakOff(w)
		return
	}
	if isLocal(r.URL.Path) {
		h.local(w, r, refused)
		return
	}
	if methods := h.s.shared(r.URL.Path); methods != "" {
		allowOrigins(w.Header())
		if r.Method == http.MethodOptions {
			h.s.preflight(w, methods)
			return
		}
	}
	if err == nil {
		err = h.guardCall(r)
	}
	a, err := h.s.respond(r, err)
	if h.calls != nil && a.op != "" {
		h.calls(a, began, time.Since(began)) // first, so that lines stand in the order in which one caller was answered
	}
	a.write(w, err)
}

// connState counts connections, closes those beyond maxConnections and sees them end.
func (h *handler) connState(conn net.Conn, state http.ConnState) {
	switch state {
	case http.StateNew:
		if h.open.Add(1) > maxConnections {
			conn.Close()
		}
	case http.StateClosed, http.StateHijacked:
		h.open.Add(-1)
		if h.used != nil {
			h.used(connBytes)
		}
	}
}

// fault tells of a bug in the pool: its place in words only, for the panic's
// value may hold what a caller sent. The connection ends without an answer.
func (h *handler) fault(r *http.Request) {
	value := recover()
	if value == nil {
		return
	}
	if value != http.ErrAbortHandler && h.told != nil {
		name := operationName(r)
		if operations[name] == nil {
			name = "a request"
		}
		h.told.tell(fmt.Sprintf("The local pool could not answer %s: a %T inside it. Please report this.\n", name, value))
	}
	panic(http.ErrAbortHandler)
}
