package ui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"

	"cognito-tui/cognito"
	"cognito-tui/cognito/localpool"
	"cognito-tui/cognito/settings"
	"cognito-tui/cognito/trace"
)

// awsOptions connect to the embedded pool as if it were AWS.
func awsOptions(t *testing.T, pool *localpool.Server, flags settings.Flags, edit ...func(*cognito.Config)) Options {
	t.Helper()
	t.Chdir(t.TempDir())
	o := optionsFor(t, pool, "demo-app", pool.Transport())
	missing := filepath.Join(t.TempDir(), "none")
	set, err := settings.Load(flags, func(name string) (string, bool) {
		return missing, name == "AWS_CONFIG_FILE" || name == "AWS_SHARED_CREDENTIALS_FILE"
	})
	if err != nil {
		t.Fatal(err)
	}
	o.Settings = set
	var admin *cognito.Admin
	o.Connect = func(s settings.Settings) (Connection, error) {
		c := cognito.Config{
			Region: s.Get(settings.Region), UserPoolID: s.Get(settings.UserPoolID), ClientID: s.Get(settings.ClientID), ClientSecret: s.Get(settings.ClientSecret),
			Transport: trace.New(pool.Transport(), o.Log), Log: o.Log, Credentials: localCredentials(), Profile: s.Get(settings.Profile), STSEndpoint: "http://127.0.0.1:1",
		}
		for _, e := range edit {
			e(&c)
		}
		admin = admin.Sharing(c)
		return Connection{Client: cognito.New(c), Admin: admin, From: s}, nil
	}
	return o
}

// demoFlags lead to a client of the embedded pool's demo.
func demoFlags(pool *localpool.Server) settings.Flags {
	c := pool.Clients()[0]
	return settings.Flags{Region: "us-east-1", UserPoolID: c.PoolID, ClientID: c.ClientID}
}

func awsDriver(t *testing.T, edit ...func(*cognito.Config)) *driver {
	t.Helper()
	pool := localpool.New(localpool.Demo())
	return driverOn(t, pool, awsOptions(t, pool, demoFlags(pool), edit...))
}

// way opens the connection screen from home and presses one of its buttons.
func (d *driver) way(button string) {
	d.t.Helper()
	d.press("6")
	form := d.app.top().(*connection).form
	for range 40 {
		if i := form.At() - len(form.Fields); i >= 0 && i < len(form.Buttons) && form.Buttons[i].Key == button {
			d.press("enter")
			return
		}
		d.press("tab")
	}
	d.t.Fatalf("no button %q:\n%s", button, d.screen())
}

func failingCredentials(err error) func(*cognito.Config) {
	return func(c *cognito.Config) {
		c.Credentials = aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) { return aws.Credentials{}, err })
	}
}

func TestGoldenPickPool(t *testing.T) {
	d := awsDriver(t)
	release := d.pool.Hold("ListUserPools")
	d.press("6")
	form := d.app.top().(*connection).form
	form.Focus(len(form.Fields) + 1)
	d.golden("connection-aws")
	d.send(keyOf(t, "enter"))
	d.settleHeld()
	d.on(&pickPool{})
	d.golden("pickpool-reading")
	release()
	d.settle()
	d.golden("pickpool")
	d.write("alias")
	d.golden("pickpool-filtered")
	d.write("xyz")
	d.golden("pickpool-none")
	d.press("esc")
	d.on(&pickPool{})
	d.lacks("xyz")
	d.press("esc")
	d.on(&connection{})
}

func TestGoldenPickPoolDenied(t *testing.T) {
	d := awsDriver(t)
	d.pool.Fail("ListUserPools", 1, "NotAuthorizedException", "User: x is not authorized to perform: cognito-idp:ListUserPools")
	d.way(choosePool)
	d.golden("pickpool-denied")
	d.press("enter") // the first way on
	d.on(&connection{})
}

func TestGoldenPickPoolWithoutCredentials(t *testing.T) {
	for name, cause := range map[string]error{
		"none":  errors.New("no EC2 IMDS role found"),
		"login": &cognito.LoginNeeded{Profile: "support", Command: "aws sso login"},
		"process": &cognito.ProcessFailed{Profile: "support",
			Said: "Error: your session has expired, run corp-login first"},
	} {
		d := awsDriver(t, failingCredentials(cause))
		d.way(choosePool)
		d.golden("pickpool-credentials-" + name)
	}
}

