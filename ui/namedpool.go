package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/cognito/settings"
)

// secretFound is the client secret of the named pool, from the system's keyring or
// from the service; empty where neither gives one.
type secretFound struct {
	conn         *Conn
	secret, from string
}

// lacksSecret tells that the connection was opened by a name and that its client's
// secret, if there is one, must be looked for.
func (a *App) lacksSecret() bool {
	s := a.env.Settings
	return s.Pool != "" && a.env.Local == nil && a.env.Client != nil && s.Get(settings.ClientSecret) == "" && s.Get(settings.ClientID) != ""
}

// findSecret looks in the keyring, then asks the service.
func (a *App) findSecret() tea.Cmd {
	secrets, admin, conn, ctx := a.options.Secrets, a.env.Admin, a.env.Conn, cognito.WithoutAsking(a.env.ctx)
	pool, client := a.env.Settings.Get(settings.UserPoolID), a.env.Settings.Get(settings.ClientID)
	return func() tea.Msg {
		msg := secretFound{conn: conn}
		if secrets != nil {
			if secret, ok := secrets.Get(pool, client); ok {
				msg.secret, msg.from = secret, "keyring"
				return msg
			}
		}
		if pool == "" { // the service finds no client without
			return msg
		}
		if _, secret, err := admin.ClientSecret(ctx, pool, client); err == nil {
			msg.secret, msg.from = secret, "service"
		}
		return msg
	}
}

// takeSecret connects again with the secret, unless the connection is another one
// by now, or somebody has signed in without.
func (a *App) takeSecret(msg secretFound) tea.Cmd {
	if msg.conn != a.env.Conn {
		return nil
	}
	if msg.secret != "" && a.env.Session == nil {
		conn, err := a.options.Connect(a.env.Settings.Found(settings.ClientSecret, msg.secret, msg.from))
		if err == nil {
			a.connect(conn)
		}
	}
	return a.describe()
}
