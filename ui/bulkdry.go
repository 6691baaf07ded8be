package ui

import (
	"context"
	"fmt"
	"sync/atomic"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito/bulk"
	"cognito-tui/cognito/remedy"
	"cognito-tui/ui/kit"
)

// bulkDry is the dry run: for each user whether the remedy will work, and why not.
type bulkDry struct {
	formScreen
	keys    bulkDryKeys
	remedy  remedy.Remedy
	list    bulk.List
	group   string
	plan    bulk.Plan
	will    int      // users for whom it works, or may
	unsure  int      // of them, those for whom it depends on what a list doesn't tell
	rows    []dryRow // all; none until the dry run is over
	shown   []int    // of rows
	at, top int
	which   int       // 0 all, 1 those for whom it works, 2 the others
	far     *dryCount // how far it is, while it runs
}

type dryCount struct{ read, of atomic.Int64 }

// dryRow is one user, or a line that names nobody.
type dryRow struct {
	line      int
	name, why string
	will      bool
}

type bulkDryKeys struct {
	moveKeys
	Which, Go key.Binding
}

func newBulkDryKeys() bulkDryKeys {
	return bulkDryKeys{moveKeys: newMoveKeys(), Which: bound("f", "all, will work, won't", "f"), Go: bound("enter", "go on", "enter")}
}

var dryViews = [...]string{"all", "those for whom it works", "the others"}

func newBulkDry(env *Env, o wantDryRun) *bulkDry {
	s := &bulkDry{keys: newBulkDryKeys(), remedy: remedy.Get(o.remedy), list: o.list, group: o.group}
	s.formScreen = newFormScreen(env, "Dry run", "", kit.NewForm("Try again"), onDesk, aStep, wholeWidth)
	s.submit = s.run
	return s
}

// Enter begins the dry run.
func (s *bulkDry) Enter() tea.Cmd {
	if s.rows != nil || s.busy != "" || s.failure != nil || s.warning != "" {
		return nil
	}
	return s.run()
}

func (s *bulkDry) run() tea.Cmd {
	config, list, id, group := bulkConfig(s.env, listPace(s.env)), s.list, s.remedy.ID, s.group
	far := &dryCount{}
	s.far = far
	return Call(&s.Base, "Looking for the users", func(ctx context.Context) (bulk.Plan, error) {
		return bulk.DryRun(ctx, config, list, id, group, func(read, of int) {
			far.read.Store(int64(read))
			far.of.Store(int64(of))
		})
	})
}

// Update takes what came of it, and keys.
func (s *bulkDry) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case Reply[bulk.Plan]:
		if msg.Err != nil {
			s.fail(msg.Err)
			return nil
		}
		s.took(msg.Val)
		return nil
	case tea.KeyMsg:
		if s.rows != nil {
			return s.tableKey(msg)
		}
	}
	return s.formScreen.Update(msg)
}

// took makes the rows, those of the file in its order.
func (s *bulkDry) took(p bulk.Plan) {
	s.plan, s.will, s.unsure, s.rows = p, p.Will(), 0, []dryRow{}
	left := p.Left
	for _, v := range p.Verdicts {
		for len(left) > 0 && left[0].Line < v.Line {
			s.rows, left = append(s.rows, leftRow(left[0])), left[1:]
		}
		name := v.Text
		if v.User != nil && v.User.Username != v.Text {
			name += " · " + v.User.Username
		}
		s.rows = append(s.rows, dryRow{line: v.Line, name: name, why: v.Why, will: v.Will})
		if v.Will && v.Why != "" {
			s.unsure++
		}
	}
	for _, l := range left {
		s.rows = append(s.rows, leftRow(l))
	}
	s.narrow()
}

func leftRow(l bulk.Left) dryRow {
	why := l.Why
	if l.To > l.Line {
		why = fmt.Sprintf("Lines %d to %d are empty.", l.Line, l.To)
	}
	return dryRow{line: l.Line, name: l.Text, why: why}
}

// narrow shows the rows that are asked for.
func (s *bulkDry) narrow() {
	s.shown = s.shown[:0]
	for i, r := range s.rows {
		if s.which == 0 || r.will == (s.which == 1) {
			s.shown = append(s.shown, i)
		}
	}
	s.at, s.top = 0, 0
}

func (s *bulkDry) tableKey(k tea.KeyMsg) tea.Cmd {
	switch {
	case key.Matches(k, s.keys.Go):
		if s.will > 0 {
			return s.end(planned{s.plan})
		}
	case key.Matches(k, s.keys.Which):
		s.which = (s.which + 1) % len(dryViews)
		s.narrow()
	default:
		s.at, _ = s.keys.move(k, s.at, len(s.shown), max(1, s.h-8), false)
	}
	return nil
}

// ShortHelp are the keys of the footer.
func (s *bulkDry) ShortHelp() []key.Binding {
	if s.rows == nil {
		return s.formScreen.ShortHelp()
	}
	short := []key.Binding{renamed(s.keys.Which, "f", "filter"), renamed(s.keys.Down, "↑↓", "move")}
	if s.will > 0 {
		short = append([]key.Binding{s.keys.Go}, short...)
	}
	return short
}

// FullHelp are all keys of the screen.
func (s *bulkDry) FullHelp() [][]key.Binding {
	if s.rows == nil {
		return s.formScreen.FullHelp()
	}
	k := s.keys
	return [][]key.Binding{{k.Go, k.Which, k.Up, k.Down, k.PageUp, k.PageDown, k.First, k.Last}}
}
