package ui

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"cognito-tui/cognito"
	"cognito-tui/cognito/facts"
	"cognito-tui/cognito/localpool"
	"cognito-tui/cognito/settings"
	"cognito-tui/cognito/trace"
	"cognito-tui/cognito/why"
)

// access is what the administrator's calls may do in a test.
type access int

const (
	full access = iota
	noCredentials
	denied // AWS knows the credentials, and allows nothing
)

// whyDriver starts the App with this access; change alters the settings that the
// connection is made with.
func whyDriver(t testing.TB, client string, may access, change func(*cognito.Config)) *driver {
	t.Helper()
	pool := demoPool()
	o := optionsFor(t, pool, client, pool.Transport())
	connect := o.Connect
	o.Connect = func(s settings.Settings) (*Conn, error) {
		conn, err := connect(s)
		c := cognito.Config{Region: "us-east-1", UserPoolID: conn.Settings.Get(settings.UserPoolID), ClientID: conn.Settings.Get(settings.ClientID),
			ClientSecret: conn.Settings.Get(settings.ClientSecret), Transport: trace.New(pool.Transport(), o.Log), Credentials: localCredentials(), AWSTransport: unreachable}
		if change != nil {
			change(&c)
			conn.Settings = conn.Settings.With(settings.ClientID, c.ClientID).With(settings.ClientSecret, c.ClientSecret).With(settings.Region, c.Region).
				With(settings.UserPoolID, c.UserPoolID)
			conn.Settings.Local = true
		}
		if may == noCredentials {
			c.Credentials = aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
				return aws.Credentials{}, errors.New("none")
			})
		}
		conn.Client, conn.Admin = cognito.New(c), cognito.NewAdmin(c)
		return conn, err
	}
	if may == denied {
		for _, op := range []string{"ListUsers", "DescribeUserPool", "DescribeUserPoolClient", "AdminGetUser"} {
			pool.Fail(op, 100, "AccessDeniedException", "not authorized to perform this")
		}
	}
	return driverOn(t, pool, o)
}

func signsIn(user, password string) func(*driver) {
	return func(d *driver) {
		d.follow(wantSignIn{user: user})
		d.set("password", password)
		d.submit()
		d.waits()
	}
}

func confirms(user, code string) func(*driver) {
	return func(d *driver) {
		d.follow(wantCode{user: user})
		d.set("code", code)
		d.submit()
		d.waits()
	}
}

func forgets(user string) func(*driver) {
	return func(d *driver) {
		d.follow(wantForgot{user: user})
		d.submit()
		d.waits()
	}
}

func signsUp(user string) func(*driver) {
	return func(d *driver) {
		d.follow(wantSignUp{user: user})
		d.set("password", "N3w-Mountain!", "repeat", "N3w-Mountain!")
		d.submit()
		d.waits()
	}
}

func inSession(then func(*driver)) func(*driver) {
	return func(d *driver) {
		d.signIn("ann@example.com")
		then(d)
		pressIn(d, readAgain)
		d.waits()
	}
}

const (
	right = localpool.DemoPassword
	wrong = "Wr0ng-Mountain!"
)

