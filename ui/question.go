package ui

import (
	"slices"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/ui/kit"
)

// question is asked before something that can't be undone.
type question struct {
	sentence, hint, yes string
	do                  func() tea.Cmd
}

// question asks before doing something. No has the focus meanwhile. The command does
// nothing.
func (s *formScreen) question(q question) tea.Cmd {
	s.forget()
	s.ask, s.askedAt = &q, s.form.At()
	s.form.Offers = []kit.Button{
		{Label: "No", Shortcut: "alt+1", Do: func() tea.Cmd { s.forget(); return nil }},
		{Label: q.yes, Shortcut: "alt+2", Do: func() tea.Cmd { s.forget(); return q.do() }},
	}
	s.form.Focus(len(s.form.Fields) + len(s.form.Buttons))
	return nil
}

// leaving says that esc takes a question away before it leaves the screen.
func (s *formScreen) leaving() string {
	if s.ask == nil {
		return ""
	}
	return "no"
}

// escape answers no.
func (s *formScreen) escape() { s.forget() }

// asked takes a key while a question stands: y and n answer it where no field has
// the focus, and what changes a field takes the question away, which was about
// what stood there.
func (s *formScreen) asked(msg tea.KeyMsg) tea.Cmd {
	if s.form.Focused() == nil {
		switch {
		case key.Matches(msg, answerYes):
			return s.form.Offers[1].Do()
		case key.Matches(msg, answerNo):
			return s.form.Offers[0].Do()
		}
	}
	was := s.form.Values()
	pressed, cmd := s.form.Update(msg)
	if !slices.Equal(was, s.form.Values()) {
		at := s.form.At()
		s.forget()
		s.form.Focus(at)
	}
	return s.pressed(pressed, cmd)
}

var answerYes, answerNo = bound("y", "yes", "y"), bound("n", "no", "n")
