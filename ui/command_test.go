package ui

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"cognito-tui/cognito"
	"cognito-tui/cognito/localpool"
	"cognito-tui/cognito/settings"
	"cognito-tui/cognito/token"
	"cognito-tui/cognito/trace"
	"cognito-tui/cognito/trace/redact"
)

// A call as a command, and a call made again.

// newestOf is the ID of the newest attempt of an operation; 0 where there is none.
func newestOf(log *trace.Log, op string) int {
	id := 0
	for _, e := range log.Snapshot() {
		if e.Op == op {
			id = e.ID
		}
	}
	return id
}

// openNewest opens the newest call of an operation.
func (d *driver) openNewest(op string) {
	d.t.Helper()
	d.follow(showCalls{})
	d.follow(openCall{id: newestOf(d.app.env.Log, op)})
	d.on("callScreen")
}

// signInByPassword signs in as a seeded user, the password sent as it is.
func (d *driver) signInByPassword(user string) {
	d.follow(wantSignIn{user: user, password: localpool.DemoPassword, flow: cognito.PasswordFlow})
	d.press("enter")
	d.on("session")
}

// copies gives the driver a clipboard that keeps what was put last.
func (d *driver) copies() *string {
	var last string
	d.app.env.Copy = func(text string) (string, error) {
		last = text
		return "Copied to the clipboard.", nil
	}
	return &last
}

func TestGoldenCommand(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		last := d.copies()
		d.typeSignUp("o'hara@example.com", "Passw0rd!")
		d.press("enter")
		d.openNewest("SignUp")
		d.press("c")
		d.on("commandScreen")
		d.golden("command-unserved")
		d.press("c") // nothing to copy yet
		if *last != "" {
			t.Errorf("%q was copied before the pool was served", *last)
		}
		d.press("s")
		d.sees("The pool is served at " + testServed)
		d.press("c")
		d.sees("Copied to the clipboard.")
		if !strings.HasPrefix(*last, ": \"${PASSWORD:?}\" \"${COGNITO_CLIENT_SECRET:?}\" &&\naws cognito-idp sign-up ") || !strings.Contains(*last, "--endpoint-url "+testServed) {
			t.Errorf("%q was copied", *last)
		}
		for _, secret := range []string{"Passw0rd!", d.app.env.Settings.Get(settings.ClientSecret)} {
			if strings.Contains(*last, secret) || strings.Contains(d.screen(), secret) {
				t.Error("a secret stands in the command")
			}
		}
		d.press("v")
		if !strings.HasPrefix(*last, "printf 'PASSWORD: '; read -rs PASSWORD; echo; ") {
			t.Errorf("%q was copied", *last)
		}
		d.app.top().(*commandScreen).said = ""
		d.golden("command")
		d.press("f1")
		d.golden("help-command")
	})
}

// TestPageAsCommand writes the fetching of the pool's keys for curl.
func TestPageAsCommand(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := workbenchOf(t, "demo-app", "ann@example.com")
		last := d.copies()
		d.openNewest("GET jwks.json")
		d.press("c", "s", "c")
		page, ok := strings.CutPrefix(*last, "curl -fsS ")
		if !ok {
			t.Fatalf("%q was copied", *last)
		}
		path, ok := strings.CutPrefix(page, testServed)
		if !ok {
			t.Fatalf("the page is at %s", page)
		}
		answer := httptest.NewRecorder()
		d.pool.Handler().ServeHTTP(answer, httptest.NewRequest(http.MethodGet, path, nil))
		if answer.Code != http.StatusOK || !strings.Contains(answer.Body.String(), `"kid"`) {
			t.Errorf("%s answers %d: %s", page, answer.Code, answer.Body)
		}
		d.lacks("copy what asks")
	})
}

// unservable is an embedded pool that can't be served.
type unservable struct{ localAdapter }

func (unservable) Serve(context.Context) (string, error) { return "", errors.New("no port is free") }