func TestGoldenPickClient(t *testing.T) {
	d := awsDriver(t)
	d.way(choosePool)
	release := d.pool.Hold("ListUserPoolClients")
	d.send(keyOf(t, "enter"))
	d.settleHeld()
	d.on(&pickClient{})
	d.golden("pickclient-reading")
	release()
	d.settle()
	d.golden("pickclient")
	d.write("demo")
	d.golden("pickclient-filtered")
	d.pool.Fail("DescribeUserPoolClient", 1, "NotAuthorizedException", "no")
	d.press("enter")
	d.golden("pickclient-denied")
	d.press("alt+1") // no
	d.on(&pickClient{})
	d.press("enter")
	d.on(&home{})
	d.golden("pickclient-connected")
}

// The client chosen brings its secret, and works with it.
func TestPickedClientBringsItsSecret(t *testing.T) {
	d := awsDriver(t)
	for _, c := range d.pool.Clients() {
		if c.Secret == "" {
			continue
		}
		d.way(choosePool)
		d.write(c.PoolID)
		d.press("enter")
		d.write(c.ClientID)
		d.press("enter")
		d.on(&home{})
		s := d.app.env.Settings
		if s.Get(settings.ClientID) != c.ClientID || s.Get(settings.UserPoolID) != c.PoolID || s.Value(settings.ClientSecret) != (settings.Value{Text: c.Secret, Origin: "service"}) {
			t.Fatalf("%s: connected to %v", c.Name, s)
		}
		if strings.Contains(d.screen(), c.Secret) {
			t.Error("the secret is on the screen")
		}
	}
}

func TestPickClientWithoutReadingIt(t *testing.T) {
	d := awsDriver(t)
	d.way(choosePool)
	d.press("enter")
	d.pool.Fail("DescribeUserPoolClient", 1, "NotAuthorizedException", "no")
	d.press("enter", "alt+2")
	d.on(&home{})
	if d.app.env.Settings.Get(settings.ClientSecret) != "" {
		t.Error("a secret from nowhere")
	}
}

func TestPickIsReadAgain(t *testing.T) {
	d := awsDriver(t)
	d.pool.Fail("ListUserPools", 1, "NotAuthorizedException", "no")
	d.way(choosePool)
	form := d.app.top().(*pickPool).form
	form.Focus(1)
	d.press("enter")
	d.lacks("Not allowed")
	d.sees("pools")
	d.pool.Fail("ListUserPoolClients", 1, "ResourceNotFoundException", "User pool x does not exist.")
	d.press("enter")
	d.on(&pickClient{})
	d.sees("doesn't exist")
}