// provoked are refusals provoked for real. with is the first cause where everything may be
// read; without it where nothing may, with its state.
var provoked = []struct {
	name, client string
	change       func(*cognito.Config)
	provoke      func(*driver)
	on           string
	with         string
	without      string
	state        why.State
}{
	{name: "masked", client: "demo-app", provoke: signsIn("nobody@example.com", wrong), on: "signIn", with: "no such user", without: "wrong password", state: why.Unsure},
	{name: "missing", client: "demo-public", provoke: signsIn("nobody@example.com", wrong), on: "signIn", with: "no such user", without: "no such user", state: why.Confirmed},
	{name: "wrong password", client: "demo-app", provoke: signsIn("ann@example.com", wrong), on: "signIn", with: "wrong password", without: "wrong password", state: why.Unsure},
	{name: "another pool's id", client: "demo-srp-only", change: poolID("us-east-1_AliasPool"), provoke: signsIn("ann@example.com", right), on: "signIn",
		with: "wrong pool id", without: "wrong password", state: why.Unsure},
	{name: "no pool of the id", client: "demo-srp-only", change: poolID("us-east-1_WrongPool"), provoke: signsIn("ann@example.com", right), on: "signIn",
		with: "wrong pool id", without: "wrong password", state: why.Unsure},
	{name: "phone that is no alias", client: "demo-app", provoke: signsIn("+15550101234", right), on: "signIn", with: "no alias", without: "wrong password", state: why.Unsure},
	{name: "phone that is no alias, told", client: "demo-public", provoke: signsIn("+15550101234", right), on: "signIn", with: "no alias", without: "no such user", state: why.Confirmed},
	{name: "not confirmed", client: "demo-app", provoke: signsIn("una@example.com", right), on: "signIn", with: "not confirmed", without: "not confirmed", state: why.Confirmed},
	{name: "reset required", client: "demo-app", provoke: signsIn("rita@example.com", right), on: "signIn", with: "reset required", without: "reset required", state: why.Confirmed},
	{name: "disabled", client: "demo-app", provoke: signsIn("dan@example.com", right), on: "signIn", with: "user disabled", without: "user disabled", state: why.Confirmed},
	{name: "temporary password", client: "demo-app", provoke: signsIn("ted@example.com", right), on: "signIn", with: "temporary password expired", without: "temporary password expired", state: why.Confirmed},
	{name: "locked out", client: "demo-app", provoke: func(d *driver) {
		for range 6 {
			signsIn("ann@example.com", wrong)(d)
		}
	}, on: "signIn", with: "locked out", without: "locked out", state: why.Confirmed},
	{name: "flow off", client: "demo-srp-only", provoke: func(d *driver) {
		d.app.env.AppClient = nil
		d.follow(wantSignIn{user: "ann@example.com", flow: cognito.PasswordFlow})
		d.set("password", right)
		d.submit()
		d.waits()
	}, on: "signIn", with: "flow off", without: "flow off", state: why.Confirmed},
	{name: "secret missing", client: "demo-app", change: func(c *cognito.Config) { c.ClientSecret = "" }, provoke: signsIn("ann@example.com", right), on: "signIn",
		with: "secret missing", without: "secret missing", state: why.Confirmed},
	{name: "secret wrong", client: "demo-app", change: func(c *cognito.Config) { c.ClientSecret = "another" }, provoke: signsIn("ann@example.com", right), on: "signIn",
		with: "secret wrong", without: "secret wrong", state: why.Unsure},
	{name: "no such client", client: "demo-app", change: func(c *cognito.Config) { c.ClientID = "0000000000000000000000000" }, provoke: signsIn("ann@example.com", right), on: "signIn",
		with: "no such app client", without: "no such app client", state: why.Confirmed},
	{name: "wrong Region", client: "demo-app", change: func(c *cognito.Config) { c.Region, c.ClientID = "eu-west-1", "0000000000000000000000000" }, provoke: signsIn("ann@example.com", right), on: "signIn",
		with: "wrong Region", without: "wrong Region", state: why.Confirmed},
	{name: "throttled", client: "demo-app", provoke: func(d *driver) {
		d.pool.Fail("InitiateAuth", 3, "TooManyRequestsException", "")
		signsIn("ann@example.com", right)(d)
	}, on: "signIn", with: "throttled", without: "throttled", state: why.Confirmed},
	{name: "trigger", client: "demo-app", provoke: func(d *driver) {
		d.pool.Fail("SignUp", 1, "UserLambdaValidationException", "PreSignUp failed with error only from Monday on.")
		signsUp("new@example.com")(d)
	}, on: "signUp", with: "trigger refused", without: "trigger refused", state: why.Confirmed},
	{name: "name taken", client: "demo-app", provoke: signsUp("ann@example.com"), on: "signUp", with: "account exists", without: "own sign-up", state: why.Unsure},
	{name: "own sign-up", client: "demo-app", provoke: signsUp("una@example.com"), on: "signUp", with: "own sign-up", without: "own sign-up", state: why.Unsure},
	{name: "SES quota", client: "demo-app", provoke: func(d *driver) {
		d.pool.Fail("SignUp", 1, "LimitExceededException", "Exceeded daily email limit for the operation or the account.")
		signsUp("new@example.com")(d)
	}, on: "signUp", with: "SES quota", without: "mail quota", state: why.Confirmed},
	{name: "mail quota", client: "email-app", provoke: func(d *driver) {
		d.pool.Fail("ForgotPassword", 1, "LimitExceededException", "Exceeded daily email limit for the operation or the account.")
		forgets("eve@example.com")(d)
	}, on: "forgot", with: "mail quota", without: "mail quota", state: why.Confirmed},
	{name: "alias taken", client: "alias-app", provoke: func(d *driver) {
		d.follow(wantCode{user: "otto", send: true})
		d.waits()
		d.press("ctrl+y")
		d.submit()
		d.waits()
	}, on: "confirm", with: "alias held", without: "alias held", state: why.Confirmed},
	{name: "wrong code", client: "demo-app", provoke: func(d *driver) {
		d.follow(wantCode{user: "una@example.com", send: true})
		d.waits()
		d.set("code", "000000")
		d.submit()
		d.waits()
	}, on: "confirm", with: "code wrong", without: "code wrong", state: why.Unsure},
	{name: "code expired", client: "demo-app", provoke: func(d *driver) {
		d.follow(wantCode{user: "una@example.com", send: true})
		d.waits()
		d.press("ctrl+y")
		d.pool.Advance(25 * time.Hour)
		d.submit()
		d.waits()
	}, on: "confirm", with: "code expired", without: "code expired", state: why.Unsure},
	{name: "code of nobody", client: "demo-app", provoke: confirms("nobody@example.com", "123456"), on: "confirm", with: "no such user", without: "", state: why.Unsure},
	{name: "confirmed already", client: "demo-app", provoke: confirms("ann@example.com", "123456"), on: "confirm", with: "already confirmed", without: "already confirmed", state: why.Confirmed},
	{name: "reset code wrong", client: "demo-app", provoke: func(d *driver) {
		forgets("ann@example.com")(d)
		d.set("code", "000000", "newPassword", "N3w-Mountain!", "repeat", "N3w-Mountain!")
		d.submit()
		d.waits()
	}, on: "reset", with: "code wrong", without: "code wrong", state: why.Unsure},
	{name: "unverified email", client: "demo-public", provoke: forgets("nora@example.com"), on: "forgot", with: "address not verified", without: "not confirmed", state: why.Unsure},
	{name: "reset of the unconfirmed", client: "demo-public", provoke: forgets("una@example.com"), on: "forgot", with: "not confirmed", without: "not confirmed", state: why.Unsure},
	{name: "reset of the invited", client: "demo-public", provoke: forgets("fay@example.com"), on: "forgot", with: "invited", without: "invited", state: why.Unsure},
	{name: "app code wrong", client: "demo-app", provoke: func(d *driver) {
		d.startsWith("tom@example.com", "Password")
		d.waits()
		d.set("code", "000000")
		d.submit()
		d.waits()
	}, on: "factorCode", with: "code wrong", without: "code wrong", state: why.Confirmed},
	{name: "session over", client: "demo-app", provoke: func(d *driver) {
		d.startsWith("sam@example.com", "Password")
		d.waits()
		d.press("ctrl+y")
		d.pool.Advance(20 * time.Minute)
		d.submit()
		d.waits()
	}, on: "signIn", with: "session expired", without: "session expired", state: why.Confirmed},
	{name: "new password too weak", client: "demo-app", provoke: func(d *driver) {
		d.startsWith("fay@example.com", "Password")
		d.waits()
		d.set("newPassword", "weakling-one", "repeat", "weakling-one")
		d.submit()
		d.waits()
	}, on: "newPassword", with: "policy", without: "policy", state: why.Confirmed},
	{name: "token expired", client: "demo-app", provoke: inSession(func(d *driver) { d.pool.Advance(31 * 24 * time.Hour) }), on: "signIn", with: "refresh token expired", without: "refresh token expired", state: why.Confirmed},
	{name: "signed out elsewhere", client: "demo-app", provoke: inSession(func(d *driver) {
		if err := d.app.env.Client.GlobalSignOut(d.t.Context(), d.app.env.Session.Tokens().Access); err != nil {
			d.t.Fatal(err)
		}
	}), on: "signIn", with: "signed out", without: "signed out", state: why.Unsure},
	{name: "session busy", client: "demo-app", provoke: inSession(func(d *driver) { d.pool.Fail("GetUser", 3, "TooManyRequestsException", "") }), on: "session", with: "throttled", without: "throttled", state: why.Confirmed},
	{name: "anything else", client: "demo-app", provoke: func(d *driver) {
		d.pool.Fail("InitiateAuth", 1, "ForbiddenException", "")
		signsIn("ann@example.com", right)(d)
	}, on: "signIn", with: "as said", without: "as said", state: why.Confirmed},
}

