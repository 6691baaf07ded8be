package awscli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/google/go-cmp/cmp"

	"cognito-tui/cognito"
	"cognito-tui/cognito/localpool"
	"cognito-tui/cognito/trace/redact"
)

// cliVariable names the AWS CLI to try the commands with, such as /usr/bin/aws.
const cliVariable = "COGNITO_TEST_AWS"

// atWork bounds how many commands run at a time.
const atWork = 4

// nastyPasswords are passwords that a shell, jq, the CLI or JSON could take for
// something else. None has a blank: Cognito takes none.
var nastyPasswords = []string{`Quo'te"d1!`, `Com,ma;s=1&`, `Back\sl\\ash\n1`, `file:///etc/hostname`, `-leading-Dash1`,
	`--Sec{ret:}[1]`, `Pässwörd日本1!`, `$(id)` + "`id`$HOME1", `@file1\(1)%s`}

// served is a pool behind a recorder; a request under /<name>/ is kept by that
// name.
type served struct {
	url  string
	pool *localpool.Server
	mu   sync.Mutex
	kept map[string][]exchanged
}

type exchanged struct {
	op           string
	signed       bool
	body, answer []byte
	status       int
}

func serve(t *testing.T) *served {
	s := &served{pool: localpool.New(localpool.Demo()), kept: map[string][]exchanged{}}
	handler := s.pool.Handler()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
		r.URL.Path = "/"
		body, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(body))
		_, op, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
		answer := httptest.NewRecorder()
		handler.ServeHTTP(answer, r)
		s.mu.Lock()
		s.kept[name] = append(s.kept[name], exchanged{op, r.Header.Get("Authorization") != "", body, answer.Body.Bytes(), answer.Code})
		s.mu.Unlock()
		for name, values := range answer.Header() {
			w.Header()[name] = values
		}
		w.WriteHeader(answer.Code)
		_, _ = w.Write(answer.Body.Bytes())
	}))
	t.Cleanup(server.Close)
	s.url = server.URL
	return s
}

// take gives what was kept under a name, which must be one exchange.
func (s *served) take(t *testing.T, name string) (exchanged, bool) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	kept := s.kept[name]
	if len(kept) != 1 {
		t.Errorf("%s: %d requests came, not 1", name, len(kept))
		return exchanged{}, false
	}
	return kept[0], true
}

// program is the program's own clients, whose requests are kept by a name.
type program struct {
	*served
	config cognito.Config
}

func (p program) at(name string) cognito.Config {
	c := p.config
	c.Endpoint = p.url + "/" + name
	return c
}

func newProgram(t *testing.T) program {
	s := serve(t)
	client := s.pool.Clients()[0] // the demo client, which has a secret
	if client.Secret == "" {
		t.Fatal("the first client has no secret")
	}
	return program{s, cognito.Config{Region: "us-east-1", UserPoolID: client.PoolID, ClientID: client.ClientID,
		ClientSecret: client.Secret, Credentials: credentials.NewStaticCredentialsProvider("local", "local", "")}}
}

// session signs a demo user in.
func (p program) session(t *testing.T) cognito.SignedIn {
	t.Helper()
	step, err := cognito.New(p.at("session")).SignIn(t.Context(), cognito.SignInRequest{
		Username: "ann@example.com", Password: localpool.DemoPassword, Flow: cognito.PasswordFlow})
	if err != nil {
		t.Fatal(err)
	}
	return step.(cognito.SignedIn)
}

// send makes a call of the program, with a body made before.
func (p program) send(t *testing.T, name, op string, body []byte) {
	t.Helper()
	if cognito.ChangesUsers(op) {
		p.change(t, name, op, body)
		return
	}
	var err error
	if cognito.SignedOperation(op) {
		err = cognito.NewAdmin(p.at(name)).Repeat(t.Context(), op, "ann", body)
	} else {
		err = cognito.New(p.at(name)).Repeat(t.Context(), op, "ann", body)
	}
	if kind := cognito.KindOf(err); err != nil && (kind == cognito.BadSettings || kind == cognito.NotTheProtocol) {
		t.Fatalf("%s: %v", name, err)
	}
}

// change makes a call that the program makes for Apply alone, as it is made there: by
// the SDK.
func (p program) change(t *testing.T, name, op string, body []byte) {
	t.Helper()
	in := reflect.New(inputType(op))
	if err := json.Unmarshal(body, in.Interface()); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	api := cip.New(cip.Options{Region: p.config.Region, Credentials: p.config.Credentials,
		BaseEndpoint: aws.String(p.url + "/" + name), Retryer: aws.NopRetryer{}})
	reflect.ValueOf(api).MethodByName(op).Call([]reflect.Value{reflect.ValueOf(t.Context()), in})
}

