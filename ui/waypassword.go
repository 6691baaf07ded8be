package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// wayPassword takes the password within a sign-in that began without one.
type wayPassword struct {
	challengeScreen
	step cognito.Challenge
	name string // PASSWORD or PASSWORD_SRP
}

func newWayPassword(env *Env, d *dialogue, step cognito.Challenge, name string) Screen {
	s := &wayPassword{step: step, name: name}
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

// answer is the password as the challenge wants it.
func (s *wayPassword) answer(password string) cognito.Answer {
	switch c := s.step.(type) {
	case cognito.PasswordChallenge:
		return c.Password(password)
	case cognito.PasswordSRPChallenge:
		return c.Password(password)
	case cognito.SelectChallenge:
		if s.name == "PASSWORD" {
			return c.Password(password)
		}
		return c.SRP(password)
	}
	return cognito.Answer{}
}
