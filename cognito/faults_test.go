package cognito

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/iotest"

	"cognito-tui/cognito/bubble"
)

func dialError(cause error) error {
	return &net.OpError{Op: "dial", Net: "tcp", Err: cause}
}

func TestTransportFaults(t *testing.T) {
	syscallError := func(number syscall.Errno) error { return os.NewSyscallError("connect", number) }
	tests := []struct {
		name string
		err  error
		want Kind
	}{
		{"unreachable network", dialError(syscallError(syscall.ENETUNREACH)), NoNetwork},
		{"unreachable host", dialError(syscallError(syscall.EHOSTUNREACH)), NoNetwork},
		{"other dial error", dialError(errors.New("odd")), NoNetwork},
		{"name", dialError(&net.DNSError{Err: "no such host", IsNotFound: true}), NameNotFound},
		{"resolver without network", dialError(&net.DNSError{Err: "x", UnwrapErr: dialError(syscallError(syscall.ENETUNREACH))}), NoNetwork},
		{"name timeout", dialError(&net.DNSError{Err: "timeout", IsTimeout: true}), TimedOut},
		{"refused", dialError(syscallError(syscall.ECONNREFUSED)), ConnectionRefused},
		{"refused, Windows", dialError(syscallError(10061)), ConnectionRefused},
		{"reset, Windows", &net.OpError{Op: "read", Err: syscallError(10054)}, ConnectionLost},
		{"unreachable, Windows", dialError(syscallError(10051)), NoNetwork},
		{"reset", &net.OpError{Op: "read", Err: syscallError(syscall.ECONNRESET)}, ConnectionLost},
		{"broken pipe", &net.OpError{Op: "write", Err: syscallError(syscall.EPIPE)}, ConnectionLost},
		{"EOF", io.EOF, ConnectionLost},
		{"unexpected EOF", fmt.Errorf("answer: %w", io.ErrUnexpectedEOF), ConnectionLost},
		{"HTTP/2's own", errors.New("http2: server sent GOAWAY"), ConnectionLost},
		{"timeout", os.ErrDeadlineExceeded, TimedOut},
		{"plain HTTP", http.ErrSchemeMismatch, TLSFailed},
		{"TLS record", tls.RecordHeaderError{Msg: "odd"}, TLSFailed},
		{"TLS alert", tls.AlertError(40), TLSFailed},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			bubble.Run(t, func(t *testing.T) {
				err := calls["SignUp"](t.Context(), testConfig(breaking(test.err)))
				e := wantKind(t, err, test.want)
				if e.Status != 0 || e.Code != "" || e.Attempts != 1 {
					t.Errorf("got %+v", *e)
				}
			})
		})
	}
}

func TestAnswersThatAreNotTheProtocol(t *testing.T) {
	tests := []struct {
		name   string
		status int
		body   string
		happen bool
	}{
		{"a page", 200, "<html>hello</html>", true},
		{"a list", 200, "[1]", true},
		{"a missing page", 404, "<html>", false},
		{"nothing, refused", 400, "", false},
		{"empty object, refused", 403, "{}", false},
		{"a gateway's page", 502, "<html>", true},
		{"nothing, 503", 503, "", true},
		{"a redirect", 307, "", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			header := http.Header{"Location": {"https://elsewhere.invalid/"}}
			transport := always(test.status, header, test.body)
			e := wantKind(t, calls["InitiateAuth"](t.Context(), testConfig(transport)), NotTheProtocol)
			if e.Status != test.status || e.MayHaveHappened != test.happen {
				t.Errorf("got %+v", *e)
			}
			if transport.count.Load() != 1 {
				t.Errorf("sent %d times", transport.count.Load())
			}
		})
	}
	// An answer without what was asked for.
	e := wantKind(t, calls["InitiateAuth"](t.Context(), testConfig(always(200, nil, "{}"))), NotTheProtocol)
	if !e.MayHaveHappened {
		t.Errorf("got %+v", *e)
	}
}

