package ui

import (
	"context"
	"slices"
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
		rows = append(rows, kit.Button{Key: "at:" + strconv.Itoa(i), Label: kit.Cut(kit.Clean(a.Name), 24), Note: s.note(a)})
	}
	s.rows(append(rows, kit.Button{Key: "add", Label: "Add an attribute"}))
}

// note is a value, whether it is verified, and that it can't be written.
func (s *attributes) note(a cognito.Attribute) string {
	note := kit.Cut(kit.Clean(a.Value), 60)
	if addressName(a.Name) {
		note += " · " + verifiedWord(s.list, a.Name)
	}
	if why := s.env.unwritable(a.Name); why != "" {
		note += " · " + why
	}
	return note
}

func addressName(name string) bool { return name == "email" || name == "phone_number" }

func verifiedWord(list []cognito.Attribute, name string) string {
	if valueOf(list, name+"_verified") == "true" {
		return "✓ verified"
	}
	return "! not verified"
}

func valueOf(list []cognito.Attribute, name string) string {
	for _, a := range list {
		if a.Name == name {
			return a.Value
		}
	}
	return ""
}

// unwritable is why the signed-in user can't write an attribute, as far as it is
// known: by the app client's WriteAttributes and the pool's schema.
func (e *Env) unwritable(name string) string {
	switch {
	case name == "sub":
		return "the pool's own"
	case strings.HasSuffix(name, "_verified") && !strings.HasPrefix(name, "custom:"):
		return "only a code or an administrator sets it"
	case e.AppClient != nil && e.AppClient.WriteAttributes != nil && !slices.Contains(e.AppClient.WriteAttributes, name):
		return "this app client may not write it"
	}
	if e.Pool != nil {
		for _, a := range e.Pool.Schema {
			if a.Name == name && !a.Mutable {
				return "can't be changed once it is set"
			}
		}
	}
	return ""
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
			a := s.list[i]
			return s.end(wantAttribute{a, addressName(a.Name) && valueOf(s.list, a.Name+"_verified") == "true"})
		}
	}
	return nil
}

func (s *attributes) lines() []string {
	t := s.env.Theme
	if !s.read {
		return nil
	}
	if s.env.AppClient == nil {
		return []string{t.Muted.Render("Which of them the app client may write can't be read here: the pool says so when asked."), ""}
	}
	return []string{s.heading("Username", s.env.Session.Username()), ""}
}
