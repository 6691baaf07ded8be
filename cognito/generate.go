package cognito

import (
	"io"
	"strings"

	"cognito-tui/cognito/random"
)

// What generated passwords are made of: no letter or digit that is read for
// another, and symbols that are easy to say on the phone.
const (
	easyUpper   = "ABCDEFGHJKLMNPQRSTUVWXYZ"
	easyLower   = "abcdefghijkmnpqrstuvwxyz"
	easyDigits  = "23456789"
	easySymbols = "-+=?!@#%*"
)

// generatedLength is how long a generated password is where the policy asks for no
// more.
const generatedLength = 16

// Generate makes a password that keeps the policy, drawn from source (nil is
// crypto/rand): 16 characters or the minimum, without any that look alike.
func (p PasswordPolicy) Generate(source io.Reader) string {
	classes := []string{easyUpper, easyLower, easyDigits}
	if p.Symbol {
		classes = append(classes, easySymbols)
	}
	length := max(generatedLength, p.MinimumLength)
	all := strings.Join(classes, "")
	password := make([]byte, 0, length)
	// One of each class first, wherever shuffling puts it; the rest of all.
	for i := range length {
		from := all
		if i < len(classes) {
			from = classes[i]
		}
		password = append(password, from[random.Below(source, int64(len(from)))])
	}
	for i := len(password) - 1; i > 0; i-- {
		j := random.Below(source, int64(i)+1)
		password[i], password[j] = password[j], password[i]
	}
	return string(password)
}
