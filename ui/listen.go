package ui

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/cognito/settings"
)

// What App hears beside keys and replies: the pool's description, calls, the
// embedded pool, and the ticks of spinner and countdowns.

// described is what the pool and the client say of themselves.
type described struct {
	conn   *Conn
	pool   *cognito.Pool
	client *cognito.AppClient
	fault  cognito.Kind // why the client isn't there
}

// describe reads the pool's policy and the client's name, where that may be read.
func (a *App) describe() tea.Cmd {
	admin, conn, ctx := a.env.Admin, a.env.Conn, cognito.WithoutAsking(a.env.ctx)
	if admin == nil || a.env.Settings.Get(settings.UserPoolID) == "" {
		return nil
	}
	return func() tea.Msg {
		msg := described{conn: conn}
		if pool, err := admin.DescribeUserPool(ctx); err == nil {
			msg.pool = &pool
		}
		if client, err := admin.DescribeUserPoolClient(ctx); err == nil {
			msg.client = &client
		} else {
			msg.fault = cognito.KindOf(err)
		}
		return msg
	}
}

func (a *App) learn(msg described) {
	if msg.conn == a.env.Conn {
		a.env.Pool, a.env.AppClient, a.env.AdminFault = msg.pool, msg.client, msg.fault
	}
}

type callsChanged struct{}
type localChanged struct{ conn *Conn }
type tickMsg struct{}

func (a *App) listenCalls() tea.Cmd {
	changed, done := a.env.Log.Changed(), a.env.ctx.Done()
	return func() tea.Msg {
		select {
		case <-changed:
			return callsChanged{}
		case <-done:
			return nil
		}
	}
}

func (a *App) listenLocal() tea.Cmd {
	if a.env.Local == nil {
		return nil
	}
	changed, done, conn := a.env.Local.Changed(), a.env.ctx.Done(), a.env.Conn
	return func() tea.Msg {
		select {
		case <-changed:
			return localChanged{conn}
		case <-done:
			return nil
		}
	}
}

// tick keeps the spinner going while a call runs, and countdowns while they
// count; otherwise nothing ticks.
func (a *App) tick() tea.Cmd {
	if a.ticks || a.env.Still {
		return nil
	}
	pause := time.Duration(0)
	if t, ok := a.top().(counter); ok && t.counting() {
		pause = time.Second
	}
	if s := a.env.Session; s != nil && s.Auto() {
		pause = time.Second
	}
	if a.top().base().busy != "" {
		pause = 120 * time.Millisecond
	}
	if pause == 0 {
		return nil
	}
	a.ticks = true
	return tea.Tick(pause, func(time.Time) tea.Msg { return tickMsg{} })
}
