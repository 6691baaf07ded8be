package localpool

import (
	"bytes"
	"io"
	"net/http"
	"sync"
	"time"
)

// What of requests is held in memory at once: of each body smallBody, and of
// largeBodies of them all; the others wait for a place.
const (
	smallBody   = 4 << 10 // bytes; calls that hold tokens are smaller
	largeBodies = 32
	placeTime   = 3 * time.Second // that a body waits for a place
)

var (
	errLargeBody = refuse("SerializationException", "The request body is too large.")
	errNoPlace   = refuse("ServiceUnavailableException", "Too many large requests are being read. Try again.")
)

// intake reads the bodies of requests within a bound of memory.
type intake struct {
	places  chan struct{} // one is held by each large body until its call is answered
	buffers sync.Pool     // of the large bodies: *[]byte, of maxBody and one byte more
}

func newIntake() *intake {
	return &intake{places: make(chan struct{}, largeBodies), buffers: sync.Pool{New: func() any {
		b := make([]byte, maxBody+1)
		return &b
	}}}
}

// read puts a request's body, read within bodyTimeout, in the place of the
// connection's. The deadline is taken back at once: it would end a call that is
// held or delayed on purpose. done, never nil, gives the body's place back. A
// *refusal is to be answered; the connection is no good after it. Any other error
// is the connection's.
func (in *intake) read(w http.ResponseWriter, r *http.Request) (done func(), err error) {
	done = func() {}
	if r.Body == nil {
		return done, nil
	}
	control := http.NewResponseController(w)
	_ = control.SetReadDeadline(time.Now().Add(bodyTimeout)) // not every writer knows deadlines
	body, done, err := in.readAll(r)
	if err != nil {
		_ = control.SetReadDeadline(time.Now()) // what is still to come isn't waited for
		return done, err
	}
	_ = control.SetReadDeadline(time.Time{})
	r.Body = io.NopCloser(bytes.NewReader(body))
	return done, nil
}

func (in *intake) readAll(r *http.Request) (body []byte, done func(), err error) {
	done = func() {}
	if r.ContentLength > maxBody {
		return nil, done, errLargeBody
	}
	room := int64(smallBody)
	if r.ContentLength >= 0 {
		room = min(room, r.ContentLength+1)
	}
	body = make([]byte, room)
	n, err := readOn(body, 0, r.Body)
	if err != nil || n < smallBody {
		return body[:n], done, err
	}
	if err := in.place(r); err != nil {
		return nil, done, err
	}
	large := in.buffers.Get().(*[]byte)
	done = func() {
		in.buffers.Put(large)
		<-in.places
	}
	n, err = readOn(*large, copy(*large, body), r.Body)
	if err == nil && n > maxBody {
		err = errLargeBody
	}
	return (*large)[:n], done, err
}

// place waits for one of the places of large bodies.
func (in *intake) place(r *http.Request) error {
	timer := time.NewTimer(placeTime)
	defer timer.Stop()
	select {
	case in.places <- struct{}{}:
		return nil
	case <-timer.C:
		return errNoPlace
	case <-r.Context().Done():
		return r.Context().Err()
	}
}

// readOn reads into b, of which n bytes are there, until it is full or the body ends,
// and returns how many there are then.
func readOn(b []byte, n int, body io.Reader) (int, error) {
	for n < len(b) {
		more, err := body.Read(b[n:])
		n += more
		if err == io.EOF {
			break
		}
		if err != nil {
			return n, err
		}
	}
	return n, nil
}
