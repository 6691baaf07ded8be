package ui

import (
	"context"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// totpSetup sets up an authenticator app: the secret as QR code, text and link,
// and the first code to prove it.
type totpSetup struct {
	challengeScreen
	step     cognito.MFASetup
	setup    *cognito.TOTPSetup // nil until the service gave a secret
	secret   appSecret
	verified *cognito.Answer // the code was right; only the answer is missing
}

func newTOTPSetup(env *Env, d *dialogue, step cognito.MFASetup) Screen {
	s := &totpSetup{step: step}
	form := kit.NewForm("Ask for a secret") // until there is one
	form.Labels = 11
	s.challengeScreen = newChallengeScreen(env, d, step, "Set up an authenticator app", "", form)
	s.submit = s.send
	return s
}

// given shows the secret that the service gave.
func (s *totpSetup) given(setup cognito.TOTPSetup) {
	s.setup, s.course = &setup, setup.Course()
	again := setup.Setup()
	s.d.setup, s.step = &again, again
	s.secret = appSecret{env: s.env, user: s.d.user, text: setup.Secret}
	s.form.Fields, s.form.Buttons = s.secret.fields(), s.secret.buttons(&s.Base, s.form)
	s.form.Focus(0)
}

type totpSecret struct{ setup cognito.TOTPSetup }

// Enter asks for the secret.
func (s *totpSetup) Enter() tea.Cmd {
	if s.setup != nil || s.busy != "" || s.failure != nil {
		return nil
	}
	return s.associate()
}

func (s *totpSetup) associate() tea.Cmd {
	client, step := s.d.client, s.step
	return Call(&s.Base, "Asking for a secret", func(ctx context.Context) (totpSecret, error) {
		setup, err := client.AssociateSoftwareToken(ctx, step)
		return totpSecret{setup}, err
	})
}

type totpVerified struct{ answer cognito.Answer }

// Update takes the secret, the code's verification, and ctrl+y.
func (s *totpSetup) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case Reply[totpSecret]:
		if msg.Err != nil {
			return s.refused(msg.Err)
		}
		s.given(msg.Val.setup)
		return nil
	case Reply[totpVerified]:
		if msg.Err != nil {
			return s.refused(msg.Err)
		}
		s.verified = &msg.Val.answer
		return s.respond("Signing in", msg.Val.answer)
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
	return s.challengeScreen.Update(msg)
}

func (s *totpSetup) newest() string {
	if s.setup == nil {
		return ""
	}
	code, _ := localTOTP(s.env, s.course.Username)
	return code
}

func (s *totpSetup) send() tea.Cmd {
	switch {
	case s.setup == nil:
		return s.associate()
	case s.verified != nil:
		return s.respond("Signing in", *s.verified)
	}
	code := kit.CleanCode(s.form.Value("code"))
	if !s.require(check{"code", wrongAppCode(code)}) {
		return nil
	}
	client, setup, name := s.d.client, *s.setup, strings.TrimSpace(s.form.Value("device"))
	return Call(&s.Base, "Verifying", func(ctx context.Context) (totpVerified, error) {
		answer, err := client.VerifySoftwareToken(ctx, setup, code, name)
		return totpVerified{answer}, err
	})
}

// View puts the QR code beside the form.
func (s *totpSetup) View() string {
	s.about = ""
	if s.setup == nil {
		return s.challengeScreen.View()
	}
	s.form.Field("code").Hint = ""
	if s.newest() != "" {
		s.form.Field("code").Hint = "ctrl+y"
	}
	code, wide := s.secret.qr(s.w, s.h)
	if s.secret.small {
		s.about = tooSmall
	}
	return kit.Beside(code, wide, s.formBeside(wide))
}

// formBeside draws the form as narrow as the QR code leaves it.
func (s *totpSetup) formBeside(taken int) string {
	whole := s.w
	s.w = min(s.w-taken, 78)
	defer func() { s.w = whole }()
	s.above = func() []string { return s.secret.lines(s.form.Width - 2) }
	return s.challengeScreen.View()
}

// ShortHelp adds ctrl+y while there is a code to fill in.
func (s *totpSetup) ShortHelp() []key.Binding {
	return append(s.challengeScreen.ShortHelp(), s.fillHelp()...)
}

// FullHelp adds ctrl+y while there is a code to fill in.
func (s *totpSetup) FullHelp() [][]key.Binding {
	return append(s.challengeScreen.FullHelp(), s.fillHelp())
}

func (s *totpSetup) fillHelp() []key.Binding { return fillHelp(s.newest()) }
