package diagnosis

import (
	"testing"
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/facts"
)

var noon = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)

// history makes sign-ins of letters, the newest first: f a wrong password, l one
// during a lock, m a wrong
// code, b blocked, p passed, o another kind of event. They are apart by the time given.
func history(letters string, newest, apart time.Duration) []cognito.AuthEvent {
	var list []cognito.AuthEvent
	at := noon.Add(-newest)
	for _, l := range letters {
		e := cognito.AuthEvent{Type: "SignIn", Response: "Fail", RiskDecision: "NoRisk", Time: at}
		switch l {
		case 'f':
			e.Challenges = []cognito.EventChallenge{{Name: "Password", Response: "Failure"}}
		case 'm':
			e.Challenges = []cognito.EventChallenge{{Name: "Password", Response: "Success"}, {Name: "Mfa", Response: "Failure"}}
		case 'l': // during a lock
		case 'b':
			e.RiskDecision = "Block"
		case 'p':
			e.Response = "Pass"
		case 'o':
			e.Type = "ForgotPassword"
		}
		list, at = append(list, e), at.Add(-apart)
	}
	return list
}

func TestLockFromEvents(t *testing.T) {
	const minute = time.Minute
	tests := []struct {
		events        string
		newest, apart time.Duration
		want          time.Duration
	}{
		{"", 0, 0, 0},
		{"ffff", 0, time.Second, 0},
		{"fffff", 0, time.Second, time.Second},
		{"fffffff", time.Second, time.Second, 3 * time.Second},
		{"fffffff", 5 * time.Second, time.Second, 0},
		{"fffffffffffffff", 5 * minute, minute, 10 * minute},
		{"ffffffffffffffffffff", 0, minute, 15 * minute},
		{"fffffffffffffff", 5 * minute, 15 * minute, 0}, // 15 minutes without a try forget
		{"pfffffffffffffff", 0, minute, 0},
		{"fffpfffffffffffff", 0, minute, 0},
		{"omfbflofffff", 0, time.Second, 2 * time.Second},
	}
	for _, x := range tests {
		f := Facts{Now: noon, Events: facts.Known(history(x.events, x.newest, x.apart))}
		if got := f.lockLeft(); got != x.want {
			t.Errorf("%s: locked for %v, want %v", x.events, got, x.want)
		}
		f.Events.Known = false
		if f.lockLeft() != 0 {
			t.Errorf("%s: a lock from what isn't known", x.events)
		}
	}
}

func TestBlockedFromEvents(t *testing.T) {
	for events, want := range map[string]bool{"": false, "b": true, "ob": true, "pb": false, "fb": false} {
		for _, mode := range []string{"", "ENFORCED", "AUDIT", "OFF"} {
			f := Facts{Now: noon, Events: facts.Known(history(events, time.Hour, time.Hour)), Pool: &cognito.Pool{ThreatProtection: mode}}
			if mode == "" {
				f.Pool = nil
			}
			if got := seenBlocked(f); got != (want && mode != "AUDIT" && mode != "OFF") {
				t.Errorf("%s, %s: %v", events, mode, got)
			}
		}
	}
}