// looksWhy opens the causes of a refusal on the screen, if there is one, and each
// of them.
func (d *driver) looksWhy() {
	below := d.app.top()
	d.press("f3")
	d.waits()
	if s, ok := d.app.top().(*whyScreen); ok {
		for range len(s.causes()) + 1 {
			d.press("down")
		}
		d.press("esc")
	}
	if d.app.top() != below {
		d.t.Fatalf("F3 and Esc lead to another screen:\n%s", d.screen())
	}
}

// causesOn presses F3 on the refusal, and reads the causes.
func (d *driver) causesOn(want string) []why.Cause {
	d.t.Helper()
	d.on(want)
	d.press("f3")
	d.waits()
	d.on("whyScreen")
	return d.app.top().(*whyScreen).causes()
}

func TestWhyFindsTheTrueCause(t *testing.T) {
	t.Parallel()
	for _, r := range provoked {
		t.Run(r.name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				d := whyDriver(t, r.client, full, r.change)
				r.provoke(d)
				causes := d.causesOn(r.on)
				if c := causes[0]; c.ID != r.with || c.State != why.Confirmed {
					t.Errorf("the first cause is %s (%d), want %s:\n%s", c.ID, c.State, r.with, d.screen())
				}
				d.sees("✓ "+causes[0].Title[:20], "Why did this fail?")
				d.press("esc")
				d.on(r.on)
				d.leavesByEsc()
			})
		})
	}
}