func TestCommandFailures(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.app.env.Local = unservable{localAdapter{d.pool}}
		d.openNewest("DescribeUserPool")
		d.press("c", "s")
		d.sees("Not served: no port is free.", "s serves it")
		d.app.env.served = testServed
		d.app.env.Copy = func(string) (string, error) { return "", errors.New("there is no clipboard") }
		d.press("c")
		d.sees("Not copied: there is no clipboard.", "takes any AWS credentials", "aws cognito-idp describe-user-pool")
		d.lacks("v copies", "--no-sign-request")
		d.press("v") // asks for nothing
		d.sees("Not copied: there is no clipboard.")
	})
}

func TestCommandOfAnotherEndpoint(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		env := d.app.env
		request := redact.Request("GetUser", []byte(`{"AccessToken":"x"}`))
		for _, c := range []struct{ endpoint, set, want, region string }{
			{"cognito-idp.eu-west-1.amazonaws.com/", "", "", "eu-west-1"},
			{"localhost:9229/", "", "http://localhost:9229", "us-east-1"},
			{"proxy.example.com/idp/", "", "https://proxy.example.com/idp", "us-east-1"},
			{"127.0.0.1:9/x/", "https://127.0.0.1:9/x", "https://127.0.0.1:9/x", "us-east-1"},
		} {
			env.Settings = env.Settings.With(settings.Endpoint, c.set)
			got := callOf(env, &trace.Entry{Op: "GetUser", Endpoint: c.endpoint, Conn: trace.Reused, Request: request})
			if got.Endpoint != c.want || got.Region != c.region {
				t.Errorf("%s: endpoint %q, Region %q", c.endpoint, got.Endpoint, got.Region)
			}
		}
		d.follow(showCommand{of: &trace.Entry{Op: "GetUserAuthFactors", Endpoint: "cognito-idp.eu-west-1.amazonaws.com/", Conn: trace.Reused, Request: request}})
		d.sees("Needs a newer AWS CLI than 2.9.19", "aws cognito-idp get-user-auth-factors")
		d.press("esc")
		d.follow(showCommand{of: &trace.Entry{Op: "GET jwks.json", Conn: trace.Reused}})
		d.sees("There is no command for this call")
		d.press("esc")
		env.Local = nil
		d.follow(showCommand{of: &trace.Entry{Op: "GetUser", Request: request, Conn: trace.InProcess}})
		d.sees("connect to that first")
	})
}

// What reads is repeated at once, and seen as a new call.
func TestRepeatAtOnce(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.signIn("ann@example.com")
		before := newestOf(d.app.env.Log, "GetUser")
		d.openNewest("GetUser")
		d.press("r")
		d.on("callScreen")
		if after := newestOf(d.app.env.Log, "GetUser"); after == before || d.app.top().(*callScreen).id != after {
			t.Errorf("call %d is shown; %d was repeated as %d", d.app.top().(*callScreen).id, before, after)
		}
		d.sees("200")
		before = newestOf(d.app.env.Log, "DescribeUserPool") // signed
		d.openNewest("DescribeUserPool")
		d.press("r")
		if newestOf(d.app.env.Log, "DescribeUserPool") == before {
			t.Error("the signed call was not repeated")
		}
		d.sees("200", "with AWS credentials")
		d.leavesByEsc()
	})
}

// A refresh's secret hash is over the pool's own user name, which the call doesn't
// hold.
func TestRepeatRefresh(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.signIn("ann@example.com")
		env := d.app.env
		claims, err := token.Decode(env.Session.Tokens().Access)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := env.Client.Refresh(t.Context(), cognito.RefreshRequest{Refresh: env.Session.Tokens().Refresh, Username: claims.Username}); err != nil {
			t.Fatal(err)
		}
		before := newestOf(env.Log, "InitiateAuth")
		d.openNewest("InitiateAuth")
		d.press("r")
		d.sees("Make this call again?")
		d.press("alt+2")
		d.on("callScreen")
		d.sees("200")
		if newestOf(env.Log, "InitiateAuth") == before {
			t.Error("the refresh was not repeated")
		}
	})
}

