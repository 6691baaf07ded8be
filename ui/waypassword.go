package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// wayPassword takes the password within a sign-in that began without one.
type wayPassword struct {
	challengeScreen
	name   string // PASSWORD or PASSWORD_SRP
	answer func(password string) cognito.Answer
}

func newWayPassword(env *Env, d *dialogue, step cognito.Challenge, name string, answer func(string) cognito.Answer) Screen {
	s := &wayPassword{name: name, answer: answer}
	password := kit.NewPassword("password", "Password")
	password.Hint = "ctrl+r show"
	s.challengeScreen = newChallengeScreen(env, d, step, "Type the password", "The sign-in goes on with your password.", kit.NewForm("Sign in", password))
	s.submit = s.send
	return s
}

// Update counts wrong passwords. The right one is held, to begin anew with.
func (s *wayPassword) Update(msg tea.Msg) tea.Cmd {
	if r, ok := msg.(Reply[cognito.Step]); ok {
		s.env.tried(s.d.user, r)
		if r.Err == nil {
			s.d.request.Preferred, s.d.request.Session = s.name, ""
		}
		s.d.spent = s.d.spent || cognito.KindOf(r.Err) == cognito.WrongPassword
	}
	return s.challengeScreen.Update(msg)
}

// send gives the answer; after a refusal it begins the sign-in anew, with the
// same way preferred.
func (s *wayPassword) send() tea.Cmd {
	password := s.form.Value("password")
	if !s.require(check{"password", wrongPassword(password)}) {
		return nil
	}
	s.next = password
	if !s.d.spent {
		return s.respond("Signing in", s.answer(password))
	}
	return Call(&s.Base, "Signing in", s.d.preferring(s.name, password).begin)
}
