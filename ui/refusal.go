package ui

import (
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/token"
	"cognito-tui/ui/kit"
)

// refusal is something that the service refused, with what was known then.
type refusal struct {
	err  *cognito.Error
	user string
	// expires and issuer are claims of the session's access token, where it is
	// about a session.
	expires time.Time
	issuer  string
}

func (s *formScreen) whyButton() kit.Button {
	return kit.Button{Label: "Why?", Shortcut: "F3", Word: true, Do: s.why}
}

// whyOf is the refusal that F3 explains: the one on the screen, else the one that
// led here.
func (s *formScreen) whyOf() refusal {
	if s.failure == nil {
		return s.before
	}
	return refusal{err: s.failure, user: s.name()}.withSession(s.env)
}

// blames says what the warning is about.
func (s *formScreen) blames(r refusal) {
	s.before = r
	if r.err != nil {
		s.form.Offers = []kit.Button{s.whyButton()}
	}
}

// withSession adds what the session, which may end with the refusal, says of itself.
func (r refusal) withSession(e *Env) refusal {
	if e.Session == nil {
		return r
	}
	if claims, err := token.Decode(e.Session.Tokens().Access); err == nil {
		r.expires, r.issuer = claims.Expires, claims.Issuer
	}
	return r
}
