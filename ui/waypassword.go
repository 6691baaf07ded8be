package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// wayPassword takes the password within a sign-in that began without one.
type wayPassword struct {
	challengeScreen
	answer func(password string) cognito.Answer
}

func newWayPassword(env *Env, d *dialogue, step cognito.Challenge, answer func(string) cognito.Answer) Screen {
	s := &wayPassword{answer: answer}
	password := kit.NewPassword("password", "Password")
	password.Hint = "ctrl+r show"
	s.challengeScreen = newChallengeScreen(env, d, step, "Type the password", "The sign-in goes on with your password.", kit.NewForm("Sign in", password))
	s.submit = s.send
	return s
}

// Update counts wrong passwords.
func (s *wayPassword) Update(msg tea.Msg) tea.Cmd {
	if r, ok := msg.(Reply[cognito.Step]); ok {
		s.env.tried(s.d.user, r.Err)
	}
	return s.challengeScreen.Update(msg)
}

func (s *wayPassword) send() tea.Cmd {
	password := s.form.Value("password")
	if !s.require(check{"password", wrongPassword(password)}) {
		return nil
	}
	return s.respond("Signing in", s.answer(password))
}
