package localpool

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The paths that stand for what a person would do by hand.
const (
	localPath    = "/_local"
	messagesPath = localPath + "/messages"
)

// The limits of what may be asked there.
const (
	maxLocalBody = 64 << 10                   // bytes
	maxDelay     = 10 * time.Minute           // of one call
	maxAhead     = 100 * 365 * 24 * time.Hour // of the pool's clock
	maxCount     = 1000                       // calls that one fault is armed for
)

// localPaths are the methods and answers of each path. An error is the caller's
// fault and is told with 400.
var localPaths = map[string]struct {
	method string
	answer func(s *Server, r *http.Request) (any, error)
}{
	messagesPath:           {http.MethodGet, (*Server).localMessages},
	localPath + "/clients": {http.MethodGet, (*Server).localClients},
	localPath + "/users":   {http.MethodGet, (*Server).localUsers},
	localPath + "/totp":    {http.MethodGet, (*Server).localTOTP},
	localPath + "/clock":   {http.MethodPost, (*Server).localClock},
	localPath + "/knobs":   {http.MethodPost, (*Server).localKnobs},
	localPath + "/faults":  {http.MethodPost, (*Server).localFaults},
	localPath + "/reset":   {http.MethodPost, (*Server).localReset},
}

func isLocal(path string) bool { return path == localPath || strings.HasPrefix(path, localPath+"/") }

// local answers a path under /_local/ with JSON, errors as {"error": sentence}.
// refused, if not nil, is what is said of its body.
func (h *handler) local(w http.ResponseWriter, r *http.Request, refused *refusal) {
	if reason := h.guard(r, onlyHere); reason != "" {
		h.say(w, http.StatusForbidden, failed(reason))
		return
	}
	if refused != nil {
		h.say(w, refused.status(), failed(refused.message))
		return
	}
	path, ok := localPaths[r.URL.Path]
	switch {
	case !ok:
		h.say(w, http.StatusNotFound, failed("There are "+strings.Join(slices.Sorted(maps.Keys(localPaths)), ", ")+"."))
		return
	case r.Method != path.method:
		w.Header().Set("Allow", path.method)
		h.say(w, http.StatusMethodNotAllowed, failed("Ask for this with "+path.method+"."))
		return
	}
	answer, err := path.answer(h.s, r)
	switch {
	case errors.Is(err, errNotJSON):
		h.say(w, http.StatusUnsupportedMediaType, failed(err.Error()))
	case err != nil:
		h.say(w, http.StatusBadRequest, failed(err.Error()))
	default:
		if list, ok := answer.(localList); ok {
			answer = list.items()
			if after, more := list.next(); more {
				w.Header().Set("Link", linkNext(r, after))
			}
		}
		h.say(w, http.StatusOK, answer)
	}
}

type localError struct {
	Error string `json:"error"`
}

func failed(sentence string) localError { return localError{sentence} }

func (h *handler) say(w http.ResponseWriter, status int, answer any) {
	header := w.Header()
	header.Set("Content-Type", "application/json")
	header.Set("Cache-Control", "no-store")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Date", h.s.Now().UTC().Format(http.TimeFormat))
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(answer) // the caller is gone if this fails
}

var errNotJSON = sentence("The body must be JSON: send Content-Type: application/json.")

// readLocal decodes a JSON body into v. No body leaves v as it is.
func readLocal(r *http.Request, v any) error {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxLocalBody+1))
	switch {
	case err != nil:
		return err
	case len(body) > maxLocalBody:
		return sentence("The body is larger than %d bytes.", maxLocalBody)
	case len(body) == 0:
		return nil
	}
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return errNotJSON
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return sentence("The body can't be read: %v.", err)
	}
	if _, err := d.Token(); err != io.EOF {
		return sentence("The body holds more than one JSON value.")
	}
	return nil
}

// sentence makes an error that is told to people as it stands.
func sentence(format string, args ...any) error { return fmt.Errorf(format, args...) }

type localMessage struct {
	To     string    `json:"to"`
	Medium string    `json:"medium"`
	Kind   string    `json:"kind"`
	Code   string    `json:"code"`
	Time   time.Time `json:"time"`
}

