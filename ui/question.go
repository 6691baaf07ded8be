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

// question asks before doing something. No has the focus meanwhile.
func (s *formScreen) question(q question) {
	s.forget()
	s.ask, s.askedAt = &q, s.form.At()
	s.form.Offers = []kit.Button{
		{Key: "no", Label: "No", Shortcut: "alt+1"},
		{Key: "yes", Label: q.yes, Shortcut: "alt+2"},
	}
	s.form.Focus(len(s.form.Fields) + len(s.form.Buttons))
}

// leaving says that esc takes a question away before it leaves the screen.
func (s *formScreen) leaving() string {
	if s.ask == nil {
		return ""
	}
	return "no"
}

// escape answers no.
func (s *formScreen) escape() { s.hit("no") }

// asked takes a key while a question stands: y and n answer it where no field has
// the focus, and what changes a field takes the question away, which was about
// what stood there.
func (s *formScreen) asked(msg tea.KeyMsg) tea.Cmd {
	if s.form.Focused() == nil {
		switch {
		case key.Matches(msg, answerYes):
			return s.hit("yes")
		case key.Matches(msg, answerNo):
			return s.hit("no")
		}
	}
	was := s.form.Values()
	event := s.form.Update(msg)
	if !slices.Equal(was, s.form.Values()) {
		at := s.form.At()
		s.forget()
		s.form.Focus(at)
	}
	if event.Pressed != "" {
		return s.hit(event.Pressed)
	}
	return event.Cmd
}

var answerYes, answerNo = bound("y", "yes", "y"), bound("n", "no", "n")
