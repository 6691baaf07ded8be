package cognito

import (
	"crypto/rand"
	"errors"
	"math/big"
	"strings"
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

// Generate makes a random password that keeps the policy: 16 characters or the
// minimum, without any that look alike. It fails only where the system gives no
// randomness.
func (p PasswordPolicy) Generate() (string, error) {
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
		n, err := draw(len(from))
		if err != nil {
			return "", err
		}
		password = append(password, from[n])
	}
	for i := len(password) - 1; i > 0; i-- {
		j, err := draw(i + 1)
		if err != nil {
			return "", err
		}
		password[i], password[j] = password[j], password[i]
	}
	return string(password), nil
}

// draw is a random number below n.
func draw(n int) (int, error) {
	drawn, err := rand.Int(rand.Reader, big.NewInt(int64(n)))
	if err != nil {
		return 0, errors.New("the system gives no randomness")
	}
	return int(drawn.Int64()), nil
}
