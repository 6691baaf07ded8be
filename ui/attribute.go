package ui

import (
	"context"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// attribute adds, changes or deletes one attribute of a signed-in user.
type attribute struct {
	accountScreen
	was cognito.Attribute // without a name where one is added
}

func newAttribute(env *Env, was cognito.Attribute, verified bool) *attribute {
	s := &attribute{was: was}
	value := kit.NewField("value", "Value")
	value.Set(was.Value)
	fields, title := []*kit.Field{value}, kit.Clean(was.Name)
	if was.Name == "" {
		name := kit.NewField("name", "Name")
		name.Hint = "such as given_name, custom:team"
		fields, title = []*kit.Field{name, value}, "Add an attribute"
	}
	s.accountScreen = accountScreen{newFormScreen(env, title, s.about(env), kit.NewForm("Save", fields...))}
	if was.Name != "" {
		if addressName(was.Name) && !verified {
			s.form.Buttons = append(s.form.Buttons, kit.Button{Key: "verify", Label: "Verify it"})
		}
		if env.unwritable(was.Name) == "" {
			s.form.Buttons = append(s.form.Buttons, kit.Button{Key: "delete", Label: "Delete it"})
		}
	}
	s.submit, s.press, s.offer = s.save, s.pressed, s.offered
	s.user = func() string { return env.Session.User }
	return s
}

// about says what is known of writing it.
func (s *attribute) about(env *Env) string {
	why := env.unwritable(s.was.Name)
	switch {
	case s.was.Name == "":
		return "A custom attribute's name begins with custom:"
	case why != "":
		return "Not writable, as far as is known: " + why + "."
	case addressName(s.was.Name) && env.Pool != nil && slices.Contains(env.Pool.VerifiedBeforeUpdate, s.was.Name):
		return "A new value waits for the code that is sent to it; until then the old one stays, and works."
	case addressName(s.was.Name):
		return "A new value is not verified until the code that is sent to it is entered."
	}
	return ""
}

// name is the attribute that is written.
func (s *attribute) name() string {
	if s.was.Name != "" {
		return s.was.Name
	}
	return strings.TrimSpace(s.form.Value("name"))
}

type (
	attributeSaved struct {
		name, value string
		sent        []cognito.Delivery
	}
	attributeDeleted struct{ name string }
)

func (s *attribute) save() tea.Cmd {
	name, value := s.name(), strings.TrimSpace(s.form.Value("value"))
	wrongName := ""
	switch {
	case name == "":
		wrongName = "Give the attribute's name."
	case kit.HasControls(name):
		wrongName = "This holds control characters; take them out."
	}
	wrong := wrongAttribute(name, value)
	if value == "" {
		wrong = "Type a value, or delete the attribute instead."
	}
	if !s.require(check{"name", wrongName}, check{"value", wrong}) {
		return nil
	}
	return CallAs(&s.Base, "Saving", func(ctx context.Context, c *cognito.Client, access string) (attributeSaved, error) {
		sent, err := c.UpdateUserAttributes(ctx, access, []cognito.Attribute{{Name: name, Value: value}})
		return attributeSaved{name, value, sent}, err
	})
}

// Update takes what became of it.
func (s *attribute) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case Reply[attributeSaved]:
		if msg.Err != nil {
			return s.refused(msg.Err)
		}
		if len(msg.Val.sent) > 0 {
			return s.end(wantVerification{name: msg.Val.name, value: msg.Val.value, sent: msg.Val.sent[0]})
		}
		return s.end(attributesChanged{kit.Cut(kit.Clean(msg.Val.name), 32) + " is saved."})
	case Reply[attributeDeleted]:
		if msg.Err != nil {
			return s.refused(msg.Err)
		}
		return s.end(attributesChanged{kit.Cut(kit.Clean(msg.Val.name), 32) + " is deleted."})
	}
	return s.formScreen.Update(msg)
}

func (s *attribute) pressed(button string) tea.Cmd {
	switch button {
	case "verify":
		return s.end(wantVerification{name: s.was.Name, value: s.was.Value})
	case "delete":
		s.question(question{sentence: "Delete " + kit.Cut(kit.Clean(s.was.Name), 32) + "?", hint: "Its value is lost.",
			yes: "Delete it", do: s.remove})
	}
	return nil
}

func (s *attribute) remove() tea.Cmd {
	name := s.was.Name
	return CallAs(&s.Base, "Deleting", func(ctx context.Context, c *cognito.Client, access string) (attributeDeleted, error) {
		return attributeDeleted{name}, c.DeleteUserAttributes(ctx, access, []string{name})
	})
}

// offered tries a deletion again, and ends the session before another sign-in.
func (s *attribute) offered(o offer) tea.Cmd {
	switch {
	case o == offerRetry && s.failure != nil && s.failure.Op == "DeleteUserAttributes":
		s.forget()
		return s.remove()
	case o == offerSignIn:
		return s.end(sessionEnded{user: s.user()})
	}
	return nil
}
