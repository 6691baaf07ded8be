package localpool_test

import (
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"cognito-tui/cognito/localpool"
)

var tookPattern = regexp.MustCompile(`\d+ ms`)

// TestServeLog: each call is a line with the user's name as the pool has it. What
// was typed and names nobody isn't told, for it may be a password in the wrong
// field; nor is anything else that was sent.
func TestServeLog(t *testing.T) {
	config := localpool.Demo()
	config.Pools[0].Users = append(config.Pools[0].Users, localpool.UserConfig{Username: "zoe\x1b[2J\n\u202e"})
	r := serve(t, serverOf(config))
	client := `"ClientId":"` + r.env["COGNITO_PUBLIC_CLIENT_ID"] + `"`
	login := func(user, password string) string {
		return `{` + client + `,"AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"` + user + `","PASSWORD":"` + password + `"}}`
	}
	call := func(op, body string) string {
		_, answer := r.ask(t, http.MethodPost, "/", body, "X-Amz-Target", "AWSCognitoIdentityProviderService."+op, "Authorization", forged)
		return answer
	}
	_, rest, _ := strings.Cut(call("InitiateAuth", login("ANN@example.com", localpool.DemoPassword)), `"AccessToken":"`)
	token, _, _ := strings.Cut(rest, `"`)
	call("GetUser", `{"AccessToken":"`+token+`"}`)
	call("GetUser", `{"AccessToken":"`+token+`x"}`)
	call("InitiateAuth", login("ann@example.com", "Secret-1"))
	call("InitiateAuth", login("Secret-2", "Secret-3"))
	call("InitiateAuth", `{"AuthFlow":"Secret-4"`)
	call("Secret-5", `{}`)
	r.ask(t, http.MethodPost, "/", `{}`, "X-Amz-Target", "Secret-6")
	r.signUp(t, "new@example.com")
	call("AdminDeleteUser", `{"UserPoolId":"us-east-1_LocalPool","Username":"new@example.com"}`)
	call("AdminDeleteUser", `{"UserPoolId":"us-east-1_LocalPool","Username":"new@example.com"}`)
	call("InitiateAuth", login(`zoe\u001b[2J\n\u202e`, localpool.DemoPassword))
	call("ListUserPools", `{"MaxResults":1}`)
	r.post(t, "/_local/faults", `{"operation":"SignUp","exception":"LimitExceededException","message":"Secret-7"}`)
	r.signUp(t, "other@example.com")
	r.post(t, "/_local/faults", `{"operation":"SignUp","drop":true}`)
	lost, _ := http.NewRequest(http.MethodPost, r.url, strings.NewReader(`{}`))
	lost.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService.SignUp")
	if _, err := http.DefaultClient.Do(lost); err == nil {
		t.Error("the answer came")
	}
	r.ask(t, http.MethodPost, "/", `{}`, "X-Amz-Target", "AWSCognitoIdentityProviderService.ListUserPools", "Origin", "https://Secret-8.example")
	r.ask(t, http.MethodGet, "/us-east-1_LocalPool/.well-known/jwks.json", "")
	r.stop()
	<-r.ended

	head, log, _ := strings.Cut(r.stderr.String(), "\n")
	if !strings.HasPrefix(head, "The local pool is served at ") {
		t.Error(head)
	}
	want := `hh:mm:ss InitiateAuth "ann@example.com" ok N ms
hh:mm:ss GetUser "ann@example.com" ok N ms
hh:mm:ss GetUser - NotAuthorizedException N ms
hh:mm:ss InitiateAuth "ann@example.com" NotAuthorizedException N ms
hh:mm:ss InitiateAuth (no such user) UserNotFoundException N ms
hh:mm:ss InitiateAuth - SerializationException N ms
hh:mm:ss (unknown operation) - UnknownOperationException N ms
hh:mm:ss SignUp "new@example.com" ok N ms
hh:mm:ss AdminDeleteUser "new@example.com" ok N ms
hh:mm:ss AdminDeleteUser (no such user) UserNotFoundException N ms
hh:mm:ss InitiateAuth "zoe\x1b[2J\n\u202e" ok N ms
hh:mm:ss ListUserPools - ok N ms
hh:mm:ss SignUp - LimitExceededException N ms
hh:mm:ss SignUp - no answer N ms
hh:mm:ss ListUserPools - AccessDeniedException N ms
`
	if got := tookPattern.ReplaceAllString(log, "N ms"); got != want {
		t.Errorf("the log is\n%s\nnot\n%s", got, want)
	}
	for _, secret := range []string{"Secret", "ecret-", localpool.DemoPassword, "eyJ", "\x1b", "\u202e"} {
		if strings.Contains(log, secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
}

// TestServeQuiet: no line a call.
func TestServeQuiet(t *testing.T) {
	r := serveWith(t, demoServer(), localpool.ServeOptions{Quiet: true})
	r.signUp(t, "new@example.com")
	r.stop()
	<-r.ended
	if said := r.stderr.String(); strings.Count(said, "\n") != 1 || !strings.HasPrefix(said, "The local pool is served at ") {
		t.Error(said)
	}
}

// stuck is a standard error that takes one line and no more until it is opened.
type stuck struct {
	safeBuffer
	open chan struct{}
	full bool
}

func (s *stuck) Write(p []byte) (int, error) {
	if s.full {
		<-s.open
	}
	s.full = true
	return s.safeBuffer.Write(p)
}

// TestServeLogUnread: calls go on where nobody reads the log, and how many lines it
// lacks is told.
func TestServeLogUnread(t *testing.T) {
	const calls = 1500
	stderr := &stuck{open: make(chan struct{})}
	r := serveWith(t, demoServer(), localpool.ServeOptions{Stderr: stderr})
	for range calls {
		r.call(t, "SignUp", `{}`)
	}
	close(stderr.open)
	// A line that comes later tells of those that are lacking.
	for !strings.Contains(stderr.String(), "left out") {
		r.call(t, "SignUp", `{}`)
	}
	r.stop()
	<-r.ended
	lacking := regexp.MustCompile(`(?m)^(\d+) lines were left out`).FindStringSubmatch(stderr.String())
	n, _ := strconv.Atoi(lacking[1])
	if lines := strings.Count(stderr.String(), " SignUp "); n == 0 || lines < 1000 || lines+n < calls {
		t.Errorf("%d lines, and %d left out", lines, n)
	}
}
