package trace

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"cognito-tui/cognito/trace/redact"
)

// TestConnections is an attempt over a new connection, one over the same, and one
// that got none.
func TestConnections(t *testing.T) {
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		w.Header().Set("Date", time.Now().Add(time.Hour).UTC().Format(http.TimeFormat))
		fmt.Fprint(w, `{"UserSub":"1"}`)
	}))
	log := NewLog(10)
	client := server.Client()
	inner := client.Transport.(*http.Transport)
	client.Transport = New(inner, log)
	call := func() *Entry {
		r, err := http.NewRequest(http.MethodPost, server.URL+"/path?secret=1", strings.NewReader(`{"Username":"ann"}`))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService.SignUp")
		r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=x")
		if answer, err := client.Do(r); err == nil {
			io.Copy(io.Discard, answer.Body)
			answer.Body.Close()
		}
		return log.Newest()
	}
	first := call()
	if first.Conn != NewConnection || first.Connect <= 0 || first.Wait <= 0 || first.Connect+first.Wait+first.Read > first.Duration {
		t.Errorf("a new connection: %+v", first)
	}
	if first.Skew < 59*time.Minute || !first.Dated || !first.Signed || first.RequestSize != 18 || first.ResponseSize != 15 {
		t.Errorf("got %+v", first)
	}
	if want := strings.TrimPrefix(server.URL, "https://") + "/path"; first.Endpoint != want {
		t.Errorf("endpoint %q, want %q", first.Endpoint, want)
	}
	if second := call(); second.Conn != Reused || second.Connect != 0 || second.Wait <= 0 {
		t.Errorf("the same connection: %+v", second)
	}
	server.Close()
	inner.CloseIdleConnections()
	if third := call(); third.Conn != NoConnection || third.Fault == "" || third.ResponseSize != -1 || third.Response.Text != "no answer" {
		t.Errorf("no connection: %+v", third)
	}
}

func TestOtherRequests(t *testing.T) {
	for path, want := range map[string]string{
		"/us-east-1_A/.well-known/jwks.json": "GET jwks.json", "/": "GET", "/a%20b": "GET",
	} {
		log := NewLog(10)
		r := httptest.NewRequest(http.MethodGet, "https://example.com"+path, nil)
		answer, err := New(response(200, nil, `{"keys":["a-key"]}`), log).RoundTrip(r)
		if err != nil {
			t.Fatal(err)
		}
		io.Copy(io.Discard, answer.Body)
		e := log.Newest()
		if e.Op != want || e.Request.Text != "no body" || e.Response.Text != "body, 18 bytes: not shown" || e.ResponseSize != 18 ||
			e.Signed || e.Dated {
			t.Errorf("%s: got %+v", path, e)
		}
	}
}

// slow gives a body byte by byte, and can't be rewound.
type slow struct{ io.Reader }

func (s slow) Read(p []byte) (int, error) { return s.Reader.Read(p[:1]) }

// What is sent is what was to be sent, whatever its size and its end.
func TestRequestsAreCarriedOn(t *testing.T) {
	huge := strings.Repeat("x", maxHeld+10)
	for name, test := range map[string]struct {
		body io.Reader
		want string
		err  error
	}{
		"small": {strings.NewReader("{}"), "{}", nil}, "byte by byte": {slow{strings.NewReader("{}")}, "{}", nil},
		"huge":        {strings.NewReader(huge), huge, nil},
		"that breaks": {io.MultiReader(strings.NewReader("{"), broken{io.ErrUnexpectedEOF}), "{", io.ErrUnexpectedEOF},
	} {
		var sent []byte
		var err error
		next := answers(func(r *http.Request) (*http.Response, error) {
			sent, err = io.ReadAll(r.Body)
			return &http.Response{StatusCode: 200, Body: io.NopCloser(strings.NewReader(huge))}, nil
		})
		log := NewLog(10)
		r := request(t, "SignUp", "")
		r.Body = io.NopCloser(test.body)
		answer, fault := New(next, log).RoundTrip(r)
		if fault != nil || string(sent) != test.want || err != test.err {
			t.Errorf("%s: sent %d bytes, %v, %v", name, len(sent), err, fault)
		}
		if got, err := io.ReadAll(answer.Body); len(got) != len(huge) || err != nil {
			t.Errorf("%s: read %d bytes, %v", name, len(got), err)
		}
		if e := log.Newest(); e.Response.Kind != redact.Hidden || e.ResponseSize != int64(len(huge)) {
			t.Errorf("%s: kept %v of %d bytes", name, e.Response.Kind, e.ResponseSize)
		}
	}
}

