package ui

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/muesli/termenv"

	"cognito-tui/cognito/settings"
	"cognito-tui/cognito/trace"
	"cognito-tui/ui/theme"
)

// The calls inspector: its goldens, its keys, and ten thousand calls in it.

func TestGoldenCalls(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.pool.Delay("InitiateAuth", 2, 12*time.Millisecond)
		d.pool.Delay("RespondToAuthChallenge", 2, 340*time.Millisecond)
		d.typeSignIn("ann@example.com")
		d.press("enter")
		d.press("esc", "3")
		d.write("ann@example.com")
		d.press("tab")
		d.write("Wr0ng-Mountain!")
		d.press("enter", "ctrl+t")
		d.on("callsPanel")
		d.golden("calls")
		d.press("f1")
		d.golden("help-calls")
		d.press("esc", "/")
		d.write("initiate")
		d.golden("calls-filter")
		d.press("enter", "p")
		d.golden("calls-paused")
		d.press("/")
		d.write(" nothing")
		d.golden("calls-filter-nothing")
	})
}

// The requests of these hold no map, whose order the SDK leaves open.
func TestGoldenCall(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		for op, ms := range map[string]time.Duration{"GetUser": 34, "SignUp": 120, "ForgotPassword": 1500} {
			d.pool.Delay(op, 1, ms*time.Millisecond)
		}
		d.signIn("gus@example.com")
		d.press("esc")
		d.typeSignUp("ann@example.com", "Passw0rd!")
		d.press("enter", "ctrl+t", "enter")
		d.on("callScreen")
		d.golden("call-failed")
		d.press("f1")
		d.golden("help-call")
		d.press("esc")
		d.size(80, 24)
		d.press("end")
		d.golden("call-failed-end")
		d.press("left")
		d.sees("GetUser")
		d.golden("call")
		d.press("ctrl+t")
		d.on("callsPanel")
		d.press("esc", "esc", "4")
		d.pool.DropAnswer("ForgotPassword", 1)
		d.write("ann@example.com")
		d.press("enter", "ctrl+t", "enter")
		d.golden("call-lost")
	})
}

func TestGoldenCallsEmpty(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		pool := demoPool()
		o := optionsFor(t, pool, "demo-app", pool.Transport())
		set, err := settings.Load(settings.Flags{UserPoolID: "eu-west-1_AbC123"}, func(string) (string, bool) { return "", false })
		if err != nil {
			t.Fatal(err)
		}
		o.Settings = set
		d := driverOn(t, pool, o)
		d.press("ctrl+t")
		d.golden("calls-empty")
		d.press("enter", "p", "down", "/", "x", "esc")
		d.on("callsPanel")
		d.sees("No call was made yet.")
	})
}

// made puts n calls into a log, as fast as they come.
func made(t testing.TB, log *trace.Log, n int, op func(i int) string, status func(i int) int) {
	t.Helper()
	for i := range n {
		body := []byte(`{"UserSub":"7d2a","CodeDeliveryDetails":{"Destination":"a***@e***"}}`)
		if status(i) != 200 {
			body = []byte(`{"__type":"TooManyRequestsException","message":"Too many requests"}`)
		}
		next := roundTripFunc(func(*http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: status(i), Header: http.Header{"X-Amzn-Requestid": {fmt.Sprintf("id-%d", i)}},
				Body: io.NopCloser(bytes.NewReader(body))}, nil
		})
		r, err := http.NewRequest(http.MethodPost, "https://example.com/", strings.NewReader(`{"Username":"ann","Password":"x"}`))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService."+op(i))
		answer, err := trace.New(next, log).RoundTrip(r)
		if err != nil {
			t.Fatal(err)
		}
		io.Copy(io.Discard, answer.Body)
		answer.Body.Close()
	}
}

// inspector is the list alone, over a log of its own.
func inspector(t testing.TB, log *trace.Log, w, h int) *App {
	t.Helper()
	set, err := settings.Load(settings.Flags{Region: "eu-west-1", UserPoolID: "eu-west-1_AbC123"}, func(string) (string, bool) { return "", false })
	if err != nil {
		t.Fatal(err)
	}
	a := New(Options{Host: Host{Theme: theme.At(theme.Dark, termenv.TrueColor), Log: log, Still: true}, Connector: Connector{Settings: set}})
	t.Cleanup(a.quit)
	a.w, a.h = w, h
	a.panel(showCalls{})
	a.Update(callsChanged{})
	return a
}

func mixed(i int) string { return []string{"SignUp", "InitiateAuth", "GetUser"}[i%3] }
func mostly(i int) int {
	if i%10 == 9 {
		return 400
	}
	return 200
}

