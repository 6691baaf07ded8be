package why

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"cognito-tui/cognito"
)

// strangers are names that a command has to carry whole.
var strangers = []string{"ann@example.com", "+15550100", "file://etc/passwd", "-ann", `Ann "A" O'Neil\`, "名前 $(id)", ""}

// meant is a user: as typed, which is what is looked for, and the name of who was
// found, on whom a command acts.
type meant struct{ typed, name string }

// commandsOfFixes are all commands that the causes of any refusal end with, at an
// endpoint, and the user that each is for.
func commandsOfFixes(endpoint string) map[string]meant {
	all := map[string]meant{}
	take := func(err *cognito.Error, f Facts) {
		f.Conn.Endpoint, f.Conn.PoolID, f.Conn.Region = endpoint, "eu-west-1_Pool", "eu-west-1"
		foreign := f.Client.Gone() || f.Pool.Gone() // what was found is another pool's
		for _, c := range Causes(err, f) {
			for _, fix := range c.Fixes {
				if fix.Command != "" {
					m := meant{typed: f.User, name: f.User}
					if len(f.Users.Val) == 1 && !foreign {
						m.name = f.Users.Val[0].Username
					}
					all[fix.Command] = m
				}
			}
		}
	}
	for _, j := range judgements {
		take(j.err, j.facts)
	}
	for kind := range cognito.NotTheProtocol + 1 {
		for _, op := range []string{"SignUp", "InitiateAuth", "ConfirmForgotPassword"} {
			take(refused(kind, op, "PreSignUp failed with error no."), given())
		}
	}
	for _, name := range strangers {
		f := given()
		f.User = name
		take(refused(cognito.WrongPassword, "InitiateAuth", ""), f)
		take(refused(cognito.TemporaryPasswordExpired, "InitiateAuth", ""), f)
	}
	return all
}

// notRun are commands of the CLI's own that ask for a browser or the user's folder.
var notRun = []string{"aws sso login", "aws configure list"}

// asked is a request as a server gets it.
type asked struct {
	op   string
	body map[string]any
}

// TestFixesUnderTheCLI runs each command that a fix names under the AWS CLI: it
// takes every option and asks the service for that operation, of that user.
// COGNITO_TEST_AWS is the path of aws; without it nothing is run.
func TestFixesUnderTheCLI(t *testing.T) {
	aws := os.Getenv("COGNITO_TEST_AWS")
	if aws == "" {
		t.Skip("COGNITO_TEST_AWS names no aws")
	}
	var mu sync.Mutex
	var got []asked
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, op, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
		raw, _ := io.ReadAll(r.Body)
		a := asked{op: op}
		_ = json.Unmarshal(raw, &a.body)
		mu.Lock()
		got = append(got, a)
		mu.Unlock()
		if strings.Contains(r.Header.Get("Content-Type"), "form-urlencoded") { // SNS and STS
			w.WriteHeader(http.StatusBadRequest)
			fmt.Fprint(w, `<ErrorResponse><Error><Type>Sender</Type><Code>NotFound</Code><Message>nothing here</Message></Error></ErrorResponse>`)
			return
		}
		w.Header().Set("Content-Type", "application/x-amz-json-1.1")
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprint(w, `{"__type":"ResourceNotFoundException","message":"nothing here"}`)
	}))
	defer server.Close()

	dir := t.TempDir()
	// Services that are not the pool's have no endpoint in the command.
	shim := "#!/bin/sh\ncase \"$*\" in *--endpoint-url*) exec " + aws + " \"$@\";; esac\nexec " + aws + " --endpoint-url " + server.URL + " \"$@\"\n"
	if err := os.WriteFile(filepath.Join(dir, "aws"), []byte(shim), 0o700); err != nil {
		t.Fatal(err)
	}
	env := []string{"PATH=" + dir + string(os.PathListSeparator) + os.Getenv("PATH"), "HOME=" + dir, "LC_ALL=C.UTF-8",
		"AWS_ACCESS_KEY_ID=AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY=example", "AWS_REGION=eu-west-1", "AWS_MAX_ATTEMPTS=1",
		"EMAIL=new@example.com", "NEW_PASSWORD=N3w-passw0rd", "FUNCTION=some-function", "USER_NAME=somebody", "CLIENT_ID=client"}
	run, skipped := 0, 0
	for command, user := range commandsOfFixes(server.URL) {
		if strings.HasPrefix(command, notRun[0]) || strings.HasPrefix(command, notRun[1]) {
			skipped++
			continue
		}
		got = nil
		cmd := exec.Command("sh", "-c", command)
		cmd.Env = env
		var said bytes.Buffer
		cmd.Stdout, cmd.Stderr = &said, &said
		err := cmd.Run()
		var exit *exec.ExitError
		// 254 is the CLI's word for a refusal of the service; 252 is a wrong command.
		if !errors.As(err, &exit) || exit.ExitCode() != 254 {
			t.Errorf("%s\nends with %v:\n%s", command, err, &said)
			continue
		}
		run++
		if rest, ok := strings.CutPrefix(command, "aws cognito-idp "); ok {
			name, _, _ := strings.Cut(rest, " ")
			checkAsked(t, command, name, user, got)
		}
	}
	if run < 30 {
		t.Errorf("only %d commands were run", run)
	}
	t.Logf("%d commands were run, %d skipped by name: %s", run, skipped, strings.Join(notRun, ", "))
}

// checkAsked compares what was asked for with the command.
func checkAsked(t *testing.T, command, name string, user meant, got []asked) {
	t.Helper()
	if len(got) != 1 || !strings.EqualFold(got[0].op, strings.ReplaceAll(name, "-", "")) {
		t.Errorf("%s\nasks for %v", command, got)
		return
	}
	body := got[0].body
	if pool, ok := body["UserPoolId"]; ok && pool != "eu-west-1_Pool" {
		t.Errorf("%s\nasks of the pool %v", command, pool)
	}
	if typed, ok := body["Username"]; ok {
		if user.name == "" {
			user.name = "somebody"
		}
		if typed != user.name {
			t.Errorf("%s\nis for %q, want %q", command, typed, user.name)
		}
	}
	if filter, ok := body["Filter"].(string); ok {
		value := strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(user.typed)
		if !strings.HasSuffix(filter, `= "`+value+`"`) {
			t.Errorf("%s\nfilters by %s", command, filter)
		}
	}
}
