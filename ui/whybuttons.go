package ui

import (
	"fmt"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/cognito/why"
)

// whyDo is a button of a cause.
type whyDo struct {
	label string
	do    func() tea.Cmd
}

// buttons are what the program can do about a cause, or else the ways on that the
// refused screen has.
func (s *whyScreen) buttons(c why.Cause) []whyDo {
	if s.asks {
		return []whyDo{{"No", s.unask}, {"Yes, read the user", func() tea.Cmd { s.asks = false; return s.readUserNow() }}}
	}
	var list []whyDo
	if c.ID == "" {
		if s.at == "" {
			return nil
		}
		for _, o := range explain(s.of.err).offers {
			list = append(list, whyDo{explain(s.of.err).label(o), func() tea.Cmd { return s.end(offerTaken{offer: o}) }})
		}
		if s.asksUser() {
			list = append(list, whyDo{"Read the user as it is now", s.askUser})
		}
		return append(list, whyDo{"Back", func() tea.Cmd { return s.end(back{}) }})
	}
	for _, f := range c.Fixes {
		if b, ok := s.button(f); ok {
			list = append(list, b)
		}
	}
	if s.unserved() && slices.ContainsFunc(c.Fixes, func(f why.Fix) bool { return f.Command != "" }) {
		return append(list, whyDo{"Serve the pool", s.serve})
	}
	return append(list, s.copies(c)...)
}

// unserved tells that the commands lead nowhere: the embedded pool must be served
// first, or they would go to AWS.
func (s *whyScreen) unserved() bool { return s.env.Local != nil && s.env.served == "" }

func (s *whyScreen) serve() tea.Cmd { return s.instead(serveLocal(&s.Base)) }

// copies are the buttons that copy a cause's commands.
func (s *whyScreen) copies(c why.Cause) []whyDo {
	var list []whyDo
	for _, f := range c.Fixes {
		if f.Command != "" {
			list = append(list, whyDo{fmt.Sprint("Copy command ", len(list)+1), func() tea.Cmd { return s.instead(Copy(&s.Base, f.Command)) }})
		}
	}
	if len(list) == 1 {
		list[0].label = "Copy the command"
	}
	return list
}

// asksUser tells whether AdminGetUser could tell more.
func (s *whyScreen) asksUser() bool {
	return s.env.unreadable() == "" && !s.lacks && s.facts.User != "" && why.NeedsOf(s.of.err).Users && !s.facts.FromReadNow
}

// askUser puts the question before AdminGetUser; No has the focus.
func (s *whyScreen) askUser() tea.Cmd {
	s.asks, s.press, s.top = true, 0, -1
	return nil
}

func (s *whyScreen) unask() tea.Cmd {
	s.asks, s.press = false, 0
	return nil
}

// whyOffers are the ways on that stand for what the program can do.
var whyOffers = map[why.Do]offer{why.DoConnection: offerConnection, why.DoSignIn: offerSignIn, why.DoSignUp: offerSignUp,
	why.DoEnterCode: offerEnterCode, why.DoResend: offerResend, why.DoReset: offerReset,
	why.DoRetry: offerRetry, why.DoForceAlias: offerForceAlias}

var whyLabels = map[why.Do]string{why.DoConnection: "Connection", why.DoSignIn: "Sign in", why.DoSignUp: "Sign up",
	why.DoEnterCode: "Enter the code", why.DoResend: "Send the code again", why.DoReset: "Reset password",
	why.DoRetry: "Try again", why.DoForceAlias: "Move it to this account"}

func (s *whyScreen) button(f why.Fix) (whyDo, bool) {
	switch f.Do {
	case why.None:
		return whyDo{}, false
	case why.DoReadNow:
		return whyDo{"Read the user as it is now", s.askUser}, s.asksUser()
	case why.DoRetry: // where the refused screen can: it knows what a second call does
		can := slices.Contains(explain(s.of.err).offers, offerRetry)
		return whyDo{whyLabels[f.Do], func() tea.Cmd { return s.end(offerTaken{offer: offerRetry}) }}, can
	case why.DoMethod:
		return whyDo{"Sign in by " + f.Flow, func() tea.Cmd {
			return s.end(offerTaken{offer: offerSignIn, user: s.facts.User, flow: cognito.Flow(f.Flow)})
		}}, true
	}
	o := whyOffers[f.Do]
	return whyDo{whyLabels[f.Do], func() tea.Cmd { return s.end(offerTaken{offer: o}) }}, true
}
