package ui

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// chooseWay offers what the pool lets a person choose from: a second factor, a
// way to sign in, or what to set up.
type chooseWay struct {
	challengeScreen
	choose func(name string) tea.Cmd
	latest func() cognito.MFASetup // with the session of the last answer; nil where none is renewed
}

// Enter counts down the session that a set-up from here has come to.
func (s *chooseWay) Enter() tea.Cmd {
	if s.latest != nil {
		s.course = s.latest().Course()
	}
	return s.challengeScreen.Enter()
}

// newChooseWay lists choices by the service's names; off says why one can't be
// taken here.
func newChooseWay(env *Env, d *dialogue, step cognito.Challenge, title, about string, choices []string, off func(string) string) *chooseWay {
	s := &chooseWay{}
	form := kit.NewForm("")
	form.Buttons, form.Column = nil, true
	for _, name := range choices {
		form.Buttons = append(form.Buttons, kit.Button{Label: factorName(name), Note: factorNote(name), Off: off(name),
			Do: func() tea.Cmd { s.forget(); return s.choose(name) }})
	}
	// One that can be taken comes first: enter presses it.
	slices.SortStableFunc(form.Buttons, func(a, b kit.Button) int { return min(1, len(a.Off)) - min(1, len(b.Off)) })
	form.Refocus()
	s.challengeScreen = newChallengeScreen(env, d, step, title, about, form)
	s.submit = func() tea.Cmd { return nil }
	return s
}

// factorNote says what a way asks for.
func factorNote(name string) string {
	switch strings.ToUpper(name) {
	case "SMS_MFA", "SMS_OTP":
		return "a code is sent to your phone"
	case "EMAIL_OTP", "EMAIL_MFA":
		return "a code is sent to your address"
	case "SOFTWARE_TOKEN_MFA":
		return "a code that an app on your phone shows"
	case "PASSWORD":
		return "the password is sent, inside TLS"
	case "PASSWORD_SRP":
		return "the password is proved, never sent"
	}
	return ""
}

// newSelectMFA chooses among several second factors.
func newSelectMFA(env *Env, d *dialogue, step cognito.SelectMFAType) Screen {
	s := newChooseWay(env, d, step, "Choose a second factor", "Several are set up, and none is preferred.", step.Choices, always)
	s.choose = func(name string) tea.Cmd {
		d.chosen = name
		return s.respond("Choosing", step.Choose(name))
	}
	return s
}

func always(string) string { return "" }

// newSelectChallenge chooses how to sign in, of what the pool offers this user.
func newSelectChallenge(env *Env, d *dialogue, step cognito.SelectChallenge) Screen {
	about := "The pool offers these ways."
	if prefer := d.request.Preferred; prefer != "" && !slices.Contains(step.Choices, prefer) {
		about = "The pool doesn't offer this account what was preferred (" + strings.ToLower(factorName(prefer)) + "), but these ways."
	}
	s := newChooseWay(env, d, step, "Choose how to sign in", about, step.Choices, func(name string) string {
		if name == "WEB_AUTHN" {
			return passkeyReason
		}
		return ""
	})
	s.choose = func(name string) tea.Cmd {
		d.chosen = name
		if strings.HasPrefix(name, "PASSWORD") {
			return s.end(wantPassword{d, step, name})
		}
		if d.spent {
			return Call(&s.Base, "Choosing", d.preferring(name, "").begin)
		}
		return s.respond("Choosing", step.Choose(name))
	}
	return s
}

// setups are the factors that can be set up: an app where the pool names none.
func setups(step cognito.MFASetup) []string {
	if len(step.Choices) == 0 {
		return []string{"SOFTWARE_TOKEN_MFA"}
	}
	return step.Choices
}

// canSetUp tells whether a factor can be set up within a sign-in.
func canSetUp(name string) bool { return name == "SOFTWARE_TOKEN_MFA" || name == "EMAIL_OTP" }

// soleSetup is the only factor that can be set up; empty where there is a choice to show.
func soleSetup(step cognito.MFASetup) string {
	if names := setups(step); len(names) == 1 && canSetUp(names[0]) {
		return names[0]
	}
	return ""
}

// newMFASetup chooses what to set up.
func newMFASetup(env *Env, d *dialogue, step cognito.MFASetup) Screen {
	s := newChooseWay(env, d, step, "Set up a second factor", "The pool asks for one from now on.", setups(step), func(name string) string {
		if !canSetUp(name) {
			return "an administrator has to give the account a phone number first"
		}
		return ""
	})
	s.latest = func() cognito.MFASetup {
		if d.setup != nil {
			return *d.setup
		}
		return step
	}
	s.choose = func(name string) tea.Cmd { return s.end(wantMFASetup{d, s.latest(), name}) }
	return s
}

// passkeyReason is why a passkey can't be used here.
const passkeyReason = "it needs a browser or a device that holds passkeys, which a terminal can't reach"
