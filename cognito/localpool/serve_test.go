package localpool_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-tui/cognito/localpool"
	"cognito-tui/cognito/localpool/pooltest"
)

// running is a pool served on a free port of loopback.
type running struct {
	*localpool.Server
	env    map[string]string // what it printed on standard output
	url    string
	stderr *safeBuffer
	stop   context.CancelFunc
	ended  chan error
}

// safeBuffer is written by the server and read by the test.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// serverOf has keys that nothing needs to make.
func serverOf(c localpool.Config) *localpool.Server {
	c.Keys, c.Random = pooltest.Keys, pooltest.Random()
	return localpool.New(c)
}

func demoServer() *localpool.Server { return serverOf(localpool.Demo()) }

// serve starts a pool and reads the settings that it prints; it ends with the test.
func serve(t testing.TB, s *localpool.Server) *running {
	t.Helper()
	return serveWith(t, s, localpool.ServeOptions{})
}

// serveWith serves so, on a free port; standard error is kept unless o has one.
func serveWith(t testing.TB, s *localpool.Server, o localpool.ServeOptions) *running {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	r := &running{Server: s, env: map[string]string{}, stderr: &safeBuffer{}, stop: stop, ended: make(chan error, 1)}
	out, in := io.Pipe()
	o.Addr, o.Stdout, o.Stamp = "127.0.0.1:0", in, func(time.Time) string { return "hh:mm:ss" }
	if o.Stderr == nil {
		o.Stderr = r.stderr
	}
	go func() {
		r.ended <- localpool.Serve(ctx, s, o)
		in.Close()
	}()
	lines := bufio.NewScanner(out)
	for len(r.env) < 8 && lines.Scan() {
		name, value, _ := strings.Cut(lines.Text(), "=")
		r.env[name] = value
	}
	go io.Copy(io.Discard, out)
	r.url = r.env["AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER"]
	if r.url == "" {
		stop()
		t.Fatal("serve printed no endpoint: ", <-r.ended)
	}
	t.Cleanup(stop)
	return r
}

// sdk is AWS's own client over the network, without repeats.
func (r *running) sdk(h *http.Client) *cip.Client {
	return cip.New(cip.Options{
		Region: r.env["AWS_REGION"], BaseEndpoint: aws.String(r.url), HTTPClient: h, Retryer: aws.NopRetryer{},
		Credentials: credentials.NewStaticCredentialsProvider(r.env["AWS_ACCESS_KEY_ID"], r.env["AWS_SECRET_ACCESS_KEY"], ""),
	})
}

func (r *running) hash(name string) *string {
	mac := hmac.New(sha256.New, []byte(r.env["COGNITO_CLIENT_SECRET"]))
	io.WriteString(mac, name+r.env["COGNITO_CLIENT_ID"])
	return aws.String(base64.StdEncoding.EncodeToString(mac.Sum(nil)))
}

func TestServePrintsAnEnvFile(t *testing.T) {
	r := serve(t, demoServer())
	for _, c := range r.Clients() {
		want := map[string][2]string{
			"demo-app":    {r.env["COGNITO_CLIENT_ID"], r.env["COGNITO_CLIENT_SECRET"]},
			"demo-public": {r.env["COGNITO_PUBLIC_CLIENT_ID"], ""},
		}[c.Name]
		if want != [2]string{} && want != [2]string{c.ClientID, c.Secret} {
			t.Errorf("%s: printed %q", c.Name, want)
		}
	}
	if r.env["AWS_REGION"] != "us-east-1" || r.env["COGNITO_USER_POOL_ID"] != "us-east-1_LocalPool" {
		t.Error(r.env)
	}
	for _, name := range []string{"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"} {
		if !strings.HasPrefix(r.env[name], "local") {
			t.Errorf("%s=%s", name, r.env[name])
		}
	}
	if strings.HasSuffix(r.url, ":0") {
		t.Error("port 0 was printed: " + r.url)
	}
}

// TestServeSignUpThroughSDK takes the code from the messages as another program
// would.
func TestServeSignUpThroughSDK(t *testing.T) {
	r, ctx := serve(t, demoServer()), t.Context()
	c, name := r.sdk(http.DefaultClient), "new+served@example.com"
	id := aws.String(r.env["COGNITO_CLIENT_ID"])
	_, err := c.SignUp(ctx, &cip.SignUpInput{ClientId: id, SecretHash: r.hash(name), Username: &name,
		Password: aws.String(localpool.DemoPassword), UserAttributes: []types.AttributeType{{Name: aws.String("email"), Value: &name}}})
	if err != nil {
		t.Fatal(err)
	}
	sent := r.messages(t, "?to="+name) // a plus sign as people write it
	if len(sent) != 1 || sent[0].To != name || sent[0].Medium != "EMAIL" || sent[0].Kind != "sign-up code" || sent[0].Time.IsZero() {
		t.Fatalf("%+v", sent)
	}
	_, err = c.ConfirmSignUp(ctx, &cip.ConfirmSignUpInput{ClientId: id, SecretHash: r.hash(name), Username: &name, ConfirmationCode: &sent[0].Code})
	if err != nil {
		t.Fatal(err)
	}
	in, err := c.InitiateAuth(ctx, &cip.InitiateAuthInput{ClientId: id, AuthFlow: types.AuthFlowTypeUserPasswordAuth,
		AuthParameters: map[string]string{"USERNAME": name, "PASSWORD": localpool.DemoPassword, "SECRET_HASH": *r.hash(name)}})
	if err != nil || in.AuthenticationResult == nil {
		t.Fatal(in, err)
	}
	if _, err := c.AdminGetUser(ctx, &cip.AdminGetUserInput{UserPoolId: aws.String(r.env["COGNITO_USER_POOL_ID"]), Username: &name}); err != nil {
		t.Error("a signed call of an administrator: ", err)
	}
	for _, secret := range []string{localpool.DemoPassword, sent[0].Code, r.env["COGNITO_CLIENT_SECRET"], r.env["AWS_SECRET_ACCESS_KEY"], "eyJ"} {
		if strings.Contains(r.stderr.String(), secret) {
			t.Errorf("standard error holds %q", secret)
		}
	}
}

