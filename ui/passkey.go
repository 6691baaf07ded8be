package ui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// newPasskey says that a passkey can't be used here, and which other ways the
// pool offers.
func newPasskey(env *Env, d *dialogue, step cognito.WebAuthn) Screen {
	about := "The pool asks for a passkey, but " + passkeyReason + "."
	var others []string
	for _, o := range step.Others {
		if o != "WEB_AUTHN" {
			others = append(others, factorName(o))
		}
	}
	switch {
	case len(others) > 0:
		about += " The pool also offers: " + strings.ToLower(strings.Join(others, ", ")) + "."
	default:
		about += " Sign in by another method: Choose lists what the pool offers."
	}
	form := kit.NewForm("Sign in another way")
	s := &challengeScreen{}
	*s = newChallengeScreen(env, d, step, "A passkey is asked for", about, form)
	s.submit = func() tea.Cmd { return s.end(signInOver{d: d, warning: "Choose another method."}) }
	return s
}
