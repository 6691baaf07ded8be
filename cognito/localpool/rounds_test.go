package localpool

import (
	"strings"
	"sync"
	"testing"
)

// TestRefusedAnswerLeavesNoRound: where the trigger throws, or answers what it
// may not, the answer can be given again and counts once.
func TestRefusedAnswerLeavesNoRound(t *testing.T) {
	for code, bad := range map[string]CustomStep{
		"UserLambdaValidation": {Err: "boom"}, "InvalidLambdaResponse": {Challenge: "MAGIC"},
	} {
		var seen [][]CustomRound
		c := Demo()
		c.Pools[0].Custom = func(s CustomState) CustomStep {
			if seen = append(seen, s.Rounds); len(seen) == 2 {
				return bad
			}
			return CustomStep{Private: "x", Done: len(s.Rounds) == 1}
		}
		w := testerWith(t, c).walk("demo-app", "ann@example.com").begin("CUSTOM_AUTH", nil).at("CUSTOM_CHALLENGE")
		answer := map[string]string{"ANSWER": "a"}
		w.respond("CUSTOM_CHALLENGE", answer).no(code, "")
		w.respond("CUSTOM_CHALLENGE", answer).done()
		if len(seen) != 3 || len(seen[2]) != 1 {
			t.Errorf("%s: the trigger saw %v", code, seen)
		}
	}
}

// TestAnswerTooLate: of two answers to one challenge the slower is refused, and
// the trigger never hears of it again.
func TestAnswerTooLate(t *testing.T) {
	entered, gate := make(chan struct{}), make(chan struct{})
	var mu sync.Mutex
	var last []CustomRound
	c := Demo()
	c.Pools[0].Custom = func(s CustomState) CustomStep {
		mu.Lock()
		last = s.Rounds
		mu.Unlock()
		if len(s.Rounds) == 1 && s.Rounds[0].Answer == "slow" {
			close(entered)
			<-gate
		}
		return CustomStep{Private: "x"}
	}
	w := testerWith(t, c).walk("demo-app", "ann@example.com").begin("CUSTOM_AUTH", nil).at("CUSTOM_CHALLENGE")
	slow, done := *w, make(chan struct{})
	go func() {
		defer close(done)
		slow.respond("CUSTOM_CHALLENGE", map[string]string{"ANSWER": "slow"})
	}()
	<-entered
	w.respond("CUSTOM_CHALLENGE", map[string]string{"ANSWER": "fast"}).at("CUSTOM_CHALLENGE")
	close(gate)
	<-done
	slow.no("NotAuthorized", "Invalid session for the user, session can only be used once.")
	w.respond("CUSTOM_CHALLENGE", map[string]string{"ANSWER": "next"}).at("CUSTOM_CHALLENGE")
	if len(last) != 2 || last[0].Answer != "fast" || last[1].Answer != "next" {
		t.Errorf("the trigger saw %v", last)
	}
}

// TestBlockedWhileTheTriggerRuns: what the user becomes meanwhile counts.
func TestBlockedWhileTheTriggerRuns(t *testing.T) {
	for text, change := range map[string]func(*user){
		"User is disabled.": func(u *user) { u.disabled = true }, "Password reset required": func(u *user) { u.status = resetRequired },
	} {
		var x tester
		c := Demo()
		c.Pools[0].Custom = func(s CustomState) CustomStep {
			if len(s.Rounds) == 0 {
				return CustomStep{}
			}
			x.change("ann@example.com", change)
			return CustomStep{Done: true}
		}
		x = testerWith(t, c)
		w := x.walk("demo-app", "ann@example.com").begin("CUSTOM_AUTH", nil).respond("CUSTOM_CHALLENGE", map[string]string{"ANSWER": ""})
		if !strings.HasPrefix(w.last.message, text) {
			t.Errorf("got %s %s, want %s", w.last.code, w.last.message, text)
		}
	}
}

// TestSRPOnlyWhereItWasBegun: SRP_A alone doesn't begin with SRP.
func TestSRPOnlyWhereItWasBegun(t *testing.T) {
	c := Demo()
	c.Pools[0].Custom = func(s CustomState) CustomStep {
		if len(s.Rounds) < 2 {
			return CustomStep{Challenge: "PASSWORD_VERIFIER"}
		}
		return CustomStep{Done: true}
	}
	x := testerWith(t, c)
	a := newSRP(t)
	x.walk("demo-app", "ann@example.com").begin("CUSTOM_AUTH", map[string]string{"SRP_A": a.A()}).no("InvalidLambdaResponse", "")
	x.walk("demo-app", "ann@example.com").begin("CUSTOM_AUTH", map[string]string{"SRP_A": a.A(), "CHALLENGE_NAME": "SRP_A"}).answerSRP(a,
		DemoPassword).done()
}

// TestPasswordChangedInACustomSignIn: what was proved with SRP is the password
// that the user still has.
func TestPasswordChangedInACustomSignIn(t *testing.T) {
	x := newTester(t)
	a := newSRP(t)
	w := x.walk("demo-app", "cal@example.com").begin("CUSTOM_AUTH",
		map[string]string{"SRP_A": a.A(), "CHALLENGE_NAME": "SRP_A"}).answerSRP(a, DemoPassword)
	w.at("CUSTOM_CHALLENGE")
	x.set("cal@example.com", "Another1!", true)
	w.respond("CUSTOM_CHALLENGE", map[string]string{"ANSWER": "Carter"}).no("NotAuthorized", "Invalid session for the user.")
}

// TestCrashedTrigger refuses the sign-in and nothing else.
func TestCrashedTrigger(t *testing.T) {
	c := Demo()
	c.Pools[0].Custom = func(s CustomState) CustomStep {
		if len(s.Rounds) == 0 {
			return CustomStep{}
		}
		panic("crashed")
	}
	x := testerWith(t, c)
	w := x.walk("demo-app", "ann@example.com").begin("CUSTOM_AUTH", nil)
	w.respond("CUSTOM_CHALLENGE", map[string]string{"ANSWER": "a"}).no("UnexpectedLambda", "CreateAuthChallenge invocation failed")
	x.signIn("demo-app", "ann@example.com")
}
