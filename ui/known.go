package ui

import (
	"slices"
	"strings"

	"cognito-tui/cognito"
)

// knowledge is what this run knows of a session beside its tokens. It ends with
// the session.
type knowledge struct {
	of         *Session
	attributes []cognito.Attribute // as GetUser told them last
	// waiting are the new addresses that codes were sent to here, by attribute. The
	// service tells of no value that waits: GetUser shows the old one until the code
	// is entered (AWS developer guide, email and phone verification).
	waiting map[string]string
	// forgotDevice and leaving tell why the service will end it: its device was
	// forgotten here, or signing out everywhere was asked for.
	forgotDevice, leaving bool
}

// knows is what is known of the session that there is.
func (e *Env) knows() *knowledge {
	if e.known == nil || e.known.of != e.Session {
		e.known = &knowledge{of: e.Session, waiting: map[string]string{}}
	}
	return e.known
}

// told takes what GetUser answers. A value that it shows doesn't wait any more.
func (k *knowledge) told(all []cognito.Attribute) {
	k.attributes = all
	for name, value := range k.waiting {
		if cognito.Value(all, name) == value {
			delete(k.waiting, name)
		}
	}
}

// waits is a new value that was sent from here and that GetUser doesn't show;
// empty where none is known.
func (k *knowledge) waits(name string) string { return k.waiting[name] }

// maskedElsewhere tells whether a masked destination can't be this address. Stars
// stand for anything, also for nothing; the rest must be there, in its order.
func maskedElsewhere(mask, address string) bool {
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

// ending puts why a session is over in better words, where it is known what was
// done here.
func (k *knowledge) ending(note signInNote) signInNote {
	over := []cognito.Kind{cognito.SignedOut, cognito.BadRefreshToken}
	switch {
	case note.of.err == nil || !slices.Contains(over, note.of.err.Kind):
	case k.leaving:
		note.bad = "Signing out everywhere was asked for here, and this session is over; sign in again."
	case k.forgotDevice:
		note.bad = "This session's device was forgotten here: without it the session can't be refreshed. Sign in again."
	}
	return note
}