// A web page where an answer should be is never success, not even for operations
// that answer nothing.
func TestNoOperationTakesAPageForSuccess(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		for op, call := range calls {
			for _, page := range []string{"", " \n", "<html>hello</html>", "[]", "null", "OK"} {
				e := wantKind(t, call(t.Context(), testConfig(always(200, nil, page))), NotTheProtocol)
				if e.Status != 200 || e.Attempts != 1 {
					t.Errorf("%s, %q: got %+v", op, page, *e)
				}
			}
		}
	})
}

func TestEmptyAnswerOfTheService(t *testing.T) {
	for _, header := range []http.Header{{"X-Amzn-Requestid": {"1"}}, {"Content-Type": {"application/x-amz-json-1.1"}}} {
		if err := calls["GlobalSignOut"](t.Context(), testConfig(always(200, header, ""))); err != nil {
			t.Errorf("%v: %v", header, err)
		}
	}
}

func TestBodyThatBreaks(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		for _, op := range []string{"SignUp", "GetUser"} {
			breaks := &fake{answer: func(int, *http.Request) (*http.Response, error) {
				answer := answerOf(200, nil, "")
				answer.Body = io.NopCloser(io.MultiReader(strings.NewReader(`{"UserConfirmed":`), iotest.ErrReader(io.ErrUnexpectedEOF)))
				return answer, nil
			}}
			e := wantKind(t, calls[op](t.Context(), testConfig(breaks)), ConnectionLost)
			if want := operationOf(op).sent == sentOnce; e.MayHaveHappened != want || (e.Attempts == 1) != want {
				t.Errorf("%s: got %+v", op, *e)
			}
		}
	})
}

func TestRealNetwork(t *testing.T) {
	lost := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		connection, _, _ := http.NewResponseController(w).Hijack()
		connection.Close()
	}))
	defer lost.Close()
	broken := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		io.WriteString(w, `{"UserConfirmed":`)
	}))
	defer broken.Close()
	untrusted := httptest.NewUnstartedServer(http.NotFoundHandler())
	untrusted.Config.ErrorLog = log.New(io.Discard, "", 0)
	untrusted.StartTLS()
	defer untrusted.Close()
	plain := httptest.NewServer(http.NotFoundHandler())
	defer plain.Close()
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()

	tests := []struct {
		name, endpoint string
		want           Kind
		happened       bool
	}{
		{"lost", lost.URL, ConnectionLost, true},
		{"broken", broken.URL, ConnectionLost, true},
		{"untrusted", untrusted.URL, TLSFailed, false},
		{"no TLS", strings.Replace(plain.URL, "http:", "https:", 1), TLSFailed, false},
		{"refused", closed.URL, ConnectionRefused, false},
		{"not ours", plain.URL, NotTheProtocol, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			config := testConfig(nil)
			config.Endpoint = test.endpoint
			e := wantKind(t, calls["SignUp"](t.Context(), config), test.want)
			if e.MayHaveHappened != test.happened || e.Attempts != 1 {
				t.Errorf("got %+v (%v)", *e, e.Err)
			}
		})
	}
}

// While a connection is being made nothing was sent, so nothing happened.
func TestTimeoutBeforeSending(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		transport := &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
			<-t.Context().Done() // a dial goes on after the call that began it
			return nil, t.Context().Err()
		}}
		config := testConfig(transport)
		if e := wantKind(t, calls["SignUp"](t.Context(), config), TimedOut); e.MayHaveHappened {
			t.Error("nothing was sent")
		}
	})
}

func TestEndlessAnswerIsBounded(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		var read atomic.Int64
		endless := &fake{answer: func(int, *http.Request) (*http.Response, error) {
			answer := answerOf(200, nil, "")
			answer.Body = io.NopCloser(readerFunc(func(p []byte) (int, error) {
				for i := range p {
					p[i] = ' '
				}
				read.Add(int64(len(p)))
				return len(p), nil
			}))
			return answer, nil
		}}
		err := calls["SignUp"](t.Context(), testConfig(endless))
		wantKind(t, err, NotTheProtocol)
		if read.Load() > 2*maxAnswer {
			t.Errorf("read %d bytes", read.Load())
		}
	})
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }
