package ui

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"pgregory.net/rapid"

	"cognito-tui/cognito"
	"cognito-tui/cognito/bulk"
	"cognito-tui/cognito/settings"
	"cognito-tui/cognito/trace"
	"cognito-tui/cognito/trace/redact/redacttest"
)

// onlyOf refuses one operation and hands the others on.
type onlyOf struct {
	op     string
	server *redacttest.Server
	next   http.RoundTripper
}

func (o *onlyOf) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.HasSuffix(r.Header.Get("X-Amz-Target"), "."+o.op) {
		return o.server.RoundTrip(r)
	}
	return o.next.RoundTrip(r)
}

// changesOf are the changes of an administrator, by their operations.
func changesOf(secret string) map[string]cognito.Change {
	all := map[string]cognito.Change{}
	for _, c := range []cognito.Change{cognito.ConfirmSignUp{}, cognito.ResetPassword{}, cognito.EnableUser{}, cognito.DisableUser{},
		cognito.SignOutEverywhere{}, cognito.DeleteUser{}, cognito.CreateUser{TemporaryPassword: secret, Suppress: true},
		cognito.SetPassword{Password: secret, Permanent: true}, cognito.ForgetUserDevice{Key: "us-east-1_11111111-2222-3333-4444-555555555555"},
		cognito.UpdateAttributes{Attributes: []cognito.Attribute{{Name: "custom:pin", Value: secret}}}, cognito.SetMFA{},
		cognito.AddToGroup{Group: "staff"}, cognito.RemoveFromGroup{Group: "staff"}} {
		all[c.Operation()] = c
	}
	return all
}

// refusedWith makes a call of an operation with secrets in all that must be hidden,
// which a server refuses with a text that repeats every one in a spelling.
func (d *driver) refusedWith(op string, secrets func(int) string, spell func(string) string, log *trace.Log) (e *cognito.Error, sent []string) {
	d.t.Helper()
	body := &secretBodies{make: secrets}
	server := &redacttest.Server{Exception: "UserLambdaValidationException", Message: func(got []byte) string {
		text := "UserMigration failed with error no:"
		for _, s := range body.secrets {
			if quoted, _ := json.Marshal(s); strings.Contains(string(got), string(quoted)) {
				sent, text = append(sent, s), text+" ann/"+spell(s)
			}
		}
		return text
	}}
	config := cognito.Config{Region: "us-east-1", UserPoolID: d.app.env.Settings.Get(settings.UserPoolID), ClientID: "plain", ClientSecret: "client-secret-1",
		Credentials: localCredentials(), Recorder: &memoryRecorder{}, STSEndpoint: "http://127.0.0.1:1", Log: log,
		Transport: trace.New(&onlyOf{op, server, d.pool.Transport()}, log)}
	var err error
	switch change := changesOf(body.secret())[op]; {
	case cognito.RepeatOf(op) != cognito.NeverRepeated:
		m, _ := reflect.TypeFor[*cip.Client]().MethodByName(op)
		request := json.RawMessage(jsonOf(d.t, body.object(m.Type.In(2).Elem())))
		repeat := cognito.New(config).Repeat
		if cognito.SignedOperation(op) {
			repeat = cognito.NewAdmin(config).Repeat
		}
		err = repeat(context.Background(), op, "ann@example.com", request)
	case change != nil:
		user := "ann@example.com"
		if op == "AdminCreateUser" {
			user = "new@example.com"
		}
		_, err = cognito.NewAdmin(config).Apply(context.Background(), user, change)
	default:
		d.t.Fatalf("nothing makes a call of %s", op)
	}
	if !errors.As(err, &e) || e.Op != op || e.Code != server.Exception {
		d.t.Fatalf("%s: got %v (%v)", op, err, errors.Unwrap(err))
	}
	return e, sent
}

var blanks = regexp.MustCompile(`[\s│]+`)

// bare is a text without what drawing puts into it.
func bare(text string) string { return blanks.ReplaceAllString(text, "") }

// TestRefusalsTellNoSecret has every operation refused with a text that repeats what
// was sent: no frame, trace, sentence of a journal or copied command tells it, in
// whatever spelling.
func TestRefusalsTellNoSecret(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		last := d.copies()
		d.app.env.served = "http://127.0.0.1:9229"
		names := slices.Sorted(maps.Keys(redacttest.Spellings))
		random := rapid.StringOfN(rapid.RuneFrom([]rune(`zqZQ079 "\'<>&%+/é日`)), 2, 24, -1)
		folder, hidden := t.TempDir(), 0
		for i, op := range cognito.Operations() {
			for j, spelling := range names {
				spell := redacttest.Spellings[spelling]
				path := filepath.Join(folder, fmt.Sprint(i, "-", j))
				file, err := trace.OpenFile(path)
				if err != nil {
					t.Fatal(err)
				}
				log := trace.NewLog(100)
				log.Keep(file)
				e, sent := d.refusedWith(op, func(n int) string { return "Zq" + random.Example(1000*i+40*j+n) + "7" }, spell, log)
				hidden += len(sent)
				texts := map[string]string{"the journal's reason": bulk.Sentence(e), "the error": fmt.Sprintf("%v %+v %#v", e, e, e)}
				if (i+j)%len(names) == 0 { // frames take their time
					d.looks(e, op, log, texts)
					texts["the command"] = *last
				}
				line, err := os.ReadFile(path)
				if err != nil || !strings.Contains(string(line), op) {
					t.Fatalf("%s: the trace file: %v", op, err)
				}
				texts["the trace file"], texts["the log"] = string(line), fmt.Sprintf("%+v", log.Entries())
				file.Close()
				for where, text := range texts {
					text = bare(text)
					for _, s := range sent {
						for _, told := range []string{s, spell(s), redacttest.Spellings["JSON"](s), redacttest.Spellings["JSON"](spell(s))} {
							if strings.Contains(text, bare(told)) {
								t.Errorf("%s of %s tells %q (%s)", where, op, told, spelling)
							}
						}
					}
				}
			}
		}
		if hidden < 2000 {
			t.Errorf("only %d secrets were sent", hidden)
		}
	})
}

// looks at a refusal on a form, in its details, at why, and at its call, of which it
// copies the command.
func (d *driver) looks(e *cognito.Error, op string, log *trace.Log, texts map[string]string) {
	d.t.Helper()
	frames := func(where string) {
		for _, size := range [][2]int{{80, 24}, {200, 60}} {
			d.size(size[0], size[1])
			texts[fmt.Sprint(where, " at ", size)] = d.screen()
		}
	}
	d.app.env.Log = log
	d.follow(goHome{})
	d.follow(wantSignIn{user: "ann@example.com"})
	d.app.top().(*signIn).fail(e)
	frames("the form")
	d.press("f2")
	d.on("detailsPanel")
	d.sees(e.RequestID, "Trigger", "UserMigration")
	frames("the details")
	d.press("esc", "f3")
	d.on("whyScreen")
	frames("why")
	d.press("esc")
	d.openNewest(op)
	frames("the call")
	d.press("c")
	frames("the command's screen")
	d.press("c")
}

// The cases that were found: a migration function that names the password, a custom
// challenge's answer, and a whole body.
func TestRefusalsThatNameWhatWasTyped(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		for _, c := range []struct {
			message, shown string
		}{
			{"UserMigration failed with error bind failed for ann/Gr4nite!Harbour", "bind failed for ann/(hidden)"},
			{`UserMigration failed with error {"AuthParameters":{"USERNAME":"ann@example.com","PASSWORD":"Gr4nite!Harbour"},"x":1}`, `"PASSWORD":"(hidden)"`},
			{"VerifyAuthChallengeResponse failed with error GR4NITE!HARBOUR is no answer", "(hidden) is no answer"},
			{"PreAuthentication failed with error too long: Gr4nite!Har…", "too long: (hidden)…"},
		} {
			d := newDriver(t, "demo-app")
			d.pool.Fail("InitiateAuth", 1, "UserLambdaValidationException", c.message)
			d.follow(wantSignIn{user: "ann@example.com", password: "Gr4nite!Harbour", flow: cognito.PasswordFlow})
			d.press("enter")
			d.on("signIn")
			d.lacks("Gr4nite", "GR4NITE", "Harbour")
			d.press("f2")
			d.size(200, 60)
			d.sees(c.shown, "UserLambdaValidationException", "Trigger")
			d.lacks("Gr4nite", "GR4NITE", "Harbour")
			d.press("esc")
			d.openNewest("InitiateAuth")
			d.sees(c.shown)
			d.lacks("Gr4nite", "GR4NITE", "Harbour")
		}
		d := newDriver(t, "demo-app") // a password so short that a gap would tell it
		d.pool.Fail("InitiateAuth", 1, "UserLambdaValidationException", "PreAuthentication failed with error no entry today")
		d.follow(wantSignIn{user: "ann@example.com", password: "day", flow: cognito.PasswordFlow})
		d.press("enter")
		d.lacks("today", "no entry")
		d.sees("The pool's own checks refused this.")
		d.press("f2")
		d.sees("hidden: it repeats what was sent", "UserLambdaValidationException", "PreAuthentication", "Request id")
		d.lacks("today", "no entry")
		d.press("esc")
		d.openNewest("InitiateAuth")
		d.sees("hidden: it repeats what was sent", "Trigger", "PreAuthentication")
		d.lacks("today", "no entry")

		d = newDriver(t, "demo-app") // everyday passwords share letters with the service's own texts
		d.follow(wantSignIn{user: "ann@example.com", password: "password", flow: cognito.PasswordFlow})
		d.press("enter", "f2")
		d.sees("Incorrect username or password.")
	})
}
