package ui

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/cognito/session"
)

// What App does about the session that there is.

// autoRefreshed tells that a refresh that the program made by itself is over.
type autoRefreshed struct{}

// autoRefresh refreshes the session, whichever screen is on top. That it was refused
// is said on the tokens' screen.
func (a *App) autoRefresh() tea.Cmd {
	e := a.env
	if e.Session == nil || !e.Session.Due(e.now()) {
		return nil
	}
	who, client, described, ctx := e.Session, e.Client, e.described(), e.ctx
	return func() tea.Msg {
		who.RenewByItself(ctx, client, described)
		return autoRefreshed{}
	}
}

// endingInWords says why a session is over in better words, where it is known what was
// done here.
func endingInWords(n signInNote, k *session.Knowledge) signInNote {
	over := []cognito.Kind{cognito.SignedOut, cognito.BadRefreshToken}
	switch {
	case n.of.err == nil || !slices.Contains(over, n.of.err.Kind):
	case k.SigningOut:
		n.bad = "Signing out everywhere was asked for here, and this session is over; sign in again."
	case k.ForgotDevice:
		n.bad = "This session's device was forgotten here: without it the session can't be refreshed. Sign in again."
	}
	return n
}