// harmless calls change something, and answer the same when they are made again.
var harmless = []string{"AdminGetUser", "RevokeToken", "DeleteUserAttributes", "SetUserMFAPreference"}

// answerless calls get no answer to compare.
var answerless = map[string]string{
	"ListDevices":             "the client's pool remembers no devices",
	"UpdateDeviceStatus":      "the client's pool remembers no devices",
	"AdminListDevices":        "the client's pool remembers no devices",
	"AdminListUserAuthEvents": "the client's pool keeps no auth events",
}

type tried struct {
	name, op string
	same     bool // it goes well, and the answer is the same as the program's
}

// Each call of the program, written as a command and run under the AWS CLI, is
// received by the pool as the same operation with the same members. A call that
// can be repeated gets the same answer too.
func TestCommandsUnderTheCLI(t *testing.T) {
	cli := os.Getenv(cliVariable)
	if cli == "" {
		t.Skip(cliVariable + " names no AWS CLI")
	}
	said, err := exec.Command(cli, "--version").CombinedOutput()
	if err != nil || !regexp.MustCompile(`^aws-cli/2\.\d+\.\d+ `).Match(said) {
		t.Fatalf("%s is no AWS CLI 2: %v: %s", cli, err, said)
	}
	t.Logf("%s", bytes.TrimSpace(said))
	p := newProgram(t)
	tokens, spent := p.session(t).Tokens, p.session(t).Tokens

	var all []tried
	add := func(name, op, secret string, same bool, drop map[string]bool, more map[string]any) {
		given := usual(p.config.ClientID, p.config.UserPoolID, secret)
		for k, v := range more {
			given[k] = v
		}
		p.send(t, "program-"+name, op, filled(op, secret, given, drop))
		all = append(all, tried{name, op, same})
	}
	for _, op := range cognito.Operations() {
		if newer(op, redact.Value{Kind: redact.Object}) != "" && op != "SignUp" {
			t.Logf("skipped by name: %s: %s", op, newer(op, redact.Value{}))
			continue
		}
		drop := map[string]bool{}
		for _, name := range newerMembers {
			if member, ok := strings.CutPrefix(name, op+"."); ok {
				t.Logf("skipped by name: %s", name)
				drop[member] = true
			}
		}
		more, same := map[string]any{}, cognito.RepeatOf(op) == cognito.AtOnce || slices.Contains(harmless, op)
		switch {
		case answerless[op] != "":
			same = false
			t.Logf("its answer is skipped by name: %s: %s", op, answerless[op])
		case op == "SetUserMFAPreference":
			more["AccessToken"] = tokens.Access
			more["SoftwareTokenMfaSettings"] = map[string]any{"Enabled": false, "PreferredMfa": false}
			drop["SMSMfaSettings"] = true
		case op == "RevokeToken":
			more["Token"], more["ClientSecret"] = spent.Refresh, p.config.ClientSecret
		case op == "ListUsers" || op == "ListDevices":
			drop["PaginationToken"] = true
			more["AccessToken"], more["Filter"] = tokens.Access, `email = "una@example.com"` // whom no other call changes
		case op == "AdminGetUser" || op == "AdminListGroupsForUser" || op == "ListGroups" || op == "ListUserPools" ||
			op == "ListUserPoolClients":
			drop["NextToken"] = true
			more["Username"], more["MaxResults"], more["Limit"] = "una@example.com", 60, 60 // all on one page: page tokens differ
		case same:
			more["AccessToken"] = tokens.Access
		}
		add(op, op, "Passw0rd-"+op, same, drop, more)
	}
	for i, password := range nastyPasswords {
		for _, op := range []string{"SignUp", "InitiateAuth", "RespondToAuthChallenge"} {
			add(fmt.Sprintf("%s-%d", op, i), op, password, false, map[string]bool{"Session": op == "InitiateAuth"}, nil)
		}
	}
	p.run(t, cli, all)
}

