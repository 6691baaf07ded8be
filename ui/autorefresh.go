package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/cognito/token"
)

// autoRefreshed is the answer to a refresh that the program made by itself.
type autoRefreshed struct {
	of      *Session
	renewal *renewal
	err     error
}

// autoMargin is how long before the expiry a session refreshes by itself, in
// seconds; a shorter-lived token is refreshed at half its life.
const autoMargin = 60

// due tells whether a session that refreshes by itself should do so now.
func (e *Env) due() bool {
	s := e.Session
	if s == nil || !s.Auto || s.refreshing || s.Tokens.Refresh == "" {
		return false
	}
	claims, err := token.Decode(s.Tokens.Access)
	if err != nil || claims.Expires.IsZero() {
		return false
	}
	margin := min(autoMargin, claims.Expires.Sub(claims.IssuedAt).Seconds()/2)
	return claims.Expires.Sub(e.now()).Seconds() <= margin
}

// autoRefresh refreshes the session, whichever screen is on top.
func (a *App) autoRefresh() tea.Cmd {
	e := a.env
	if !e.due() {
		return nil
	}
	session, renew, ctx := e.Session, e.renew(), e.ctx
	session.refreshing = true
	return func() tea.Msg {
		renewed, err := renew(ctx)
		return autoRefreshed{of: session, renewal: renewed, err: err}
	}
}

// autoRefreshedNow keeps the new tokens. A refusal turns the refreshing off and
// is said on the tokens' screen; the session goes on until its token expires.
func (a *App) autoRefreshedNow(msg autoRefreshed) {
	msg.of.refreshing = false
	a.env.takeRenewal(msg.renewal)
	if msg.err != nil {
		msg.of.Auto, msg.of.trouble = false, cognito.ErrorOf(msg.err)
	}
}
