package ui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// newPassword replaces a temporary password, and asks for the required
// attributes that the account lacks.
type newPassword struct {
	challengeScreen
	step  cognito.NewPasswordRequired
	rules passwordRules
}

func newNewPassword(env *Env, d *dialogue, step cognito.NewPasswordRequired) Screen {
	s := &newPassword{step: step, rules: passwordRules{env: env}}
	password := kit.NewPassword("newPassword", "New password")
	password.Hint = "ctrl+r show"
	password.Under = s.rules.lines
	fields := []*kit.Field{password, kit.NewPassword("repeat", "Repeat password")}
	for _, name := range step.Required {
		fields = append(fields, kit.NewField(attributePrefix+name, kit.Clean(name)))
	}
	about := "The password was a temporary one: choose your own."
	if len(step.Required) > 0 {
		about += " The pool also needs to know more about the account."
	}
	s.challengeScreen = newChallengeScreen(env, d, step, "Choose a new password", about, kit.NewForm("Set the password", fields...))
	s.submit = s.send
	return s
}

// Update keeps the reason why a password was refused.
func (s *newPassword) Update(msg tea.Msg) tea.Cmd {
	cmd := s.challengeScreen.Update(msg)
	if _, ok := msg.(Reply[cognito.Step]); ok {
		s.rules.refused(s.failure)
	}
	return cmd
}

func (s *newPassword) send() tea.Cmd {
	password, repeat := s.form.Value("newPassword"), s.form.Value("repeat")
	checks := []check{{"newPassword", wrongPassword(password)}, {"repeat", unequal(password, repeat)}}
	attributes := map[string]string{}
	for _, name := range s.step.Required {
		value := strings.TrimSpace(s.form.Value(attributePrefix + name))
		wrong := wrongAttribute(name, value)
		if value == "" {
			wrong = "The pool needs this."
		}
		checks = append(checks, check{attributePrefix + name, wrong})
		attributes[name] = value
	}
	if !s.require(checks...) {
		return nil
	}
	s.next = password
	return s.respond("Setting the password", s.step.Set(password, attributes))
}
