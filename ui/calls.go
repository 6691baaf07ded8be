package ui

import (
	"fmt"
	"sort"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito/trace"
	"cognito-tui/ui/kit"
)

// callsPanel is the calls inspector's list: every attempt of this run, the newest
// at the end, where the bar follows it.
type callsPanel struct {
	Base
	keys   callsKeys
	filter *kit.Filter
	at     int            // ID of the entry at the bar
	top    int            // ID of the first line in sight
	follow bool           // the bar stays at the end
	frozen []*trace.Entry // what is listed while paused; nil otherwise

	// What the filter left of a list, kept for as long as both stay the same.
	found    []*trace.Entry
	foundIn  []*trace.Entry
	foundFor string
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

// newCalls lists every attempt of every call of this run. There is one list, so
// that its filter and its pause stay while one goes about elsewhere; without a pause
// it begins at the newest.
func newCalls(env *Env) Screen {
	if env.calls == nil {
		env.calls = &callsPanel{Base: newBase(env), keys: newCallsKeys(), filter: kit.NewFilter(), follow: true}
	}
	env.calls.filter.Stop()
	env.calls.follow = env.calls.follow || env.calls.frozen == nil
	return env.calls
}

func (*callsPanel) shows(o outcome) bool { _, ok := o.(showCalls); return ok }
func (*callsPanel) full()                {}

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

// all are the entries of the moment, or of the moment of the pause.
func (s *callsPanel) all() []*trace.Entry {
	if s.frozen != nil {
		return s.frozen
	}
	return s.env.Log.Snapshot()
}

// listed are those that the filter leaves, oldest first.
func (s *callsPanel) listed() []*trace.Entry {
	all, text := s.all(), strings.ToLower(strings.TrimSpace(s.filter.Text()))
	if text == "" {
		return all
	}
	if len(all) == 0 || s.found == nil || s.foundFor != text || len(s.foundIn) != len(all) || &s.foundIn[0] != &all[0] {
		s.found, s.foundIn, s.foundFor = filterCalls(all, strings.Fields(text)), all, text
	}
	return s.found
}

// filterCalls keeps the entries that hold every word.
func filterCalls(all []*trace.Entry, words []string) []*trace.Entry {
	found := []*trace.Entry{}
	for _, e := range all {
		text := strings.ToLower(strings.Join([]string{e.Op, e.About, e.Code, e.Fault, e.RequestID, e.Note, e.Endpoint}, "\n"))
		if e.Status > 0 {
			text += "\n" + fmt.Sprint(e.Status)
		}
		fits := true
		for _, w := range words {
			fits = fits && strings.Contains(text, w)
		}
		if fits {
			found = append(found, e)
		}
	}
	return found
}

// indexOf is where an ID stands in a list, or would.
func indexOf(list []*trace.Entry, id int) int {
	return sort.Search(len(list), func(i int) bool { return list[i].ID >= id })
}

// bar is the index of the entry at the bar; -1 where nothing is listed.
func (s *callsPanel) bar(list []*trace.Entry) int {
	if s.follow {
		return len(list) - 1
	}
	return min(indexOf(list, s.at), len(list)-1)
}

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
			return s.end(openCall{id: list[at].ID, from: s})
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

// beside is the call before or after the one of this ID among those listed; 0
// where there is none. The bar goes along.
func (s *callsPanel) beside(id, step int) int {
	list := s.listed()
	i := indexOf(list, id)
	if step > 0 && (i >= len(list) || list[i].ID != id) {
		i-- // it isn't listed any more: the next one stands at its place
	}
	if i += step; i < 0 || i >= len(list) {
		return 0
	}
	s.at, s.follow = list[i].ID, i == len(list)-1
	return s.at
}
