package cognito

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/aws/smithy-go"

	"cognito-tui/cognito/lazy"
	"cognito-tui/cognito/trace/redact"
)

// Reason is what a refusal's text tells beyond its Kind.
type Reason int

// The reasons that texts tell apart.
const (
	NoReason      Reason = iota
	SessionUsed          // the session can only be used once
	SessionAged          // the session, or what was sent in its place, has expired
	HashMismatch         // a secret hash was sent, and doesn't match
	AttemptLimit         // the limit is of attempts, not of messages
	RotationIsOn         // the client's refresh tokens are rotated
	MFACodeFailed        // AWS STS refused the MFA code
)

// reasons are read from the top; a text counts whatever its case.
var reasons = []struct {
	text   string
	reason Reason
}{
	{"only be used once", SessionUsed},
	{"expired", SessionAged},
	{"does not match", HashMismatch},
	{"attempt limit exceeded", AttemptLimit},
	{"rotation", RotationIsOn},
	{"multifactorauthentication failed", MFACodeFailed},
}

// Constraint is the rule of the service's validator that a member broke.
type Constraint struct {
	Member string // its path, for example "userAttributes.1.member.value"
	// Least and Most are the bounds of its length, in characters; 0 where the rule is
	// another.
	Least, Most int
	Pattern     bool   // it doesn't match the member's pattern
	Rule        string // as the service says it, without what was sent
}

var (
	constraintForm = lazy.New(`(?is)validation errors? detected: value(?: '.*?'| null)? at '([\w.]{1,100})' failed to satisfy constraint: (.*)`)
	lengthRule     = lazy.New(`(?i)length (less|greater) than or equal to (\d{1,7})`)
	flowName       = lazy.New(`\b(ADMIN_USER_PASSWORD_AUTH|USER_PASSWORD_AUTH|USER_SRP_AUTH|USER_AUTH|CUSTOM_AUTH)\b`)
)

// read takes what a refusal's text tells into the fields. It is the one place that
// sees the text as it came: it may hold what was sent, so that no field but those of
// fixed words and bounded names is made of it, and Message is what may be shown.
// request is what was sent, as the redaction takes it.
func (e *Error) read(text string, request []byte) {
	e.Kind = kindOfRefusal(e.Op, e.Code, text, e.Status)
	for _, name := range attributesNamed(e.Kind, text) {
		if redact.IsAttribute(request, name) {
			e.Attributes = append(e.Attributes, name)
		}
	}
	lower := strings.ToLower(text)
	for _, r := range reasons {
		if strings.Contains(lower, r.text) {
			e.Reason = r.reason
			break
		}
	}
	e.Flow = flowName.FindString(text)
	e.Trigger, _ = redact.Opening(text)
	e.Message, _ = redact.Message(request, text)
	e.Constraint = constraintIn(text, e.Message)
}

// constraintIn reads the validator's first complaint; the rule's words are those of
// the text that may be shown.
func constraintIn(text, shown string) *Constraint {
	found := constraintForm.FindStringSubmatch(text)
	if found == nil || !redact.IsPath(found[1]) {
		return nil
	}
	c := &Constraint{Member: found[1], Pattern: strings.Contains(found[2], "regular expression")}
	if bound := lengthRule.FindStringSubmatch(found[2]); bound != nil {
		n, _ := strconv.Atoi(bound[2]) // digits, and few
		if strings.EqualFold(bound[1], "less") {
			c.Most = n
		} else {
			c.Least = n
		}
	}
	if found := constraintForm.FindStringSubmatch(shown); found != nil {
		c.Rule = found[2]
	}
	return c
}

// sent is a request as the redaction takes it: the members of its input.
func sent(in any) []byte {
	if in == nil {
		return nil
	}
	request, err := json.Marshal(in)
	if err != nil {
		return []byte("?") // nothing can be compared
	}
	return request
}

// told reads an answer of another AWS service, to a request that isn't at hand.
func told(op string, answer smithy.APIError) *Error {
	unknown := []byte("?")
	e := &Error{Op: op, Code: redact.Exception(unknown, answer.ErrorCode())}
	e.read(answer.ErrorMessage(), unknown)
	return e
}

// forTrace reads an exception for the trace, which keeps the bodies as they may be
// shown and the refusal as it was.
func forTrace(op, code string, status int, request, response []byte) (refusal any, trigger string) {
	var said struct {
		Message string `json:"message"` // or Message: the case makes no difference
	}
	if json.Unmarshal(response, &said) != nil {
		return nil, ""
	}
	e := &Error{Op: op, Code: code, Status: status, Attempts: 1}
	e.read(said.Message, request)
	return e, e.Trigger
}
