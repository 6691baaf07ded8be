package ui

import (
	"context"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// totpSetup sets up an authenticator app: the secret as QR code, text and link,
// and the first code to prove it.
type totpSetup struct {
	challengeScreen
	step     cognito.MFASetup
	setup    *cognito.TOTPSetup // nil until the service gave a secret
	verified *cognito.Answer    // the code was right; only the answer is missing
	link     bool               // the text shown is the link
}

func newTOTPSetup(env *Env, d *dialogue, step cognito.MFASetup) Screen {
	s := &totpSetup{step: step}
	form := kit.NewForm("Ask for a secret") // until there is one
	form.Labels = 11
	s.challengeScreen = newChallengeScreen(env, d, step, "Set up an authenticator app", "", form)
	s.submit, s.press = s.send, s.pressed
	return s
}

// given shows the secret that the service gave.
func (s *totpSetup) given(setup cognito.TOTPSetup) {
	s.setup, s.course = &setup, setup.Course()
	again := setup.Setup()
	s.d.setup, s.step = &again, again
	code := kit.NewField("code", "Code")
	code.Code = true
	s.form.Fields = []*kit.Field{code, kit.NewField("device", "Device name")}
	s.form.Buttons = []kit.Button{{Key: "submit", Label: "Verify"}, {Key: "copy", Label: "Copy secret"},
		{Key: "copyLink", Label: "Copy link"}, {Key: "text", Label: "Show link"}}
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
		if code := s.newest(); msg == fillCode {
			if code != "" {
				s.form.Field("code").Set(code)
				s.form.Field("code").Err = ""
				s.form.FocusField("code")
			}
			return nil
		}
	}
	return s.challengeScreen.Update(msg)
}

func (s *totpSetup) newest() string {
	if s.setup == nil {
		return ""
	}
	code, _ := s.env.localTOTP(s.course.Username)
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
	wrong := ""
	switch {
	case code == "":
		wrong = "Type the app's code."
	case len(code) != 6 || strings.Trim(code, "0123456789") != "":
		wrong = "An app's code has 6 digits."
	}
	if !s.require(check{"code", wrong}) {
		return nil
	}
	client, setup, name := s.d.client, *s.setup, strings.TrimSpace(s.form.Value("device"))
	return Call(&s.Base, "Verifying", func(ctx context.Context) (totpVerified, error) {
		answer, err := client.VerifySoftwareToken(ctx, setup, code, name)
		return totpVerified{answer}, err
	})
}

func (s *totpSetup) pressed(button string) tea.Cmd {
	switch button {
	case "text":
		s.link = !s.link
		s.form.Buttons[3].Label = "Show link"
		if s.link {
			s.form.Buttons[3].Label = "Show secret"
		}
	case "copy":
		return CopySecret(&s.Base, s.setup.Secret)
	case "copyLink":
		return CopySecret(&s.Base, s.links()[0])
	}
	return nil
}

// links are otpauth links to the same secret, each shorter than the one before,
// so that one's QR code fits the window.
func (s *totpSetup) links() []string {
	issuer := s.env.poolID()
	if s.env.Pool != nil && s.env.Pool.Name != "" {
		issuer = s.env.Pool.Name
	}
	if issuer == "" {
		issuer = "Cognito"
	}
	return kit.OTPLinks(issuer, s.d.user, s.setup.Secret)
}

// The cells that the form beside a QR code needs: to look well, and at all.
const wideForm, narrowForm = 40, 31

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
	code, gap := kit.FitQR(s.env.Theme, s.links(), max(0, s.w-wideForm), s.h), 1
	if code == nil {
		code, gap = kit.FitQR(s.env.Theme, s.links(), max(0, s.w-narrowForm), s.h), 0
	}
	if code == nil {
		s.about = "The window is too small for the QR code: type the secret, or enlarge the window."
	}
	wide := 0
	if len(code) > 0 {
		wide = ansi.StringWidth(code[0]) + gap
	}
	return kit.Beside(code, wide, s.formBeside(wide))
}

// formBeside draws the form as narrow as the QR code leaves it.
func (s *totpSetup) formBeside(taken int) string {
	whole := s.w
	s.w = min(s.w-taken, 78)
	defer func() { s.w = whole }()
	s.above = s.secretLines
	return s.challengeScreen.View()
}

// secretLines are the secret in groups of four, or the link.
func (s *totpSetup) secretLines() []string {
	t := s.env.Theme
	width := s.form.Width - 2
	text, label := grouped(s.setup.Secret), "type this secret:"
	if s.link {
		text, label = s.links()[0], "open this link:"
	}
	if s.about == "" {
		label = "Scan it, or " + label
	} else {
		label = strings.ToUpper(label[:1]) + label[1:]
	}
	lines := []string{t.Muted.Render(label)}
	for _, l := range strings.Split(ansi.Wrap(kit.Clean(text), width, "&?/ "), "\n") {
		lines = append(lines, t.Code.Render(strings.TrimSpace(l)))
	}
	return append(lines, "")
}

// grouped writes a secret in groups of four letters.
func grouped(secret string) string {
	var b strings.Builder
	for i, r := range secret {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
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
