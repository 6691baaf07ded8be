package ui

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// What can be told of an input without asking the service. The limits are the
// API's own: user names and codes hold no blanks, a name at most 128
// characters, a password at most 256, an attribute's value at most 2048.

func wrongName(name string) string {
	switch {
	case name == "":
		return "Type an email or a user name."
	case kit.HasControls(name):
		return "This holds control characters; take them out."
	case strings.ContainsFunc(name, unicode.IsSpace):
		return "A user name holds no blanks."
	case utf8.RuneCountInString(name) > 128:
		return fmt.Sprintf("A user name has at most 128 characters; this has %d.", utf8.RuneCountInString(name))
	case strings.Contains(name, "@") && !looksLikeEmail(name):
		return "This email address isn't complete."
	}
	return ""
}

func looksLikeEmail(s string) bool {
	at := strings.LastIndex(s, "@")
	return at > 0 && at < len(s)-1
}

func wrongPassword(password string) string {
	switch {
	case password == "":
		return "Type a password."
	case strings.TrimSpace(password) == "":
		return "A password isn't made of blanks alone."
	case utf8.RuneCountInString(password) > 256:
		return "A password has at most 256 characters."
	case kit.HasControls(password):
		return "This holds control characters; take them out."
	}
	return ""
}

func unequal(password, repeat string) string {
	switch {
	case repeat == "":
		return "Type the password again."
	case password != repeat:
		return "The passwords differ. ctrl+r shows them."
	}
	return ""
}

func wrongCode(code string) string {
	switch {
	case code == "":
		return "Type the code from the message."
	case kit.HasControls(code):
		return "This holds control characters; take them out."
	case strings.ContainsFunc(code, unicode.IsSpace):
		return "A code holds no blanks."
	case utf8.RuneCountInString(code) > 2048:
		return "This is too long for a code."
	}
	return ""
}

func wrongAttribute(name, value string) string {
	value = strings.TrimSpace(value)
	switch {
	case kit.HasControls(value):
		return "This holds control characters; take them out."
	case utf8.RuneCountInString(value) > 2048:
		return "An attribute has at most 2048 characters."
	case name == "email" && value != "" && !looksLikeEmail(value):
		return "An email address has an @ with a name before and a domain after it."
	case name == "phone_number" && value != "" && cognito.AddressKind(value) != "phone_number":
		return "A phone number is written + and digits, such as +15550100."
	}
	return ""
}

// passwordRules stand under a field for a new password: they tick as one
// types where the pool's policy can be read; else what the pool said of the
// last try stays.
type passwordRules struct {
	env  *Env
	said string
}

func (p *passwordRules) lines(value string) []string {
	if pool := p.env.Pool; pool != nil {
		var checks []kit.Check
		for _, r := range pool.Policy.Check(value) {
			checks = append(checks, kit.Check{Name: r.Name, OK: r.OK})
		}
		return kit.Checklist(p.env.Theme, checks, 46)
	}
	if p.said == "" {
		return nil
	}
	var lines []string
	for _, l := range kit.Wrap("The pool said: "+p.said, 46) {
		lines = append(lines, p.env.Theme.Muted.Render(l))
	}
	return lines
}

// refused keeps the reason why a password was refused.
func (p *passwordRules) refused(e *cognito.Error) {
	if e != nil && e.Kind == cognito.PasswordRules {
		p.said = kit.Clean(e.Said())
	}
}