func TestCallsFollowAndPause(t *testing.T) {
	log := trace.NewLog(50)
	made(t, log, 40, mixed, mostly)
	a := inspector(t, log, 120, 24)
	list := a.top().(*callsPanel)
	sees := func(texts ...string) {
		t.Helper()
		for _, text := range texts {
			if !strings.Contains(a.View(), text) {
				t.Fatalf("no %q in\n%s", text, a.View())
			}
		}
	}
	key := func(names ...string) {
		t.Helper()
		for _, n := range names {
			a.Update(keyOf(t, n))
		}
	}
	sees("40 · following", "id-39")
	made(t, log, 1, func(int) string { return "ForgotPassword" }, mostly)
	sees("41 · following", "ForgotPassword")
	key("up", "up")
	at := list.at
	made(t, log, 5, mixed, mostly)
	if list.follow || list.listed()[list.bar(list.listed())].ID != at {
		t.Error("the bar moved with what came")
	}
	key("end")
	sees("46 · following")
	key("p")
	made(t, log, 30, mixed, mostly)
	sees("46 · paused, 30 since")
	key("enter")
	if s := a.top().(*callScreen); s.entry().ID != 46 || s.entry().Op == "" {
		t.Errorf("opened %+v", s.entry())
	}
	key("p", "right", "n") // the last of the paused list
	if s := a.top().(*callScreen); s.id != 46 {
		t.Errorf("on call %d, want 46", s.id)
	}
	key("left")
	key("esc", "p")
	sees("50")
	if list.bar(list.listed()) < 0 {
		t.Error("no bar")
	}
	key("g", "pgdown", "pgup", "up")
	if list.at != log.Snapshot()[0].ID {
		t.Errorf("at %d, want the first", list.at)
	}
	made(t, log, 60, mixed, mostly) // the one at the bar is gone
	a.View()
	key("down")
	if i := list.bar(list.listed()); i != 1 {
		t.Errorf("at line %d", i)
	}
}

// TestCallsStay leaves the list and comes back: its filter and its pause are as
// they were. A note of it opens.
func TestCallsStay(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.typeSignIn("ann@example.com")
		d.press("enter")
		d.app.env.Log.Note("the trace file can't be written, and why stands here at length: " + strings.Repeat("word ", 30) + "end.")
		d.press("ctrl+t", "/")
		d.write("initiate")
		d.press("enter", "p", "ctrl+t", "ctrl+t")
		d.sees("1 of", "paused, 0 since", "Filter  initiate")
		d.press("esc", "p", "end", "enter")
		d.on("callScreen")
		d.sees("A note", "the trace file can't be written", "end.")
		d.press("c", "r") // it is no call
		d.on("callScreen")
	})
}

// TestCallDropped opens an attempt that the log keeps no more: it says so, and is
// no note.
func TestCallDropped(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.follow(showCalls{})
		d.follow(openCall{id: 4000})
		d.sees("no longer kept")
		d.lacks("A note")
	})
}

func TestCallsFilter(t *testing.T) {
	log := trace.NewLog(1000)
	made(t, log, 300, mixed, mostly)
	log.Note("the SDK's own words")
	a := inspector(t, log, 120, 30)
	list := a.top().(*callsPanel)
	count := func(text string, want int) {
		t.Helper()
		a.Update(keyOf(t, "/"))
		if !list.Typing() {
			t.Fatal("the filter isn't typed")
		}
		for _, r := range text {
			a.Update(keyOf(t, string(r)))
		}
		if got := len(list.listed()); got != want {
			t.Errorf("%q leaves %d, want %d", text, got, want)
		}
		a.Update(keyOf(t, "up"))
		a.Update(keyOf(t, "enter"))
		if list.Typing() {
			t.Error("still typed")
		}
		a.Update(keyOf(t, "esc"))
		if a.top() != Screen(list) || list.filter.Text() != "" {
			t.Error("esc left the screen, or the filter stayed")
		}
	}
	count("getuser", 100)
	count("TOOMANY", 30)
	count("400 signup", 10)
	count("id-27", 11)
	count("own", 1)
	count("q?", 0)
	a.Update(keyOf(t, "esc"))
	if a.top() == Screen(list) {
		t.Error("esc doesn't go back")
	}
}

// BenchmarkInspectorKey is a key to its frame with 10,000 calls: moving the bar,
// and filtering.
func BenchmarkInspectorKey(b *testing.B) {
	log := trace.NewLog(10_000)
	made(b, log, 10_000, mixed, mostly)
	for name, keys := range map[string][]string{
		"move": {"up", "down", "pgup", "pgdown"}, "ends": {"g", "G"}, "filter": {"/", "u", "esc"}, "open": {"enter", "esc"},
	} {
		b.Run(name, func(b *testing.B) {
			a := inspector(b, log, 200, 60)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				a.Update(keyOf(b, keys[i%len(keys)]))
				if len(a.View()) < 1000 {
					b.Fatal("no frame")
				}
			}
		})
	}
	b.Run("a call comes", func(b *testing.B) {
		a := inspector(b, log, 200, 60)
		b.ReportAllocs()
		for b.Loop() {
			log.Note("x")
			a.Update(callsChanged{})
			a.View()
		}
	})
}