// TestWhyWithoutAccess: what can't be told apart is listed, with what would tell.
func TestWhyWithoutAccess(t *testing.T) {
	t.Parallel()
	for _, r := range provoked {
		for may, reason := range map[access]string{noCredentials: "there are no AWS credentials", denied: "access denied"} {
			t.Run(r.name+", "+reason, func(t *testing.T) {
				inBubble(t, func(t *testing.T) {
					d := whyDriver(t, r.client, may, r.change)
					r.provoke(d)
					causes := d.causesOn(r.on)
					if c := causes[0]; c.State != r.state || r.without != "" && c.ID != r.without {
						t.Errorf("the first cause is %s (%d), want %s (%d):\n%s", c.ID, c.State, r.without, r.state, d.screen())
					}
					for _, c := range causes {
						if strings.Contains(c.Evidence, "Still being read") {
							t.Errorf("%s waits for ever: %s", c.ID, c.Evidence)
						}
						if c.State == why.Unsure && strings.Contains(c.Evidence, "would tell (") && !strings.Contains(c.Evidence, reason) {
							t.Errorf("%s doesn't say why it can't be told: %s", c.ID, c.Evidence)
						}
					}
				})
			})
		}
	}
}

// TestWhyMends takes the ways that the screen offers.
func TestWhyMends(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		name, client string
		provoke      func(*driver)
		keys         []string
		want         string
		sees         string
	}{
		{"sign up", "demo-app", signsIn("nobody@example.com", wrong), []string{"enter"}, "signUp", "nobody@example.com"},
		{"enter the code", "demo-app", signsIn("una@example.com", right), []string{"alt+1"}, "confirm", "una@example.com"},
		{"a fresh code", "demo-app", signsIn("una@example.com", right), []string{"right", "enter"}, "confirm", "A code went to"},
		{"reset", "demo-app", signsIn("rita@example.com", right), []string{"enter"}, "forgot", "rita@example.com"},
		{"another method", "demo-srp-only", func(d *driver) {
			d.app.env.AppClient = nil
			d.follow(wantSignIn{user: "ann@example.com", flow: cognito.PasswordFlow})
			d.set("password", right)
			d.submit()
			d.waits()
		}, []string{"enter", "enter"}, "session", "ann@example.com"},
		{"other ways", "demo-app", signsIn("ann@example.com", wrong), []string{"shift+tab", "enter"}, "signIn", "Wrong user name or password."},
		{"closes by its key", "demo-app", signsIn("ann@example.com", wrong), []string{"f3"}, "signIn", "Wrong user name or password."},
	} {
		t.Run(x.name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				d := whyDriver(t, x.client, full, nil)
				x.provoke(d)
				d.press("f3")
				d.waits()
				d.on("whyScreen")
				d.press(x.keys...)
				d.waits()
				d.on(x.want)
				d.sees(x.sees)
			})
		})
	}
}

