package localpool

import (
	"fmt"
	"sync"
	"testing"
	"time"
)

func TestSweepingDropsTheDead(t *testing.T) {
	var s sweeping[int, bool]
	for i := range 100_000 {
		s.put(i, i%100 == 0, func(alive bool) bool { return !alive })
	}
	if n := len(s.m); n > 3*1024 {
		t.Errorf("%d entries kept for 1000 alive", n)
	}
	for i := 0; i < 100_000; i += 100 {
		if _, ok := s.get(i); !ok {
			t.Fatalf("%d was alive and is gone", i)
		}
	}
}

// TestCountersDontGrow: names that nobody has leave nothing behind for long.
func TestCountersDontGrow(t *testing.T) {
	x := newTester(t)
	for i := range 3000 {
		name := fmt.Sprintf("nobody%d", i)
		x.call("InitiateAuth", x.login("demo-app", name, "wrong"))
		x.call("ForgotPassword", x.as("demo-app", name, nil))
		x.s.Advance(time.Minute)
	}
	p := x.s.state.Load().order[0]
	if a, b, c := len(p.lockouts.m), len(p.windows.m), len(p.phantoms.m); a > 1100 || b > 1100 || c > 1100 {
		t.Errorf("kept %d lock-outs, %d windows, %d pretended codes", a, b, c)
	}
}

// TestOldMessagesAreDropped keeps the outbox within its bound.
func TestOldMessagesAreDropped(t *testing.T) {
	s := newServer(Demo())
	p := s.state.Load().order[0]
	u := p.users[0]
	for range 3 * outboxSize {
		p.post(u, kindSignUp, "EMAIL", "a@example.com", "1", s.Now())
	}
	sent := s.Messages("")
	if len(sent) != outboxSize || sent[len(sent)-1].ID != 3*outboxSize {
		t.Errorf("%d messages", len(sent))
	}
}

// TestEverythingAtOnce is for the race detector.
func TestEverythingAtOnce(t *testing.T) {
	x := newTester(t)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			name := fmt.Sprintf("user%d@example.com", i)
			for range 5 {
				x.call("SignUp", x.as("demo-app", name, object{"Password": DemoPassword, "UserAttributes": attributes("email", name)}))
				a := x.call("InitiateAuth", x.login("demo-public", "ann@example.com", DemoPassword))
				x.call("GetUser", object{"AccessToken": a.str("AuthenticationResult", "AccessToken")})
				x.call("GlobalSignOut", object{"AccessToken": a.str("AuthenticationResult", "AccessToken")})
				x.s.Users()
				x.s.Messages("")
				x.s.Advance(time.Second)
				x.s.Fail("GetUser", 1, "InternalErrorException", "")
				x.s.Faults()
				if i == 0 {
					x.s.Reset()
				}
			}
		})
	}
	all.Wait()
}
