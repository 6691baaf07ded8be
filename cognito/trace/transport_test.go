package trace

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cognito-tui/cognito/bubble"
)

type answers func(*http.Request) (*http.Response, error)

func (f answers) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func request(t *testing.T, op, body string) *http.Request {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, "https://example.com/", strings.NewReader(body))
	r.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService."+op)
	r.Header.Set("Amz-Sdk-Request", "attempt=2; max=3")
	return r
}

func response(status int, header http.Header, body string) answers {
	return func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: status, Header: header, Body: io.NopCloser(strings.NewReader(body))}, nil
	}
}

// one makes one attempt, reads its answer to the end and gives the entry.
func one(t *testing.T, next http.RoundTripper) (Entry, string) {
	t.Helper()
	log := NewLog(10)
	answer, err := New(next, log).RoundTrip(request(t, "SignUp", "{}"))
	var text []byte
	if err == nil {
		text, _ = io.ReadAll(answer.Body)
		answer.Body.Close()
	}
	entries := log.Entries()
	if len(entries) != 1 {
		t.Fatalf("got %d entries", len(entries))
	}
	return entries[0], string(text)
}

func TestEntries(t *testing.T) {
	id := http.Header{"X-Amzn-Requestid": {"1a-2b"}}
	header := func(code string) http.Header { return http.Header{"X-Amzn-Errortype": {code}} }
	tests := []struct {
		name string
		next answers
		want Entry
	}{
		{"success", response(200, id, `{"a":1}`), Entry{Status: 200, RequestID: "1a-2b"}},
		{"header", response(400, header("NotAuthorizedException:"), "{}"), Entry{Status: 400, Code: "NotAuthorizedException"}},
		{"header with address", response(400, header("NotAuthorizedException:http://x/"), "{}"),
			Entry{Status: 400, Code: "NotAuthorizedException"}},
		{"namespace", response(400, nil, `{"__type":"com.amazonaws#UserNotFoundException"}`),
			Entry{Status: 400, Code: "UserNotFoundException"}},
		{"code", response(400, nil, `{"code":"UserNotFoundException"}`), Entry{Status: 400, Code: "UserNotFoundException"}},
		{"odd header", response(400, header("se cret"), `{"__type":"FineException"}`), Entry{Status: 400, Code: "FineException"}},
		{"odd names", response(400, header("se cret"), `{"__type":"se cret","code":"\u001b[31m"}`), Entry{Status: 400}},
		{"long name", response(400, nil, `{"__type":"`+strings.Repeat("a", 65)+`"}`), Entry{Status: 400}},
		{"page", response(502, nil, "<html>"), Entry{Status: 502}},
		{"huge", response(400, nil, `{"__type":"FineException","x":"`+strings.Repeat("y", 2*maxPeek)+`"}`), Entry{Status: 400}},
		{"odd request id", response(200, http.Header{"X-Amzn-Requestid": {"a b"}, "X-Amz-Requestid": {"c"}}, ""),
			Entry{Status: 200, RequestID: "c"}},
		{"success named as error", response(200, header("OddException"), "{}"), Entry{Status: 200}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, text := one(t, test.next)
			want := test.want
			want.ID, want.Op, want.Attempt, want.Done = 1, "SignUp", 2, true
			want.Conn = InProcess // the test's transport asks for no connection
			want.Endpoint, want.RequestSize, want.ResponseSize = "example.com/", 2, int64(len(text))
			want.Start, want.Duration, want.Wait, want.Read = got.Start, got.Duration, got.Wait, got.Read
			want.Request, want.Response = got.Request, got.Response
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			plain, _ := test.next(nil)
			if sent, _ := io.ReadAll(plain.Body); text != string(sent) {
				t.Errorf("the caller read %d bytes of %d", len(text), len(sent))
			}
		})
	}
}

func TestFaultsInFixedWords(t *testing.T) {
	dial := func(err error) error { return &net.OpError{Op: "dial", Err: err} }
	tests := map[string]error{
		"cancelled":           context.Canceled,
		"no answer in time":   os.ErrDeadlineExceeded,
		"no network":          dial(os.NewSyscallError("connect", syscall.ENETUNREACH)),
		"host name not found": dial(&net.DNSError{Name: "secret.example", IsNotFound: true}),
		"connection refused":  dial(os.NewSyscallError("connect", syscall.ECONNREFUSED)),
		"no connection":       dial(errors.New("secret")),
		"connection lost":     fmt.Errorf("secret: %w", io.ErrUnexpectedEOF),
		"transport fault":     errors.New("secret"),
	}
	for want, err := range tests {
		got, _ := one(t, answers(func(*http.Request) (*http.Response, error) { return nil, err }))
		if got.Fault != want || !got.Done || got.Status != 0 {
			t.Errorf("%v: got %+v, want %q", err, got, want)
		}
	}
}

func TestBodyThatBreaks(t *testing.T) {
	for _, status := range []int{200, 400} {
		next := answers(func(*http.Request) (*http.Response, error) {
			body := io.MultiReader(strings.NewReader(`{"x":`), broken{io.ErrUnexpectedEOF})
			return &http.Response{StatusCode: status, Body: io.NopCloser(body)}, nil
		})
		got, text := one(t, next)
		if got.Fault != "connection lost" || got.Status != status || text != `{"x":` {
			t.Errorf("got %+v after %q", got, text)
		}
	}
}