// run runs the commands of calls, a few at a time.
func (p program) run(t *testing.T, cli string, all []tried) {
	bin, home := t.TempDir(), t.TempDir()
	if err := os.Symlink(cli, filepath.Join(bin, "aws")); err != nil {
		t.Fatal(err)
	}
	environment := []string{"PATH=" + bin + ":" + os.Getenv("PATH"), "HOME=" + home, "LANG=C.UTF-8",
		"AWS_ACCESS_KEY_ID=dummy", "AWS_SECRET_ACCESS_KEY=dummy", "AWS_EC2_METADATA_DISABLED=true"}
	slots := make(chan struct{}, atWork)
	var wait sync.WaitGroup
	for _, c := range all {
		sent, ok := p.take(t, "program-"+c.name)
		if !ok {
			continue
		}
		wait.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			p.compare(t, c, sent, environment)
		})
	}
	wait.Wait()
	t.Logf("%d commands were run", len(all))
}

func (p program) compare(t *testing.T, c tried, sent exchanged, environment []string) {
	made, err := Make(Call{Op: c.op, Region: "us-east-1", Endpoint: p.url + "/cli-" + c.name, Signed: sent.signed,
		Request: redact.Request(c.op, sent.body)})
	if err != nil {
		t.Errorf("%s: %v", c.name, err)
		return
	}
	cmd := exec.Command("sh", "-c", made.Text)
	cmd.Env = append([]string(nil), environment...)
	for _, v := range made.Variables {
		value := p.config.ClientSecret
		if v.path != nil {
			value = at(t, sent.body, v.path)
		} else if v.Name == username {
			value = "ann"
		}
		cmd.Env = append(cmd.Env, v.Name+"="+value)
	}
	said, err := cmd.CombinedOutput()
	got, ok := p.take(t, "cli-"+c.name)
	if !ok {
		t.Errorf("%s: %v: %s\n%s", c.name, err, said, made.Text)
		return
	}
	if (err == nil) != (got.status == http.StatusOK) {
		t.Errorf("%s: the CLI ended with %v after status %d: %s", c.name, err, got.status, said)
	}
	if got.op != sent.op || got.signed != sent.signed {
		t.Errorf("%s: %s (signed %v) was sent, not %s (signed %v)", c.name, got.op, got.signed, sent.op, sent.signed)
	}
	if diff := cmp.Diff(read(t, sent.body), read(t, got.body)); diff != "" {
		t.Errorf("%s: the CLI sent other members: %s", c.name, diff)
	}
	if c.same && got.status != http.StatusOK {
		t.Errorf("%s: refused, so that nothing is compared: %s", c.name, got.answer)
	}
	if c.same && (got.status != sent.status || !cmp.Equal(read(t, sent.answer), read(t, got.answer))) {
		t.Errorf("%s: the answers are not the same:\n%d %s\n%d %s", c.name, sent.status, sent.answer, got.status, got.answer)
	}
}

func read(t *testing.T, body []byte) any {
	var v any
	if err := json.Unmarshal(body, &v); err != nil {
		t.Errorf("%v: %s", err, body)
	}
	return v
}

// What the table says of a newer CLI is so: the CLI it names refuses it. A CLI of
// another version is asked nothing.
func TestNewerIsSo(t *testing.T) {
	cli := os.Getenv(cliVariable)
	if cli == "" {
		t.Skip(cliVariable + " names no AWS CLI")
	}
	if said, _ := exec.Command(cli, "--version").CombinedOutput(); !bytes.HasPrefix(said, []byte("aws-cli/"+Tried+" ")) {
		t.Skipf("the table is of AWS CLI %s, and this is %s", Tried, said)
	}
	environment := append(os.Environ(), "AWS_ACCESS_KEY_ID=dummy", "AWS_SECRET_ACCESS_KEY=dummy")
	slots := make(chan struct{}, atWork)
	var wait sync.WaitGroup
	ask := func(name, want, op, body string) {
		wait.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			cmd := exec.Command(cli, "cognito-idp", kebab(op), "--region", "us-east-1", "--endpoint-url", "http://127.0.0.1:1",
				"--cli-input-json", body)
			cmd.Env = environment
			said, err := cmd.CombinedOutput()
			if err == nil || !strings.Contains(string(said), want) {
				t.Errorf("%s: want %q: %s", name, want, said)
			}
		})
	}
	for _, op := range newerOperations {
		ask(op, "Invalid choice", op, "{}")
	}
	for _, name := range newerMembers {
		op, member, _ := strings.Cut(name, ".")
		ask(name, `Unknown parameter in input: "`+member+`"`, op, `{"`+member+`":"x"}`)
	}
	for _, name := range lesserDemands {
		op, member, _ := strings.Cut(name, ".")
		ask(name, `Missing required parameter in input: "`+member+`"`, op, `{"ClientId":"x"}`)
	}
	wait.Wait()
}
