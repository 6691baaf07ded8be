package ui

import (
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/credentials"

	"github.com/aws/aws-sdk-go-v2/aws"

	"cognito-tui/cognito"
	"cognito-tui/cognito/localpool"
	"cognito-tui/cognito/localpool/pooltest"
	"cognito-tui/cognito/settings"
)

type roundTripper = http.RoundTripper

// memoryRecorder keeps the record of changes in memory.
type memoryRecorder struct {
	mu    sync.Mutex
	list  []cognito.Record
	fails error // what Record fails with; nil where it doesn't
}

func (r *memoryRecorder) Record(one cognito.Record) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.fails != nil {
		return r.fails
	}
	r.list = append(r.list, one)
	return nil
}

// records are those kept so far.
func (r *memoryRecorder) records() []cognito.Record {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.list)
}

// demoPool is the embedded pool of the demo.
func demoPool() *localpool.Server { return newPool(localpool.Demo()) }

// newPool makes embedded pools whose keys, ids, codes and sessions are the same in
// each run.
func newPool(c localpool.Config) *localpool.Server {
	c.Keys, c.Random = pooltest.Keys, pooltest.Random()
	return localpool.New(c)
}

// sameRandom is randomness that is the same in each run, for many goroutines.
type sameRandom struct {
	mu   sync.Mutex
	from *rand.ChaCha8
}

func newRandom(purpose string) *sameRandom {
	return &sameRandom{from: rand.NewChaCha8(sha256.Sum256([]byte(purpose)))}
}

func (c *sameRandom) Read(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.from.Read(p)
}

func localCredentials() aws.CredentialsProvider {
	return credentials.NewStaticCredentialsProvider("local", "local", "")
}

// localAdapter gives the tests what main gives the program.
type localAdapter struct{ *localpool.Server }

func (l localAdapter) Messages() []Message {
	var out []Message
	for _, m := range l.Server.Messages("") {
		out = append(out, Message(m))
	}
	return out
}

func (l localAdapter) Users() []LocalUser {
	var out []LocalUser
	for _, u := range l.Server.Users() {
		out = append(out, LocalUser(u))
	}
	return out
}

func (l localAdapter) Clients() []LocalClient {
	var out []LocalClient
	for _, c := range l.Server.Clients() {
		out = append(out, LocalClient(c))
	}
	return out
}

// testServed is where localAdapter says that it serves; nothing in a bubble listens.
const testServed = "http://127.0.0.1:9229"

func (l localAdapter) Serve(context.Context) (string, error) { return testServed, nil }

func (l localAdapter) Password() string { return localpool.DemoPassword }

// choose fills in the client that the settings name by its id, or else the one
// of this name.
func choose(pool *localpool.Server, s settings.Settings, name string) settings.Settings {
	id := s.Get(settings.ClientID)
	for _, c := range pool.Clients() {
		if s.Local && (c.ClientID == id || id == "" && c.Name == name) {
			s = s.With(settings.UserPoolID, c.PoolID).With(settings.ClientID, c.ClientID).
				With(settings.ClientSecret, c.Secret).With(settings.Region, "us-east-1")
			s.Local = true
			return s
		}
	}
	return s
}

// challengeAnswers are answers with each challenge, all its parameters there.
var challengeAnswers = map[string]string{
	"SMS_MFA":               delivered("SMS", "+*******1234"),
	"EMAIL_OTP":             delivered("EMAIL", "c***@e***"),
	"SMS_OTP":               delivered("SMS", "+*******1234"),
	"SOFTWARE_TOKEN_MFA":    `"ChallengeParameters":{"FRIENDLY_DEVICE_NAME":"my phone"}`,
	"SELECT_MFA_TYPE":       `"ChallengeParameters":{"MFAS_CAN_CHOOSE":"[\"SMS_MFA\",\"SOFTWARE_TOKEN_MFA\",\"EMAIL_OTP\"]"}`,
	"SELECT_CHALLENGE":      `"AvailableChallenges":["PASSWORD_SRP","PASSWORD","EMAIL_OTP","SMS_OTP","WEB_AUTHN"]`,
	"MFA_SETUP":             `"ChallengeParameters":{"MFAS_CAN_SETUP":"[\"SOFTWARE_TOKEN_MFA\",\"EMAIL_OTP\",\"SMS_MFA\"]"}`,
	"NEW_PASSWORD_REQUIRED": `"ChallengeParameters":{"requiredAttributes":"[\"userAttributes.name\",\"userAttributes.birthdate\"]","userAttributes":"{}"}`,
	"CUSTOM_CHALLENGE":      `"ChallengeParameters":{"question":"Which colour has your front door?","hint":"not red"}`,
	"WEB_AUTHN":             `"AvailableChallenges":["WEB_AUTHN","EMAIL_OTP"],"ChallengeParameters":{"CREDENTIAL_REQUEST_OPTIONS":"{}"}`,
}

func delivered(medium, to string) string {
	return `"ChallengeParameters":{"CODE_DELIVERY_DELIVERY_MEDIUM":"` + medium + `","CODE_DELIVERY_DESTINATION":"` + to + `"}`
}

type roundTripFunc func(*http.Request) (*http.Response, error)

func (f roundTripFunc) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// unreachable are services of AWS that nobody reaches.
var unreachable = roundTripFunc(func(*http.Request) (*http.Response, error) { return nil, errors.New("connection refused") })

// answering is a client of a server that sets the named challenge and hands out
// one secret.
func answering(name string) *cognito.Client {
	rest := ""
	if more := challengeAnswers[name]; more != "" {
		rest = "," + more
	}
	return cognito.New(cognito.Config{
		Region: "us-east-1", UserPoolID: "us-east-1_LocalPool", ClientID: "client",
		Transport: roundTripFunc(func(r *http.Request) (*http.Response, error) {
			body := `{"ChallengeName":"` + name + `","Session":"a-session-of-a-sign-in"` + rest + `}`
			if strings.HasSuffix(r.Header.Get("X-Amz-Target"), "AssociateSoftwareToken") {
				body = `{"SecretCode":"` + demoSecret + `","Session":"another-session-of-it"}`
			}
			return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}, nil
		}),
	})
}

const demoSecret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSW"

// stepOf is the named challenge as a client decodes it.
func stepOf(t testing.TB, name string) cognito.Step {
	t.Helper()
	step, err := answering(name).SignIn(t.Context(), cognito.SignInRequest{Flow: cognito.PasswordFlow, Username: carried, Password: "x"})
	if err != nil {
		t.Fatal(err)
	}
	return step
}

// dialogueOf is a sign-in that has come to a challenge.
func dialogueOf(t testing.TB, user string) *dialogue {
	t.Helper()
	client := answering("MFA_SETUP")
	return &dialogue{by: client, client: client, user: user, request: cognito.SignInRequest{Username: user, Password: "x"}}
}

// deviceMemory keeps remembered devices for a test.
type deviceMemory struct {
	mu   sync.Mutex
	kept map[string]cognito.Device
}

func (m *deviceMemory) Get(poolID, username string) (cognito.Device, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	d, ok := m.kept[poolID+"/"+username]
	return d, ok
}

func (m *deviceMemory) Put(poolID, username string, d cognito.Device) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.kept == nil {
		m.kept = map[string]cognito.Device{}
	}
	m.kept[poolID+"/"+username] = d
	return nil
}

func (m *deviceMemory) Drop(poolID, username string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.kept, poolID+"/"+username)
}

func (m *deviceMemory) Where() string { return "for this run only" }
