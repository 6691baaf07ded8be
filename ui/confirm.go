package ui

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
)

// confirm takes the code of a sign-up, and has it sent again.
type confirm struct {
	codeScreen
	session string // of the sign-up made before; empty without one
	send    bool   // ask for a fresh code as soon as the screen is there
	force   bool   // ForceAliasCreation, only after the question
}

func newConfirm(env *Env, user string, d cognito.Delivery, send bool) *confirm {
	s := &confirm{send: send, codeScreen: newCodeScreen(env, "Enter a code", "Confirm", "sign-up code", user, d)}
	s.idle, s.filled = "The code that came when the account was made.", "code"
	s.submit, s.offer, s.askCode = s.check, s.offered, s.ask
	s.refresh()
	return s
}

// during says that this is the code of a sign-up made just now.
func (s *confirm) during(session string) *confirm {
	s.session = session
	return s
}

// Enter asks for a fresh code where the way here promised one.
func (s *confirm) Enter() tea.Cmd {
	if !s.send {
		return nil
	}
	s.send = false
	return s.resend()
}

// Update takes the answer to the code.
func (s *confirm) Update(msg tea.Msg) tea.Cmd {
	r, ok := msg.(Reply[confirmation])
	switch {
	case !ok:
		return s.codeScreen.Update(msg)
	case r.Err != nil:
		s.fail(r.Err)
		return nil
	}
	return s.end(confirmed{s.name(), "The account is confirmed.", r.Val.session})
}

// confirmation is what a confirmed sign-up gives: a session to sign in with, or
// nothing.
type confirmation struct{ session string }

func (s *confirm) check() tea.Cmd {
	if !s.require(check{"username", wrongName(s.name())}, check{"code", wrongCode(s.code())}) {
		return nil
	}
	client := s.env.Client
	request := cognito.ConfirmSignUpRequest{Username: s.name(), Code: s.code(), ForceAliasCreation: s.force, Session: s.session}
	s.force = false
	return Call(&s.Base, "Confirming", func(ctx context.Context) (confirmation, error) {
		session, err := client.ConfirmSignUp(ctx, request)
		return confirmation{session}, err
	})
}

func (s *confirm) ask() tea.Cmd {
	client, user := s.env.Client, s.name()
	return Call(&s.Base, "Sending the code", func(ctx context.Context) (cognito.Delivery, error) {
		return client.ResendConfirmationCode(ctx, user)
	})
}

func (s *confirm) offered(o offer) tea.Cmd {
	if o == offerForceAlias {
		s.question(question{
			sentence: "Move this address to the account you are confirming?",
			hint:     "The account that has it now can't sign in with it any more, and its address becomes unverified.",
			yes:      "Yes, move it",
			do: func() tea.Cmd {
				s.force = true
				return s.try()
			},
		})
		return func() tea.Msg { return nil }
	}
	return s.offeredCode(o)
}
