package localpool

import (
	"io"
	"net/http"
	"strings"

	"cognito-tui/cognito/random"
)

// draw is the source of what is drawn for one purpose; see Config.Random. The
// purposes are named where they are drawn for.
func (s *Server) draw(purpose string) io.Reader {
	if s.config.Random == nil {
		return random.Reader(nil)
	}
	return s.config.Random(purpose)
}

// newID draws the id of a request, a user, a session, a token or an event.
func (s *Server) newID(of string) uuid { return newUUID(s.draw(of + " id")) }

// newRequestID draws the id of a request, by operation: calls of several that come
// at once have the same ids whichever is first.
func (s *Server) newRequestID(r *http.Request) uuid {
	return s.newID(strings.TrimPrefix(r.Header.Get("X-Amz-Target"), target) + " request")
}

// newCode draws a code of so many digits.
func (p *pool) newCode(digits int) string {
	source, code := p.server.draw("code"), make([]byte, digits)
	for i := range code {
		code[i] = pick(source, "0123456789")
	}
	return string(code)
}

// newSessionToken draws the Session of a challenge: sessionSize characters.
func (p *pool) newSessionToken() string {
	source := p.server.draw("challenge session")
	return strings.ReplaceAll(newUUID(source).String()+newUUID(source).String(), "-", "")
}

// pick draws one character of a set.
func pick(source io.Reader, set string) byte { return set[random.Below(source, int64(len(set)))] }
