package localpool

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// Handler serves the pools to other programs: the API and the documents of
// ServeHTTP, with CORS as the service answers it, and beside them the paths
// under /_local/, which stand for what a person would do by hand: read the
// messages, move the clock, arm faults, reset. These refuse every Host but
// this machine's and every foreign Origin.
func (s *Server) Handler() http.Handler { return &handler{s: s, stderr: io.Discard} }

type handler struct {
	s      *Server
	name   string // the host that was listened on, allowed in Host
	stderr io.Writer
}

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	defer h.fault(r)
	if !buffer(w, r) {
		breakOff(w)
		return
	}
	if r.URL.Path == localPath || strings.HasPrefix(r.URL.Path, localPath+"/") {
		h.local(w, r)
		return
	}
	if methods := h.s.shared(r.URL.Path); methods != "" {
		allowOrigins(w.Header())
		if r.Method == http.MethodOptions {
			h.s.preflight(w, methods)
			return
		}
	}
	h.s.ServeHTTP(w, r)
}

// buffer reads the request's body, of which no more than a call's limit matters,
// within bodyTimeout. The deadline is taken back at once: it would end a call
// that is held or delayed on purpose.
func buffer(w http.ResponseWriter, r *http.Request) bool {
	if r.Body == nil {
		return true
	}
	control := http.NewResponseController(w)
	_ = control.SetReadDeadline(time.Now().Add(bodyTimeout)) // not every writer knows deadlines
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	if err != nil {
		return false
	}
	_ = control.SetReadDeadline(time.Time{})
	r.Body = io.NopCloser(bytes.NewReader(body))
	return true
}

// fault tells of a bug in the pool: its place in words only, for the panic's
// value may hold what a caller sent. The connection ends without an answer.
func (h *handler) fault(r *http.Request) {
	value := recover()
	if value == nil {
		return
	}
	if value != http.ErrAbortHandler {
		name := strings.TrimPrefix(r.Header.Get("X-Amz-Target"), target)
		if operations[name] == nil {
			name = "a request"
		}
		fmt.Fprintf(h.stderr, "The local pool could not answer %s: a %T inside it. Please report this.\n", name, value)
	}
	panic(http.ErrAbortHandler)
}
