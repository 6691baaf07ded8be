// Package token holds what a sign-in gives: the three tokens and what can be
// read from them without a key. Begin with Set.
package token

import "time"

// Set is the AuthenticationResult of a sign-in. The strings are secrets: they
// are never logged and print as their length only.
type Set struct {
	ID      string
	Access  string
	Refresh string // opaque; empty when the answer had none
	// ExpiresIn is the life of the access token when it was issued.
	ExpiresIn time.Duration
	// Issued is when the answer came, in the service's time.
	Issued time.Time
}
