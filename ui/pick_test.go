package ui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
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
func awsOptions(t testing.TB, pool *localpool.Server, flags settings.Flags, edit ...func(*cognito.Config)) Options {
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
	o.Connect = func(s settings.Settings) (*Conn, error) {
		c := cognito.Config{
			Region: s.Get(settings.Region), UserPoolID: s.Get(settings.UserPoolID), ClientID: s.Get(settings.ClientID), ClientSecret: s.Get(settings.ClientSecret),
			Transport: trace.New(pool.Transport(), o.Log), Log: o.Log, Credentials: localCredentials(), AWSTransport: unreachable, Profile: s.Get(settings.Profile),
		}
		for _, e := range edit {
			e(&c)
		}
		admin = admin.Sharing(c)
		return &Conn{Client: cognito.New(c), Admin: admin, Settings: s}, nil
	}
	return o
}

// demoFlags lead to a client of the embedded pool's demo.
func demoFlags(pool *localpool.Server) settings.Flags {
	c := pool.Clients()[0]
	return settings.Flags{Region: "us-east-1", UserPoolID: c.PoolID, ClientID: c.ClientID}
}

func awsDriver(t testing.TB, edit ...func(*cognito.Config)) *driver {
	t.Helper()
	pool := demoPool()
	return driverOn(t, pool, awsOptions(t, pool, demoFlags(pool), edit...))
}

// The buttons of the connection screen beside Connect.
const choosePool, chooseEmbedded, keepConnection = "Pools of the Region", "Embedded pools", "Keep under a name"