// TestWhyKeepsThePassword: what was typed for the sign-in is there after the code.
func TestWhyKeepsThePassword(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := whyDriver(t, "demo-app", full, nil)
		signsIn("una@example.com", right)(d)
		d.press("f3", "right", "enter")
		d.waits()
		d.press("ctrl+y")
		d.submit()
		d.waits()
		d.on("signIn")
		if got := d.app.top().(*signIn).form.Value("password"); got != right {
			t.Errorf("the password is %d characters long", len(got))
		}
	})
}

// TestWhyAsksBeforeAdminGetUser: it counts a user as billed, and is never made
// without a yes.
func TestWhyAsksBeforeAdminGetUser(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := whyDriver(t, "demo-app", full, nil)
		signsIn("dan@example.com", right)(d)
		d.press("f3")
		d.waits()
		made := func() int {
			n := 0
			for _, e := range d.app.env.Log.Entries() {
				if e.Op == "AdminGetUser" {
					n++
				}
			}
			return n
		}
		d.press("down") // other ways on
		for _, no := range [][]string{{"enter", "enter"}, {"enter", "esc"}, {"enter", "n"}, {"enter", "tab", "tab", "enter"}, {"enter", "down", "x", "enter"}} {
			d.press(no[0])
			d.sees("billed", "[ No ]", "y yes")
			d.press(no[1:]...)
			d.on("whyScreen")
			d.lacks("billed")
			if made() != 0 {
				t.Fatalf("AdminGetUser was called without a yes, after %q", no)
			}
		}
		d.press("enter", "y")
		d.waits()
		if made() != 1 {
			t.Fatalf("AdminGetUser was called %d times:\n%s", made(), d.screen())
		}
		d.sees("AdminGetUser: dan@example.com is CONFIRMED and disabled.")
	})
}

// TestWhyOffersNoReadWithoutCredentials: there is nothing that could read.
func TestWhyOffersNoReadWithoutCredentials(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := whyDriver(t, "demo-app", noCredentials, nil)
		signsIn("ann@example.com", wrong)(d)
		d.press("f3")
		d.waits()
		d.press("shift+tab")
		d.sees("▌   Other ways on")
		d.lacks("Read the user")
	})
}

// TestWhyServes: no command of the embedded pool is shown before it is served, and
// then each leads there.
func TestWhyServes(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := whyDriver(t, "demo-app", full, nil)
		signsIn("dan@example.com", right)(d)
		d.press("f3")
		d.waits()
		d.sees("First s: it serves the embedded pool", "[ Serve the pool ]")
		d.lacks("$ aws")
		d.press("s")
		d.waits()
		at := d.app.env.served
		d.sees("The pool is served at "+at, "$ aws cognito-idp admin-enable-user", "--endpoint-url "+at, "[ Copy the command ]")
	})
}

