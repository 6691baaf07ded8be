package ui

import (
	"context"
	"slices"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// verifyAttribute proves an address of a signed-in user by a code.
type verifyAttribute struct {
	accountScreen
	name, value string
	codes       resending
}

func newVerifyAttribute(env *Env, o wantVerification) *verifyAttribute {
	s := &verifyAttribute{name: o.name, value: o.value, codes: resending{env: env}}
	code := kit.NewField("code", "Code")
	code.Code = true
	s.accountScreen = accountScreen{newFormScreen(env, "Verify "+attributeLabel(o.name), "", kit.NewForm("Verify", code))}
	s.codes.delivered(o.sent)
	s.submit, s.press, s.offer = s.verify, func(string) tea.Cmd { return s.send() }, s.offered
	s.user = func() string { return env.Session.User }
	return s
}

// Enter has a code sent where none was.
func (s *verifyAttribute) Enter() tea.Cmd {
	if s.codes.delivery.Sent() || s.busy != "" || s.failure != nil {
		return nil
	}
	return s.send()
}

func (s *verifyAttribute) counting() bool { return s.codes.wait() > 0 }

func (s *verifyAttribute) send() tea.Cmd {
	name := s.name
	s.forget()
	s.done = ""
	s.form.ClearErrors()
	return CallAs(&s.Base, "Sending a code", func(ctx context.Context, c *cognito.Client, access string) (cognito.Delivery, error) {
		return c.GetUserAttributeVerificationCode(ctx, access, name)
	})
}

type attributeVerified struct{}

func (s *verifyAttribute) verify() tea.Cmd {
	code := kit.CleanCode(s.form.Value("code"))
	if !s.require(check{"code", wrongCode(code)}) {
		return nil
	}
	name := s.name
	return CallAs(&s.Base, "Verifying", func(ctx context.Context, c *cognito.Client, access string) (attributeVerified, error) {
		return attributeVerified{}, c.VerifyUserAttribute(ctx, access, name, code)
	})
}

// Update takes the answers and ctrl+y.
func (s *verifyAttribute) Update(msg tea.Msg) tea.Cmd {
	s.refresh()
	switch msg := msg.(type) {
	case Reply[cognito.Delivery]:
		if msg.Err != nil {
			return s.refused(msg.Err)
		}
		s.codes.delivered(msg.Val)
		return nil
	case Reply[attributeVerified]:
		if msg.Err != nil {
			return s.refused(msg.Err)
		}
		return s.end(attributesChanged{attributeLabel(s.name) + " is verified."})
	case shortcut:
		if msg == fillCode {
			if code := s.newest(); code != "" {
				s.form.Field("code").Set(code)
				s.form.Field("code").Err = ""
			}
			return nil
		}
	}
	return s.formScreen.Update(msg)
}

// newest is the code that ctrl+y fills in: of the message to this address.
func (s *verifyAttribute) newest() string {
	kind := map[string]string{"email": "email verification code", "phone_number": "phone verification code"}[s.name]
	return newestCode(s.env, s.env.Session.Username(), kind)
}

// offered asks again, or goes back to the code.
func (s *verifyAttribute) offered(o offer) tea.Cmd {
	asked := s.failure != nil && s.failure.Op == "GetUserAttributeVerificationCode"
	switch {
	case o == offerResend, o == offerRetry && asked:
		return s.send()
	case o == offerEnterCode:
		s.forget()
		s.form.FocusField("code")
		return func() tea.Msg { return nil }
	case o == offerSignIn:
		return s.end(sessionEnded{user: s.user()})
	}
	return nil
}

func (s *verifyAttribute) refresh() {
	s.lead = s.codes.lead()
	if s.lead != "" && s.env.Pool != nil && slices.Contains(s.env.Pool.VerifiedBeforeUpdate, s.name) {
		s.lead += " Until it is entered, the old one stays."
	}
	s.form.Field("code").Hint = ""
	if s.newest() != "" {
		s.form.Field("code").Hint = "ctrl+y fill in"
	}
	s.form.Buttons = []kit.Button{s.form.Buttons[0], s.codes.button()}
	s.form.Refocus()
}

// View draws the screen with its countdown.
func (s *verifyAttribute) View() string {
	if s.env.Session == nil {
		return ""
	}
	s.refresh()
	return s.formScreen.View()
}

// ShortHelp adds ctrl+y while there is a code to fill in.
func (s *verifyAttribute) ShortHelp() []key.Binding {
	return append(s.formScreen.ShortHelp(), fillHelp(s.newest())...)
}

// FullHelp adds ctrl+y while there is a code to fill in.
func (s *verifyAttribute) FullHelp() [][]key.Binding {
	return append(s.formScreen.FullHelp(), fillHelp(s.newest()))
}
