package localpool

import (
	"fmt"
	"strings"
)

// demoTries is how many wrong answers the questions take before the sign-in is
// refused.
const demoTries = 3

// question is one round of the demo's custom challenge.
type question struct{ text, answer string }

// demoQuestions is Demo's custom challenge: two questions about the user, after
// the password where the sign-in was begun with SRP. The case of an answer
// doesn't matter. Who isn't there is asked the same and passes nothing.
func demoQuestions(s CustomState) CustomStep {
	rounds := s.Rounds
	if len(rounds) > 0 && rounds[0].Challenge == "SRP_A" {
		if len(rounds) == 1 {
			return CustomStep{Challenge: "PASSWORD_VERIFIER"}
		}
		rounds = rounds[2:]
	}
	questions := questionsFor(s.User)
	passed, wrong := 0, 0
	for _, r := range rounds {
		if answer := questions[passed].answer; answer != "" && strings.EqualFold(strings.TrimSpace(r.Answer), answer) {
			passed++
		} else {
			wrong++
		}
		if passed == len(questions) {
			return CustomStep{Done: true}
		}
	}
	if wrong >= demoTries {
		return CustomStep{Failed: true}
	}
	return CustomStep{Private: questions[passed].answer, Parameters: map[string]string{
		"question": questions[passed].text, "round": fmt.Sprintf("%d of %d", passed+1, len(questions)),
	}}
}

// questionsFor asks about what a user has.
func questionsFor(attributes map[string]string) []question {
	family := attributes["family_name"]
	if words := strings.Fields(attributes["name"]); family == "" && len(words) > 0 {
		family = words[len(words)-1]
	}
	first := question{"What is your family name?", family}
	if phone := attributes["phone_number"]; len(phone) > 4 {
		return []question{first, {"What are the last four digits of your phone number?", phone[len(phone)-4:]}}
	}
	local, _, _ := strings.Cut(attributes["email"], "@")
	return []question{first, {"What stands before the @ in your email address?", local}}
}
