package cognito

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"cognito-tui/cognito/trace"
	"cognito-tui/cognito/trace/redact"
	"cognito-tui/cognito/trace/redact/redacttest"
)

// echoes are messages that repeat a request.
var echoes = map[string]func(body []byte) string{
	"the body":         func(b []byte) string { return "UserMigration failed with error bad request: " + string(b) },
	"the body as JSON": func(b []byte) string { text, _ := json.Marshal(string(b)); return string(text) },
	"its members":      func(b []byte) string { return "no: " + strings.Join(leaves(b), ", ") },
	"its last member":  func(b []byte) string { all := append([]string{"?"}, leaves(b)...); return "no: ann/" + all[len(all)-1] },
	"half of each": func(b []byte) string {
		text := "cut:"
		for _, leaf := range leaves(b) {
			text += " " + leaf[:(len(leaf)+1)/2] + "…"
		}
		return text
	},
	"nothing": func([]byte) string { return "UserMigration failed with error it is closed" },
	"a known": func([]byte) string { return "Incorrect username or password." },
}

// leaves are the texts of a body.
func leaves(body []byte) []string {
	var v any
	if json.Unmarshal(body, &v) != nil {
		return nil
	}
	var all []string
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case string:
			if v != "" {
				all = append(all, v)
			}
		case []any:
			for _, item := range v {
				walk(item)
			}
		case map[string]any:
			for _, item := range v {
				walk(item)
			}
		}
	}
	walk(v)
	return all
}

// What an Error says and what the trace of its call says is the same, of every
// operation; and neither, nor anything that the error wraps, holds what was sent.
func TestMessageIsTheTraces(t *testing.T) {
	compared, hidden := 0, 0
	for op, call := range calls {
		for name, echo := range echoes {
			server, log := &redacttest.Server{Exception: "UserLambdaValidationException", Message: echo}, trace.NewLog(10)
			config := testConfig(nil)
			config.Transport, config.Log = trace.New(server, log), log
			e, ok := call(t.Context(), config).(*Error)
			if !ok || e.Op != op || e.Code != "UserLambdaValidationException" || e.RequestID == "" {
				t.Errorf("%s, %s: got %#v", op, name, e)
				continue
			}
			said, _ := log.Newest().Response.At("message")
			if e.Message != said.Text || e.Message == "" {
				t.Errorf("%s, %s: the error says %q, the trace %q", op, name, e.Message, said.Text)
			}
			told, ok := log.Newest().Refusal.(*Error)
			if e.Challenge != "" && ok {
				told = told.Answering(e.Challenge)
			}
			if !ok || told.Kind != e.Kind || told.Message != e.Message || log.Newest().Trigger != e.Trigger || told.Constraint != nil {
				t.Errorf("%s, %s: the trace read %#v, the error is %#v", op, name, told, e)
			}
			compared++
			shown := strings.Join(redact.Request(op, server.Body).Indent(1), "\n")
			texts := []string{e.Message, e.Trigger, e.Flow, strings.Join(e.Attributes, " "), fmt.Sprintf("%v %+v %#v %v", e, e, e, e.Constraint)}
			for err := error(e); err != nil; err = errors.Unwrap(err) {
				texts = append(texts, fmt.Sprintf("%s %+v %#v", err, err, err))
			}
			for _, leaf := range leaves(server.Body) {
				quoted, _ := json.Marshal(leaf)
				if len(leaf) < 4 || strings.Contains(shown, string(quoted)) {
					continue
				}
				hidden++
				for _, text := range texts {
					if strings.Contains(text, leaf) {
						t.Errorf("%s, %s: %q shows %q", op, name, text, leaf)
					}
				}
			}
			if e.RequestID != log.Newest().RequestID {
				t.Errorf("%s, %s: the error's request id is %q, the trace's %q", op, name, e.RequestID, log.Newest().RequestID)
			}
			if want := "UserMigration"; strings.HasPrefix(echo(server.Body), want) && e.Trigger != want {
				t.Errorf("%s, %s: the trigger is %q", op, name, e.Trigger)
			}
		}
	}
	if compared < 300 || hidden < 300 {
		t.Errorf("only %d messages compared, %d secrets looked for", compared, hidden)
	}
}

