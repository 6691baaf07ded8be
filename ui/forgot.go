package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// forgot asks for a code to reset a password with.
type forgot struct{ formScreen }

func newForgot(env *Env, user string) Screen {
	s := &forgot{}
	name := kit.NewField("username", "Email or username")
	name.Set(user)
	s.formScreen = newFormScreen(env, "Reset password",
		"A code will be sent to the account's verified email or phone.",
		kit.NewForm("Send the code", name))
	s.form.Buttons = append(s.form.Buttons, kit.Button{Label: "I have a code",
		Do: func() tea.Cmd { return s.end(resetStarted{user: s.name()}) }})
	s.submit, s.offer = s.send, s.offered
	if user != "" {
		s.form.FocusButton()
	}
	return s
}

// Update takes the answer.
func (s *forgot) Update(msg tea.Msg) tea.Cmd {
	r, ok := msg.(Reply[cognito.Delivery])
	if !ok {
		return s.formScreen.Update(msg)
	}
	if r.Err != nil {
		s.fail(r.Err)
		return nil
	}
	return s.end(resetStarted{s.name(), r.Val})
}

// offered leads to where a reset code is entered, unless the account must be
// confirmed first.
func (s *forgot) offered(o offer) tea.Cmd {
	if o != offerEnterCode || s.failure == nil || waitsForSignUpCode(s.failure) {
		return nil
	}
	return s.end(resetStarted{user: s.name()})
}

func (s *forgot) send() tea.Cmd {
	if !s.require(check{"username", wrongName(s.name())}) {
		return nil
	}
	return askForReset(&s.Base, s.name())
}