// way opens the connection screen from home and presses one of its buttons.
func (d *driver) way(button string) {
	d.t.Helper()
	d.press("6")
	form := d.app.top().(*connection).form
	for range 40 {
		if i := form.At() - len(form.Fields); i >= 0 && i < len(form.Buttons) && form.Buttons[i].Label == button {
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
	alone(t, func(t *testing.T) {
		d := awsDriver(t)
		release := d.pool.Hold("ListUserPools")
		d.press("6")
		form := d.app.top().(*connection).form
		form.Focus(len(form.Fields) + 1)
		d.golden("connection-aws")
		d.pressHeld("enter")
		d.on("pickPool")
		d.golden("pickpool-reading")
		release()
		d.settle()
		d.golden("pickpool")
		d.write("alias")
		d.golden("pickpool-filtered")
		d.write("xyz")
		d.golden("pickpool-none")
		d.press("esc")
		d.on("pickPool")
		d.lacks("xyz")
		d.press("esc")
		d.on("connection")
	})
}

func TestGoldenPickPoolDenied(t *testing.T) {
	alone(t, func(t *testing.T) {
		d := awsDriver(t)
		d.pool.Fail("ListUserPools", 1, "NotAuthorizedException", "User: x is not authorized to perform: cognito-idp:ListUserPools")
		d.way(choosePool)
		d.golden("pickpool-denied")
		d.press("enter") // the first way on
		d.on("connection")
	})
}

func TestGoldenPickPoolWithoutCredentials(t *testing.T) {
	alone(t, func(t *testing.T) {
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
	})
}

func TestGoldenPickClient(t *testing.T) {
	alone(t, func(t *testing.T) {
		d := awsDriver(t)
		d.way(choosePool)
		release := d.pool.Hold("ListUserPoolClients")
		d.pressHeld("enter")
		d.on("pickClient")
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
		d.on("pickClient")
		d.press("enter")
		d.on("home")
		d.golden("pickclient-connected")
	})
}

// The client chosen brings its secret, and works with it.
func TestPickedClientBringsItsSecret(t *testing.T) {
	alone(t, func(t *testing.T) {
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
			d.on("home")
			s := d.app.env.Settings
			if s.Get(settings.ClientID) != c.ClientID || s.Get(settings.UserPoolID) != c.PoolID || s.Value(settings.ClientSecret) != (settings.Value{Text: c.Secret, Origin: "service"}) {
				t.Fatalf("%s: connected to %v", c.Name, s)
			}
			if strings.Contains(d.screen(), c.Secret) {
				t.Error("the secret is on the screen")
			}
		}
	})
}

func TestPickClientWithoutReadingIt(t *testing.T) {
	alone(t, func(t *testing.T) {
		d := awsDriver(t)
		d.way(choosePool)
		d.press("enter")
		d.pool.Fail("DescribeUserPoolClient", 1, "NotAuthorizedException", "no")
		d.press("enter", "alt+2")
		d.on("home")
		if d.app.env.Settings.Get(settings.ClientSecret) != "" {
			t.Error("a secret from nowhere")
		}
	})
}

// Where the clients may not be listed the client is typed, and the pool chosen stays.
func TestPickClientDeniedKeepsThePool(t *testing.T) {
	alone(t, func(t *testing.T) {
		d := awsDriver(t)
		d.way(choosePool)
		d.pool.Fail("ListUserPoolClients", 1, "NotAuthorizedException", "User: x is not authorized to perform: cognito-idp:ListUserPoolClients")
		d.press("down", "enter")
		chosen := d.app.top().(*pickClient).pool.id
		if chosen == d.app.env.Settings.Get(settings.UserPoolID) {
			t.Fatal("the pool chosen is the one there was")
		}
		d.press("enter") // the first way on
		d.on("connection")
		if got := d.app.top().(*connection).form.Value(string(settings.UserPoolID)); got != chosen {
			t.Errorf("the pool's field has %q, want %q", got, chosen)
		}
	})
}

// What was typed before says so, however often the screen is opened.
func TestTypedSettingSaysSo(t *testing.T) {
	alone(t, func(t *testing.T) {
		d := awsDriver(t)
		d.app.env.Settings = d.app.env.Settings.With(settings.Profile, "support")
		d.press("6")
		if strings.Contains(d.screen(), "from typed") {
			t.Errorf("got:\n%s", d.screen())
		}
	})
}

func TestPickIsReadAgain(t *testing.T) {
	alone(t, func(t *testing.T) {
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
		d.on("pickClient")
		d.sees("doesn't exist")
	})
}

func TestPickWithoutRegion(t *testing.T) {
	alone(t, func(t *testing.T) {
		pool := demoPool()
		d := driverOn(t, pool, awsOptions(t, pool, settings.Flags{ClientID: "abc", Endpoint: "https://example.com"}))
		d.on("connection")
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
		d.on("pickPool")
	})
}

// The embedded pool's own pools and clients are listed through the same calls.
func TestPickEmbedded(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.way(chooseEmbedded)
		d.on("pickPool")
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
		d.on("home")
		if s := d.app.env.Settings; !s.Local || s.Get(settings.ClientID) != other.ClientID || d.app.env.Local == nil {
			t.Errorf("connected to %v", s)
		}
	})
}

// A long list is paged, and hostile names are drawn clean.
func TestPickLongList(t *testing.T) {
	alone(t, func(t *testing.T) {
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
	})
}

type carrying func(*http.Request) (*http.Response, error)

func (f carrying) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestEmptyPickLists(t *testing.T) {
	alone(t, func(t *testing.T) {
		d := awsDriver(t, func(c *cognito.Config) {
			c.Transport = carrying(func(r *http.Request) (*http.Response, error) {
				body := `{"UserPools":[]}`
				return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
			})
		})
		d.way(choosePool)
		d.golden("pickpool-empty")
		d.press("enter")
		d.on("pickPool")
	})
}

// Picking another client of a named pool loses nothing that pools.toml says of it;
// another pool is another pool.
func TestPickingKeepsProtection(t *testing.T) {
	alone(t, func(t *testing.T) {
		pool := demoPool()
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
			d.on("home")
			s, same := d.app.env.Settings, to == c.PoolID
			if s.Get(settings.UserPoolID) != to || (s.ReadOnly != "") != same || (len(s.ProtectedUsers) > 0) != same || (s.Pool == "prod") != same {
				t.Errorf("%s: read-only %q, protected %v, named %q", to, s.ReadOnly, s.ProtectedUsers, s.Pool)
			}
			if strings.Contains(d.screen(), "6 keeps it") == same {
				t.Errorf("%s: whether to keep it is told wrongly", to)
			}
		}
	})
}