func TestPickWithoutRegion(t *testing.T) {
	pool := localpool.New(localpool.Demo())
	d := driverOn(t, pool, awsOptions(t, pool, settings.Flags{ClientID: "abc", Endpoint: "https://example.com"}))
	d.on(&connection{})
	missing := filepath.Join(t.TempDir(), "none")
	t.Setenv("AWS_CONFIG_FILE", missing)
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", missing)
	t.Setenv("AWS_PROFILE", "")
	press := func() {
		form := d.app.top().(*connection).form
		form.Focus(len(form.Fields) + 1)
		d.press("enter")
	}
	press()
	d.sees("Type the Region")
	if err := os.WriteFile(missing, []byte("[default]\nregion = us-east-1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	press()
	d.on(&pickPool{})
}

// The embedded pool's own pools and clients are listed through the same calls.
func TestPickEmbedded(t *testing.T) {
	d := newDriver(t, "demo-app")
	d.way(chooseEmbedded)
	d.on(&pickPool{})
	var other localpool.ClientInfo
	for _, c := range d.pool.Clients() {
		if c.PoolID != d.app.env.poolID() {
			other = c
		}
	}
	d.write(other.PoolID)
	d.golden("pickpool-embedded")
	d.press("enter")
	d.write(other.ClientID)
	d.press("enter")
	d.on(&home{})
	if s := d.app.env.Settings; !s.Local || s.Get(settings.ClientID) != other.ClientID || d.app.env.Local == nil {
		t.Errorf("connected to %v", s)
	}
}

// A long list is paged, and hostile names are drawn clean.
func TestPickLongList(t *testing.T) {
	many := func(r *http.Request) (*http.Response, error) {
		var b strings.Builder
		for i := range 2000 {
			fmt.Fprintf(&b, `,{"Id":"us-east-1_P%05d","Name":%q}`, i, fmt.Sprintf("pool number %d", i))
		}
		body := `{"UserPools":[{"Id":"us-east-1_Evil","Name":"` + `\u001b]0;owned\u0007\u202e` + `"}` + b.String() + `]}`
		return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
	}
	d := awsDriver(t, func(c *cognito.Config) { c.Transport = carrying(many) })
	d.way(choosePool)
	d.size(80, 24)
	if strings.ContainsAny(d.app.View(), "\x07\u202e") || strings.Contains(d.app.View(), "\x1b]") {
		t.Error("drawn raw")
	}
	d.press("pgdown", "pgdown", "down")
	d.golden("pickpool-long")
	for range 400 {
		d.send(keyOf(t, "pgdown"))
	}
	d.sees("pool number 1999", "2001 shown")
	d.write("1500")
	d.sees("1 of 2001 pools", "us-east-1_P01500")
}

type carrying func(*http.Request) (*http.Response, error)

func (f carrying) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestEmptyPickLists(t *testing.T) {
	d := awsDriver(t, func(c *cognito.Config) {
		c.Transport = carrying(func(r *http.Request) (*http.Response, error) {
			body := `{"UserPools":[]}`
			return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
		})
	})
	d.way(choosePool)
	d.golden("pickpool-empty")
	d.press("enter")
	d.on(&pickPool{})
}

// memorySecrets is a keyring in memory, or none.
type memorySecrets struct {
	kept map[string]string
	none bool
}

func (m *memorySecrets) Get(pool, client string) (string, bool) {
	s, ok := m.kept[pool+"/"+client]
	return s, ok && !m.none
}

func (m *memorySecrets) Put(pool, client, secret string) error {
	if m.none {
		return errors.New("no keyring answered")
	}
	m.kept[pool+"/"+client] = secret
	return nil
}

// keepDriver is connected as if to AWS through a client with a secret, and keeps
// pools in a folder that looks the same in every run.
func keepDriver(t *testing.T, secrets *memorySecrets) (*driver, string) {
	t.Helper()
	pool := localpool.New(localpool.Demo())
	flags := demoFlags(pool)
	flags.PoolsFile = "pools.toml"
	o := awsOptions(t, pool, flags)
	o.Secrets = secrets
	for _, c := range pool.Clients() {
		if c.Secret != "" {
			o.Settings = o.Settings.With(settings.UserPoolID, c.PoolID).With(settings.ClientID, c.ClientID).With(settings.ClientSecret, c.Secret)
			return driverOn(t, pool, o), c.Secret
		}
	}
	t.Fatal("no client has a secret")
	return nil, ""
}

func TestGoldenKeepPool(t *testing.T) {
	secrets := &memorySecrets{kept: map[string]string{}}
	d, secret := keepDriver(t, secrets)
	d.way(keepConnection)
	d.on(&keepPool{})
	d.golden("keeppool")
	d.press("ctrl+u")
	d.write("not good")
	d.press("enter")
	d.golden("keeppool-name")
	d.press("ctrl+u")
	d.write("prod")
	d.press("enter")
	d.golden("keeppool-kept")
	all, err := settings.ReadPools("pools.toml")
	if err != nil {
		t.Fatal(err)
	}
	got, err := all.Find("prod")
	if s := d.app.env.Settings; err != nil || got.UserPoolID != s.Get(settings.UserPoolID) || got.ClientID != s.Get(settings.ClientID) || got.Region != "us-east-1" {
		t.Errorf("kept %+v, %v", got, err)
	}
	if len(secrets.kept) != 1 || secrets.kept[got.UserPoolID+"/"+got.ClientID] != secret {
		t.Error("the secret isn't kept")
	}
	raw, _ := os.ReadFile("pools.toml")
	if strings.Contains(string(raw), secret) {
		t.Error("the secret stands in the file")
	}
	d.press("enter")
	d.golden("keeppool-taken")
	d.press("alt+2")
	d.sees("Kept.")
	for name, c := range map[string]struct {
		before func()
		says   string
	}{
		"no keyring":  {func() { secrets.none = true }, "No keyring answered"},
		"a bad file":  {func() { _ = os.WriteFile("pools.toml", []byte("[prod]\nclient_secret = 1\n"), 0o600) }, "line 2"},
		"not written": {func() { _ = os.Remove("pools.toml"); _ = os.Mkdir("pools.toml", 0o700) }, "can't be read"},
	} {
		if c.before(); name != "no keyring" {
			secrets.none = false
		}
		form := d.app.top().(*keepPool).form
		form.FocusField("name")
		form.Field("name").Set("other")
		d.press("enter")
		if !strings.Contains(strings.Join(strings.Fields(d.screen()), " "), c.says) {
			t.Errorf("%s: the screen lacks %q:\n%s", name, c.says, d.screen())
		}
		_ = os.RemoveAll("pools.toml")
	}
}

// A pool opened by its name finds its secret in the keyring, else asks the service.
func TestNamedPoolFindsItsSecret(t *testing.T) {
	for _, from := range []string{"keyring", "service", ""} {
		pool := localpool.New(localpool.Demo())
		var client localpool.ClientInfo
		for _, c := range pool.Clients() {
			if c.Secret != "" {
				client = c
			}
		}
		dir := t.TempDir()
		file := filepath.Join(dir, "pools.toml")
		if err := settings.KeepPool(file, settings.NamedPool{Name: "prod", Region: "us-east-1", UserPoolID: client.PoolID, ClientID: client.ClientID}, false); err != nil {
			t.Fatal(err)
		}
		secrets := &memorySecrets{kept: map[string]string{}}
		want := settings.Value{Text: client.Secret, Origin: from}
		switch from {
		case "keyring":
			secrets.kept[client.PoolID+"/"+client.ClientID] = client.Secret
		case "":
			pool.Fail("DescribeUserPoolClient", 1, "NotAuthorizedException", "no")
			want = settings.Value{}
		}
		o := awsOptions(t, pool, settings.Flags{Pool: "prod", PoolsFile: file})
		o.Secrets = secrets
		d := driverOn(t, pool, o)
		if got := d.app.env.Settings.Value(settings.ClientSecret); got != want {
			t.Errorf("from %q: got it %v, from %q", from, got.Text == client.Secret, got.Origin)
		}
		if d.app.env.Pool == nil {
			t.Errorf("from %q: the pool isn't described", from)
		}
		d.sees("prod")
		if from == "service" {
			d.size(120, 40)
			d.sees(" · prod · ")
		}
	}
}

// Picking another client of a named pool loses nothing that pools.toml says of it;
// another pool is another pool.
func TestPickingKeepsProtection(t *testing.T) {
	pool := localpool.New(localpool.Demo())
	c := pool.Clients()[0]
	file := filepath.Join(t.TempDir(), "pools.toml")
	kept := settings.NamedPool{Name: "prod", Region: "us-east-1", UserPoolID: c.PoolID, ClientID: c.ClientID, ReadOnly: true, ProtectedUsers: []string{"root@example.com"}}
	if err := settings.KeepPool(file, kept, false); err != nil {
		t.Fatal(err)
	}
	d := driverOn(t, pool, awsOptions(t, pool, settings.Flags{Pool: "prod", PoolsFile: file}))
	for _, to := range []string{c.PoolID, "us-east-1_AliasPool"} {
		d.way(choosePool)
		d.write(to)
		d.press("enter", "enter")
		d.on(&home{})
		s, same := d.app.env.Settings, to == c.PoolID
		if s.Get(settings.UserPoolID) != to || (s.ReadOnly != "") != same || (len(s.ProtectedUsers) > 0) != same || (s.Pool == "prod") != same {
			t.Errorf("%s: read-only %q, protected %v, named %q", to, s.ReadOnly, s.ProtectedUsers, s.Pool)
		}
		if strings.Contains(d.screen(), "6 keeps it") == same {
			t.Errorf("%s: whether to keep it is told wrongly", to)
		}
	}
}

func TestLoosePoolsFileIsTold(t *testing.T) {
	pool := localpool.New(localpool.Demo())
	o := awsOptions(t, pool, demoFlags(pool))
	if err := os.WriteFile("pools.toml", []byte("[prod]\nregion = \"us-east-1\"\nclient_id = \"abc\"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	set, err := settings.Load(settings.Flags{Pool: "prod", PoolsFile: "pools.toml"}, func(string) (string, bool) { return "", false })
	if err != nil {
		t.Fatal(err)
	}
	o.Settings = set
	d := driverOn(t, pool, o)
	d.press("6")
	d.sees("Others can read or write pools.toml")
}

// fakeRole is AWS STS that takes one code.
func fakeRole(t *testing.T, takes string) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		if r.Form.Get("TokenCode") != takes {
			w.WriteHeader(http.StatusForbidden)
			io.WriteString(w, `<ErrorResponse><Error><Code>AccessDenied</Code><Message>MultiFactorAuthentication failed with invalid MFA one time pass code.</Message></Error></ErrorResponse>`)
			return
		}
		io.WriteString(w, `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>x</SecretAccessKey><SessionToken>y</SessionToken><Expiration>2999-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`)
	}))
	t.Cleanup(s.Close)
	return s
}

