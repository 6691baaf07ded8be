package redact

import (
	"slices"
	"strings"

	"cognito-tui/cognito/lazy"
)

// The forms of a request id: the service's own, and those of whoever speaks its
// protocol.
var (
	serviceID = lazy.New(`^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)
	plainID   = lazy.New(`^[A-Za-z0-9-]{1,64}$`)
)

// RequestID is the id that an answer to this request gives, where it may be shown: it
// has the form of one and holds nothing of what was sent; empty otherwise. What has
// the service's own form is random, so that a few characters in it tell nothing.
func RequestID(request []byte, id string) string {
	m := messagesOf(request)
	sent := func(secret string) bool { return strings.EqualFold(secret, id) }
	if serviceID.MatchString(id) && !slices.ContainsFunc(m.hidden, sent) || plainID.MatchString(id) && !m.repeats(id) {
		return id
	}
	return ""
}
