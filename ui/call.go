package ui

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito/trace"
	"cognito-tui/ui/kit"
)

// callScreen shows one attempt: what was asked and answered, how long each part
// took, and what a refusal means.
type callScreen struct {
	textScreen
	id   int
	list *callList    // ← and → go through it, and its bar along
	kept *trace.Entry // as last seen: the log may have dropped it since
	how  string       // how it came about, where it was repeated
	keys callKeys

	drawn      []string // of drawnOf, drawnW cells wide
	drawnOf    *trace.Entry
	drawnWidth int
}

// callKeys are the keys of one call. What can be done with a call has its key here
// and its case in do.
type callKeys struct{ Prev, Next, Command, Repeat key.Binding }

func newCallKeys() callKeys {
	return callKeys{Prev: bound("← p", "the call before", "left", "p"), Next: bound("→ n", "the next call", "right", "n"),
		Command: bound("c", "as an AWS CLI command", "c"), Repeat: bound("r", "repeat it", "r")}
}

// newCall shows the attempt of an ID, and how it came about where that is said.
func newCall(env *Env, id int, list *callList, how string) Screen {
	keys := newCallKeys()
	s := &callScreen{textScreen: textScreen{Base: newBase(env, wholeWidth), title: "Call"}, id: id, list: list, keys: keys, how: how}
	s.lines = s.draw
	return s
}

// entry is the attempt as it is now.
func (s *callScreen) entry() *trace.Entry {
	if e := s.env.Log.Get(s.id); e != nil {
		s.kept = e
	}
	if s.kept == nil {
		s.kept = &trace.Entry{ID: s.id, Done: true, Fault: "no longer kept"}
	}
	return s.kept
}

// Update takes the keys of one call, and scrolls.
func (s *callScreen) Update(msg tea.Msg) tea.Cmd {
	if k, ok := msg.(tea.KeyMsg); ok {
		if cmd, done := s.do(k); done {
			return cmd
		}
	}
	return s.textScreen.Update(msg)
}

// do takes a key that does something with the call.
func (s *callScreen) do(k tea.KeyMsg) (tea.Cmd, bool) {
	switch {
	case key.Matches(k, s.keys.Prev):
		s.turn(-1)
	case key.Matches(k, s.keys.Next):
		s.turn(1)
	case s.note():
		return nil, false
	case key.Matches(k, s.keys.Command):
		return s.end(showCommand{of: s.entry()}), true
	case key.Matches(k, s.keys.Repeat):
		return s.end(wantRepeat{s.entry()}), true
	default:
		return nil, false
	}
	return nil, true
}

// turn goes on to another call of the list; at its ends it stays.
func (s *callScreen) turn(step int) {
	if id := s.list.beside(s.id, step); id != 0 {
		s.id, s.kept, s.top, s.how = id, nil, 0, ""
	}
}

// note tells that it is a note of the program's own, no call.
func (s *callScreen) note() bool { return isNote(s.entry()) }

// draw gives the lines, which stay the same while the attempt and the width do.
func (s *callScreen) draw(w int) []string {
	e := s.entry()
	if s.drawnOf != e || s.drawnWidth != w || s.drawn == nil {
		s.drawn, s.drawnOf, s.drawnWidth = describeCall(s.env.Theme, s.env.Clock, e, w), e, w
	}
	s.title = kit.Clean(e.Op)
	if s.note() {
		s.title = "A note"
	}
	if fault := callFault(e); fault != "" {
		s.title += " · " + fault
	}
	if s.how != "" {
		s.title += " · " + s.how
	}
	return s.drawn
}

// ShortHelp are the keys of the footer.
func (s *callScreen) ShortHelp() []key.Binding {
	if s.note() {
		return []key.Binding{renamed(s.keys.Next, "← →", "other calls")}
	}
	return []key.Binding{renamed(s.keys.Next, "← →", "other calls"), renamed(s.keys.Command, "c", "command"), renamed(s.keys.Repeat, "r", "repeat")}
}

// FullHelp are all keys of the screen.
func (s *callScreen) FullHelp() [][]key.Binding {
	return append([][]key.Binding{{s.keys.Prev, s.keys.Next, s.keys.Command, s.keys.Repeat}}, s.textScreen.FullHelp()...)
}
