package localpool

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"cognito-tui/cognito/lazy"
)

// rule is what the service's model demands of one text member.
type rule struct {
	min, max int // in characters; max 0 is none
	pattern  string
	enum     []string
	secret   bool // sensitive: its value isn't repeated in the answer
	exact    *lazy.Regexp
}

func newRule(min, max int, pattern string, secret bool) *rule {
	r := &rule{min: min, max: max, pattern: pattern, secret: secret}
	if pattern != "" {
		exact := lazy.New(`^(?:` + pattern + `)$`)
		r.exact = &exact
	}
	return r
}

// The constraints of the service's model, by what they are for.
var (
	ruleClientID    = newRule(1, 128, `[\w+]+`, true)
	ruleSecretHash  = newRule(1, 128, `[\w+=/]+`, true)
	ruleUsername    = newRule(1, 128, `[\p{L}\p{M}\p{S}\p{N}\p{P}]+`, true)
	ruleGroup       = newRule(1, 128, `[\p{L}\p{M}\p{S}\p{N}\p{P}]+`, false)
	rulePassword    = newRule(0, 256, `[\S]+`, true)
	ruleCode        = newRule(1, 2048, `[\S]+`, false)
	ruleSession     = newRule(20, 2048, "", true)
	ruleToken       = newRule(0, 0, `[A-Za-z0-9\-_=.]+`, true)
	ruleSecret      = newRule(24, 64, `[\w+]+`, true)
	rulePoolID      = newRule(1, 55, `[\w-]+_[0-9a-zA-Z]+`, false)
	rulePage        = newRule(1, 0, `[\S]+`, false)
	ruleAttrName    = newRule(1, 32, `[\p{L}\p{M}\p{S}\p{N}\p{P}]+`, false)
	ruleAttrValue   = newRule(0, 2048, "", true)
	ruleFlow        = &rule{enum: authFlows}
	ruleChallenge   = &rule{enum: challengeNames}
	ruleAction      = &rule{enum: []string{"RESEND", "SUPPRESS"}}
	ruleMedium      = &rule{enum: []string{"SMS", "EMAIL"}}
	ruleUserCode    = newRule(6, 6, `[0-9]+`, true)
	ruleDeviceKey   = newRule(1, 55, `[\w-]+_[0-9a-f-]+`, false)
	ruleDeviceName  = newRule(1, 1024, "", false)
	ruleDescription = newRule(0, 2048, "", false)
	ruleARN         = newRule(20, 2048,
		`arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?`, false)
	ruleFilter     = newRule(0, 256, "", false)
	ruleRemembered = &rule{enum: []string{isRemembered, notRemembered}}
)

// complaints collects what is wrong with a request, so that one answer tells it all.
type complaints []string

func (c *complaints) add(path, value string, secret bool, constraint string) {
	shown := " '" + value + "'"
	if secret {
		shown = ""
	}
	*c = append(*c, fmt.Sprintf("Value%s at '%s' failed to satisfy constraint: Member must %s", shown, path, constraint))
}

func (c *complaints) missing(path string, secret bool) {
	shown := " null"
	if secret {
		shown = ""
	}
	*c = append(*c, fmt.Sprintf("Value%s at '%s' failed to satisfy constraint: Member must not be null", shown, path))
}

// err is nil, or the one refusal that joins all complaints.
func (c complaints) err() error {
	if len(c) == 0 {
		return nil
	}
	errors := "errors"
	if len(c) == 1 {
		errors = "error"
	}
	return invalidParameter("%d validation %s detected: %s", len(c), errors, strings.Join(c, "; "))
}

// check adds every constraint that value breaks.
func (r *rule) check(c *complaints, path, value string) {
	n := utf8.RuneCountInString(value)
	if r.exact != nil && !r.exact.MatchString(value) {
		c.add(path, value, r.secret, "satisfy regular expression pattern: "+r.pattern)
	}
	if n < r.min {
		c.add(path, value, r.secret, fmt.Sprintf("have length greater than or equal to %d", r.min))
	}
	if r.max > 0 && n > r.max {
		c.add(path, value, r.secret, fmt.Sprintf("have length less than or equal to %d", r.max))
	}
	if len(r.enum) > 0 && !contains(r.enum, value) {
		c.add(path, value, r.secret, "satisfy enum value set: ["+strings.Join(r.enum, ", ")+"]")
	}
}

func contains[T comparable](list []T, s T) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
