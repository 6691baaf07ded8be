package ui

import (
	"cmp"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"cognito-tui/ui/kit"
)

// listScreen is a list one chooses from, in sections.
type listScreen struct {
	Base
	title, lead, done string
	rows              func() []listRow // read anew each time
	at                int
	labels            int             // cells of the rows' names; 0 for the usual 24
	head              func() []string // lines between the lead and the list; may be nil
}

// listRow is one thing to choose; section, where not empty, stands above it.
type listRow struct {
	section, label, detail string
	do                     func() tea.Cmd
	off                    bool // do does nothing: detail says why
}

// Title names the screen.
func (s *listScreen) Title() string { return s.title }

// Update moves the bar, or chooses.
func (s *listScreen) Update(msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		return nil
	}
	rows := s.rows()
	if len(rows) == 0 {
		return nil
	}
	s.at = min(s.at, len(rows)-1)
	keys := newMoveKeys()
	if key.Matches(k, keys.Choose) {
		return rows[s.at].do()
	}
	s.at, _ = keys.move(k, s.at, len(rows), 10, true)
	return nil
}

// View draws the list around the bar.
func (s *listScreen) View() string {
	t := s.env.Theme
	fixed := []string{"", "  " + t.Strong.Render(kit.Clean(s.title))}
	for _, l := range kit.Wrap(s.lead, s.w-4) {
		fixed = append(fixed, "  "+t.Muted.Render(l))
	}
	if s.head != nil {
		fixed = append(fixed, s.head()...)
	}
	if s.done != "" {
		fixed = append(fixed, "  "+t.Good.Render("✓")+" "+t.Text.Render(kit.Cut(s.done, s.w-6)))
	}
	var lines []string
	at := 0
	for i, r := range s.rows() {
		if r.section != "" {
			lines = append(lines, "", "  "+t.Accent.Render(r.section))
		}
		mark, label := "  ", t.Text
		if i == s.at {
			mark, label, at = t.Bar.Render("▌")+" ", t.Accent, len(lines)
		}
		lines = append(lines, s.rowLines(r, mark, label, i == s.at)...)
	}
	more := func(up bool) string {
		if up {
			return t.Muted.Render("  ↑ more")
		}
		return t.Muted.Render("  ↓ more")
	}
	return strings.Join(append(fixed, kit.Window(lines, at-2, at+1, s.h-len(fixed), more)...), "\n")
}

// rowLines draws one row; the chosen one shows all of its detail.
func (s *listScreen) rowLines(r listRow, mark string, label lipgloss.Style, chosen bool) []string {
	t := s.env.Theme
	detail := kit.Clean(r.detail)
	if detail == "" {
		return []string{mark + label.Render(kit.Cut(kit.Clean(r.label), s.w-3))}
	}
	wide := cmp.Or(s.labels, 24)
	name := mark + label.Render(kit.Fit(kit.Clean(r.label), wide)) + "  "
	if !chosen {
		return []string{kit.Cut(name+t.Muted.Render(detail), s.w-1)}
	}
	lines := kit.Wrap(detail, s.w-wide-5)
	lines[0] = name + t.Muted.Render(lines[0])
	for i := 1; i < len(lines); i++ {
		lines[i] = strings.Repeat(" ", wide+4) + t.Muted.Render(lines[i])
	}
	return lines
}

// ShortHelp are the keys of the footer.
func (s *listScreen) ShortHelp() []key.Binding {
	keys := newMoveKeys()
	return []key.Binding{keys.Choose, renamed(keys.Down, "↑↓", "move")}
}

// FullHelp are all keys of the screen.
func (s *listScreen) FullHelp() [][]key.Binding {
	k := newMoveKeys()
	return [][]key.Binding{{k.Choose, k.Up, k.Down, k.PageUp, k.PageDown, k.First, k.Last}}
}
