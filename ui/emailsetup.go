package ui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// emailSetup takes the address that sign-in codes are to go to.
type emailSetup struct {
	challengeScreen
	step cognito.MFASetup
}

func newEmailSetup(env *Env, d *dialogue, step cognito.MFASetup) Screen {
	s := &emailSetup{step: step}
	s.challengeScreen = newChallengeScreen(env, d, step, "Set up codes by email",
		"A code goes to this address, now and at each sign-in.", kit.NewForm("Send a code", kit.NewField("email", "Email")))
	s.submit = s.send
	return s
}

func (s *emailSetup) send() tea.Cmd {
	address := strings.TrimSpace(s.form.Value("email"))
	wrong := wrongAttribute("email", address)
	if address == "" {
		wrong = "Type an email address."
	}
	if !s.require(check{"email", wrong}) {
		return nil
	}
	return s.respond("Sending a code", s.step.Email(address))
}