func TestInFlightAndDuration(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		log := NewLog(10)
		client := New(response(200, nil, "{}"), log)
		answer, err := client.RoundTrip(request(t, "GetUser", "{}"))
		if err != nil {
			t.Fatal(err)
		}
		if e := log.Entries()[0]; e.Done || e.Duration != 0 || e.Status != 200 {
			t.Errorf("in flight: %+v", e)
		}
		time.Sleep(2 * time.Millisecond)
		answer.Body.Close()
		answer.Body.Close()
		if e := log.Entries()[0]; !e.Done || e.Duration < 2*time.Millisecond || e.Fault != "" {
			t.Errorf("done: %+v", e)
		}
	})
}

// Nothing of a request or an answer is shown but what is named.
func TestNoSecretInEntries(t *testing.T) {
	var secrets []string
	members := []string{"Password", "SecretHash", "ClientSecret", "ConfirmationCode", "Session",
		"AccessToken", "RefreshToken", "IdToken", "Token", "PASSWORD", "SECRET_HASH", "Message", "__type2"}
	var body strings.Builder
	body.WriteString("{")
	for i, member := range members {
		secret := fmt.Sprintf("unique%dvalue", i)
		secrets = append(secrets, secret, base64.StdEncoding.EncodeToString([]byte(secret)))
		fmt.Fprintf(&body, "%q:%q,", member, secret)
	}
	body.WriteString(`"__type":"FineException","Username":"ann"}`)

	log := NewLog(100)
	path := filepath.Join(t.TempDir(), "calls.jsonl")
	file, err := OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	log.Keep(file)
	for _, next := range []answers{
		response(200, http.Header{"X-Secret": {secrets[0]}}, body.String()),
		response(400, http.Header{"X-Amzn-Errormessage": {secrets[0]}}, body.String()),
		func(*http.Request) (*http.Response, error) { return nil, errors.New(body.String()) },
	} {
		r := request(t, "SignUp", body.String())
		r.Header.Set("Authorization", secrets[0])
		r.URL.RawQuery = "token=" + secrets[0]
		if answer, err := New(next, log).RoundTrip(r); err == nil {
			io.Copy(io.Discard, answer.Body)
			answer.Body.Close()
		}
	}
	odd := request(t, secrets[0]+" and spaces", "")
	New(response(200, nil, ""), log).RoundTrip(odd)
	text := fmt.Sprintf("%+v %#v", log.Entries(), log.Entries())
	kept, err := os.ReadFile(path)
	if err != nil || file.Close() != nil || strings.Count(string(kept), "\n") != 3 {
		t.Fatalf("the file holds %s: %v", kept, err)
	}
	text += string(kept)
	if !strings.Contains(text, "ann") || !strings.Contains(string(kept), "FineException") {
		t.Error("what may be shown isn't")
	}
	for _, secret := range secrets {
		if strings.Contains(text, secret) {
			t.Errorf("shows %s", secret)
		}
	}
}

// TestAbout keeps words of the service's own and nothing else.
func TestAbout(t *testing.T) {
	for word, want := range map[string]string{"SOFTWARE_TOKEN_MFA": "SOFTWARE_TOKEN_MFA", "": "", "a b": "", "Passw0rd!": "",
		"\x1b[2J": "", strings.Repeat("A", 41): ""} {
		log := NewLog(10)
		r := request(t, "RespondToAuthChallenge", "{}")
		if _, err := New(response(200, nil, "{}"), log).RoundTrip(r.WithContext(About(r.Context(), word))); err != nil {
			t.Fatal(err)
		}
		if got := log.Entries()[0].About; got != want {
			t.Errorf("about %q: kept %q, want %q", word, got, want)
		}
	}
}

func TestAttemptOf(t *testing.T) {
	for text, want := range map[string]int{
		"": 1, "attempt=3; max=3": 3, "ttl=1; attempt=2": 2, "attempt=x": 1, "attempt=-1": 1,
	} {
		r := request(t, "SignUp", "")
		r.Header.Set("Amz-Sdk-Request", text)
		if got := attempt(r); got != want {
			t.Errorf("%q: got %d, want %d", text, got, want)
		}
	}
}

func TestRing(t *testing.T) {
	log := NewLog(3)
	select {
	case <-log.Changed():
		t.Error("changed before anything happened")
	default:
	}
	for i := range 10 {
		log.Note(fmt.Sprint(i))
	}
	entries := log.Entries()
	if len(entries) != 3 || entries[0].Note != "7" || entries[2].ID != 10 {
		t.Errorf("got %+v", entries)
	}
	<-log.Changed()
	select {
	case <-log.Changed():
		t.Error("more than one signal waits")
	default:
	}
	log.update(1, func(*Entry) { t.Error("entry 1 is gone") })
	log.Note(strings.Repeat("x", 10*maxNote))
	if e := log.Entries(); len(e[2].Note) != maxNote {
		t.Errorf("a note of %d bytes", len(e[2].Note))
	}
	if e := NewLog(0); e.max != 1 {
		t.Errorf("max %d", e.max)
	}
}

func TestNilLogDropsEverything(t *testing.T) {
	var log *Log
	log.Note("x")
	answer, err := New(response(400, nil, `{"__type":"FineException"}`), log).RoundTrip(request(t, "SignUp", ""))
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if log.Entries() != nil || log.Changed() != nil {
		t.Error("a nil log holds something")
	}
}

func TestConcurrentUse(t *testing.T) {
	log := NewLog(16)
	client := New(response(400, nil, `{"__type":"FineException"}`), log)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 50 {
				answer, _ := client.RoundTrip(request(t, "SignUp", ""))
				io.Copy(io.Discard, answer.Body)
				answer.Body.Close()
				log.Entries()
			}
		})
	}
	group.Wait()
	for _, e := range log.Entries() {
		if !e.Done || e.Code != "FineException" {
			t.Errorf("got %+v", e)
		}
	}
}