// What does something is asked about, after what is secret was typed.
func TestGoldenRepeat(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.signInByPassword("ann@example.com")
		before := newestOf(d.app.env.Log, "InitiateAuth")
		d.openNewest("InitiateAuth")
		d.press("r")
		d.on("repeatScreen")
		d.golden("repeat")
		d.press("enter")
		d.sees("Type it: it was not kept.")
		d.write(localpool.DemoPassword)
		d.press("enter")
		d.golden("repeat-question")
		if newestOf(d.app.env.Log, "InitiateAuth") != before {
			t.Error("it was sent before it was asked")
		}
		d.press("alt+1")
		if newestOf(d.app.env.Log, "InitiateAuth") != before {
			t.Error("it was sent after No")
		}
		d.press("enter", "alt+2")
		d.on("callScreen")
		if newestOf(d.app.env.Log, "InitiateAuth") == before {
			t.Error("it was not sent")
		}
		d.sees("200")
		d.lacks(localpool.DemoPassword)
	})
}

// A refusal of the repeat is a call like any other.
func TestRepeatRefused(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.signInByPassword("ann@example.com")
		d.openNewest("InitiateAuth")
		d.press("r")
		d.write("Wr0ng-Mountain!")
		d.press("enter", "alt+2")
		d.on("callScreen")
		d.sees("NotAuthorized")
	})
}

// What can't be repeated says why, and sends nothing.
func TestRepeatCannot(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		body := func(op, text string) redact.Value { return redact.Request(op, []byte(text)) }
		for _, c := range []struct {
			entry trace.Entry
			want  string
		}{
			{trace.Entry{Op: "GET jwks.json"}, "isn't a call that the program can make"},
			{trace.Entry{Op: "RespondToAuthChallenge", Request: body("RespondToAuthChallenge", `{"Session":"s"}`)}, "Its Session can be used once"},
			{trace.Entry{Op: "InitiateAuth", Request: body("InitiateAuth", `{"AuthParameters":{"SRP_A":"a"}}`)}, "Its proof of the password (SRP)"},
			{trace.Entry{Op: "SignUp", Request: body("SignUp", `{"ClientId":"another"}`)}, "made through another pool or app client"},
			{trace.Entry{Op: "DescribeUserPool", Request: body("DescribeUserPool", `{"UserPoolId":"eu-west-1_Other"}`)}, "made through another pool or app client"},
			{trace.Entry{Op: "GetUser", Conn: trace.Reused}, "wasn't made on the embedded pool"},
			{trace.Entry{Op: "SignUp", Request: body("SignUp", `{"ClientMetadata":{"a":"b"}}`)}, "It can't be repeated"},
			{trace.Entry{Op: "GetUser", Request: body("GetUser", `{"AccessToken":"x"}`)}, "nobody is signed in"},
		} {
			calls := len(d.app.env.Log.Entries())
			d.follow(wantRepeat{of: &c.entry})
			d.on("repeatScreen")
			if got := d.app.top().(*repeatScreen).cannot; !strings.Contains(got, c.want) {
				t.Errorf("%s: %q, want %q", c.entry.Op, got, c.want)
			}
			d.press("enter")
			if len(d.app.env.Log.Entries()) != calls {
				t.Errorf("%s was sent", c.entry.Op)
			}
		}
	})
}

// Every call that is asked about says what it does.
func TestConsequences(t *testing.T) {
	for _, op := range cognito.Operations() {
		asked := cognito.RepeatOf(op) == cognito.AfterAQuestion
		never := op == "RespondToAuthChallenge" || op == "AdminRespondToAuthChallenge" // they carry a Session
		if said := consequences[op] != ""; said != (asked && !never) {
			t.Errorf("%s: asked about %v, a consequence is said: %v", op, asked, said)
		}
	}
}
