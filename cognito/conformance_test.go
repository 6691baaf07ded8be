package cognito_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"cognito-tui/cognito"
	"cognito-tui/cognito/bubble"
	"cognito-tui/cognito/localpool"
	"cognito-tui/cognito/localpool/pooltest"

	"github.com/aws/aws-sdk-go-v2/credentials"
)

// server is a user pool under test with what a test may know of it.
type server struct {
	config cognito.Config
	// code is the newest code sent to a user.
	code func(t *testing.T, username string) string
}

// localServer is the embedded pool's demo-app, or another of its clients.
func localServer(t testing.TB, client string) (*localpool.Server, server) {
	t.Helper()
	config := localpool.Demo()
	config.Keys, config.Random = pooltest.Keys, pooltest.Random()
	pool := localpool.New(config)
	clients := pool.Clients()
	i := slices.IndexFunc(clients, func(c localpool.ClientInfo) bool { return c.Name == client })
	if i < 0 {
		t.Fatalf("no client %s", client)
	}
	return pool, server{
		config: cognito.Config{
			Region: "us-east-1", UserPoolID: clients[i].PoolID,
			ClientID: clients[i].ClientID, ClientSecret: clients[i].Secret,
			Transport:   pool.Transport(),
			Credentials: credentials.NewStaticCredentialsProvider("AKIDLOCAL", "local", ""),
		},
		code: func(t *testing.T, username string) string { return newestCode(t, pool, username) },
	}
}

func newestCode(t *testing.T, pool *localpool.Server, username string) string {
	t.Helper()
	messages := pool.Messages("")
	for _, m := range slices.Backward(messages) {
		if m.Username == username || m.To == username {
			return m.Code
		}
	}
	t.Fatalf("no code was sent to %s", username)
	return ""
}

// otherServer is the one that the environment names; skips are the cases that
// COGNITO_TEST_SKIP says it can't do.
func otherServer(t *testing.T) (s server, skips []string) {
	t.Helper()
	endpoint := os.Getenv("COGNITO_TEST_ENDPOINT")
	if endpoint == "" {
		t.Skip("COGNITO_TEST_ENDPOINT names no other server")
	}
	command := os.Getenv("COGNITO_TEST_CODE_COMMAND")
	return server{
		config: cognito.Config{
			Region: "us-east-1", Endpoint: endpoint,
			UserPoolID:   os.Getenv("COGNITO_TEST_POOL_ID"),
			ClientID:     os.Getenv("COGNITO_TEST_CLIENT_ID"),
			ClientSecret: os.Getenv("COGNITO_TEST_CLIENT_SECRET"),
			Credentials:  credentials.NewStaticCredentialsProvider("AKIDLOCAL", "local", ""),
		},
		code: func(t *testing.T, username string) string {
			t.Helper()
			code, err := exec.CommandContext(t.Context(), command, username).Output()
			if err != nil {
				t.Fatalf("the code of %s: %v", username, err)
			}
			return strings.TrimSpace(string(code))
		},
	}, strings.Split(os.Getenv("COGNITO_TEST_SKIP"), ",")
}

func TestConformanceOfLocalPool(t *testing.T) {
	for _, c := range conformance {
		t.Run(c.name, func(t *testing.T) {
			bubble.Run(t, func(t *testing.T) {
				_, s := localServer(t, "demo-app")
				c.run(t, s)
			})
		})
	}
}

func TestConformanceOfOtherServer(t *testing.T) {
	s, skips := otherServer(t)
	for _, c := range conformance {
		t.Run(c.name, func(t *testing.T) {
			if slices.Contains(skips, c.name) {
				t.Skip("the other server can't do this")
			}
			c.run(t, s)
		})
	}
	for _, skip := range skips {
		if skip != "" && !slices.ContainsFunc(conformance, func(c conformanceCase) bool { return c.name == skip }) {
			t.Errorf("COGNITO_TEST_SKIP names %q, which is no case", skip)
		}
	}
}

const (
	goodPassword  = "Correct-Horse1!"
	otherPassword = "Battery-Staple2?"
)

// newUser is a name nobody has, which is an email address.
func newUser() string { return fmt.Sprintf("conf-%d@example.com", rand.Int64()) }

func signUp(t *testing.T, s server, username string) cognito.SignUpResult {
	t.Helper()
	result, err := cognito.New(s.config).SignUp(t.Context(), cognito.SignUpRequest{
		Username: username, Password: goodPassword,
		Attributes: []cognito.Attribute{{Name: "email", Value: username}},
	})
	if err != nil {
		t.Fatalf("signing up %s: %#v", username, err)
	}
	return result
}

// confirmed signs a new user up and confirms it.
func confirmed(t *testing.T, s server) string {
	t.Helper()
	username := newUser()
	signUp(t, s, username)
	confirm(t, s, username, s.code(t, username))
	return username
}

func confirm(t *testing.T, s server, username, code string) {
	t.Helper()
	_, err := cognito.New(s.config).ConfirmSignUp(t.Context(), cognito.ConfirmSignUpRequest{Username: username, Code: code})
	if err != nil {
		t.Fatalf("confirming %s: %#v", username, err)
	}
}

func signIn(t *testing.T, s server, username, password string) cognito.SignedIn {
	t.Helper()
	step, err := cognito.New(s.config).SignIn(t.Context(), cognito.SignInRequest{Username: username, Password: password})
	if err != nil {
		t.Fatalf("signing %s in: %#v", username, err)
	}
	in, ok := step.(cognito.SignedIn)
	if !ok {
		t.Fatalf("signing %s in led to %#v", username, step)
	}
	return in
}

func wantKind(t *testing.T, err error, wanted ...cognito.Kind) {
	t.Helper()
	if err == nil || !slices.Contains(wanted, cognito.KindOf(err)) {
		t.Errorf("got %v, want one of %v", err, wanted)
	}
}

// wrongCode is a code of the same form that isn't the right one.
func wrongCode(right string) string {
	if strings.HasSuffix(right, "0") {
		return right[:len(right)-1] + "1"
	}
	return right[:len(right)-1] + "0"
}
