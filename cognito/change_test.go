package cognito

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// ledger is a Recorder that keeps what it is told, and fails from a line on.
type ledger struct {
	lines []Record
	full  int // how many lines it takes; negative: all
}

func (l *ledger) Record(r Record) error {
	if l.full >= 0 && len(l.lines) >= l.full {
		return errors.New("no space left on device")
	}
	l.lines = append(l.lines, r)
	return nil
}

// people is a pool of one user that answers reads, and changes with change.
func people(change func(op string) (*http.Response, error)) (*fake, *[]string) {
	var sent []string
	return &fake{answer: func(_ int, r *http.Request) (*http.Response, error) {
		op := r.Header.Get("X-Amz-Target")
		op = op[strings.LastIndex(op, ".")+1:]
		sent = append(sent, op)
		header := http.Header{"X-Amzn-Requestid": {"request-of-" + op}}
		switch op {
		case "AdminGetUser":
			return answerOf(200, header, `{"Username":"ann","UserStatus":"CONFIRMED","Enabled":true,"UserAttributes":[`+
				`{"Name":"sub","Value":"3f0c0bd5"},{"Name":"email","Value":"Ann@example.com"},{"Name":"nickname","Value":"a"}]}`), nil
		case "AdminListGroupsForUser":
			return answerOf(200, header, `{"Groups":[{"GroupName":"staff"}]}`), nil
		}
		if change != nil {
			return change(op)
		}
		return answerOf(200, header, "{}"), nil
	}}, &sent
}

func deskConfig(transport http.RoundTripper, l *ledger) Config {
	c := testConfig(transport)
	c.Recorder = l
	return c
}

// Each change is recorded before and after its one call, and read back.
func TestApply(t *testing.T) {
	for _, c := range allChanges {
		t.Run(fmt.Sprintf("%T", c), func(t *testing.T) {
			transport, sent := people(nil)
			l := &ledger{full: -1}
			done, err := NewAdmin(deskConfig(transport, l)).Apply(t.Context(), "ann", c)
			if err != nil {
				t.Fatal(err)
			}
			calls := slices.DeleteFunc(slices.Clone(*sent), func(op string) bool { return op != c.Operation() })
			if len(calls) != 1 {
				t.Errorf("sent %v", *sent)
			}
			if i := slices.Index(*sent, c.Operation()); (*sent)[len(*sent)-1] == c.Operation() || i == 0 && fmt.Sprintf("%T", c) != "cognito.CreateUser" {
				t.Errorf("not read before and after: %v", *sent)
			}
			if len(l.lines) != 2 || l.lines[0].Stage != StageBegun || l.lines[1].Stage != StageDone || l.lines[0].ID != l.lines[1].ID {
				t.Fatalf("recorded %+v", l.lines)
			}
			first, last := l.lines[0], l.lines[1]
			if first.Operation != c.Operation() || first.User != "ann" || first.Pool != testPoolID || first.Who != "access key …OCAL" || first.Time.IsZero() {
				t.Errorf("recorded %+v", first)
			}
			if last.RequestID != "request-of-"+c.Operation() || done.RequestID != last.RequestID {
				t.Errorf("request id %q, %q", last.RequestID, done.RequestID)
			}
			if _, creates := c.(CreateUser); creates == (first.Before != nil) {
				t.Errorf("before %v", first.Before)
			}
			if last.After["email"] != "Ann@example.com" || last.After["status"] != "CONFIRMED" || last.After["enabled"] != "true" {
				t.Errorf("after %v", last.After)
			}
			text, _ := json.Marshal(l.lines)
			for _, s := range secrets {
				if strings.Contains(string(text), s) || strings.Contains(fmt.Sprintf("%v %+v %#v", c, c, c), s) && fmt.Sprintf("%T", c) == "cognito.SetPassword" {
					t.Errorf("%s holds %s", text, s)
				}
			}
		})
	}
}

