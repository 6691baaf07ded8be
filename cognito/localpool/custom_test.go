package localpool

import (
	"strings"
	"sync"
	"testing"
)

// TestDemoQuestions walks Demo's custom challenge by both beginnings.
func TestDemoQuestions(t *testing.T) {
	x := newTester(t)
	answer := func(w *walker, text string) *walker {
		t.Helper()
		return w.at("CUSTOM_CHALLENGE").respond("CUSTOM_CHALLENGE", map[string]string{"ANSWER": text})
	}
	w := x.walk("demo-app", "cal@example.com").begin("CUSTOM_AUTH", nil).at("CUSTOM_CHALLENGE")
	if w.parameter("question") != "What is your family name?" || w.parameter("round") != "1 of 2" {
		t.Errorf("parameters %v", w.last.body)
	}
	if w = answer(w, "carter"); !strings.Contains(w.parameter("question"), "four digits") {
		t.Errorf("parameters %v", w.last.body)
	}
	answer(w, "4567").done()

	// A question is repeated after a wrong answer; the third ends the sign-in.
	w = answer(answer(x.walk("demo-app", "cal@example.com").begin("CUSTOM_AUTH", nil), "Smith"), "Carter")
	answer(answer(w, "1111"), "2222").no("NotAuthorized", "Incorrect username or password.")
	w.respond("CUSTOM_CHALLENGE", map[string]string{"ANSWER": "4567"}).no("NotAuthorized",
		"Invalid session for the user, session can only be used once.")

	for _, key := range []string{"CHALLENGE_NAME", "ChallengeName"} {
		c := newSRP(t)
		begun := map[string]string{key: "SRP_A", "SRP_A": c.A()}
		w = x.walk("demo-app", "cal@example.com").begin("CUSTOM_AUTH", begun).answerSRP(c, DemoPassword)
		answer(answer(w, "Carter"), "4567").done()
		x.walk("demo-app", "cal@example.com").begin("CUSTOM_AUTH", begun).answerSRP(c, "wrong").no("NotAuthorized",
			"Incorrect username or password.")
		x.walk("demo-app", "cal@example.com").begin("CUSTOM_AUTH", map[string]string{key: "SRP_A"}).no("InvalidParameter",
			"Missing required parameter SRP_A")
	}

	// Users without a phone number are asked for their email; there is no MFA
	// after a custom challenge.
	answer(answer(x.walk("demo-app", "tom@example.com").begin("CUSTOM_AUTH", nil), "Tanner"), "tom").done()
	w = x.walk("demo-app", "tom@example.com").begin("CUSTOM_AUTH", nil)
	w.respond("CUSTOM_CHALLENGE", nil).no("InvalidParameter", "Missing required parameter ANSWER")
}

// TestCustomByStatus is the table of statuses at the end of a custom challenge.
func TestCustomByStatus(t *testing.T) {
	c := Demo()
	c.Pools[0].Custom = func(CustomState) CustomStep { return CustomStep{Done: true} }
	x := testerWith(t, c)
	for user, want := range map[string]string{
		"ann@example.com": "", "una@example.com": "UserNotConfirmed", "rita@example.com": "PasswordResetRequired",
		"dan@example.com": "NotAuthorized", "ted@example.com": "NotAuthorized", "who@example.com": "NotAuthorized",
	} {
		if w := x.walk("demo-app", user).begin("CUSTOM_AUTH", nil); want == "" {
			w.done()
		} else {
			w.no(want, "")
		}
	}
	x.walk("demo-app", "fay@example.com").begin("CUSTOM_AUTH", nil).at("NEW_PASSWORD_REQUIRED").
		respond("NEW_PASSWORD_REQUIRED", map[string]string{"NEW_PASSWORD": "Another1!"}).done()
}

// TestCustomStates checks what the pool's function is told.
func TestCustomStates(t *testing.T) {
	var mu sync.Mutex
	var seen []CustomState
	c := Demo()
	c.Pools[0].Custom = func(s CustomState) CustomStep {
		mu.Lock()
		defer mu.Unlock()
		seen = append(seen, s)
		return CustomStep{Private: "yes", Parameters: map[string]string{"n": string(rune('0' + len(s.Rounds)))}, Done: len(s.Rounds) == 2}
	}
	x := testerWith(t, c)
	w := x.walk("demo-app", "ANN@example.com").begin("CUSTOM_AUTH", nil)
	w.respond("CUSTOM_CHALLENGE", map[string]string{"ANSWER": "no"}).respond("CUSTOM_CHALLENGE", map[string]string{"ANSWER": "yes"}).done()
	x.walk("demo-app", "who@example.com").begin("CUSTOM_AUTH", nil).at("CUSTOM_CHALLENGE")
	if len(seen) != 4 {
		t.Fatalf("asked %d times", len(seen))
	}
	if s := seen[0]; s.Username != "ann@example.com" || s.User["name"] != "Ann Archer" || s.UserNotFound || len(s.Rounds) != 0 {
		t.Errorf("first %+v", s)
	}
	if s := seen[2]; len(s.Rounds) != 2 || s.Rounds[0] != (CustomRound{"CUSTOM_CHALLENGE", "no", false}) ||
		s.Rounds[1] != (CustomRound{"CUSTOM_CHALLENGE", "yes", true}) {
		t.Errorf("third %+v", s)
	}
	if s := seen[3]; !s.UserNotFound || s.User != nil || s.Username != "who@example.com" {
		t.Errorf("missing %+v", s)
	}
}

// TestBadTriggers is the table of functions that fail.
func TestBadTriggers(t *testing.T) {
	for _, tt := range []struct {
		step       CustomStep
		code, text string
	}{
		{CustomStep{Err: "boom"}, "UserLambdaValidation", "CreateAuthChallenge failed with error boom."},
		{CustomStep{Challenge: "MAGIC"}, "InvalidLambdaResponse", ""},
		{CustomStep{Challenge: "PASSWORD_VERIFIER"}, "InvalidLambdaResponse", ""}, // not begun with SRP
		{CustomStep{Failed: true}, "NotAuthorized", "Incorrect username or password."},
	} {
		c := Demo()
		c.Pools[0].Custom = func(CustomState) CustomStep { return tt.step }
		testerWith(t, c).walk("demo-app", "ann@example.com").begin("CUSTOM_AUTH", nil).no(tt.code, tt.text)
	}
	c := Demo()
	c.Pools[0].Custom = nil
	testerWith(t, c).walk("demo-app", "ann@example.com").begin("CUSTOM_AUTH", nil).
		no("InvalidParameter", "Custom auth lambda trigger is not configured for the user pool.")
}
