package ui

import tea "github.com/charmbracelet/bubbletea"

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