// mfaDriver signs with a role that wants a code.
func mfaDriver(t *testing.T, takes string) *driver {
	t.Helper()
	file := filepath.Join(t.TempDir(), "config")
	text := "[profile mfa]\nrole_arn = arn:aws:iam::123456789012:role/Support\nsource_profile = src\nmfa_serial = arn:aws:iam::123456789012:mfa/ann\n[profile src]\naws_access_key_id = AKIDTEST\naws_secret_access_key = x\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("AWS_CONFIG_FILE", file)
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", file+".none")
	t.Setenv("AWS_ENDPOINT_URL_STS", fakeRole(t, takes).URL)
	pool, codes := localpool.New(localpool.Demo()), NewCodes()
	flags := demoFlags(pool)
	flags.Profile = "mfa"
	o := awsOptions(t, pool, flags, func(c *cognito.Config) { c.Credentials, c.MFACode = nil, codes.Ask })
	o.Codes = codes
	return driverOn(t, pool, o)
}

func TestGoldenMFACode(t *testing.T) {
	d := mfaDriver(t, "222222")
	d.on(&home{}) // what is read in the background asks nobody
	d.way(choosePool)
	d.waitFor(&mfaCode{})
	d.golden("mfacode")
	d.write("12")
	d.press("enter")
	d.golden("mfacode-short")
	d.press("ctrl+u")
	d.write("111111")
	d.lacks("111111")
	d.press("enter")
	d.waitFor(&mfaCode{})
	d.sees("AWS refused the code")
	d.golden("mfacode-refused")
	d.write("222222")
	d.press("enter")
	d.waitFor(&pickPool{})
	d.settle()
	d.sees("pools")
	if d.app.env.Pool == nil {
		t.Error("the pool isn't described once it may be")
	}
	for _, call := range d.app.env.Log.Entries() {
		if strings.Contains(fmt.Sprint(call), "222222") {
			t.Error("the code is in the list of calls")
		}
	}
}

