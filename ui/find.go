package ui

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/cognito/find"
	"cognito-tui/ui/kit"
)

// findScreen is where the support desk begins: one line for what a caller can tell,
// and a table of those who are meant. The form's button isn't drawn: its place in
// the tab order is the table's.
type findScreen struct {
	formScreen
	keys   findKeys
	jobs   string    // the folder of jobs for many users
	saving *kit.Form // asks for the file of an export; nil where none is made

	table    *find.Table
	at, top  int         // the bar, and the first row in sight, among those shown
	barred   string      // the user at the bar, where the bar was moved
	text     string      // what was looked for
	all      bool        // that was everybody, narrowed by loaded at the service
	loaded   find.Facets // what the service narrowed by
	run      *find.Run   // nil before the first search
	progress find.Progress
	kind     find.Kind // what the text was taken for
	runs     int       // searches so far: what another one found is dropped
	state    searchState
	goOn     bool // a look through every user is left, which may find more
	wantAll  bool // and it was asked for while filters are asked
	note     string
	// unwritable says what of the desk's files can't be written.
	unwritable []string
	cancel     context.CancelFunc
	ctx        context.Context
}

// searchState is what the search does.
type searchState int

const (
	notYet searchState = iota
	searching
	stopping // esc was pressed, the call isn't back
	stopped
	searchFailed
	finished
)

func newFind(env *Env, jobs string) *findScreen {
	line := kit.NewSearch("find", "Find")
	status := []kit.Option{{Key: "", Label: "any"}}
	for _, s := range find.Statuses {
		status = append(status, kit.Option{Key: s, Label: s})
	}
	form := kit.NewForm("", line, kit.NewChoice("status", "Status", status...),
		kit.NewChoice("enabled", "Enabled", kit.Option{Key: "", Label: "any"},
			kit.Option{Key: "enabled", Label: "enabled only"}, kit.Option{Key: "disabled", Label: "disabled only"}))
	form.Labels = 8
	s := &findScreen{jobs: jobs, formScreen: newFormScreen(env, "Support desk", "", form, onDesk, wholeWidth), keys: newFindKeys(), table: find.NewTable()}
	s.submit = s.search
	s.formScreen.offer = func(o offer) tea.Cmd {
		if o == offerRetry && s.run != nil {
			return s.resume()
		}
		return nil
	}
	return s
}

// counting keeps the spinner going.
func (s *findScreen) counting() bool { return s.state == searching }

// close cancels the search.
func (s *findScreen) close() {
	if s.cancel != nil {
		s.cancel()
	}
	s.runs++
}

// facets are those picked.
func (s *findScreen) facets() find.Facets {
	f := find.Facets{Status: s.form.Value("status")}
	switch s.form.Value("enabled") {
	case "enabled":
		f.Enabled = find.OnlyEnabled
	case "disabled":
		f.Enabled = find.OnlyDisabled
	}
	return f
}

// add puts users into the table; the bar stays with its user.
func (s *findScreen) add(users []cognito.FoundUser) {
	s.table.Add(users)
	s.rebar()
}

// rebar follows the user at the bar to where that one is now.
func (s *findScreen) rebar() {
	if s.barred != "" {
		if at := s.table.Where(s.barred); at >= 0 {
			s.top += at - s.at
			s.at = at
		}
	}
	s.at = max(0, min(s.at, s.table.Len()-1))
}

// narrowed shows those whom the facets let pass: from what is there, where that holds
// all of them, else by another search.
func (s *findScreen) narrowed() tea.Cmd {
	f := s.facets()
	if f == s.table.Facets() {
		return nil
	}
	s.table.Narrow(f)
	s.rebar()
	if s.run == nil || !s.all || s.state == finished && f.Within(s.loaded) {
		return nil
	}
	at := s.form.At()
	cmd := s.look(s.text)
	s.form.Focus(at)
	return cmd
}

// hear takes a user as read just now, or that the user is gone: what the list
// says of the user later, which the service brings up to date after a while, doesn't
// take that back.
func (s *findScreen) hear(event any) {
	if r, ok := event.(readBack); ok {
		s.table.Refresh(r.user, r.gone)
		s.rebar()
	}
}

// leaving says what esc does before it goes back.
func (s *findScreen) leaving() string {
	switch {
	case s.saving != nil:
		return "no file"
	case s.state == searching:
		return "stop"
	}
	return s.formScreen.leaving()
}

// escape stops the search, or closes the question for a file.
func (s *findScreen) escape() {
	switch {
	case s.saving != nil:
		s.saving = nil
	case s.state == searching:
		s.cancel()
		s.state, s.wantAll = stopping, false
	default:
		s.formScreen.escape()
	}
}
