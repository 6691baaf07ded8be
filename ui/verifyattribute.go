package ui

import (
	"context"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/cognito/session"
	"cognito-tui/ui/kit"
)

// verifyAttribute takes the code that proves an email or phone number.
type verifyAttribute struct {
	accountScreen
	attribute string // "email" or "phone_number"
	changed   bool   // the code is for a new value
	codes     resending
}

func newVerifyAttribute(env *Env, o wantVerification) *verifyAttribute {
	s := &verifyAttribute{attribute: o.attribute, changed: o.changed, codes: resending{env: env}}
	code := kit.NewField("code", "Code")
	code.Code = true
	s.accountScreen = accountForm(env, "Verify "+addressName(o.attribute), "", kit.NewForm("Verify", code))
	s.submit, s.offer = s.send, s.offered
	s.codes.delivered(o.delivery)
	s.refresh()
	return s
}

// addressName puts the attribute in words.
func addressName(attribute string) string {
	if attribute == "phone_number" {
		return "the phone number"
	}
	return "the email address"
}

// sendAttributeCode has a code sent; it answers a cognito.Delivery.
func sendAttributeCode(b *Base, attribute string) tea.Cmd {
	return CallAs(b, "Sending a code", func(ctx context.Context, c *cognito.Client, access string) (cognito.Delivery, error) {
		return c.GetUserAttributeVerificationCode(ctx, access, attribute)
	})
}

type attributeVerified struct{}

// Update takes the answers and ctrl+y.
func (s *verifyAttribute) Update(msg tea.Msg) tea.Cmd {
	s.refresh()
	switch msg := msg.(type) {
	case Reply[attributeVerified]:
		if msg.Err != nil {
			return s.refused(msg.Err)
		}
		s.env.knows().Await(s.attribute, "")
		return s.end(attributeDone{upperFirst(addressName(s.attribute)) + " is verified."})
	case Reply[cognito.Delivery]:
		if msg.Err != nil {
			return s.refused(msg.Err)
		}
		s.codes.delivered(msg.Val)
		s.done = "A new code is on its way; only the newest works."
		s.form.FocusField("code")
		return nil
	case shortcut:
		if msg == fillCode {
			fillCodeField(s.form, s.newest())
			return nil
		}
	}
	return s.accountScreen.Update(msg)
}

func (s *verifyAttribute) send() tea.Cmd {
	code := kit.CleanCode(s.form.Value("code"))
	if !s.require(check{"code", wrongCode(code)}) {
		return nil
	}
	attribute := s.attribute
	return CallAs(&s.Base, "Checking the code", func(ctx context.Context, c *cognito.Client, access string) (attributeVerified, error) {
		return attributeVerified{}, c.VerifyUserAttribute(ctx, access, attribute, code)
	})
}

func (s *verifyAttribute) resend() tea.Cmd {
	s.dismiss()
	return sendAttributeCode(&s.Base, s.attribute)
}

// offered keeps to this screen's code: those of a sign-up are others.
func (s *verifyAttribute) offered(o offer) tea.Cmd {
	asked := s.failure != nil && s.failure.Op == "GetUserAttributeVerificationCode"
	switch {
	case o == offerGoOn:
		return s.end(attributeDone{})
	case o == offerResend, o == offerRetry && asked:
		return s.resend()
	case o == offerEnterCode:
		s.dismiss()
		s.form.FocusField("code")
		return func() tea.Msg { return nil }
	}
	return nil
}

// newest is the code that ctrl+y fills in; empty where there is none.
func (s *verifyAttribute) newest() string {
	if s.env.Session == nil {
		return ""
	}
	kind := "email verification code"
	if s.attribute == "phone_number" {
		kind = "phone verification code"
	}
	if code := newestCode(s.env, s.env.Session.User, kind); code != "" {
		return code
	}
	return newestCode(s.env, s.env.Session.Username(), kind)
}

// refresh makes lead, hint and resend button true for the moment.
func (s *verifyAttribute) refresh() {
	s.lead = s.codes.lead()
	again := s.codes.button(s.resend)
	if s.lead == "" {
		s.lead = "Type the code of the newest message, or have one sent."
		if again.Off == "" {
			again.Label = "Send a code"
		}
	}
	if what := s.replaces(); what != "" {
		s.lead += " " + what
	}
	s.form.Field("code").Hint = ""
	if s.newest() != "" {
		s.form.Field("code").Hint = "ctrl+y fill in"
	}
	s.form.Buttons = []kit.Button{s.form.Buttons[0], again}
}

// replaces says what entering the code does to the value that there is. GetUser
// shows that one alone; which address a code went to is known by its mask.
func (s *verifyAttribute) replaces() string {
	k := s.env.knows()
	now := cognito.Value(k.Attributes, s.attribute)
	shown := kit.Cut(kit.Clean(now), listedValue)
	to, keeps := k.Waiting(s.attribute), waitsForCode(s.env, s.attribute)
	switch {
	case s.changed && s.env.Pool == nil:
		return "" // it may be in place: GetUser wasn't asked since
	case s.changed && keeps && now == "":
		return "There is no value until the code is entered."
	case s.changed && keeps:
		return "The old value stays, and is the one that works, until the code is entered."
	case s.changed:
		return "The new value is in place, but not verified until the code is entered."
	case to != "" && now != "":
		return kit.Cut(kit.Clean(to), listedValue) + " waits: entering its code puts it in place of " + shown + "."
	case to != "":
		return kit.Cut(kit.Clean(to), listedValue) + " waits until its code is entered."
	case session.MaskedElsewhere(s.codes.delivery.Destination, now):
		return "That isn't " + shown + ": a new value waits, and entering the code puts it in place of the old one."
	case keeps || s.env.Pool == nil:
		return "If a new value is waiting, the code went to that one, and entering it puts it in place of the old."
	}
	return ""
}

func (s *verifyAttribute) counting() bool { return s.codes.wait() > 0 }

// View draws the screen with its countdown.
func (s *verifyAttribute) View() string {
	s.refresh()
	return s.accountScreen.View()
}

// ShortHelp adds ctrl+y while there is a code to fill in.
func (s *verifyAttribute) ShortHelp() []key.Binding {
	return append(s.accountScreen.ShortHelp(), fillHelp(s.newest())...)
}

// FullHelp adds ctrl+y while there is a code to fill in.
func (s *verifyAttribute) FullHelp() [][]key.Binding {
	return append(s.accountScreen.FullHelp(), fillHelp(s.newest()))
}
