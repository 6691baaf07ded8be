package ui

import (
	"strings"
	"testing"
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/bubble"
	"cognito-tui/cognito/clock"
	"cognito-tui/cognito/trace"
	"cognito-tui/cognito/trace/redact"
	"cognito-tui/ui/theme"
)

// TestMeaning is what the inspector says of a record, which is what the screen
// said of the call.
func TestMeaning(t *testing.T) {
	answer := func(op, message string) redact.Value {
		return redact.ResponseTo(op, []byte(`{}`), []byte(`{"__type":"x","message":"`+message+`"}`))
	}
	of := func(name string) redact.Value {
		return redact.Request("RespondToAuthChallenge", []byte(`{"ChallengeName":"`+name+`"}`))
	}
	for name, test := range map[string]struct {
		e    trace.Entry
		want *cognito.Error // nil for nothing
	}{
		"well":      {trace.Entry{Op: "SignUp", Done: true, Status: 200}, nil},
		"under way": {trace.Entry{Op: "SignUp", Status: 400, Code: "UsernameExistsException"}, nil},
		"a note":    {trace.Entry{Done: true, Note: "x"}, nil},
		"by its message": {trace.Entry{Op: "InitiateAuth", Done: true, Status: 400, Code: "NotAuthorizedException",
			Response: answer("InitiateAuth", "User is disabled.")}, &cognito.Error{Op: "InitiateAuth", Kind: cognito.Disabled}},
		"in a challenge": {trace.Entry{Op: "RespondToAuthChallenge", Done: true, Status: 400, Code: "NotAuthorizedException",
			Request: of("CUSTOM_CHALLENGE"), Response: answer("RespondToAuthChallenge", "Incorrect username or password.")},
			&cognito.Error{Op: "RespondToAuthChallenge", Kind: cognito.ChallengeFailed, Challenge: "CUSTOM_CHALLENGE"}},
		"a page of a proxy": {trace.Entry{Op: "SignUp", Done: true, Status: 502}, &cognito.Error{Op: "SignUp", Kind: cognito.ServiceFault}},
		"refused": {trace.Entry{Op: "SignUp", Done: true, Fault: "connection refused", Conn: trace.NoConnection},
			&cognito.Error{Op: "SignUp", Kind: cognito.ConnectionRefused}},
		"lost": {trace.Entry{Op: "SignUp", Done: true, Fault: "connection lost", Conn: trace.Reused},
			&cognito.Error{Op: "SignUp", Kind: cognito.ConnectionLost, MayHaveHappened: true}},
		"a read lost": {trace.Entry{Op: "GetUser", Done: true, Fault: "no answer in time", Conn: trace.Reused},
			&cognito.Error{Op: "GetUser", Kind: cognito.TimedOut}},
	} {
		got, ok := meaning(&test.e)
		switch {
		case ok != (test.want != nil):
			t.Errorf("%s: said %v", name, ok)
		case ok:
			if want := explain(test.want); got.sentence != want.sentence || got.hint != want.hint || got.sentence == "" {
				t.Errorf("%s: got %q %q, want %q %q", name, got.sentence, got.hint, want.sentence, want.hint)
			}
		}
	}
}

// TestDescribeCall is what the parts of a duration, the sizes and the clock are
// called.
func TestDescribeCall(t *testing.T) {
	e := trace.Entry{Op: "SignUp", Attempt: 2, Done: true, Status: 200, Signed: true, Conn: trace.NewConnection, Start: bubble.Instant(),
		Duration: 60 * time.Millisecond, Connect: 40 * time.Millisecond, Wait: 15 * time.Millisecond, Read: 5 * time.Millisecond,
		RequestSize: 10, ResponseSize: 20, Dated: true, Skew: -90 * time.Second}
	text := strings.Join(describeCall(theme.New(theme.Mono), clock.Clock{}, &e, 100), "\n")
	for _, want := range []string{"60 ms (connect 40 ms, wait 15 ms, read 5 ms)", "request 10 bytes, response 20 bytes", "2: a repeat",
		"with AWS credentials", "1m30s behind this machine's"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	e = trace.Entry{Op: "SignUp", Done: true, Conn: trace.NoConnection, Duration: 3 * time.Second, ResponseSize: -1, Fault: "no connection"}
	text = strings.Join(describeCall(theme.New(theme.Mono), clock.Clock{}, &e, 100), "\n")
	if !strings.Contains(text, "3000 ms (no connection)") || strings.Contains(text, "Clock") || strings.Contains(text, "response") {
		t.Errorf("got\n%s", text)
	}
	e.Done = false
	if text = strings.Join(describeCall(theme.New(theme.Mono), clock.Clock{}, &e, 100), "\n"); !strings.Contains(text, "on its way…") {
		t.Errorf("got\n%s", text)
	}
}
