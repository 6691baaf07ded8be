package awscli

import (
	"fmt"
	"strings"

	"cognito-tui/cognito/lazy"
)

// names are the variables of hidden members: by operation and member where it
// means something else there, else by the member alone.
var names = map[string]string{
	"Password": "PASSWORD", "PreviousPassword": "PASSWORD", "ProposedPassword": "NEW_PASSWORD",
	"ConfirmForgotPassword.Password": "NEW_PASSWORD", "AdminSetUserPassword.Password": "NEW_PASSWORD",
	"ClientSecret": clientSecret, "NextToken": "PAGE_TOKEN", "PaginationToken": "PAGE_TOKEN",
	"Token":            "REFRESH_TOKEN",
	"ConfirmationCode": "CODE", "UserCode": "CODE", "SMS_MFA_CODE": "CODE", "SMS_OTP_CODE": "CODE",
	"EMAIL_OTP_CODE": "CODE", "SOFTWARE_TOKEN_MFA_CODE": "CODE",
	"PasswordVerifier": "DEVICE_VERIFIER", "Salt": "DEVICE_SALT",
	"Username": username, "USERNAME": username, // zsh has a USERNAME of its own
	"CREDENTIAL": "PASSKEY", "Credential": "PASSKEY",
}

const (
	clientSecret = "COGNITO_CLIENT_SECRET"
	username     = "COGNITO_USERNAME"
	secretHash   = "SECRET_HASH"
)

var notName = lazy.New(`[^A-Z0-9]+`)

// variable is the name of the variable for a hidden value: of a member, or of an
// attribute where attribute isn't empty.
func variable(op, member, attribute string) string {
	if attribute != "" {
		return "ATTRIBUTE_" + upper(attribute)
	}
	for _, key := range []string{op + "." + member, member} {
		if name := names[key]; name != "" {
			return name
		}
	}
	if name, ok := strings.CutPrefix(member, "userAttributes."); ok {
		return "ATTRIBUTE_" + upper(name)
	}
	if strings.ToUpper(member) == member {
		return upper(member)
	}
	name := upper(strings.ReplaceAll(kebab(member), "-", "_"))
	switch {
	case strings.HasSuffix(name, "TOKEN"), name == "SESSION", strings.HasSuffix(name, "PASSWORD"):
		return name
	}
	return "COGNITO_" + name // no variable that a shell knows, such as PATH
}

func upper(text string) string {
	return strings.Trim(notName.ReplaceAllString(strings.ToUpper(text), "_"), "_")
}

// secrets are the variables of one command.
type secrets struct{ list []Variable }

// add gives the variable for a hidden value. Two values of the same meaning have
// variables of their own.
func (s *secrets) add(name, what string, path []string) string {
	unique := name
	for n := 2; s.has(unique); n++ {
		unique = fmt.Sprintf("%s_%d", name, n)
	}
	s.list = append(s.list, Variable{Name: unique, What: what, path: path})
	return unique
}

func (s *secrets) has(name string) bool {
	for _, v := range s.list {
		if v.Name == name {
			return true
		}
	}
	return false
}
