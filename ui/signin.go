package ui

import (
	"context"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// signIn signs in with a password.
type signIn struct{ formScreen }

// signInNote is what led here: done, or gone wrong.
type signInNote struct{ good, bad string }

func newSignIn(env *Env, user, password string, note signInNote) Screen {
	s := &signIn{}
	name := kit.NewField("username", "Email or username")
	name.Set(user)
	secret := kit.NewPassword("password", "Password")
	secret.Hint = "ctrl+r show"
	secret.Set(password)
	s.formScreen = newFormScreen(env, "Sign in", "", kit.NewForm("Sign in", name, secret))
	s.form.Buttons = append(s.form.Buttons, kit.Button{Key: "forgot", Label: "Forgot the password?"})
	s.done, s.warning = note.good, note.bad
	s.submit, s.press, s.offer, s.user = s.send, s.pressed, s.offered, s.name
	switch {
	case user != "" && password != "":
		s.form.FocusButton()
	case user != "":
		s.form.FocusField("password")
	}
	return s
}

func (s *signIn) name() string { return strings.TrimSpace(s.form.Value("username")) }

// Update takes the answer.
func (s *signIn) Update(msg tea.Msg) tea.Cmd {
	if r, ok := msg.(Reply[cognito.Step]); ok {
		return s.answered(r)
	}
	return s.formScreen.Update(msg)
}

func (s *signIn) pressed(button string) tea.Cmd {
	if button != "forgot" {
		return nil
	}
	return s.end(wantForgot{s.name()})
}

// offered keeps the password for the sign-in after the code.
func (s *signIn) offered(o offer) tea.Cmd {
	if o == offerEnterCode || o == offerResend {
		s.env.hold(s.name(), s.form.Value("password"))
	}
	return nil
}

func (s *signIn) send() tea.Cmd {
	password := s.form.Value("password")
	if !s.require(check{"username", wrongName(s.name())}, check{"password", wrongPassword(password)}) {
		return nil
	}
	client := s.env.Client
	request := cognito.SignInRequest{Username: s.name(), Password: password}
	return Call(&s.Base, "Signing in", func(ctx context.Context) (cognito.Step, error) {
		return client.SignIn(ctx, request)
	})
}

func (s *signIn) answered(r Reply[cognito.Step]) tea.Cmd {
	if r.Err != nil {
		s.fail(r.Err)
		return nil
	}
	switch step := r.Val.(type) {
	case cognito.SignedIn:
		return s.end(signedIn{s.name(), step.Tokens})
	case cognito.Unsupported:
		return s.end(challenged{s.name(), step})
	}
	return nil
}