// localMessages lists what was sent to the address or number in "to", oldest
// first; without it, everything. A plus sign in a query means a space, which
// neither of them holds, so a number may be written plainly.
func (s *Server) localMessages(r *http.Request) (any, error) {
	p, err := newLocalPage[localMessage](r)
	if err != nil {
		return nil, err
	}
	after, err := p.number()
	if err != nil {
		return nil, err
	}
	to := strings.ReplaceAll(r.URL.Query().Get("to"), " ", "+")
	for _, m := range s.state.Load().outbox.to(to, after, p.size+1) {
		if !p.add(localMessage{m.To, m.Medium, m.Kind, m.Code, m.Time.UTC()}, strconv.Itoa(m.ID)) {
			break
		}
	}
	return p, nil
}

type localNow struct {
	Now time.Time `json:"now"`
}

// localClock moves the clock forward and answers the time it then shows.
func (s *Server) localClock(r *http.Request) (any, error) {
	var ask struct{ Advance string }
	if err := readLocal(r, &ask); err != nil {
		return nil, err
	}
	d, err := time.ParseDuration(ask.Advance)
	switch {
	case err != nil || d <= 0:
		return nil, sentence(`"advance" takes a time such as "5m" or "24h"; the clock moves forward only.`)
	case d > maxAhead-time.Duration(s.offset.Load()):
		return nil, sentence("The clock can't be more than 100 years ahead; /_local/reset sets it back.")
	}
	s.Advance(d)
	return localNow{s.Now().UTC()}, nil
}

// localReset returns to the start, as Reset does, and answers the time.
func (s *Server) localReset(r *http.Request) (any, error) {
	if err := readLocal(r, &struct{}{}); err != nil {
		return nil, err
	}
	s.Reset()
	return localNow{s.Now().UTC()}, nil
}

// localFault is what may be asked of /_local/faults: clear, or one fault of one
// operation for the next count calls (one if unset).
type localFault struct {
	Operation, Exception, Message, Delay string
	Drop, Clear                          bool
	Count                                *int
}

type armed struct {
	Faults []string `json:"faults"`
}

// localFaults arms or clears faults and answers what is armed, in words.
func (s *Server) localFaults(r *http.Request) (any, error) {
	var ask localFault
	if err := readLocal(r, &ask); err != nil {
		return nil, err
	}
	if ask.Clear {
		if ask != (localFault{Clear: true}) {
			return nil, sentence(`"clear" stands alone.`)
		}
		s.ClearFaults()
	} else if err := s.arm(ask); err != nil {
		return nil, err
	}
	return armed{append([]string{}, s.Faults()...)}, nil
}

func (s *Server) arm(f localFault) error {
	n := 1
	if f.Count != nil {
		n = *f.Count
	}
	switch {
	case !slices.Contains(s.Operations(), f.Operation):
		return sentence(`"operation" takes one of: %s.`, strings.Join(s.Operations(), ", "))
	case n < 1 || n > maxCount:
		return sentence(`"count" takes 1 to %d.`, maxCount)
	case f.Message != "" && f.Exception == "":
		return sentence(`"message" goes with "exception".`)
	case f.Exception != "" && f.Delay == "" && !f.Drop:
		if !slices.Contains(s.Exceptions(f.Operation), f.Exception) {
			return sentence(`"exception" takes, for %s, one of: %s.`, f.Operation, strings.Join(s.Exceptions(f.Operation), ", "))
		}
		s.Fail(f.Operation, n, f.Exception, f.Message)
	case f.Delay != "" && f.Exception == "" && !f.Drop:
		d, err := time.ParseDuration(f.Delay)
		if err != nil || d <= 0 || d > maxDelay {
			return sentence(`"delay" takes a time such as "2s", at most %s.`, maxDelay)
		}
		s.Delay(f.Operation, n, d)
	case f.Drop && f.Exception == "" && f.Delay == "":
		s.DropAnswer(f.Operation, n)
	default:
		return sentence(`Give one of "exception", "delay" and "drop", or "clear": true.`)
	}
	return nil
}