// What the settings forbid is not even sent; nothing but reads happens.
func TestApplyIsGuarded(t *testing.T) {
	tests := []struct {
		name   string
		change func(*Config)
		c      Change
		want   Kind
	}{
		{"read-only", func(c *Config) { c.ReadOnly = "--read-only" }, EnableUser{}, ReadOnly},
		{"read-only, unsigned", func(c *Config) { c.ReadOnly = "--read-only" }, ResendCode{}, ReadOnly},
		{"no recorder", func(c *Config) { c.Recorder = nil }, EnableUser{}, NotRecorded},
		{"full", func(c *Config) { c.Recorder = &ledger{} }, EnableUser{}, NotRecorded},
		{"user name", func(c *Config) { c.Protected.Users = []string{"ANN"} }, EnableUser{}, Protected},
		{"email", func(c *Config) { c.Protected.Users = []string{"ann@EXAMPLE.com"} }, ResendCode{}, Protected},
		{"sub", func(c *Config) { c.Protected.Users = []string{"3f0c0bd5"} }, DeleteUser{}, Protected},
		{"group", func(c *Config) { c.Protected.Groups = []string{"staff"} }, EnableUser{}, Protected},
		{"into a group", func(c *Config) { c.Protected.Groups = []string{"admins"} }, AddToGroup{"admins"}, Protected},
		{"out of a group", func(c *Config) { c.Protected.Groups = []string{"admins"} }, RemoveFromGroup{"admins"}, Protected},
		{"new user", func(c *Config) { c.Protected.Users = []string{"ann"} }, CreateUser{}, Protected},
		{"address of a new user", func(c *Config) { c.Protected.Users = []string{"b@example.com"} },
			CreateUser{Attributes: []Attribute{{"email", "B@example.com"}}}, Protected},
		{"another's email", func(c *Config) { c.Protected.Users = []string{"b@example.com"} },
			UpdateAttributes{[]Attribute{{"email", "B@example.com"}, {"email_verified", "true"}}}, Protected},
		{"another's phone number", func(c *Config) { c.Protected.Users = []string{"root", "+15550100"} },
			UpdateAttributes{[]Attribute{{"name", "Ann"}, {"phone_number", "+15550100"}}}, Protected},
		{"another's name", func(c *Config) { c.Protected.Users = []string{"root"} },
			UpdateAttributes{[]Attribute{{"preferred_username", "Root"}}}, Protected},
	}
	for _, x := range tests {
		t.Run(x.name, func(t *testing.T) {
			transport, sent := people(nil)
			l := &ledger{full: -1}
			config := deskConfig(transport, l)
			x.change(&config)
			a := NewAdmin(config)
			_, err := a.Apply(t.Context(), "ann", x.c)
			if e := wantKind(t, err, x.want); e.Op != x.c.Operation() || e.MayHaveHappened {
				t.Errorf("got %+v", *e)
			}
			for _, op := range *sent {
				if op != "AdminGetUser" && op != "AdminListGroupsForUser" {
					t.Errorf("sent %s", op)
				}
			}
			if len(l.lines) > 0 {
				t.Errorf("recorded %+v", l.lines)
			}
			if x.name == "full" {
				return // is seen when it's written
			}
			user := FoundUser{Username: "ann", Sub: "3f0c0bd5", Attributes: []Attribute{{"email", "Ann@example.com"}}}
			if err := a.Permits(x.c, user, []string{"staff"}); KindOf(err) != x.want {
				t.Errorf("Permits: %v", err)
			}
		})
	}
}

// Groups that can't be read may be protected ones: nothing is changed.
func TestUnreadGroupsProtect(t *testing.T) {
	transport := &fake{answer: func(_ int, r *http.Request) (*http.Response, error) {
		if strings.HasSuffix(r.Header.Get("X-Amz-Target"), "AdminGetUser") {
			return answerOf(200, http.Header{"X-Amzn-Requestid": {"1"}}, `{"Username":"ann"}`), nil
		}
		if !strings.HasSuffix(r.Header.Get("X-Amz-Target"), "AdminListGroupsForUser") {
			t.Errorf("sent %s", r.Header.Get("X-Amz-Target"))
		}
		return answerOf(400, nil, `{"__type":"AccessDeniedException"}`), nil
	}}
	config := deskConfig(transport, &ledger{full: -1})
	config.Protected.Groups = []string{"admins"}
	_, err := NewAdmin(config).Apply(t.Context(), "ann", EnableUser{})
	if e := wantKind(t, err, CredentialsRefused); e.Op != "AdminListGroupsForUser" {
		t.Errorf("got %+v", *e)
	}
}

