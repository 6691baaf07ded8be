package ui

import (
	"cmp"
	"context"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// attribute changes, deletes or verifies one attribute, or adds one.
type attribute struct {
	accountScreen
	was   cognito.Attribute // the zero value where one is added
	typed string            // its value as the field holds it unchanged
	fixed string            // why it can't be written; empty where it can
}

// newAttribute opens an attribute with its mark of verifiedMark; the zero
// Attribute adds one.
func newAttribute(env *Env, was cognito.Attribute, mark string) *attribute {
	s := &attribute{was: was}
	value := kit.NewField("attribute", "Value")
	if was.Name == "" {
		name := kit.NewField("name", "Attribute")
		name.Hint = "such as nickname or custom:team"
		s.accountScreen = accountForm(env, "Add an attribute", "An attribute that is there already is replaced.", kit.NewForm("Add it", name, value))
	} else {
		if s.fixed = fixedAttribute(env, was.Name); s.fixed != "" {
			s.accountScreen = accountForm(env, kit.Cut(kit.Clean(was.Name), 60), "It can't be changed: "+s.fixed+".", kit.NewForm("Back"))
			s.above = s.valueLines
		} else {
			value.Set(was.Value)
			lead := ""
			if s.typed = value.Value(); s.typed != was.Value {
				lead = "Its value holds what a field can't: saving replaces it by what stands here."
			}
			s.accountScreen = accountForm(env, kit.Cut(kit.Clean(was.Name), 60), lead, kit.NewForm("Save", value))
		}
		s.addButtons(mark)
	}
	s.submit, s.offer = s.save, s.offered
	return s
}

func (s *attribute) addButtons(mark string) {
	if cognito.Verifiable(s.was.Name) {
		lead := "Now: " + kit.Cut(kit.Clean(s.was.Value), listedValue) + "  " + mark + "  " + s.lead
		if waits := s.env.knows().Waiting(s.was.Name); waits != "" {
			lead = strings.TrimSuffix(strings.TrimSpace(lead), ".") + ". " + upperFirst(waitingNote(waits)) + "; the old one works until then."
		} else if s.fixed == "" && waitsForCode(s.env, s.was.Name) {
			lead = strings.TrimSpace(lead) + ". A new value waits for the code sent to it; until then the old one stays, and works."
		}
		s.lead = strings.TrimSpace(lead)
		s.form.Buttons = append(s.form.Buttons, kit.Button{Label: "Send a code to verify", Do: s.sendCode},
			kit.Button{Label: "I have a code", Do: func() tea.Cmd {
				s.dismiss()
				return s.end(wantVerification{attribute: s.was.Name})
			}})
	}
	if s.fixed == "" {
		s.form.Buttons = append(s.form.Buttons, kit.Button{Label: "Delete", Do: s.askToDelete})
	}
}

// valueLines are the whole value of an attribute that can't be changed.
func (s *attribute) valueLines() []string {
	var lines []string
	for _, l := range kit.Wrap(kit.Clean(s.was.Value), s.form.Width-2) {
		lines = append(lines, s.env.Theme.Text.Render(l))
	}
	return append(lines, "")
}

// attributeName is the attribute that is written.
func (s *attribute) attributeName() string {
	if s.was.Name != "" {
		return s.was.Name
	}
	return strings.TrimSpace(s.form.Value("name"))
}

// attributeWritten is what a change or a deletion came to.
type attributeWritten struct {
	name    string
	value   string // the new one
	deleted bool
	sent    []cognito.Delivery
}

// Update takes what the change came to, and a code that was sent.
func (s *attribute) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case Reply[attributeWritten]:
		if msg.Err != nil {
			return s.refused(msg.Err)
		}
		return s.written(msg.Val)
	case Reply[cognito.Delivery]:
		if msg.Err != nil {
			return s.refused(msg.Err)
		}
		return s.end(wantVerification{attribute: s.was.Name, delivery: msg.Val})
	}
	return s.accountScreen.Update(msg)
}

