package ui

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito/find"
	"cognito-tui/ui/kit"
)

// findKeys are the keys of the table.
type findKeys struct {
	moveKeys
	Next, Prev, Line, Rows, Open, Mark, All, Many key.Binding
	Sort, Turn, Status, Enabled                   key.Binding
	Export, Everywhere, GoOn                      key.Binding
}

func newFindKeys() findKeys {
	k := findKeys{moveKeys: newMoveKeys(),
		Next: bound("tab", "on", "tab"), Prev: bound("shift+tab", "back", "shift+tab"),
		Line: bound("/", "search", "/"), Rows: bound("↓", "to the table", "down"),
		Open: bound("enter", "open", "enter"), Mark: bound("space", "mark", " "), All: bound("a", "mark all shown, or none", "a"),
		Many: bound("b", "many at once", "b"),
		Sort: bound("s", "sort", "s"), Turn: bound("S", "the other way round", "S"),
		Status: bound("t", "status", "t"), Enabled: bound("d", "enabled or disabled", "d"),
		Export: bound("e", "export", "e"), Everywhere: bound("w", "look everywhere", "w"), GoOn: bound("r", "go on", "r"),
	}
	k.Up, k.Down = bound("↑ k", "up", "up", "k"), bound("↓ j", "down", "down", "j")
	k.PageUp, k.PageDown = bound("pgup", "a page up", "pgup"), bound("pgdn", "a page down", "pgdown")
	return k
}

// onTable tells whether the table has the focus.
func (s *findScreen) onTable() bool { return s.form.At() == len(s.form.Fields) }

// Typing is true while the line, or a file's name, takes text.
func (s *findScreen) Typing() bool { return s.saving != nil || s.formScreen.Typing() }

// Update takes keys, what a search found, and what became of an export.
func (s *findScreen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case findStep:
		return s.stepped(msg)
	case deskChecked:
		s.unwritable = msg.wrong
		return nil
	case Reply[exported]:
		s.saved(msg)
		return nil
	case kit.Pasted:
		return s.pasted(msg)
	case tea.KeyMsg:
		switch {
		case s.saving != nil:
			return s.savingKey(msg)
		case s.onTable():
			return s.tableKey(msg)
		}
		return s.formKey(msg)
	}
	return s.formScreen.Update(msg)
}

// pasted puts words into the line, also from the table.
func (s *findScreen) pasted(p kit.Pasted) tea.Cmd {
	if s.saving != nil {
		s.saving.Paste(p)
		return nil
	}
	if s.onTable() {
		s.form.FocusField("find")
	}
	s.form.Paste(p)
	return s.narrowed()
}

// formKey takes a key on the line, a facet or a button.
func (s *findScreen) formKey(k tea.KeyMsg) tea.Cmd {
	field := s.form.Focused()
	if field != nil && !field.Choice() && key.Matches(k, s.keys.Rows) && s.table.Len() > 0 {
		s.form.FocusButton()
		return nil
	}
	if cmd := s.formScreen.Update(k); cmd != nil {
		return cmd
	}
	return s.narrowed()
}

// tableKey takes a key on the table.
func (s *findScreen) tableKey(k tea.KeyMsg) tea.Cmd {
	switch {
	case key.Matches(k, s.keys.Line):
		s.form.FocusField("find")
	case key.Matches(k, s.keys.Next), key.Matches(k, s.keys.Prev):
		return s.formScreen.Update(k)
	case key.Matches(k, s.keys.Status):
		return s.turn("status")
	case key.Matches(k, s.keys.Enabled):
		return s.turn("enabled")
	case key.Matches(k, s.keys.Everywhere):
		return s.everywhere()
	case key.Matches(k, s.keys.GoOn):
		if s.state == stopped || s.state == searchFailed {
			return s.resume()
		}
	case key.Matches(k, s.keys.Sort):
		s.sort()
	case key.Matches(k, s.keys.Turn):
		by, down := s.table.Ordered()
		s.order(by, !down)
	case key.Matches(k, s.keys.Many):
		return s.end(wantMany{users: s.table.Marked()}) // without marks: for those of a file
	case s.table.Len() > 0:
		return s.rowKey(k)
	case key.Matches(k, s.keys.Up):
		s.form.FocusField("find")
	}
	return nil
}

