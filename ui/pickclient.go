package ui

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/cognito/settings"
	"cognito-tui/ui/kit"
)

// pickClient lists the app clients of a pool. The one chosen is connected to with
// its secret, which is read on the way and shown nowhere.
type pickClient struct {
	pickScreen
	connector *Connector
	conn      *Conn
	pool      pickItem
	chosen    pickItem
}

// clientRead is an app client with its secret.
type clientRead struct {
	client cognito.AppClient
	secret string
}

func newPickClient(env *Env, connect *Connector, conn *Conn, pool pickItem) Screen {
	s := &pickClient{connector: connect, conn: conn, pool: pool}
	s.pickScreen = newPickScreen(env, "Choose an app client",
		"The app clients of "+kit.Clean(pool.name)+", "+kit.Clean(pool.id)+". Its secret is read with it, where it has one.", pickKind{
			one: "app client", many: "app clients",
			empty:  "This pool has no app client, and none can sign in without one. esc goes back to the pools.",
			denied: "Type the app client's id by hand under Connection, or use other AWS credentials.",
		})
	s.load = func(ctx context.Context) ([]pickItem, error) {
		clients, err := conn.Admin.ListUserPoolClients(ctx, pool.id)
		var items []pickItem
		for _, c := range clients {
			items = append(items, pickItem{c.ID, c.Name})
		}
		return items, err
	}
	s.submit, s.pick = s.again, s.choose
	s.offer = func(o offer) tea.Cmd {
		if o == offerConnection {
			from := s.conn.Settings // the pool chosen needn't be typed again
			if from.Get(settings.UserPoolID) != s.pool.id {
				from = from.With(settings.UserPoolID, s.pool.id)
			}
			return s.end(wantConnection{&from})
		}
		return nil
	}
	return s
}

// again reads what couldn't be read: the client chosen, or the list.
func (s *pickClient) again() tea.Cmd {
	if s.read && s.chosen.id != "" {
		return s.choose(s.chosen)
	}
	return s.reading()
}

func (s *pickClient) choose(item pickItem) tea.Cmd {
	s.chosen = item
	admin, pool := s.conn.Admin, s.pool.id
	return Call(&s.Base, "Reading the app client", func(ctx context.Context) (clientRead, error) {
		client, secret, err := admin.ClientSecret(ctx, pool, item.id)
		return clientRead{client, secret}, err
	})
}

// Update takes the client that was read.
func (s *pickClient) Update(msg tea.Msg) tea.Cmd {
	if r, ok := msg.(Reply[clientRead]); ok {
		switch {
		case r.Err == nil:
			return s.connect(r.Val.secret)
		case cognito.ErrorOf(r.Err).Denied():
			s.withoutSecret(cognito.ErrorOf(r.Err))
		default:
			s.refused(r.Err)
		}
		return nil
	}
	return s.pickScreen.Update(msg)
}

// withoutSecret asks whether to go on where the client may not be read.
func (s *pickClient) withoutSecret(err *cognito.Error) {
	s.question(question{
		sentence: "Not allowed: cognito-idp:" + cleanText(err.Op) + ". Connect without a secret?",
		hint:     "An app client that has one refuses then: type it under Connection, or have it read with other AWS credentials.",
		yes:      "Connect",
		do:       func() tea.Cmd { return s.connect("") },
	})
}

// connect makes the connection of the client chosen.
func (s *pickClient) connect(secret string) tea.Cmd {
	from, local := s.conn.Settings, s.conn.Settings.Local
	for k, text := range map[settings.Key]string{settings.UserPoolID: s.pool.id, settings.ClientID: s.chosen.id} {
		if from.Get(k) != text {
			from = from.With(k, text)
		}
	}
	from = from.Found(settings.ClientSecret, secret, "service")
	from.Local = local
	conn, err := s.connector.Connect(from)
	if err != nil {
		s.fail(err)
		return nil
	}
	notice := "Connected to " + cleanText(s.chosen.name) + " of " + cleanText(s.pool.name) + "."
	if !local && from.Pool == "" {
		notice += " 6 keeps it under a name."
	}
	return s.end(connected{conn, notice})
}
