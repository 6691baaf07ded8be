package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/cognito/remedy"
)

// What screens tell without ending, and what one ends with for the screen below.

// readBack is a person as the service told them just now; what a list says of them, which
// it may have from before, isn't so any more.
type readBack struct {
	user cognito.FoundUser
	gone bool // there is no such person any more
}

// remedyApplied is what a remedy came to, as far as it is known.
type remedyApplied struct {
	of    *person
	after *cognito.FoundUser // as read back; nil where nobody was
	gone  bool               // read back, there is no such person any more
	done  remedy.ID          // empty where it failed
}

// authenticatorSet tells that an authenticator app was set up and turned on.
type authenticatorSet struct{}

// keepPassword is a password to be kept from sign-up or reset until the sign-in after it.
type keepPassword struct{ user, password string }

// release gives the password kept for user, if there is one, and forgets it.
func (k *keepPassword) release(user string) string {
	if user == "" || k.user != user {
		return ""
	}
	password := k.password
	*k = keepPassword{}
	return password
}

// hear takes what a screen tells, or hands it to the screens that hear.
func (a *App) hear(event any) {
	switch event := event.(type) {
	case keepPassword:
		a.held = event
	default:
		for _, s := range a.stack {
			if below, ok := s.(hearer); ok {
				below.hear(event)
			}
		}
	}
}

// offerTaken is the way on that was chosen where a refusal was explained. The refused
// screen takes it, as its own button would.
type offerTaken struct {
	offer offer
	user  string       // who is to sign in, with flow
	flow  cognito.Flow // the way to sign in; none with any other offer
}

// deliver hands a way on to the screen that it came back to.
func (a *App) deliver(o offerTaken) tea.Cmd {
	if below, ok := a.top().(refused); ok {
		return below.takeOffer(o)
	}
	return nil
}