// A request id that repeats a password is shown neither by the error nor by the trace.
func TestRequestIDRepeatsNothing(t *testing.T) {
	const password = "Hunter2-hunter2"
	server, log := &redacttest.Server{Exception: "NotAuthorizedException", Message: func([]byte) string { return "no" },
		RequestID: func([]byte) string { return password }}, trace.NewLog(10)
	config := testConfig(nil)
	config.Transport, config.Log = trace.New(server, log), log
	_, err := New(config).SignUp(t.Context(), SignUpRequest{Username: "ann", Password: password})
	var e *Error
	if !errors.As(err, &e) || e.Status != 400 || e.RequestID != "" || log.Newest().RequestID != "" {
		t.Errorf("the error %#v, the trace's id %q", err, log.Newest().RequestID)
	}
}

func TestReadOfARefusal(t *testing.T) {
	sent := []byte(`{"Password":"S3cret!pass","ConfirmationCode":"12 34"}`)
	tests := []struct {
		text string
		want Error
	}{
		{"Invalid session for the user, session can only be used once.", Error{Reason: SessionUsed}},
		{"Invalid session for the user, session is expired.", Error{Reason: SessionAged}},
		{"SecretHash does not match for the client: 1a", Error{Reason: HashMismatch}},
		{"Attempt limit exceeded, please try after some time.", Error{Reason: AttemptLimit}},
		{"Refresh Token Rotation is enabled", Error{Reason: RotationIsOn}},
		{"USER_SRP_AUTH is not enabled for the client.", Error{Flow: "USER_SRP_AUTH"}},
		{"PreSignUp failed with error S3cret!pass", Error{Trigger: "PreSignUp"}},
		{"S3cret failed with error S3cret!pass", Error{}},
		{"1 validation error detected: Value at 'password' failed to satisfy constraint: Member must have length less than or equal to 256", Error{
			Constraint: &Constraint{Member: "password", Most: 256, Rule: "Member must have length less than or equal to 256"}}},
		{"1 validation error detected: Value '12 34' at 'confirmationCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\S]+", Error{
			Constraint: &Constraint{Member: "confirmationCode", Pattern: true, Rule: "Member must satisfy regular expression pattern: [\\S]+"}}},
		{"1 validation error detected: Value at 'S3cret!pass' failed to satisfy constraint: Member must not be null", Error{}},
		{"1 validation error detected: Value at 'S3cret' failed to satisfy constraint: Member must not be null", Error{}},
	}
	for _, test := range tests {
		e := &Error{Op: "SignUp", Code: "InvalidParameterException"}
		e.read(test.text, sent)
		constraint := func(c *Constraint) string { text, _ := json.Marshal(c); return string(text) }
		if e.Reason != test.want.Reason || e.Flow != test.want.Flow || e.Trigger != test.want.Trigger || constraint(e.Constraint) != constraint(test.want.Constraint) {
			t.Errorf("%q: got reason %d, flow %q, trigger %q, constraint %s", test.text, e.Reason, e.Flow, e.Trigger, constraint(e.Constraint))
		}
	}
	e := &Error{Op: "SignUp", Code: "InvalidParameterException"}
	e.read("Attributes did not conform to the schema: email: The attribute is required\n S3cret: The attribute is required", sent)
	if strings.Join(e.Attributes, " ") != "email" {
		t.Errorf("attributes: %q", e.Attributes)
	}
}

// A refusal's own text is asked for in refusal.go and where an error is made, and
// nowhere else in the program.
func TestOneReaderOfRawTexts(t *testing.T) {
	may := map[string]bool{"errors.go": true, "refusal.go": true}
	read := 0
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok && (s.Sel.Name == "ErrorMessage" || s.Sel.Name == "GenericAPIError") {
				read++
				if !may[filepath.Base(path)] || filepath.Base(filepath.Dir(path)) != "cognito" {
					t.Errorf("%s reads a refusal's text", path)
				}
			}
			return true
		})
		return nil
	})
	if err != nil || read < 2 {
		t.Errorf("%v; %d readers", err, read)
	}
}
