package ui

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito/settings"
	"cognito-tui/ui/kit"
)

// pickPool lists the user pools of a Region. The connection it reads through has
// no app client yet.
type pickPool struct {
	pickScreen
	conn *Conn
}

func newPickPool(env *Env, conn *Conn) Screen {
	s := &pickPool{conn: conn}
	s.pickScreen = newPickScreen(env, "Choose a pool", poolsLead(conn), pickKind{
		one: "pool", many: "pools",
		empty:  "There are no user pools here. Look in another Region, or with another profile: esc goes back.",
		denied: "Type the pool's id by hand under Connection, or use other AWS credentials.",
	})
	s.load = func(ctx context.Context) ([]pickItem, error) {
		pools, err := conn.Admin.ListUserPools(ctx)
		var items []pickItem
		for _, p := range pools {
			items = append(items, pickItem{p.ID, p.Name})
		}
		return items, err
	}
	s.submit, s.offer = s.reading, s.offered
	s.pick = func(item pickItem) tea.Cmd { return s.end(poolPicked{s.conn, item}) }
	return s
}

// poolsLead says whose pools these are.
func poolsLead(conn *Conn) string {
	if conn.Local != nil {
		return "The pools of the embedded pool."
	}
	lead := "The user pools of " + kit.Clean(conn.Settings.Get(settings.Region))
	if profile := conn.Settings.Get(settings.Profile); profile != "" {
		lead += ", as the AWS profile " + profileName(profile) + " sees them"
	}
	return lead + "."
}