// TestWhyKeepsItsPlace: while facts come in nothing is open that a key would act on
// unseen, and what a person opened stays open.
func TestWhyKeepsItsPlace(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := whyDriver(t, "demo-app", full, nil)
		signsIn("nobody@example.com", wrong)(d)
		release := d.pool.Hold("ListUsers")
		d.pressHeld("f3")
		s := d.app.top().(*whyScreen)
		if s.at != "" || s.causes()[0].ID != "wrong password" {
			t.Fatalf("%q is open while facts come in:\n%s", s.at, d.screen())
		}
		d.sees("reading…")
		d.press("enter") // opens the first one, and no more
		d.on("whyScreen")
		if s.at != "wrong password" {
			t.Fatalf("%q is open", s.at)
		}
		release()
		d.waits()
		if s.at != "wrong password" || s.causes()[0].ID != "no such user" {
			t.Errorf("%q is open, the first cause is %q:\n%s", s.at, s.causes()[0].ID, d.screen())
		}
		d.sees("▌ ✗ The password is wrong.")
		d.lacks("reading…")
	})
}

// TestWhyScrolls: a page that is longer than the screen is seen whole by PgDn, and
// Enter presses nothing out of sight.
func TestWhyScrolls(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := whyDriver(t, "demo-app", noCredentials, nil)
		signsIn("ann@example.com", wrong)(d)
		d.size(80, 24)
		d.press("f3")
		d.waits()
		seen := d.screen()
		d.sees("pgdn scroll")
		for range 6 {
			d.press("pgdown")
			seen += d.screen()
		}
		d.sees("Other ways on")
		s := d.app.top().(*whyScreen)
		for _, c := range s.causes() {
			if !strings.Contains(seen, c.Title[:min(30, len(c.Title))]) {
				t.Errorf("%s was never in sight", c.ID)
			}
		}
		d.press("enter") // brings back what it would press
		d.on("whyScreen")
		d.sees("▌ ? The password is wrong.", "[ Reset password ]")
		d.press("pgdown", "pgdown", "pgup", "pgup", "pgup")
		d.sees("▌ ? The password is wrong.")
		d.press("enter")
		d.on("forgot")
	})
}

// TestWhyOfAMethodThatIsOff: what is refused here is explained too.
func TestWhyOfAMethodThatIsOff(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := whyDriver(t, "demo-srp-only", full, nil)
		d.follow(wantSignIn{user: "ann@example.com", flow: cognito.PasswordFlow})
		d.set("password", right)
		d.submit()
		d.sees("This way is off here.", "F3 why?")
		d.press("f3")
		d.waits()
		d.sees("✓ The app client doesn't allow USER_PASSWORD_AUTH.", "Nothing was sent.", "[ Sign in by USER_SRP_AUTH ]")
		d.press("enter")
		d.on("signIn")
		if got := d.app.top().(*signIn); got.flow() != cognito.SRPFlow || got.form.Value("password") != right {
			t.Errorf("the way is %s", got.flow())
		}
		d.follow(wantSignIn{user: "ann@example.com", flow: cognito.PasswordFlow})
		d.set("password", right)
		d.submit()
		d.app.top().(*signIn).form.FocusField("method")
		d.press("right")
		d.lacks("F3 why?")
	})
}

// TestWrongPoolIDIsSaid: a sign-in by password works under another pool's id.
func TestWrongPoolIDIsSaid(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := whyDriver(t, "demo-app", full, poolID("us-east-1_WrongPool"))
		signsIn("ann@example.com", right)(d)
		d.on("session")
		d.sees("! The tokens are of us-east-1_LocalPool: correct the pool id (Connection).")
		d = whyDriver(t, "demo-app", full, nil)
		signsIn("ann@example.com", right)(d)
		d.on("session")
		d.lacks("The tokens are of")
	})
}

// TestWhyMovesTheAlias puts the question that the form's own button puts.
func TestWhyMovesTheAlias(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		for _, r := range provoked {
			if r.name != "alias taken" {
				continue
			}
			d := whyDriver(t, r.client, full, nil)
			r.provoke(d)
			d.press("f3")
			d.waits()
			d.sees("Move it to this account")
			d.press("right", "right", "enter")
			d.on("confirm")
			d.sees("Move this address to the account you are confirming?", "[ No ]")
			d.press("y")
			d.waits()
			d.on("signIn")
		}
	})
}

