package cognito

import (
	"context"
	"errors"
	"io"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"cognito-tui/cognito/bubble"
)

func TestWhatIsRepeated(t *testing.T) {
	answers := []struct {
		name       string
		transport  func() *fake
		once, read int // attempts of sent-once calls, and of all others
	}{
		{"throttled", func() *fake { return refusing(400, "TooManyRequestsException", "Rate exceeded") }, 3, 3},
		{"throttled, 429", func() *fake { return refusing(429, "TooManyRequestsException", "") }, 3, 3},
		{"limit", func() *fake { return refusing(400, "LimitExceededException", "") }, 1, 1},
		{"server fault", func() *fake { return refusing(500, "InternalErrorException", "") }, 1, 3},
		{"bad gateway", func() *fake { return always(502, nil, "<html>") }, 1, 3},
		{"lost answer", func() *fake { return breaking(io.ErrUnexpectedEOF) }, 1, 3},
		{"refusal", func() *fake { return refusing(400, "NotAuthorizedException", "") }, 1, 1},
		{"other throttle", func() *fake { return refusing(400, "ThrottlingException", "") }, 1, 1},
	}
	for op, call := range calls {
		for _, a := range answers {
			t.Run(op+"/"+a.name, func(t *testing.T) {
				bubble.Run(t, func(t *testing.T) {
					want := a.read
					if operationOf(op).sent == sentOnce {
						want = a.once
					}
					transport := a.transport()
					err := call(t.Context(), testConfig(transport))
					if got := int(transport.count.Load()); got != want {
						t.Errorf("sent %d times, want %d (%v)", got, want, err)
					}
					var e *Error
					if !errors.As(err, &e) || e.Attempts != want {
						t.Errorf("Attempts of %#v, want %d", err, want)
					}
				})
			})
		}
	}
}

func TestRetryVariablesChangeNothing(t *testing.T) {
	t.Setenv("AWS_MAX_ATTEMPTS", "7")
	t.Setenv("AWS_RETRY_MODE", "adaptive")
	t.Setenv("AWS_NEW_RETRIES_2026", "true")
	t.Setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
	bubble.Run(t, func(t *testing.T) {
		for op, call := range calls {
			limit := refusing(400, "LimitExceededException", "")
			call(t.Context(), testConfig(limit))
			fault := refusing(500, "InternalErrorException", "")
			call(t.Context(), testConfig(fault))
			want := int32(1)
			if operationOf(op).sent != sentOnce {
				want = maxAttempts
			}
			if limit.count.Load() != 1 || fault.count.Load() != want {
				t.Errorf("%s: limit sent %d times, fault %d, want 1 and %d", op, limit.count.Load(), fault.count.Load(), want)
			}
		}
	})
}

func TestEveryOperationIsInTheTable(t *testing.T) {
	for op := range calls {
		if operationOf(op).name == "" {
			t.Errorf("%s is not in the table", op)
		}
	}
	for _, op := range Operations() {
		if _, ok := calls[op]; !ok {
			t.Errorf("%s is in the table and made by no call", op)
		}
	}
}

func TestRepeatSucceeds(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		transport := &fake{answer: func(n int, _ *http.Request) (*http.Response, error) {
			if n < 3 {
				return answerOf(503, nil, "{}"), nil
			}
			return answerOf(200, nil, `{"Username":"ann"}`), nil
		}}
		config := testConfig(transport)
		config.Random = longPauses{}
		begun := time.Now()
		user, err := New(config).GetUser(t.Context(), "access-aabbcc")
		if err != nil || user.Username != "ann" {
			t.Fatalf("got %+v, %v", user, err)
		}
		if took := time.Since(begun); took < 1800*time.Millisecond || took > 2*time.Second {
			t.Errorf("took %v, not two pauses of 0.94 s", took)
		}
	})
}

// longPauses is a source that draws 0.94 s for each pause.
type longPauses struct{}

func (longPauses) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 0x38
	}
	return len(p), nil
}

// A pause that the deadline can't hold isn't begun: the person learns what the
// service said, not that time ran out.
func TestRepeatsStayWithinTheDeadline(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		config := testConfig(refusing(400, "TooManyRequestsException", "Rate exceeded"))
		config.Random, config.Timeout = longPauses{}, time.Second
		begun := time.Now()
		_, err := New(config).ConfirmSignUp(t.Context(), ConfirmSignUpRequest{Username: "ann", Code: "1"})
		if e := wantKind(t, err, Throttled); e.Attempts != 1 || e.MayHaveHappened || time.Since(begun) != 0 {
			t.Errorf("got %d attempts, may have happened %v, after %v", e.Attempts, e.MayHaveHappened, time.Since(begun))
		}
	})
}

// A call that was sent and isn't answered may have happened, unless it only reads.
func TestTimeoutAndCancel(t *testing.T) {
	for op, call := range calls {
		t.Run(op, func(t *testing.T) {
			bubble.Run(t, func(t *testing.T) {
				transport := hanging()
				config := testConfig(transport)
				begun := time.Now()
				e := wantKind(t, call(t.Context(), config), TimedOut)
				if want := operationOf(op).sent != readOnly; e.MayHaveHappened != want {
					t.Errorf("timed out: MayHaveHappened %v, want %v", e.MayHaveHappened, want)
				}
				if took := time.Since(begun); took != DefaultTimeout {
					t.Errorf("timed out after %v", took)
				}
				ctx, cancel := context.WithCancel(t.Context())
				go func() {
					synctest.Wait() // it was sent and waits for the answer
					cancel()
				}()
				e = wantKind(t, call(ctx, config), Cancelled)
				if want := operationOf(op).sent != readOnly; e.MayHaveHappened != want {
					t.Errorf("cancelled: MayHaveHappened %v, want %v", e.MayHaveHappened, want)
				}
				if n := transport.count.Load(); n != 2 {
					t.Errorf("sent %d times", n)
				}
			})
		})
	}
}

func TestCancelledDuringAPause(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		config := testConfig(refusing(400, "TooManyRequestsException", ""))
		config.Random = longPauses{}
		time.AfterFunc(pauseUnit/2, cancel) // within the first pause
		_, err := New(config).ConfirmSignUp(ctx, ConfirmSignUpRequest{Username: "ann", Code: "1"})
		if e := wantKind(t, err, Cancelled); e.MayHaveHappened || e.Attempts != 1 {
			t.Errorf("a throttled call was not acted upon: %+v", *e)
		}
	})
}

// The SDK corrects a signature's time by the answer's Date: one repeat does.
func TestSkewedSignatureIsRepeated(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		transport := &fake{answer: func(n int, r *http.Request) (*http.Response, error) {
			date := http.Header{"Date": {time.Now().Add(time.Hour).UTC().Format(http.TimeFormat)}}
			if n == 1 {
				return answerOf(400, date, `{"__type":"InvalidSignatureException","message":"Signature expired"}`), nil
			}
			return answerOf(200, date, `{"UserPool":{"Id":"`+testPoolID+`"}}`), nil
		}}
		a := NewAdmin(testConfig(transport))
		pool, err := a.DescribeUserPool(t.Context())
		if err != nil || pool.ID != testPoolID || transport.count.Load() != 2 {
			t.Errorf("got %+v, %v after %d attempts", pool, err, transport.count.Load())
		}
		if skew := a.Skew(); skew != time.Hour {
			t.Errorf("skew %v", skew)
		}
	})
}
