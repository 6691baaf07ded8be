package ui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/cognito/settings"
	"cognito-tui/ui/kit"
)

// localPool shows what the embedded pool holds, and moves its clock, makes its
// calls fail, and begins it anew.
type localPool struct{ listScreen }

func newLocalPool(env *Env) Screen {
	s := &localPool{listScreen{Base: newBase(env, panelOf(showLocal{})), title: "Local pool"}}
	s.lead = "In memory: every start begins anew, with these users."
	s.head = s.facts
	s.rows = s.list
	return s
}

func (s *localPool) facts() []string {
	t, local := s.env.Theme, s.env.Local
	lines := []string{
		"  " + t.Muted.Render("Password of all  ") + t.Strong.Render(local.Password()),
		"  " + t.Muted.Render("Clock            ") + t.Text.Render(s.env.Clock.Format(local.Now(), "Mon 2 Jan 2006 15:04:05")),
	}
	if armed := append(knobsOn(local), local.Faults()...); len(armed) > 0 {
		lines = append(lines, "  "+t.Warn.Render("!")+" "+t.Text.Render(kit.Cut(kit.Clean(strings.Join(armed, "; ")), s.w-6)))
	}
	return lines
}

func (s *localPool) list() []listRow {
	rows := s.users()
	rows = append(rows, s.knobs()...)
	rows = append(rows, s.clock()...)
	return append(rows, s.faults()...)
}

func (s *localPool) users() []listRow {
	local, pool := s.env.Local, s.env.Settings.Get(settings.UserPoolID)
	var rows []listRow
	for _, u := range local.Users() {
		if u.PoolID != pool {
			continue
		}
		status := u.Status
		if !u.Enabled {
			status += ", disabled"
		}
		detail := status
		if u.Shows != "" {
			detail += " · " + u.Shows
		}
		rows = append(rows, listRow{label: u.Username, detail: detail, do: func() tea.Cmd {
			return s.end(wantSignIn{user: u.Username, password: local.Password(), flow: cognito.Flow(u.Flow)})
		}})
	}
	if len(rows) > 0 {
		rows[0].section = "Users · enter signs in as one"
	}
	return rows
}

func (s *localPool) clock() []listRow {
	local := s.env.Local
	move := func(label string, d time.Duration) listRow {
		return listRow{label: label, do: func() tea.Cmd {
			local.Advance(d)
			s.done = "The clock is " + strings.TrimPrefix(label, "Forward ") + " later."
			return nil
		}}
	}
	rows := []listRow{
		move("Forward 1 minute", time.Minute), move("Forward 5 minutes", 5*time.Minute),
		move("Forward 1 hour", time.Hour), move("Forward 1 day", 24*time.Hour),
		{label: "Forward by …", detail: "a time you type", do: func() tea.Cmd { return s.end(typeClock{}) }},
	}
	rows[0].section = "Clock"
	return rows
}

func (s *localPool) faults() []listRow {
	local := s.env.Local
	rows := []listRow{{section: "Faults", label: "Make a call fail …", detail: "fail, be slow, or lose the answer", do: func() tea.Cmd {
		return s.end(pickFault{})
	}}}
	if n := len(local.Faults()); n > 0 {
		rows = append(rows, listRow{label: "Clear the faults", detail: fmt.Sprintf("%d armed", n), do: func() tea.Cmd {
			local.ClearFaults()
			s.done = "No fault is armed."
			return nil
		}})
	}
	return append(rows, listRow{section: "Begin anew", label: "Reset the pool", detail: "users, messages, clock, faults, lists and rates", do: func() tea.Cmd {
		local.Reset()
		return s.end(poolReset{})
	}})
}

// fault chooses what happens to the next call of an operation.
type fault struct{ listScreen }

func newFault(env *Env, operation string) Screen {
	s := &fault{listScreen{Base: newBase(env, aStep)}}
	if operation == "" {
		s.title, s.lead = "Make a call fail", "The next call of which operation?"
		s.rows = s.operations
		return s
	}
	s.title, s.lead = operation, "What should happen to its next call?"
	s.rows = func() []listRow { return s.kinds(operation) }
	return s
}

func (s *fault) operations() []listRow {
	all := s.env.Local.Operations()
	missing := func(op string) bool { return !slices.Contains(all, op) }
	ops := slices.DeleteFunc(cognito.Operations(), missing)
	others := len(ops)
	for _, op := range all {
		if !slices.Contains(ops, op) {
			ops = append(ops, op)
		}
	}
	var rows []listRow
	for i, op := range ops {
		row := listRow{label: op, do: func() tea.Cmd { return s.end(pickFault{op}) }}
		switch i {
		case 0:
			row.section = "Called by these screens"
		case others:
			row.section = "Others"
		}
		rows = append(rows, row)
	}
	return rows
}

func (s *fault) kinds(op string) []listRow {
	local := s.env.Local
	arm := func(f func()) func() tea.Cmd {
		return func() tea.Cmd {
			f()
			return s.end(faultArmed{})
		}
	}
	rows := []listRow{
		{section: "Network", label: "Be slow: 3 seconds", do: arm(func() { local.Delay(op, 1, 3*time.Second) })},
		{label: "Be slow: 15 seconds", detail: "longer than a call waits", do: arm(func() { local.Delay(op, 1, 15*time.Second) })},
		{label: "Lose the answer", detail: "it acts, then the connection breaks", do: arm(func() { local.DropAnswer(op, 1) })},
	}
	for i, exception := range local.Exceptions(op) {
		section := ""
		if i == 0 {
			section = "Answer with"
		}
		texts := local.Texts(op, exception)
		if len(texts) == 0 {
			texts = []string{""} // the usual one
		}
		for _, text := range texts {
			rows = append(rows, listRow{section: section, label: strings.TrimSuffix(exception, "Exception"), detail: text,
				do: arm(func() { local.Fail(op, 1, exception, text) })})
			section = ""
		}
	}
	return rows
}

// clockForm takes how far the embedded pool's clock moves.
type clockForm struct{ formScreen }

func newClock(env *Env) Screen {
	s := &clockForm{}
	by := kit.NewField("by", "Forward by")
	by.Hint = "such as 90m or 36h"
	s.formScreen = newFormScreen(env, "Move the clock", "It only moves forward. Hours (h), minutes (m) and seconds (s).",
		kit.NewForm("Move", by))
	s.submit = func() tea.Cmd {
		d, err := time.ParseDuration(strings.ReplaceAll(s.form.Value("by"), " ", ""))
		switch {
		case err != nil:
			by.Err = "Write a time such as 90m, 36h or 1h30m."
		case d <= 0:
			by.Err = "The clock only moves forward."
		case d > 10*365*24*time.Hour:
			by.Err = "At most ten years."
		default:
			env.Local.Advance(d)
			return s.end(back{})
		}
		return nil
	}
	return s
}
