package ui

import (
	"context"
	"errors"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/cognito/find"
)

// The search behind the table: a call after the other, each a command of its own.

// search looks for what is typed; once more, where nobody was found by it, asks for
// that name alone.
func (s *findScreen) search() tea.Cmd {
	if name := s.nobody(); name != "" {
		return s.end(wantDeskUser{username: name})
	}
	return s.look(s.form.Value("find"))
}

// look begins a search; what an earlier one found goes. With a text the facets narrow
// the table alone, so that another choice needs no call.
func (s *findScreen) look(text string) tea.Cmd {
	plan, err := find.PlanOf(find.Query{Text: text, Facets: s.facets()})
	if err == nil {
		err = s.unknownAttribute(plan.Attribute)
	}
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
		o.Pace = s.env.listQuota()
	}
	s.run = find.New(s.env.Admin, plan, o)
	s.progress, s.goOn = s.run.Progress(), s.run.MayGoOn()
	s.form.FocusButton()
	return s.begin()
}

// unknownAttribute says that nobody can have an attribute of the pool's own, because the
// pool has none of that name. To read every user would find that out late.
func (s *findScreen) unknownAttribute(name string) error {
	if !strings.Contains(name, "custom:") || s.env.Pool == nil || len(s.env.Pool.Schema) == 0 {
		return nil
	}
	var others []string
	for _, a := range s.env.Pool.Schema {
		if a.Name == name {
			return nil
		}
		if strings.Contains(a.Name, "custom:") {
			others = append(others, a.Name)
		}
	}
	text := "This pool has no attribute " + name
	if len(others) == 0 {
		return find.Unusable(text + ", and no other custom one.")
	}
	slices.Sort(others)
	if n := len(others); n > 6 {
		others = append(others[:5], "others")
	}
	return find.Unusable(text + "; it has " + strings.Join(others, ", ") + ".")
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
