package ui

import tea "github.com/charmbracelet/bubbletea"

// deskUser is the card of one person: what is known of them, what they will
// experience at sign-in and why, and the remedies. It changes nothing by itself.
type deskUser struct {
	Base
	*person
	at  string // the key of what the bar is on; empty until there is something
	top int    // the first line in sight; -1 follows the bar
}

func newDeskUser(env *Env, o wantDeskUser) *deskUser {
	return &deskUser{Base: newBase(env, onDesk, wholeWidth), person: newPerson(env, o), top: -1}
}

// Title names the screen.
func (s *deskUser) Title() string { return "A person" }

// Enter begins to read, or judges anew.
func (s *deskUser) Enter() tea.Cmd { return s.settled(s.look(&s.Base)) }

// settled has the bar stay on what it is on, where a new diagnosis still has it.
func (s *deskUser) settled(cmd tea.Cmd) tea.Cmd {
	if s.judged {
		s.settle()
	}
	return cmd
}

// Update takes keys and what was read.
func (s *deskUser) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case Reply[factRead]:
		msg.Val.take()
		return s.settled(s.next(&s.Base))
	case shortcut:
		if msg == pressDetails && s.judged {
			return s.end(wantDeskDetails{s.person})
		}
	case tea.KeyMsg:
		return s.key(msg)
	}
	return nil
}

// hear takes what a remedy did: what was read before isn't so any more, and an answer of
// the caller's may not be.
func (s *deskUser) hear(event any) {
	r, ok := event.(remedyApplied)
	if !ok || r.of != s.person {
		return
	}
	who := s.user()
	s.changed(r.after, r.gone)
	s.top = -1
	switch {
	case r.gone:
		s.settle()
		s.tell(readBack{who, true})
	case r.after != nil:
		s.settle()
		s.tell(readBack{*r.after, false})
	}
	s.takeBack(r.done)
}
