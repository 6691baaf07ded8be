package ui

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito/trace"
	"cognito-tui/ui/kit"
)

// callsPanel is the calls inspector's list: every attempt of this run, the newest
// at the end, where the bar follows it.
type callsPanel struct {
	Base
	*callList
	keys callsKeys
}

type callsKeys struct {
	moveKeys
	Open, Filter, Keep, Pause, Follow key.Binding
}

func newCallsKeys() callsKeys {
	return callsKeys{moveKeys: newMoveKeys(),
		Open: bound("enter", "look at it", "enter"), Filter: bound("/", "filter", "/"), Keep: bound("enter", "keep the filter", "enter"),
		Pause: bound("p", "pause, go on", "p"), Follow: bound("G", "to the end, and follow", "end", "G")}
}

// newCalls lists every attempt of every call of this run; without a pause it begins at
// the newest.
func newCalls(env *Env, list *callList) *callsPanel {
	list.filter.Stop()
	list.follow = list.follow || list.frozen == nil
	return &callsPanel{Base: newBase(env, wholeWidth, panelOf(showCalls{})), callList: list, keys: newCallsKeys()}
}

// Title names the screen.
func (s *callsPanel) Title() string { return "Calls" }

// Typing is true while the filter is typed.
func (s *callsPanel) Typing() bool { return s.filter.Typing() }

// leaving says what esc does before it goes back.
func (s *callsPanel) leaving() string {
	if s.filter.Typing() || s.filter.Text() != "" {
		return "no filter"
	}
	return ""
}

// escape takes the filter away.
func (s *callsPanel) escape() { s.filter.Clear() }

// Update moves the bar, opens what is at it, and takes the filter's keys.
func (s *callsPanel) Update(msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		if p, ok := msg.(kit.Pasted); ok {
			s.filter.Paste(p)
		}
		return nil
	}
	if s.filter.Typing() {
		return s.typed(k)
	}
	list := s.listed()
	switch at := s.bar(list); {
	case key.Matches(k, s.keys.Filter):
		s.filter.Start()
	case key.Matches(k, s.keys.Pause):
		s.pause()
	case key.Matches(k, s.keys.Open):
		if at >= 0 {
			return s.end(openCall{list[at].ID})
		}
	default:
		s.walk(k, list, at)
	}
	return nil
}

// typed takes a key while the filter has the focus: arrows still move the bar.
func (s *callsPanel) typed(k tea.KeyMsg) tea.Cmd {
	switch {
	case key.Matches(k, s.keys.Keep):
		s.filter.Stop()
		return nil
	case k.Type == tea.KeyUp, k.Type == tea.KeyDown, k.Type == tea.KeyPgUp, k.Type == tea.KeyPgDown:
		list := s.listed()
		s.walk(k, list, s.bar(list))
		return nil
	}
	return s.filter.Update(k)
}

// walk moves the bar; at the end it follows what comes.
func (s *callsPanel) walk(k tea.KeyMsg, list []*trace.Entry, at int) {
	to, ok := s.keys.move(k, at, len(list), s.room(), false)
	if !ok || len(list) == 0 {
		return
	}
	s.follow = to == len(list)-1
	s.top = list[s.first(list, at)].ID
	s.at = list[to].ID
}

// pause holds the list as it is, or lets it go on.
func (s *callsPanel) pause() {
	if s.frozen != nil {
		s.frozen = nil
		return
	}
	list := s.listed()
	if at := s.bar(list); at >= 0 {
		s.top, s.at = list[s.first(list, at)].ID, list[at].ID
	}
	s.frozen = s.env.Log.Snapshot()
}