// turn picks the next choice of a facet.
func (s *findScreen) turn(facet string) tea.Cmd {
	s.form.Field(facet).Next()
	return s.narrowed()
}

// rowKey takes a key that needs rows.
func (s *findScreen) rowKey(k tea.KeyMsg) tea.Cmd {
	switch {
	case key.Matches(k, s.keys.Open):
		u := s.table.At(s.at)
		return s.end(wantDeskUser{username: u.Username, user: u})
	case key.Matches(k, s.keys.Mark):
		s.table.Mark(s.at, !s.table.IsMarked(s.at))
		s.walkTo(min(s.at+1, s.table.Len()-1))
	case key.Matches(k, s.keys.All):
		s.table.MarkShown()
	case key.Matches(k, s.keys.Export):
		s.askFile()
	case key.Matches(k, s.keys.Up) && s.at == 0:
		s.form.FocusField("find")
	default:
		if to, ok := s.keys.move(k, s.at, s.table.Len(), s.room(), false); ok {
			s.walkTo(to)
		}
	}
	return nil
}

// walkTo moves the bar, which then stays with its user.
func (s *findScreen) walkTo(at int) { s.at, s.barred = at, s.table.At(at).Username }

// sort goes on to the next column that is drawn.
func (s *findScreen) sort() {
	by, _ := s.table.Ordered()
	next := find.Arrival
	for i, c := range s.columns(s.w - findMargin) {
		if by == find.Arrival && i == 0 {
			next = c.of
			break
		}
		if c.of == by {
			if rest := s.columns(s.w - findMargin)[i+1:]; len(rest) > 0 {
				next = rest[0].of
			}
			break
		}
	}
	s.order(next, false)
}

func (s *findScreen) order(by find.Column, down bool) {
	s.table.Order(by, down)
	if s.barred == "" {
		s.top = 0
	}
	s.rebar()
}

// ShortHelp are the keys of the footer.
func (s *findScreen) ShortHelp() []key.Binding {
	k := s.keys
	switch {
	case s.saving != nil:
		return []key.Binding{renamed(k.Open, "enter", "write")}
	case !s.onTable():
		enter := "search"
		if s.nobody() != "" {
			enter = "ask for that name"
		}
		list := []key.Binding{renamed(k.Open, "enter", enter), k.Next}
		if s.table.Len() > 0 {
			list = append(list, k.Rows)
		}
		return list
	}
	list := []key.Binding{k.Line}
	if s.state == stopped || s.state == searchFailed {
		list = append(list, k.GoOn)
	}
	if s.table.Len() > 0 {
		list = append([]key.Binding{k.Open}, list...)
		list = append(list, k.Mark)
	}
	list = append(list, k.Many) // without marks and without rows too: for those of a file
	if s.table.Len() > 0 {
		list = append(list, k.Sort, k.Export)
	}
	if s.goOn && s.state != searching {
		list = append(list, k.Everywhere)
	}
	return list
}

// FullHelp are all keys of the screen.
func (s *findScreen) FullHelp() [][]key.Binding {
	k := s.keys
	table := []key.Binding{k.Open, k.Up, k.Down, k.PageUp, k.PageDown, k.First, k.Last, k.Mark, k.All, k.Sort, k.Turn, k.Export, k.Many}
	return [][]key.Binding{
		{renamed(k.Open, "enter", "search"), k.Next, k.Prev, bound("← →", "another choice", "left", "right")},
		table, {k.Line, k.Status, k.Enabled, k.Everywhere, k.GoOn},
	}
}
