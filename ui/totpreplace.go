package ui

import (
	"context"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// totpReplace sets up an authenticator app for a signed-in user, or another one
// in its place: a secret, a code to prove it, and then the factor is turned on,
// which the service doesn't do by itself (API reference, VerifySoftwareToken).
type totpReplace struct {
	accountScreen
	replaces  bool // there is an app, which works until the new one is proved
	preferred bool // the app is the preferred factor and stays so
	secret    *appSecret
	verified  bool // only turning it on is left
}

func newTOTPReplace(env *Env, replaces, preferred bool) *totpReplace {
	s := &totpReplace{replaces: replaces, preferred: preferred}
	form := kit.NewForm("Ask for a secret") // until there is one
	form.Labels = 11
	title := "Set up an authenticator app"
	if replaces {
		title = "Replace the authenticator app"
	}
	s.accountScreen = accountForm(env, title, "", form)
	s.submit = s.send
	return s
}

// Enter asks for the secret.
func (s *totpReplace) Enter() tea.Cmd {
	if s.secret != nil || s.busy != "" || s.failure != nil {
		return nil
	}
	return s.associate()
}

type (
	newSecret   struct{ text string }
	newVerified struct{}
	newTurnedOn struct{}
)

func (s *totpReplace) associate() tea.Cmd {
	return CallAs(&s.Base, "Asking for a secret", func(ctx context.Context, c *cognito.Client, access string) (newSecret, error) {
		text, err := c.AssociateSoftwareTokenWith(ctx, access)
		return newSecret{text}, err
	})
}

func (s *totpReplace) verify() tea.Cmd {
	code, name := kit.CleanCode(s.form.Value("code")), strings.TrimSpace(s.form.Value("device"))
	if !s.require(check{"code", wrongAppCode(code)}) {
		return nil
	}
	return CallAs(&s.Base, "Verifying", func(ctx context.Context, c *cognito.Client, access string) (newVerified, error) {
		return newVerified{}, c.VerifySoftwareTokenWith(ctx, access, code, name)
	})
}

func (s *totpReplace) turnOn() tea.Cmd {
	p := cognito.MFAPreference{SoftwareToken: &cognito.FactorPreference{Enabled: true, Preferred: s.preferred}}
	return CallAs(&s.Base, "Turning it on", func(ctx context.Context, c *cognito.Client, access string) (newTurnedOn, error) {
		return newTurnedOn{}, c.SetUserMFAPreference(ctx, access, p)
	})
}

func (s *totpReplace) send() tea.Cmd {
	switch {
	case s.secret == nil:
		return s.associate()
	case s.verified:
		return s.turnOn()
	}
	return s.verify()
}

// Update takes the secret, the code's verification, and that it is on.
func (s *totpReplace) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case Reply[newSecret]:
		if msg.Err != nil {
			return s.lost(msg.Err, "A secret may have been made. Asking again makes another, and only the newest works.", offerRetry)
		}
		s.secret = &appSecret{env: s.env, user: s.user, text: msg.Val.text}
		s.form.Fields, s.form.Buttons = s.secret.fields(), s.secret.buttons(&s.Base, s.form)
		s.form.Focus(0)
		return nil
	case Reply[newVerified]:
		if msg.Err != nil {
			return s.lost(msg.Err, "The code may have been taken: verify the app's next one. If that is refused, go back and begin again.")
		}
		s.proved()
		return s.turnOn()
	case Reply[newTurnedOn]:
		if msg.Err != nil {
			return s.refused(msg.Err)
		}
		s.tell(authenticatorSet{})
		return s.end(back{})
	case Reply[Copied]:
		s.done, s.warning = string(msg.Val), ""
		if msg.Err != nil {
			s.warning = "Not copied: " + msg.Err.Error()
		}
		return nil
	case shortcut:
		if msg == fillCode {
			fillCodeField(s.form, s.newest())
			return nil
		}
	}
	return s.accountScreen.Update(msg)
}

// lost shows a refusal; where it isn't known what the call did, with this way on:
// within a sign-in it is another.
func (s *totpReplace) lost(err error, hint string, offers ...offer) tea.Cmd {
	cmd := s.refused(err)
	if cmd == nil && cognito.MayHaveHappened(err) {
		s.problem.hint, s.problem.offers = hint, offers
		s.showOffers()
	}
	return cmd
}

// proved drops the secret, which the app has now.
func (s *totpReplace) proved() {
	s.verified, s.above = true, nil
	s.secret.text = ""
	s.form.Fields, s.form.Buttons = nil, []kit.Button{{Label: "Turn it on"}}
	s.form.Focus(0)
}

// newest is the code that the app would show for the embedded pool's user.
func (s *totpReplace) newest() string {
	if s.secret == nil || s.verified || s.env.Session == nil {
		return ""
	}
	code, _ := localTOTP(s.env, s.env.Session.Username())
	return code
}

// View puts the QR code beside the form.
func (s *totpReplace) View() string {
	switch {
	case s.secret == nil:
		s.lead = ""
		return s.accountScreen.View()
	case s.verified:
		s.lead = "The app is proved. The pool doesn't ask for it until it is turned on as a second factor."
		return s.accountScreen.View()
	}
	s.form.Field("code").Hint = ""
	if s.newest() != "" {
		s.form.Field("code").Hint = "ctrl+y"
	}
	code, wide := s.secret.qr(s.w, s.h)
	s.lead = "Once proved, it is turned on."
	if s.replaces {
		s.lead = "The old app works until the new one is proved."
	}
	if s.secret.small {
		s.lead = tooSmall
	}
	whole := s.w
	s.w = min(s.w-wide, 78)
	defer func() { s.w = whole }()
	s.above = func() []string { return s.secret.lines(s.form.Width - 2) }
	return kit.Beside(code, wide, s.accountScreen.View())
}

// ShortHelp adds ctrl+y while there is a code to fill in.
func (s *totpReplace) ShortHelp() []key.Binding {
	return append(s.accountScreen.ShortHelp(), fillHelp(s.newest())...)
}

// FullHelp adds ctrl+y while there is a code to fill in.
func (s *totpReplace) FullHelp() [][]key.Binding {
	return append(s.accountScreen.FullHelp(), fillHelp(s.newest()))
}
