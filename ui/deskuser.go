package ui

import (
	"errors"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/cognito/diagnosis"
	"cognito-tui/cognito/facts"
)

// deskUser is the card of one person: what is known of them, what they will
// experience at sign-in and why, and the remedies. It changes nothing by itself.
type deskUser struct {
	Base
	asked string             // the name that AdminGetUser is asked by
	row   *cognito.FoundUser // as the search found them; nil without a search

	facts   *deskFacts // on the screen
	fresh   *deskFacts // being read; facts itself the first time
	reading string     // what is being read; empty where all is

	judged   bool
	verdict  diagnosis.Diagnosis
	says     diagnosis.Says
	answered []callersAnswer // what the caller said, in the order of the answers

	at  string // the key of what the bar is on; empty until there is something
	top int    // the first line in sight; -1 follows the bar
}

func newDeskUser(env *Env, o wantDeskUser) *deskUser {
	s := &deskUser{Base: newBase(env), asked: o.username, facts: &deskFacts{}, top: -1}
	if o.user.Username != "" {
		s.row = &o.user
	}
	s.fresh = s.facts
	s.facts.known(env)
	return s
}

// Title names the screen.
func (s *deskUser) Title() string { return "A person" }

// Enter begins to read, or judges anew: the clock may have gone on.
func (s *deskUser) Enter() tea.Cmd {
	if s.reading == "" && s.judged {
		s.judge()
		return nil
	}
	return s.next()
}

// Update takes keys and what was read.
func (s *deskUser) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case Reply[deskRead]:
		if msg.Val.keep != nil {
			msg.Val.keep(s.fresh)
		}
		return s.next()
	case shortcut:
		if msg == pressDetails && s.judged {
			return s.end(wantDeskDetails{of: s})
		}
	case tea.KeyMsg:
		return s.key(msg)
	}
	return nil
}

// judge makes the diagnosis, once all that can be known is. The bar stays on what it
// is on, where that is still there.
func (s *deskUser) judge() {
	s.facts, s.judged, s.reading = s.fresh, true, ""
	if s.verdict = (diagnosis.Diagnosis{}); s.failed() == nil { // of somebody who can't be read nothing is said
		s.verdict = diagnosis.Of(s.inputs())
	}
	s.settle()
}

// inputs are the facts as the diagnosis takes them.
func (s *deskUser) inputs() diagnosis.Facts {
	f := diagnosis.Facts{
		Asked: s.asked, Found: s.found(), User: s.person(), Listed: !s.facts.user.Known,
		Groups: s.facts.groups.Val, Devices: s.facts.devices.Val,
		Events: s.facts.events, Now: s.env.now(), Says: s.says,
	}
	f.Same.Val = s.facts.same.Val // never Known: ListUsers tells late, and not all of them are read
	if s.facts.pool.Known {
		f.Pool = &s.facts.pool.Val
	}
	if s.facts.client.Known {
		f.Client = &s.facts.client.Val
	}
	return f
}

// changed takes a person as a remedy left them, and reads the rest again once the
// card is looked at.
func (s *deskUser) changed(after *cognito.FoundUser, gone bool) {
	who := s.person()
	s.reload()
	switch {
	case gone:
		s.fresh.user = facts.Of(cognito.FoundUser{}, &cognito.Error{Op: "AdminGetUser", Kind: cognito.NoSuchUser})
		s.facts, s.row = s.fresh, nil
	case after != nil:
		s.fresh.user = facts.Known(*after)
		s.facts.user = s.fresh.user
	}
	if gone || after != nil { // what was read of the rest may be stale, of the person it isn't
		s.verdict = diagnosis.Of(s.inputs())
		s.settle()
	}
	switch {
	case gone:
		s.tell(readBack{who, true})
	case after != nil:
		s.tell(readBack{*after, false})
	}
}

// reload forgets what is to be read again; the screen shows what it was until then.
func (s *deskUser) reload() {
	s.fresh, s.judged = &deskFacts{}, false
	s.fresh.known(s.env)
	s.top = -1
}

// failed is why the person can't be shown at all; nil where they can.
func (s *deskUser) failed() *cognito.Error {
	var e *cognito.Error
	if !s.found() && !s.gone() && errors.As(s.facts.user.Err, &e) {
		return e
	}
	return nil
}