func TestMFACodeIsNotGiven(t *testing.T) {
	d := mfaDriver(t, "222222")
	d.way(choosePool)
	d.waitFor(&mfaCode{})
	d.press("esc")
	d.waitFor(&pickPool{})
	d.settle()
	d.golden("mfacode-cancelled")
}

// A question that nobody waits for any more takes no code, and says so.
func TestMFACodeThatComesTooLate(t *testing.T) {
	over := make(chan struct{})
	r := &codeRequest{serial: "arn:aws:iam::123456789012:mfa/ann", answer: make(chan string, 1), over: over}
	d := newDriver(t, "demo-app")
	d.follow(wantMFACode{r})
	close(over)
	d.write("123456")
	d.press("enter")
	d.sees("waits no more")
	if len(r.answer) > 0 {
		t.Error("the code is handed on")
	}
	d.press("esc")
	d.on(&home{})
}

// The end of the program ends a question.
func TestMFACodeAtTheEnd(t *testing.T) {
	codes := NewCodes()
	pool := localpool.New(localpool.Demo())
	o := optionsFor(t, pool, "demo-app", pool.Transport())
	o.Codes = codes
	d := driverOn(t, pool, o)
	ended := make(chan error, 1)
	go func() { _, err := codes.Ask(context.Background(), "x"); ended <- err }()
	d.waitFor(&mfaCode{})
	d.app.quit()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if _, err := codes.Ask(context.Background(), "x"); !errors.Is(err, context.Canceled) {
		t.Errorf("after the end: %v", err)
	}
}

// waitFor settles until a screen is on top: calls through a real socket take a while.
func (d *driver) waitFor(want Screen) {
	d.t.Helper()
	for range 200 {
		d.settleHeld()
		if fmt.Sprintf("%T", d.app.top()) == fmt.Sprintf("%T", want) {
			return
		}
	}
	d.on(want)
}
