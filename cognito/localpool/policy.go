package localpool

import (
	"io"
	"strings"
	"unicode/utf8"

	"cognito-tui/cognito/random"
)

// symbols are the characters that count as symbols. A space counts too, but not
// at either end. Source: AWS developer guide, password requirements.
const symbols = "^$*.[]{}()?\"!@#%&/\\,><':;|_~`=+-"

// The prefixes of a refused password. Which one the administrator's calls use
// isn't documented; they get the second.
const (
	policyAtSignUp = "Password did not conform with policy: "
	policyLater    = "Password does not conform to policy: "
)

// check refuses a password that breaks the policy, telling the first rule that
// fails. Letters and digits are those of Basic Latin.
func (p Policy) check(password, prefix string) error {
	var upper, lower, digit, symbol bool
	for i, c := range password {
		switch {
		case c >= 'A' && c <= 'Z':
			upper = true
		case c >= 'a' && c <= 'z':
			lower = true
		case c >= '0' && c <= '9':
			digit = true
		case c == ' ':
			symbol = symbol || i > 0 && i < len(password)-1
		case strings.ContainsRune(symbols, c):
			symbol = true
		}
	}
	reason := ""
	switch {
	case utf8.RuneCountInString(password) < p.MinimumLength:
		reason = "Password not long enough"
	case p.Upper && !upper:
		reason = "Password must have uppercase characters"
	case p.Lower && !lower:
		reason = "Password must have lowercase characters"
	case p.Digit && !digit:
		reason = "Password must have numeric characters"
	case p.Symbol && !symbol:
		reason = "Password must have symbol characters"
	default:
		return nil
	}
	return refuse("InvalidPasswordException", "%s", prefix+reason)
}

// generate makes a temporary password that keeps every policy.
func (p Policy) generate(source io.Reader) string {
	const upper, lower, digit, symbol = "ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnopqrstuvwxyz", "23456789", "!@#%&*-_"
	chars := []byte{pick(source, upper), pick(source, lower), pick(source, digit), pick(source, symbol)}
	for len(chars) < max(12, p.MinimumLength) {
		chars = append(chars, pick(source, upper+lower+digit))
	}
	for i := range chars {
		j := random.Below(source, int64(len(chars)))
		chars[i], chars[j] = chars[j], chars[i]
	}
	return string(chars)
}