// How a change ended is recorded: refused, or perhaps made.
func TestHowAChangeEnds(t *testing.T) {
	refuse := func(string) (*http.Response, error) {
		return answerOf(400, http.Header{"X-Amzn-Requestid": {"7"}}, `{"__type":"NotAuthorizedException","message":"User password cannot be reset in the current state."}`), nil
	}
	lose := func(string) (*http.Response, error) { return nil, io.ErrUnexpectedEOF }
	for _, x := range []struct {
		name   string
		answer func(string) (*http.Response, error)
		stage  string
		kind   Kind
		after  bool
	}{
		{"refused", refuse, StageRefused, CannotResetInState, false},
		{"lost", lose, StageUnknown, ConnectionLost, true},
	} {
		transport, _ := people(x.answer)
		l := &ledger{full: -1}
		done, err := NewAdmin(deskConfig(transport, l)).Apply(t.Context(), "ann", ResetPassword{})
		e := wantKind(t, err, x.kind)
		last := l.lines[len(l.lines)-1]
		if len(l.lines) != 2 || last.Stage != x.stage || last.Outcome == "" || (last.After != nil) != x.after || last.RequestID != e.RequestID {
			t.Errorf("%s: recorded %+v", x.name, l.lines)
		}
		if done.Before == nil || (done.After != nil) != x.after {
			t.Errorf("%s: got %+v", x.name, done)
		}
	}
}

// A change whose end can't be recorded was made all the same, and says so.
func TestEndThatIsNotRecorded(t *testing.T) {
	transport, _ := people(nil)
	done, err := NewAdmin(deskConfig(transport, &ledger{full: 1})).Apply(t.Context(), "ann", EnableUser{})
	if e := wantKind(t, err, NotRecorded); !e.MayHaveHappened || done.After == nil {
		t.Errorf("got %+v, %+v", *e, done)
	}
}

// A user who is deleted can't be read back, which is no fault.
func TestDeletedIsNotReadBack(t *testing.T) {
	deleted := false
	transport := &fake{answer: func(_ int, r *http.Request) (*http.Response, error) {
		header := http.Header{"X-Amzn-Requestid": {"1"}}
		switch {
		case strings.HasSuffix(r.Header.Get("X-Amz-Target"), "AdminDeleteUser"):
			deleted = true
			return answerOf(200, header, "{}"), nil
		case deleted:
			return answerOf(400, header, `{"__type":"UserNotFoundException","message":"User does not exist."}`), nil
		}
		return answerOf(200, header, `{"Username":"ann"}`), nil
	}}
	done, err := NewAdmin(deskConfig(transport, &ledger{full: -1})).Apply(t.Context(), "ann", DeleteUser{})
	if err != nil || done.ReadBack != nil || done.After != nil {
		t.Errorf("got %+v, %v", done, err)
	}
}

// A generated password keeps every policy, and none is like another.
func TestGenerate(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range []PasswordPolicy{{}, {MinimumLength: 6}, {MinimumLength: 8, Upper: true, Lower: true, Digit: true, Symbol: true},
		{MinimumLength: 99, Symbol: true}, {Digit: true}} {
		for range 200 {
			password := p.Generate(nil)
			if seen[password] || len(password) != max(16, p.MinimumLength) {
				t.Fatalf("%+v: %q", p, password)
			}
			seen[password] = true
			for _, rule := range p.Check(password) {
				if !rule.OK {
					t.Fatalf("%+v: %q breaks %q", p, password, rule.Name)
				}
			}
			if strings.ContainsAny(password, "0O1lI") {
				t.Errorf("%q has characters that look alike", password)
			}
		}
	}
}

// What Apply alone calls is what the changes call, but for the person's own resending.
func TestEveryChange(t *testing.T) {
	made := map[string]bool{}
	for _, c := range allChanges {
		made[c.Operation()] = true
		if want := c.Operation() != "ResendConfirmationCode"; ChangesUsers(c.Operation()) != want {
			t.Errorf("%s: %v", c.Operation(), !want)
		}
	}
	for _, op := range Operations() {
		if ChangesUsers(op) && !made[op] {
			t.Errorf("no change calls %s", op)
		}
	}
}
