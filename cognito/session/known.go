package session

import (
	"strings"

	"cognito-tui/cognito"
)

// Knowledge is what this run knows of a session beside its tokens.
type Knowledge struct {
	Attributes []cognito.Attribute // as GetUser told them last
	// ForgotDevice and SigningOut tell why the service will end it: its device was
	// forgotten here, or signing out everywhere was asked for.
	ForgotDevice, SigningOut bool

	waiting map[string]string // see Waiting
}

// Read takes what GetUser answers. A value that it shows doesn't wait any more.
func (k *Knowledge) Read(all []cognito.Attribute) {
	k.Attributes = all
	for name, value := range k.waiting {
		if cognito.Value(all, name) == value {
			delete(k.waiting, name)
		}
	}
}

// Waiting is the new address that a code was sent to here and that GetUser doesn't
// show; empty where none is known. The service tells of no value that waits: GetUser
// shows the old one until the code is entered (AWS developer guide, email and phone
// verification).
func (k *Knowledge) Waiting(attribute string) string { return k.waiting[attribute] }

// Await notes the address that a code was sent to; empty for none.
func (k *Knowledge) Await(attribute, address string) {
	if k.waiting == nil {
		k.waiting = map[string]string{}
	}
	k.waiting[attribute] = address
}

// MaskedElsewhere tells whether a masked destination can't be this address. Stars
// stand for anything, also for nothing; the rest must be there, in its order.
func MaskedElsewhere(mask, address string) bool {
	if mask == "" || address == "" {
		return false
	}
	parts := strings.Split(strings.ToLower(mask), "*")
	rest, ok := strings.CutPrefix(strings.ToLower(address), parts[0])
	if !ok || len(parts) == 1 {
		return !ok || rest != ""
	}
	last := len(parts) - 1
	for _, part := range parts[1:last] {
		at := strings.Index(rest, part)
		if at < 0 {
			return true
		}
		rest = rest[at+len(part):]
	}
	return !strings.HasSuffix(rest, parts[last])
}