// TestServeRefusesUnsignedAdmin: loopback is no reason to trust a call.
func TestServeRefusesUnsignedAdmin(t *testing.T) {
	r := serve(t, demoServer())
	res, body := r.ask(t, http.MethodPost, "/", `{"UserPoolId":"us-east-1_LocalPool","Username":"x"}`,
		"Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", "AWSCognitoIdentityProviderService.AdminGetUser")
	if res.StatusCode != http.StatusBadRequest || !strings.Contains(body, "MissingAuthenticationToken") {
		t.Error(res.Status, body)
	}
}

func TestServeRefusesAddresses(t *testing.T) {
	used, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer used.Close()
	for _, c := range []struct {
		name, addr, says string
		usage            bool
	}{
		{"in use", used.Addr().String(), "in use", false},
		{"no port", "127.0.0.1", "host:port", true},
		{"empty", "", "host:port", true},
		{"a name for a port", "127.0.0.1:http", "host:port", true},
		{"port too large", "127.0.0.1:65536", "host:port", true},
		{"control characters", "127.0.0.1\x1b[31m:80", `[31m`, true},
		{"every address", "0.0.0.0:0", "--unsafe-listen", true},
		{"every address of IPv6", "[::]:0", "--unsafe-listen", true},
		{"empty host", ":0", "--unsafe-listen", true},
		{"a name", "example.com:0", "--unsafe-listen", true},
		{"not this machine's", "127.0.0.1.:0", "--unsafe-listen", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			err := localpool.Serve(t.Context(), demoServer(), localpool.ServeOptions{Addr: c.addr, Stdout: &stdout, Stderr: &stderr})
			var wrong *localpool.AddrError
			if err == nil || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), "--addr") || errors.As(err, &wrong) != c.usage {
				t.Fatalf("%T %v", err, err)
			}
			if strings.ContainsAny(err.Error(), "\x1b\n") {
				t.Errorf("%q", err)
			}
			if stdout.Len()+stderr.Len() > 0 {
				t.Errorf("printed %q and %q", stdout.String(), stderr.String())
			}
		})
	}
}

// TestServeUnsafeListen: with the flag every address is taken, and the printed
// one can be called.
func TestServeUnsafeListen(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	out, in := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		ended <- localpool.Serve(ctx, demoServer(), localpool.ServeOptions{Addr: ":0", Stdout: in, Stderr: io.Discard, UnsafeListen: true})
	}()
	lines := bufio.NewScanner(out)
	for i := 0; i < 2; i++ {
		lines.Scan()
	}
	url, found := strings.CutPrefix(lines.Text(), "AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER=")
	go io.Copy(io.Discard, out)
	if !found || !strings.HasPrefix(url, "http://127.0.0.1:") {
		t.Fatal(lines.Text())
	}
	res, err := http.Get(url + "/_local/messages")
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatal(res, err)
	}
	res.Body.Close()
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestServeWithoutStandardOutput(t *testing.T) {
	err := localpool.Serve(t.Context(), demoServer(), localpool.ServeOptions{Addr: "127.0.0.1:0", Stdout: brokenWriter{}, Stderr: io.Discard})
	if !errors.Is(err, io.ErrClosedPipe) {
		t.Error(err)
	}
}

// TestServeEnds: at once when nothing is going on; within moments when a call
// hangs, and that call is cut off.
func TestServeEnds(t *testing.T) {
	t.Parallel()
	for _, hung := range []bool{false, true} {
		r := serve(t, demoServer())
		cut := make(chan error, 1)
		if hung {
			release := r.Hold("SignUp")
			defer release()
			arrived := make(chan struct{})
			go func() {
				cut <- r.heldCall(arrived)
			}()
			<-arrived
			time.Sleep(50 * time.Millisecond)
		}
		began := time.Now()
		r.stop()
		select {
		case err := <-r.ended:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(10 * time.Second):
			t.Fatal("still serving")
		}
		took := time.Since(began)
		if !hung && took > time.Second || took > 4*time.Second {
			t.Errorf("hung %v: ended after %s", hung, took)
		}
		if hung && <-cut == nil {
			t.Error("the call that hung was answered")
		}
		if conn, err := net.Dial("tcp", strings.TrimPrefix(r.url, "http://")); err == nil {
			conn.Close()
			t.Error("it still listens")
		}
	}
}

// heldCall sends a call that the pool holds, and tells when it was written.
func (r *running) heldCall(arrived chan<- struct{}) error {
	conn, err := net.Dial("tcp", strings.TrimPrefix(r.url, "http://"))
	if err != nil {
		close(arrived)
		return err
	}
	defer conn.Close()
	io.WriteString(conn, "POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: AWSCognitoIdentityProviderService.SignUp\r\nContent-Length: 2\r\n\r\n{}")
	close(arrived)
	_, err = conn.Read(make([]byte, 1))
	return err
}
