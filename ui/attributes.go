package ui

import (
	"context"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// attributes lists the attributes of a signed-in user, each of which opens.
type attributes struct {
	columnScreen
	list  []cognito.Attribute
	read  bool
	stale bool // another screen may have changed them
}

// The most cells of a name and of a value in the list; one that is opened shows all.
const listedName, listedValue = 24, 100

func newAttributes(env *Env) *attributes {
	s := &attributes{columnScreen: newColumnScreen(env, "Attributes", "Enter on an attribute changes, verifies or deletes it.")}
	s.begin(s.lines, s.readAll)
	return s
}

// saying puts what was done on top; the list is read anew.
func (s *attributes) saying(done string) *attributes {
	s.done = done
	return s
}

// Enter reads the list: first, and after another screen that changes it.
func (s *attributes) Enter() tea.Cmd {
	if s.busy != "" || s.failure != nil || s.read && !s.stale {
		return nil
	}
	s.stale = false
	s.again = s.readAll
	return s.readAll()
}

func (s *attributes) readAll() tea.Cmd {
	return CallAs(&s.Base, "Reading the attributes", func(ctx context.Context, c *cognito.Client, access string) (cognito.User, error) {
		return c.GetUser(ctx, access)
	})
}

// Update takes the list.
func (s *attributes) Update(msg tea.Msg) tea.Cmd {
	if r, ok := msg.(Reply[cognito.User]); ok {
		if r.Err != nil {
			return s.refused(r.Err)
		}
		s.list, s.read = r.Val.Attributes, true
		s.env.knows().Read(s.list)
		s.fill()
		return nil
	}
	return s.columnScreen.Update(msg)
}

// fill makes a button of each attribute; a verified flag stands with its address.
func (s *attributes) fill() {
	var rows []kit.Button
	for _, a := range s.list {
		if base, flag := strings.CutSuffix(a.Name, "_verified"); flag && cognito.Value(s.list, base) != "" {
			continue
		}
		open := wantAttribute{a, verifiedMark(s.list, a.Name)}
		rows = append(rows, kit.Button{Key: a.Name, Label: kit.Cut(kit.Clean(a.Name), listedName), Note: s.note(a), Do: s.opening(open)})
	}
	s.rows(append(rows, kit.Button{Label: "Add an attribute", Do: s.opening(wantAttribute{})}))
}

// opening leads to a screen that may change the list.
func (s *attributes) opening(o wantAttribute) func() tea.Cmd {
	return func() tea.Cmd {
		s.done, s.stale = "", true
		return s.end(o)
	}
}

// note is a value, whether it is verified, what waits to take its place, and why
// it can't be written.
func (s *attributes) note(a cognito.Attribute) string {
	note := kit.Cut(kit.Clean(a.Value), listedValue)
	if cognito.Verifiable(a.Name) {
		note += "  " + verifiedMark(s.list, a.Name)
	}
	if waits := s.env.knows().Waiting(a.Name); waits != "" {
		note += "  · " + waitingNote(waits)
	}
	if why := fixedAttribute(s.env, a.Name); why != "" {
		note += "  · fixed: " + why
	}
	return note
}

// waitingNote says of a new value that it isn't in place yet.
func waitingNote(value string) string {
	return "waiting: " + kit.Cut(kit.Clean(value), listedValue) + " until its code is entered"
}

func (s *attributes) lines() []string {
	t := s.env.Theme
	if !s.read {
		return nil
	}
	lines := []string{s.heading("Username", s.env.Session.Username()), ""}
	if s.env.AppClient == nil {
		lines = append([]string{t.Muted.Render("Which of them the app client may write can't be read here: the pool says so when asked.")}, lines...)
	}
	// A new address of an attribute that has no value yet stands in no row.
	for _, name := range []string{"email", "phone_number"} {
		if waits := s.env.knows().Waiting(name); waits != "" && cognito.Value(s.list, name) == "" {
			lines = append(lines, s.heading(name, waitingNote(waits)), "")
		}
	}
	if len(s.list) == 0 {
		lines = append(lines, t.Muted.Render("There are none that this app client may read."), "")
	}
	return lines
}
