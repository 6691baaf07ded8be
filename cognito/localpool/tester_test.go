package localpool

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"cognito-tui/cognito/bubble"
	"cognito-tui/cognito/localpool/pooltest"
)

// tester speaks the protocol by hand, so that nothing of an SDK stands between
// a test and the pool's bytes.
type tester struct {
	*testing.T
	s *Server
}

func newTester(t *testing.T) tester { return testerWith(t, Demo()) }

func testerWith(t *testing.T, c Config) tester { return tester{t, newServer(c)} }

// newServer is a Server that answers the same in each run: its keys and what it draws
// are those of tests, and its clock stands at the instant at which bubbles begin, so
// that only Advance moves it.
func newServer(c Config) *Server {
	c.Keys, c.Random = pooltest.Keys, pooltest.Random()
	return newAt(c, bubble.Instant)
}

type answered struct {
	status        int
	header        http.Header
	body          map[string]any
	code, message string // of an error
}

// in walks into the answered's objects.
func (a answered) in(path ...string) any {
	var v any = a.body
	for _, name := range path {
		m, _ := v.(map[string]any)
		v = m[name]
	}
	return v
}

func (a answered) str(path ...string) string { s, _ := a.in(path...).(string); return s }

// signature is a well-formed header of an administrator's call.
const signature = "AWS4-HMAC-SHA256 Credential=LOCAL/20260101/us-east-1/cognito-idp/aws4_request, " +
	"SignedHeaders=content-type;host;x-amz-date;x-amz-target, " +
	"Signature=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

// request builds a call; operations of administrators are signed.
func (x tester) request(op string, body []byte) *http.Request {
	x.Helper()
	r, err := http.NewRequestWithContext(x.Context(), http.MethodPost, "https://local.invalid/", bytes.NewReader(body))
	if err != nil {
		x.Fatal(err)
	}
	r.Header.Set("X-Amz-Target", target+op)
	r.Header.Set("Content-Type", contentType)
	if o := operations[op]; o != nil && o.signed {
		r.Header.Set("Authorization", signature)
	}
	return r
}

func (x tester) send(r *http.Request) answered {
	x.Helper()
	resp, err := x.s.Transport().RoundTrip(r)
	if err != nil {
		x.Fatal(err)
	}
	data, _ := io.ReadAll(resp.Body)
	a := answered{status: resp.StatusCode, header: resp.Header}
	if len(data) > 0 {
		if err := json.Unmarshal(data, &a.body); err != nil {
			x.Fatalf("not JSON: %q", data)
		}
	}
	a.code, a.message = a.str("__type"), a.str("message")
	return a
}

func (x tester) call(op string, body object) answered {
	x.Helper()
	data, err := json.Marshal(body)
	if err != nil {
		x.Fatal(err)
	}
	return x.send(x.request(op, data))
}

// ok demands success.
func (x tester) ok(op string, body object) answered {
	x.Helper()
	a := x.call(op, body)
	if a.status != http.StatusOK {
		x.Fatalf("%s: %s: %s", op, a.code, a.message)
	}
	return a
}

// refused demands this exception, named without its suffix, and a message that
// begins with text. A code of "" demands success.
func (x tester) refused(op string, body object, code, text string) answered {
	x.Helper()
	if code == "" {
		return x.ok(op, body)
	}
	a := x.call(op, body)
	x.want(a, code, text)
	return a
}

func (x tester) want(a answered, code, text string) {
	x.Helper()
	if a.code != code+"Exception" || !strings.HasPrefix(a.message, text) {
		x.Errorf("got %q %q, want %sException %q", a.code, a.message, code, text)
	}
}

func (x tester) client(name string) ClientInfo {
	x.Helper()
	for _, c := range x.s.Clients() {
		if c.Name == name {
			return c
		}
	}
	x.Fatalf("no client %s", name)
	return ClientInfo{}
}

// as adds what an app client sends: its id, the user name and the hash.
func (x tester) as(client, username string, more object) object {
	x.Helper()
	c := x.client(client)
	body := object{"ClientId": c.ClientID, "Username": username}
	if c.Secret != "" {
		body["SecretHash"] = secretHash(c.Secret, username, c.ClientID)
	}
	for k, v := range more {
		body[k] = v
	}
	return body
}

// login is the body of a password sign-in.
func (x tester) login(client, username, password string) object {
	x.Helper()
	c := x.client(client)
	given := map[string]string{"USERNAME": username, "PASSWORD": password}
	if c.Secret != "" {
		given["SECRET_HASH"] = secretHash(c.Secret, username, c.ClientID)
	}
	return object{"ClientId": c.ClientID, "AuthFlow": "USER_PASSWORD_AUTH", "AuthParameters": given}
}

func (x tester) signIn(client, username string) answered {
	x.Helper()
	return x.ok("InitiateAuth", x.login(client, username, DemoPassword))
}

// code returns the newest code sent to an address.
func (x tester) code(to string) string {
	x.Helper()
	sent := x.s.Messages(to)
	if len(sent) == 0 {
		x.Fatalf("nothing was sent to %s", to)
	}
	return sent[len(sent)-1].Code
}

// signUp makes an unconfirmed user of the first pool with an email.
func (x tester) signUp(client, email string) answered {
	x.Helper()
	return x.ok("SignUp", x.as(client, email, object{"Password": DemoPassword,
		"UserAttributes": attributes("email", email)}))
}

// attributes makes the wire form of names and values in turn.
func attributes(pairs ...string) []object {
	list := []object{}
	for i := 0; i < len(pairs); i += 2 {
		list = append(list, object{"Name": pairs[i], "Value": pairs[i+1]})
	}
	return list
}