// TestWhyOfTheLocked counts as the form does.
func TestWhyOfTheLocked(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := whyDriver(t, "demo-app", full, nil)
		for range 6 {
			signsIn("ann@example.com", wrong)(d)
		}
		d.app.env.tries[triesKey("ann@example.com")] = tries{freeTries, d.pool.Now().Add(-time.Hour)}
		d.sees("By the tries made here it should be over: try again.")
		d.press("f3")
		d.waits()
		d.sees("By the tries made here it should be over: try again.")
	})
}

// poolID sets another user pool id.
func poolID(id string) func(*cognito.Config) {
	return func(c *cognito.Config) { c.UserPoolID = id }
}

// TestWhyCopies: a command is copied whole, and the reads go on after it.
func TestWhyCopies(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := whyDriver(t, "demo-app", full, nil)
		copied := ""
		d.app.env.Copy = func(text string) (string, error) { copied = text; return "Copied.", nil }
		d.app.env.served = testServed
		signsIn("dan@example.com", right)(d)
		release := d.pool.Hold("ListUsers")
		d.pressHeld("f3")
		d.press("down", "alt+1")
		release()
		d.waits()
		if want := "aws cognito-idp admin-enable-user --region us-east-1 --endpoint-url http://127.0.0.1:9229 --user-pool-id us-east-1_LocalPool --username dan@example.com"; copied != want {
			t.Errorf("copied %q", copied)
		}
		d.sees("ListUsers: dan@example.com is CONFIRMED and disabled.")
	})
}

// TestGoldenWhy keeps how the screen looks.
func TestGoldenWhy(t *testing.T) {
	t.Parallel()
	for _, g := range []struct {
		name, refusal string
		may           access
		keys          []string
	}{
		{"why-masked", "masked", full, nil},
		{"why-unsure", "masked", noCredentials, nil},
		{"why-denied", "wrong password", denied, nil},
		{"why-flow-off", "flow off", full, nil},
		{"why-temporary", "temporary password", full, nil},
		{"why-unverified", "unverified email", full, nil},
		{"why-quota", "mail quota", full, nil},
		{"why-alias", "alias taken", full, nil},
		{"why-session-over", "session over", full, nil},
		{"why-foreign-pool", "another pool's id", full, nil},
		{"why-no-alias", "phone that is no alias", full, nil},
		{"why-other", "disabled", full, []string{"down"}},
	} {
		t.Run(g.name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				for _, r := range provoked {
					if r.name != g.refusal {
						continue
					}
					d := whyDriver(t, r.client, g.may, r.change)
					r.provoke(d)
					d.press("f3")
					d.waits()
					d.press(g.keys...)
					d.golden(g.name)
				}
			})
		})
	}
}

// TestWhyCleansTexts: names and messages are strangers' texts.
func TestWhyCleansTexts(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := whyDriver(t, "demo-app", full, nil)
		for kind := range cognito.NotTheProtocol + 1 {
			e := &cognito.Error{Op: "InitiateAuth\x1b[2J", Kind: kind, Code: "Odd\x1b]0;x\x07Exception", Message: "\x1b[31mPreSignUp failed with error \u202e"}
			d.follow(showWhy{refusal{err: e, user: "ev\x1b[2Jil\u202e@example.com", issuer: "https://x/\x1b[1m"}})
			d.waits()
			s := d.app.top().(*whyScreen)
			s.facts.Users = facts.Known([]cognito.FoundUser{{Username: "\x1b[2Jmallory\u202e", Status: "\x1b[1mCONFIRMED"}})
			s.facts.Holders = s.facts.Users
			for _, size := range [][2]int{{80, 24}, {120, 40}, {20, 5}} {
				d.size(size[0], size[1])
				for range len(s.causes()) + 1 {
					if wrong := faultyFrame(d.app.View(), size[0], size[1]); wrong != "" {
						t.Fatalf("%v at %v: %s\n%q", kind, size, wrong, d.app.View())
					}
					d.send(keyOf(t, "down"))
				}
				s.goTo(s.causes()[0].ID)
			}
			d.press("esc")
		}
	})
}
