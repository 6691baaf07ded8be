package ui

import (
	"strings"
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// factorCode takes the code of a second factor, or of a sign-in without a
// password: from a message, or from an authenticator app.
type factorCode struct {
	challengeScreen
	answer func(code string) cognito.Answer
	app    bool // the code is an authenticator app's
	codes  resending
}

// newMessageCode takes a code that was sent.
func newMessageCode(env *Env, d *dialogue, step cognito.Challenge, to cognito.Delivery, answer func(string) cognito.Answer) Screen {
	s := &factorCode{answer: answer, codes: resending{env: env}}
	s.build(env, d, step, "")
	s.codes.delivered(to)
	s.about = s.codes.lead()
	if s.about == "" {
		s.about = "A code was sent."
	}
	return s
}

// newAppCode takes the code that an authenticator app shows.
func newAppCode(env *Env, d *dialogue, step cognito.SoftwareTokenMFA) Screen {
	s := &factorCode{answer: step.Code, app: true, codes: resending{env: env}}
	s.build(env, d, step, "Type the code that your authenticator app shows.")
	if step.DeviceName != "" {
		s.about = "Type the code that the authenticator app shows on " + kit.Clean(step.DeviceName) + "."
	}
	return s
}

func (s *factorCode) build(env *Env, d *dialogue, step cognito.Challenge, about string) {
	code := kit.NewField("code", "Code")
	code.Code = true
	s.challengeScreen = newChallengeScreen(env, d, step, "Enter the sign-in code", about, kit.NewForm("Sign in", code))
	s.submit = s.send
	if s.done == "" && !d.sent.IsZero() {
		s.done = "A new code is on its way; only the newest works."
		d.sent = time.Time{}
	}
}

func (s *factorCode) code() string { return kit.CleanCode(s.form.Value("code")) }

// newest is the code that ctrl+y fills in: the authenticator's, or the newest
// message's; empty where there is none.
func (s *factorCode) newest() string {
	if s.app {
		code, _ := localTOTP(s.env, s.course.Username)
		return code
	}
	if code := newestCode(s.env, s.d.user, "sign-in code"); code != "" {
		return code
	}
	return newestCode(s.env, s.course.Username, "sign-in code")
}

// localTOTP is the code that an authenticator app would show for a user of the
// embedded pool, or how long until there is one.
func localTOTP(e *Env, username string) (code string, wait time.Duration) {
	if e.Local == nil {
		return "", 0
	}
	return e.Local.TOTP(e.poolID(), username)
}

// totpHint offers that code.
func totpHint(e *Env, username string) string {
	switch code, wait := localTOTP(e, username); {
	case code != "":
		return "ctrl+y fill in"
	case wait > 0:
		return "next code in " + clockTime(wait)
	}
	return ""
}

func (s *factorCode) refreshForm() {
	code := s.form.Field("code")
	code.Hint = ""
	switch {
	case s.app:
		code.Hint = totpHint(s.env, s.course.Username)
	case s.newest() != "":
		code.Hint = "ctrl+y fill in"
	}
	if !s.app {
		again := s.codes.button(s.again)
		if !s.d.repeatable() && again.Off == "" {
			again.Label = "Begin again for another code"
		}
		s.form.Buttons = []kit.Button{s.form.Buttons[0], again}
	}
}

// View draws the screen with its countdowns.
func (s *factorCode) View() string {
	s.refreshForm()
	return s.challengeScreen.View()
}

// Update takes ctrl+y.
func (s *factorCode) Update(msg tea.Msg) tea.Cmd {
	s.refreshForm()
	if msg == tea.Msg(fillCode) {
		fillCodeField(s.form, s.newest())
		return nil
	}
	if r, ok := msg.(Reply[cognito.Step]); ok && s.counted() {
		s.env.tried(s.d.user, r)
	}
	return s.challengeScreen.Update(msg)
}

// counted tells whether a wrong code counts towards the lock-out: a second
// factor's does, a first factor's wasn't seen to.
func (s *factorCode) counted() bool {
	return s.course.Flow != cognito.ChoiceFlow || s.app || s.d.byPassword()
}

func (s *factorCode) send() tea.Cmd {
	wrong := wrongCode(s.code())
	if wrong != "" && s.app && s.code() == "" {
		wrong = "Type the code from the authenticator app."
	}
	if !s.require(check{"code", wrong}) {
		return nil
	}
	return s.respond("Checking the code", s.answer(s.code()))
}

// again begins the sign-in anew, which has another code sent.
func (s *factorCode) again() tea.Cmd {
	s.forget()
	s.form.ClearErrors()
	s.tick()
	if !s.d.repeatable() {
		return s.end(signInOver{d: s.d, warning: "Another code is sent when the sign-in begins again."})
	}
	s.d.sent = s.env.now()
	return Call(&s.Base, "Sending another code", s.d.again)
}

// ShortHelp adds ctrl+y while there is a code to fill in.
func (s *factorCode) ShortHelp() []key.Binding {
	return append(s.challengeScreen.ShortHelp(), s.fillHelp()...)
}

// FullHelp adds ctrl+y while there is a code to fill in.
func (s *factorCode) FullHelp() [][]key.Binding {
	return append(s.challengeScreen.FullHelp(), s.fillHelp())
}

func (s *factorCode) fillHelp() []key.Binding { return fillHelp(s.newest()) }

// counting is true while the session or the pause of asking again runs.
func (s *factorCode) counting() bool {
	return s.challengeScreen.counting() || s.codes.wait() > 0
}

// factorName puts the service's name of a factor or way in words.
func factorName(name string) string {
	switch strings.ToUpper(name) {
	case "SMS_MFA", "SMS_OTP":
		return "Code by text message"
	case "EMAIL_OTP", "EMAIL_MFA":
		return "Code by email"
	case "SOFTWARE_TOKEN_MFA":
		return "Authenticator app"
	case "PASSWORD":
		return "Password"
	case "PASSWORD_SRP":
		return "Secure password"
	case "WEB_AUTHN":
		return "Passkey"
	}
	return kit.Clean(name)
}
