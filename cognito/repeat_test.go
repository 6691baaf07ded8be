package cognito_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"cognito-tui/cognito"
	"cognito-tui/cognito/bubble"
	"cognito-tui/cognito/localpool"
	"cognito-tui/cognito/trace"
)

type roundTrip func(*http.Request) (*http.Response, error)

// RoundTrip is the function itself.
func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// Every operation of the program can be made again from its body, and says
// whether it asks first.
func TestEveryOperationRepeats(t *testing.T) {
	for _, op := range cognito.Operations() {
		if repeats := cognito.RepeatOf(op) != cognito.NeverRepeated; repeats == cognito.ChangesUsers(op) {
			t.Errorf("%s: repeated %v, but changes a user by Apply alone: %v", op, repeats, !repeats)
		}
	}
	for op, want := range map[string]cognito.Repeats{"GetUser": cognito.AtOnce, "RevokeToken": cognito.AfterAQuestion,
		"AdminGetUser": cognito.AfterAQuestion, "GlobalSignOut": cognito.AfterAQuestion,
		"SignUp": cognito.AfterAQuestion, "AdminDeleteUser": cognito.NeverRepeated, "": cognito.NeverRepeated} {
		if got := cognito.RepeatOf(op); got != want {
			t.Errorf("%s: %v, want %v", op, got, want)
		}
	}
}

// A repeat is an ordinary call: it is recorded, and its secret hash is made anew.
func TestRepeat(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		pool, s := localServer(t, "demo-app")
		log := trace.NewLog(10)
		var bodies []string
		watched := roundTrip(func(r *http.Request) (*http.Response, error) {
			var body json.RawMessage
			_ = json.NewDecoder(r.Body).Decode(&body)
			bodies = append(bodies, string(body))
			again := r.Clone(r.Context())
			again.Body = io.NopCloser(bytes.NewReader(body))
			return pool.Transport().RoundTrip(again)
		})
		config := s.config
		config.Transport = trace.New(watched, log)
		c := cognito.New(config)
		if _, err := c.SignIn(t.Context(), cognito.SignInRequest{Flow: cognito.PasswordFlow, Username: "ann@example.com", Password: localpool.DemoPassword}); err != nil {
			t.Fatal(err)
		}
		without := strings.Replace(bodies[0], `"SECRET_HASH":"`, `"SECRET_HASH":"other`, 1)
		if without == bodies[0] {
			t.Fatalf("no hash in %d bytes", len(bodies[0]))
		}
		if err := c.Repeat(t.Context(), "InitiateAuth", "", json.RawMessage(without)); err != nil {
			t.Fatal(err)
		}
		var sent [2]any
		for i := range sent {
			if err := json.Unmarshal([]byte(bodies[i]), &sent[i]); err != nil {
				t.Fatal(err)
			}
		}
		if !reflect.DeepEqual(sent[0], sent[1]) {
			t.Error("the repeat sent another body")
		}
		if entries := log.Entries(); len(entries) != 2 || entries[1].Op != "InitiateAuth" || entries[1].Status != 200 {
			t.Errorf("%d entries", len(entries))
		}
		wantKind(t, c.Repeat(t.Context(), "DescribeUserPool", "", json.RawMessage(`{}`)), cognito.InvalidInput)
		wantKind(t, cognito.NewAdmin(config).Repeat(t.Context(), "GetUser", "", json.RawMessage(`{}`)), cognito.InvalidInput)
		wantKind(t, c.Repeat(t.Context(), "GetUser", "", json.RawMessage(`[]`)), cognito.InvalidInput)
		wantKind(t, c.Repeat(t.Context(), "SignUp", "", json.RawMessage(`{"ClientId":"another"}`)), cognito.BadSettings)
		if len(bodies) != 2 {
			t.Errorf("%d requests were sent", len(bodies))
		}
	})
}