// TestBodiesAreBounded fills the log with bodies: those of the oldest are gone,
// and all else of them is there.
func TestBodiesAreBounded(t *testing.T) {
	log := NewLog(1000)
	body := `{"Username":"` + strings.Repeat("a", 30<<10) + `"}`
	client := New(response(200, nil, body), log)
	held, err := client.RoundTrip(request(t, "SignUp", body)) // in flight for all the time
	if err != nil {
		t.Fatal(err)
	}
	for range 400 {
		answer, _ := client.RoundTrip(request(t, "SignUp", body))
		io.Copy(io.Discard, answer.Body)
	}
	all, size := log.Snapshot(), 0
	for i, e := range all {
		size += bodySize(e)
		if gone := e.Request.Text == dropped.Text; i > 0 &&
			(e.Status != 200 || gone != (e.Response.Text == dropped.Text) || gone && i > 300 || !gone && i < 200) {
			t.Fatalf("entry %d of %d: %+v", i, len(all), e.Request.Kind)
		}
	}
	if size > maxBodies || size != log.bodies || log.Get(1).Request.Kind != redact.Object {
		t.Errorf("%d bytes of bodies, counted %d", size, log.bodies)
	}
	io.Copy(io.Discard, held.Body)
	if log.Get(1).Request.Text != dropped.Text || log.bodies > maxBodies {
		t.Errorf("the old one's bodies were kept")
	}
	small := NewLog(2)
	for range 10 {
		answer, _ := New(response(200, nil, body), small).RoundTrip(request(t, "SignUp", body))
		io.Copy(io.Discard, answer.Body)
	}
	if want := bodySize(small.Get(9)) + bodySize(small.Get(10)); small.bodies != want || small.Get(8) != nil || small.Get(11) != nil {
		t.Errorf("counted %d bytes, want %d", small.bodies, want)
	}
}

// A snapshot stays as it was, and is shared until something changes.
func TestSnapshot(t *testing.T) {
	log := NewLog(10)
	log.Note("a")
	one, two := log.Snapshot(), log.Snapshot()
	if &one[0] != &two[0] {
		t.Error("two lists of the same")
	}
	log.update(1, func(e *Entry) { e.Note = "b" })
	if one[0].Note != "a" || log.Snapshot()[0].Note != "b" || log.Newest().Note != "b" {
		t.Error("a snapshot changed, or a change isn't seen")
	}
	if NewLog(3).Newest() != nil || NewLog(3).Get(0) != nil || NewLog(3).Get(1) != nil {
		t.Error("an empty log has entries")
	}
}

func BenchmarkRoundTrip(b *testing.B) {
	const sent = `{"AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"ann","PASSWORD":"x","SECRET_HASH":"y"},"ClientId":"abc"}`
	token := strings.Repeat("t", 1100)
	body := []byte(`{"AuthenticationResult":{"AccessToken":"` + token + `","IdToken":"` + token + `","RefreshToken":"` + token +
		`","ExpiresIn":3600,"TokenType":"Bearer"},"ChallengeParameters":{}}`)
	next := answers(func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(bytes.NewReader(body))}, nil
	})
	for name, transport := range map[string]http.RoundTripper{"none": next, "traced": New(next, NewLog(10_000))} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r, _ := http.NewRequest(http.MethodPost, "https://example.com/", strings.NewReader(sent))
				r.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService.InitiateAuth")
				answer, err := transport.RoundTrip(r)
				if err != nil {
					b.Fatal(err)
				}
				io.Copy(io.Discard, answer.Body)
				answer.Body.Close()
			}
		})
	}
}
