package localpool

import "crypto/subtle"

// takeCustom answers CUSTOM_CHALLENGE. Wrong answers are counted by the pool's
// function if at all: the back-off is for passwords and codes. Source: AWS
// developer guide, lockout behaviour.
func takeCustom(c *call, d *dialogue, given map[string]string) (outcome, error) {
	answer, ok := given["ANSWER"]
	if !ok {
		return outcome{}, needs(given, "ANSWER")
	}
	passed := subtle.ConstantTimeCompare([]byte(answer), []byte(d.hidden)) == 1
	return c.nextRound(d, "", CustomRound{Challenge: "CUSTOM_CHALLENGE", Answer: answer, Passed: passed})
}
