package ui

import (
	"context"
	"errors"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/cognito/find"
	"cognito-tui/cognito/pace"
	"cognito-tui/ui/kit"
)

// findScreen is where the support desk begins: one line for what a caller can tell,
// and a table of those who are meant. The form's button isn't drawn: its place in
// the tab order is the table's.
type findScreen struct {
	formScreen
	keys   findKeys
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
	cancel   context.CancelFunc
	ctx      context.Context

	mayOpen, mayMany bool // whether these have screens
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

func newFind(env *Env) *findScreen {
	line := kit.NewField("find", "Find")
	status := []kit.Option{{Key: "", Label: "any"}}
	for _, s := range find.Statuses {
		status = append(status, kit.Option{Key: s, Label: s})
	}
	form := kit.NewForm("", line, kit.NewChoice("status", "Status", status...),
		kit.NewChoice("enabled", "Enabled", kit.Option{Key: "", Label: "any"},
			kit.Option{Key: "enabled", Label: "enabled only"}, kit.Option{Key: "disabled", Label: "disabled only"}))
	form.Labels = 8
	s := &findScreen{formScreen: newFormScreen(env, "Support desk", "", form), keys: newFindKeys(), table: find.NewTable(),
		mayOpen: leads(wantDeskUser{}), mayMany: leads(wantMany{})}
	s.submit, s.user = s.search, func() string { return "" }
	s.formScreen.offer = func(o offer) tea.Cmd {
		if o == offerRetry && s.run != nil {
			return s.resume()
		}
		return nil
	}
	return s
}

// full gives the table the whole width.
func (*findScreen) full() {}

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

// search looks for what is typed.
func (s *findScreen) search() tea.Cmd { return s.look(s.form.Value("find")) }

// look begins a search; what an earlier one found goes. With a text the facets narrow
// the table alone, so that another choice needs no call.
func (s *findScreen) look(text string) tea.Cmd {
	plan, err := find.PlanOf(find.Query{Text: text, Facets: s.facets()})
	if err != nil {
		s.form.Field("find").Err = err.Error()
		s.form.FocusField("find")
		return nil
	}
	s.text, s.all, s.loaded = text, plan.Kind == find.AllUsers, find.Facets{}
	if s.all {
		s.loaded = s.facets()
	}
	s.close()
	s.note = ""
	if n := s.table.Marks(); n > 0 {
		s.note = counted(n, "mark") + " went with the list before."
	}
	s.table.Clear()
	s.at, s.top, s.barred = 0, 0, ""
	s.wantAll, s.kind, s.done = false, plan.Kind, ""
	o := find.Options{}
	if s.env.Pool != nil {
		o.Estimated = s.env.Pool.EstimatedUsers
	}
	if s.env.Local == nil { // the embedded pool has no quota that others share
		if s.env.quota == nil {
			s.env.quota = pace.New(pace.Default)
		}
		o.Pace = s.env.quota
	}
	s.run = find.New(s.env.Admin, plan, o)
	s.progress, s.goOn = s.run.Progress(), s.run.MayGoOn()
	s.form.FocusButton()
	return s.begin()
}

// begin makes the calls of the search until it is over or stopped.
func (s *findScreen) begin() tea.Cmd {
	s.ctx, s.cancel = context.WithCancel(s.env.ctx)
	s.state = searching
	return s.step()
}

// resume goes on with a search that was stopped or failed, at the page it was at.
func (s *findScreen) resume() tea.Cmd {
	s.forget()
	s.form.FocusButton()
	return s.begin()
}

// findStep is what one call of a search found.
type findStep struct {
	screen, run int
	batch       find.Batch
	err         error
}

func (m findStep) of() int { return m.screen }

func (s *findScreen) step() tea.Cmd {
	ctx, run, screen, n := s.ctx, s.run, s.id, s.runs
	return func() tea.Msg {
		batch, err := run.Step(ctx)
		return findStep{screen, n, batch, err}
	}
}

// stepped takes what a call found and makes the next one.
func (s *findScreen) stepped(m findStep) tea.Cmd {
	if m.run != s.runs {
		return nil
	}
	s.progress, s.goOn = s.run.Progress(), s.run.MayGoOn()
	if m.err != nil {
		return s.broke(m.err)
	}
	s.add(m.batch.Users)
	if m.batch.Progress.Again {
		s.note = "The place in the list had expired, so it is read from its beginning; nobody is listed twice."
	}
	switch {
	case m.batch.Done() && s.wantAll && s.goOn:
		return s.everywhere()
	case m.batch.Done():
		s.cancel()
		s.state = finished
		if s.table.Total() == 0 && s.onTable() {
			s.form.FocusField("find")
		}
	case s.state == stopping:
		s.state = stopped
	default:
		s.progress = m.batch.Progress
		return s.step()
	}
	return nil
}

// broke says why the search can't go on.
func (s *findScreen) broke(err error) tea.Cmd {
	s.cancel()
	if s.state == stopping || errors.Is(err, cognito.Cancelled) {
		s.state = stopped
		return nil
	}
	s.state = searchFailed
	s.fail(err)
	if s.table.Len() == 0 {
		s.form.FocusField("find")
	}
	return nil
}

// everywhere reads every user, or will once the filters are asked.
func (s *findScreen) everywhere() tea.Cmd {
	switch {
	case s.run == nil || !s.goOn:
		return nil
	case s.state == searching && s.progress.Stage != find.Done:
		s.wantAll = true
		return nil
	case s.state == stopping:
		return nil
	}
	s.wantAll, s.goOn = false, false
	s.run.Everywhere()
	s.progress = s.run.Progress()
	return s.resume()
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

// refreshed takes a user as read just now, or that the user is gone: what the list
// says of the user later, which the service brings up to date after a while, doesn't
// take that back.
func (s *findScreen) refreshed(user cognito.FoundUser, gone bool) {
	s.table.Refresh(user, gone)
	s.rebar()
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