// written goes on to the code where one was sent, else back to the list.
func (s *attribute) written(w attributeWritten) tea.Cmd {
	shown := kit.Cut(kit.Clean(w.name), 40)
	s.env.knows().Await(w.name, "")
	for _, d := range w.sent {
		if d.Attribute == w.name || d.Attribute == "" && cognito.Verifiable(w.name) {
			s.env.knows().Await(w.name, w.value)
			return s.end(wantVerification{attribute: w.name, delivery: d, changed: true})
		}
	}
	if w.deleted {
		return s.end(attributeDone{shown + " is deleted."})
	}
	return s.end(attributeDone{shown + " is saved."})
}

func (s *attribute) save() tea.Cmd {
	if s.fixed != "" {
		return s.end(back{})
	}
	name, value := s.attributeName(), s.form.Value("attribute") // blanks at its ends belong to it
	wrong := wrongAttribute(name, value)
	switch {
	case value == "" && s.was.Name != "":
		wrong = "To delete it, press Delete."
	case value == "":
		wrong = "Type a value."
	case strings.TrimSpace(value) == "":
		wrong = "These are blanks alone: type a value."
	case wrong == "" && cognito.Verifiable(name) && value != strings.TrimSpace(value):
		wrong = "There is a blank before or after it: take it out."
	case wrong == "" && value == s.typed:
		wrong = "This is the value already."
	}
	if !s.require(check{"name", wrongAttributeName(s.env, name)}, check{"attribute", wrong}) {
		return nil
	}
	set := []cognito.Attribute{{Name: name, Value: value}}
	return CallAs(&s.Base, "Saving", func(ctx context.Context, c *cognito.Client, access string) (attributeWritten, error) {
		sent, err := c.UpdateUserAttributes(ctx, access, set)
		return attributeWritten{name: name, value: value, sent: sent}, err
	})
}

// wrongAttributeName tells what is wrong with the name of an attribute to add. A
// name has at most 32 characters (API reference, AttributeType).
func wrongAttributeName(e *Env, name string) string {
	short := strings.TrimPrefix(name, "custom:")
	switch {
	case short == "":
		return "Type the attribute's name."
	case kit.HasControls(name):
		return "This holds control characters; take them out."
	case strings.ContainsAny(name, " \t"):
		return "An attribute's name holds no blanks."
	case len([]rune(name)) > 32:
		return "An attribute's name has at most 32 characters, with custom:."
	}
	if why := cmp.Or(reserved(name), unwritable(e, name)); why != "" {
		return "This can't be written: " + why + "."
	}
	return ""
}

func (s *attribute) sendCode() tea.Cmd {
	s.dismiss()
	return sendAttributeCode(&s.Base, s.was.Name)
}

func (s *attribute) askToDelete() tea.Cmd {
	s.dismiss()
	hint := "Its value is lost."
	if cognito.Verifiable(s.was.Name) {
		hint = "No code can be sent there any more, and it no longer signs you in. Its value is lost."
	}
	return s.question(question{"Delete " + kit.Cut(kit.Clean(s.was.Name), 40) + "?", hint, "Yes, delete it", s.remove})
}

func (s *attribute) remove() tea.Cmd {
	name := s.was.Name
	return CallAs(&s.Base, "Deleting", func(ctx context.Context, c *cognito.Client, access string) (attributeWritten, error) {
		return attributeWritten{name: name, deleted: true}, c.DeleteUserAttributes(ctx, access, []string{name})
	})
}

// offered makes the same call again, or goes back to look.
func (s *attribute) offered(o offer) tea.Cmd {
	if s.failure == nil {
		return nil
	}
	switch {
	case o == offerGoOn:
		return s.end(attributeDone{})
	case o == offerEnterCode:
		return s.end(wantVerification{attribute: s.was.Name})
	case o == offerRetry && s.failure.Op == "DeleteUserAttributes":
		s.forget()
		return s.remove()
	case (o == offerRetry || o == offerResend) && s.failure.Op == "GetUserAttributeVerificationCode":
		return s.sendCode()
	}
	return nil
}
