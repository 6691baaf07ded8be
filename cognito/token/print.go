package token

import "fmt"

// String says how long each token is and nothing else of it.
func (s Set) String() string {
	return fmt.Sprintf("tokens of %d, %d and %d bytes", len(s.ID), len(s.Access), len(s.Refresh))
}

// GoString is String: %#v prints no token either.
func (s Set) GoString() string { return s.String() }

// Format is String for every verb.
func (s Set) Format(f fmt.State, _ rune) { fmt.Fprint(f, s.String()) }

// MarshalJSON is String: a Set written into a report holds no token.
func (s Set) MarshalJSON() ([]byte, error) { return fmt.Appendf(nil, "%q", s.String()), nil }
