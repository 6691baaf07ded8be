package ui

import (
	"context"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// attributes lists the attributes of a signed-in user, each of which opens.
type attributes struct {
	columnScreen
	list []cognito.Attribute
	read bool
}

// The most cells of a name and of a value in the list; one that is opened shows all.
const listedName, listedValue = 24, 100

func newAttributes(env *Env) *attributes {
	s := &attributes{columnScreen: newColumnScreen(env, "Attributes", "Enter on an attribute changes, verifies or deletes it.")}
	s.above, s.press, s.offer, s.submit = s.lines, s.pressed, s.offered, s.readAll
	return s
}

// saying puts what was done on top; the list is read anew.
func (s *attributes) saying(done string) *attributes {
	s.done = done
	return s
}

// Enter reads the list, each time: the screens above change it.
func (s *attributes) Enter() tea.Cmd {
	if s.busy != "" || s.failure != nil {
		return nil
	}
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
		s.fill()
		return nil
	}
	return s.columnScreen.Update(msg)
}

// fill makes a button of each attribute; a verified flag stands with its address.
func (s *attributes) fill() {
	var rows []kit.Button
	for i, a := range s.list {
		if base, flag := strings.CutSuffix(a.Name, "_verified"); flag && valueOf(s.list, base) != "" {
			continue
		}
		rows = append(rows, kit.Button{Key: "at:" + strconv.Itoa(i), Label: kit.Cut(kit.Clean(a.Name), listedName), Note: s.note(a)})
	}
	s.rows(append(rows, kit.Button{Key: "add", Label: "Add an attribute"}))
}

// note is a value, whether it is verified, and why it can't be written.
func (s *attributes) note(a cognito.Attribute) string {
	note := kit.Cut(kit.Clean(a.Value), listedValue)
	if verifiable(a.Name) {
		note += "  " + verifiedMark(s.list, a.Name)
	}
	if why := fixedAttribute(s.env, a.Name); why != "" {
		note += "  · fixed: " + why
	}
	return note
}

func (s *attributes) pressed(button string) tea.Cmd {
	s.keepFocus(button)
	switch what, at, _ := strings.Cut(button, ":"); what {
	case readAgain:
		return s.act(s.readAll)
	case "add":
		s.done = ""
		return s.end(wantAttribute{})
	case "at":
		if i, err := strconv.Atoi(at); err == nil && i < len(s.list) {
			s.done = ""
			return s.end(wantAttribute{s.list[i], verifiedMark(s.list, s.list[i].Name)})
		}
	}
	return nil
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
	if len(s.list) == 0 {
		lines = append(lines, t.Muted.Render("There are none that this app client may read."), "")
	}
	return lines
}
