package ui

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/ui/kit"
)

// key takes y where no field has the focus: it presses the button, or copies the
// password that was set.
func (s *remedyScreen) key(k tea.KeyMsg) tea.Cmd {
	if s.busy == "" && s.tooEarly(k) {
		return nil
	}
	if s.form.Focused() == nil && key.Matches(k, answerYes) {
		switch {
		case s.made == nil && s.form.At() == len(s.form.Fields):
			return s.press(s.form.Buttons[0])
		case s.made != nil && s.newPassword != "":
			return CopySecret(&s.Base, s.newPassword)
		}
		return nil
	}
	if k.Type == tea.KeyRunes && !k.Alt {
		s.typesOn()
	}
	was := strings.Join(s.form.Values(), "\x00")
	cmd := s.formScreen.Update(k)
	if s.made == nil && was != strings.Join(s.form.Values(), "\x00") {
		s.retyped()
	}
	return cmd
}

// typesOn moves what is typed on a selector to the field that it is meant for. Else the
// person's name would choose another device or group by its letters.
func (s *remedyScreen) typesOn() {
	at := s.form.Focused()
	if s.busy != "" || at == nil || !at.Choice() {
		return
	}
	to := "confirm"
	if at.Key == "way" && at.Value() == typedPassword {
		to = "password" // never where it could be read
	}
	if s.form.Field(to) != nil {
		s.form.FocusField(to)
	}
}

// tooEarly tells whether a key answers what nobody can have read yet. To copy a password
// is never too early.
func (s *remedyScreen) tooEarly(k tea.KeyMsg) bool {
	if s.made == nil && s.form.Focused() == nil {
		return s.unread.drops(s.env, k, answerYes)
	}
	return s.unread.drops(s.env, k)
}

// leaving keeps a password that was only just shown: it is shown once.
func (s *remedyScreen) leaving() string {
	if s.newPassword != "" && s.busy == "" && s.unread.unseen(s.env) {
		return "back"
	}
	return s.formScreen.leaving()
}

func (s *remedyScreen) escape() {
	if s.newPassword != "" {
		s.unread.appears()
		return
	}
	s.formScreen.escape()
}

// Typing is true while the call runs, too: q doesn't quit then.
func (s *remedyScreen) Typing() bool { return s.busy != "" || s.formScreen.Typing() }

// ShortHelp are the keys of the footer.
func (s *remedyScreen) ShortHelp() []key.Binding {
	keys := kit.NewFormKeys()
	switch {
	case s.made != nil:
		return doneHelp(keys, "card", s.newPassword)
	case s.off() != "" && len(s.form.Fields) == 0:
		return nil
	case s.form.Focused() == nil && s.form.At() == len(s.form.Fields):
		short := []key.Binding{renamed(keys.Enter, "enter y", strings.ToLower(s.remedy.Label))}
		if len(s.form.Fields)+len(s.form.Offers) > 0 {
			short = append(short, renamed(keys.Next, "tab", "next"))
		}
		return short
	}
	short := s.formScreen.ShortHelp()
	if f := s.form.Focused(); f != nil && f.Masked {
		short = append(short, renamed(keys.Show, "ctrl+r", "show"))
	}
	return short
}

// doneHelp are the keys where something was done: on enter leads to what is named.
func doneHelp(keys kit.FormKeys, on, password string) []key.Binding {
	short := []key.Binding{renamed(keys.Enter, "enter", on)}
	if password != "" {
		short = append(short, renamed(answerYes, "y", "copy the password"))
	}
	return short
}

// FullHelp are all keys of the screen.
func (s *remedyScreen) FullHelp() [][]key.Binding {
	return withY(s.formScreen.FullHelp(), s.made != nil, s.newPassword)
}

// withY adds what y does to the keys of a form.
func withY(all [][]key.Binding, done bool, password string) [][]key.Binding {
	switch {
	case done && password != "":
		return append(all, []key.Binding{renamed(answerYes, "y", "copy the password")})
	case !done:
		return append(all, []key.Binding{renamed(answerYes, "y", "press the button, where it has the focus")})
	}
	return all
}
