package ui

import (
	"slices"
	"strings"

	"github.com/charmbracelet/lipgloss"

	"cognito-tui/cognito"
	"cognito-tui/cognito/find"
	"cognito-tui/ui/kit"
)

// findColumn is a column as it is drawn: at least so many cells, at best so many that
// little is cut, at most so many.
type findColumn struct {
	of                find.Column
	title             string
	least, good, most int
	rank              int // those with a lower one come first where not all fit
	always            bool
	width             int
}

// findColumns stand in this order.
var findColumns = []findColumn{
	{of: find.Username, title: "User name", least: 14, good: 24, most: 40, rank: 0, always: true},
	{of: find.Email, title: "Email", least: 16, good: 26, most: 40, rank: 2},
	{of: find.PhoneNumber, title: "Phone", least: 14, good: 16, most: 17, rank: 5},
	{of: find.FullName, title: "Name", least: 10, good: 18, most: 30, rank: 3},
	{of: find.Status, title: "Status", least: 21, good: 21, most: 21, rank: 1, always: true},
	{of: find.EnabledState, title: "Enabled", least: 10, good: 10, most: 10, rank: 4, always: true},
	{of: find.Created, title: "Created", least: 10, good: 16, most: 16, rank: 7},
	{of: find.Modified, title: "Modified", least: 10, good: 16, most: 16, rank: 6},
}

// needed is how many of the columns, by rank, come before any of them is made wider.
const needed = 5

// columns are those that fit into w cells, with their widths. One that tells nothing is
// left out; those that are needed get what keeps them from being cut before others come
// in, and what is left over goes to those that would be cut.
func (s *findScreen) columns(w int) []findColumn {
	list := slices.Clone(findColumns)
	left := w + 1
	for rank := range list {
		if rank == needed {
			left -= widen(list, left, func(c findColumn) int { return min(c.good, c.most) })
		}
		c := &list[slices.IndexFunc(list, func(c findColumn) bool { return c.rank == rank })]
		tells, widest := s.table.Tells(c.of)
		if c.of != find.EnabledState {
			c.most = max(len(c.title)+2, min(c.most, widest))
		}
		if width := min(c.least, c.most); (tells || c.always) && width < left {
			c.width = width
			left -= width + 1
		}
	}
	widen(list, left, func(c findColumn) int { return c.most })
	return slices.DeleteFunc(list, func(c findColumn) bool { return c.width == 0 })
}

// widen gives the cells that are left to the columns that are there, one by one until
// each has as many as it wants, and tells how many it gave.
func widen(list []findColumn, left int, wants func(findColumn) int) (given int) {
	for more := true; more; {
		more = false
		for i, c := range list {
			if given < left && c.width > 0 && c.width < wants(c) {
				list[i].width++
				given++
				more = true
			}
		}
	}
	return given
}

// room is how many rows are in sight.
func (s *findScreen) room() int { return max(1, s.h-len(s.headLines())-tableExtra) }

// tableExtra are the lines of the table that aren't rows: its header, and the user at
// the bar in full.
const tableExtra = 2

// tableLines draws the header, the rows in sight, and the user at the bar in full.
func (s *findScreen) tableLines(height int) []string {
	t, columns := s.env.Theme, s.columns(s.w-findMargin)
	rows := max(1, height-tableExtra)
	s.top = max(0, min(s.top, s.at, s.table.Len()-rows), s.at-rows+1)
	lines := []string{s.tableHead(columns)}
	for i := s.top; i < min(s.top+rows, s.table.Len()); i++ {
		u := s.table.At(i)
		bar, mark := " ", " "
		if i == s.at && s.onTable() {
			bar = t.Bar.Render("▌")
		}
		if s.table.IsMarked(i) {
			mark = t.Accent.Render("●")
		}
		lines = append(lines, bar+mark+"  "+s.row(&u, columns, i == s.at && s.onTable()))
	}
	for len(lines) < height-1 {
		lines = append(lines, "")
	}
	if s.onTable() {
		u := s.table.At(s.at)
		lines = append(lines, "  "+t.Muted.Render(kit.Cut(s.detailLine(&u), s.w-4)))
	}
	return lines
}

func (s *findScreen) tableHead(columns []findColumn) string {
	t := s.env.Theme
	by, down := s.table.Ordered()
	parts := make([]string, len(columns))
	for i, c := range columns {
		style, title := t.Muted, c.title
		if c.of == by {
			style = t.Accent
			if title += " ▲"; down {
				title = c.title + " ▼"
			}
		}
		parts[i] = style.Render(kit.Fit(title, c.width))
	}
	return strings.Repeat(" ", findMargin) + strings.Join(parts, " ")
}

// row draws one user; what strangers wrote is cleaned.
func (s *findScreen) row(u *cognito.FoundUser, columns []findColumn, chosen bool) string {
	t := s.env.Theme
	parts := make([]string, len(columns))
	for i, c := range columns {
		style, text := lipgloss.Style(t.Text), kit.Clean(find.TextOf(u, c.of, s.env.Clock))
		switch {
		case c.of == find.EnabledState && !u.Enabled:
			style, text = t.Warn, "✗ disabled"
		case c.of == find.EnabledState:
			style, text = t.Muted, "✓"
		case c.of == find.Username && chosen:
			style = t.Accent
		case c.of == find.Created, c.of == find.Modified:
			style = t.Muted
			if c.width < len(text) {
				text = text[:min(len(text), 10)] // the day alone
			}
		case c.of == find.Status && u.Status != "CONFIRMED":
			style = t.Warn
		case c.of == find.Email && text == kit.Clean(u.Username):
			style = t.Muted
		}
		parts[i] = style.Render(kit.Fit(text, c.width))
	}
	return strings.Join(parts, " ")
}
