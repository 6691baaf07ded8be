package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// onDesk tells whether a desk screen is on top, or lies under the panels there.
func (a *App) onDesk() bool {
	for i := len(a.stack) - 1; i >= 0; i-- {
		if s := a.stack[i].base(); s.desk || s.panel == nil {
			return s.desk
		}
	}
	return false
}

// callerTold is who the credentials of a connection are.
type callerTold struct {
	conn *Conn
	who  string
}

// askCaller asks once for each connection, when a desk screen comes up.
func (a *App) askCaller() tea.Cmd {
	if a.env.Admin == nil || a.env.callerAsked || !a.onDesk() {
		return nil
	}
	a.env.callerAsked = true
	admin, conn, ctx := a.env.Admin, a.env.Conn, cognito.WithoutAsking(a.env.ctx)
	return func() tea.Msg { return callerTold{conn, admin.Who(ctx)} }
}

func (a *App) learnCaller(msg callerTold) {
	if msg.conn == a.env.Conn {
		a.env.caller = msg.who
	}
}

// deskWho is the header's right end on the desk.
func (a *App) deskWho() string {
	t, who := a.env.Theme, ""
	if name := cognito.CallerName(a.env.caller); name != "" && name != cognito.NobodyKnown {
		who = t.Muted.Render("as ") + t.Text.Render(kit.Cut(kit.Clean(name), 30)) + t.Muted.Render(" · ")
	}
	if a.env.Settings.ReadOnly != "" {
		return who + t.Warn.Render("READ-ONLY") + " "
	}
	return who + t.Muted.Render("READ/WRITE") + " "
}
