package ui

import (
	"fmt"
	"strings"

	"cognito-tui/cognito/bulk"
	"cognito-tui/ui/kit"
)

// View draws how far it is, or the table.
func (s *bulkDry) View() string {
	if s.rows == nil {
		s.title = "Dry run"
		s.lead = bulkTitle(s.remedy, s.group, len(s.list.Entries)) + ". Users are only listed: nobody is changed, and nobody billed."
		s.above = s.farLines
		return s.formScreen.View()
	}
	t := s.env.Theme
	will := s.will
	wont := len(s.plan.Verdicts) - will
	lines := []string{"", "  " + kit.Spread(t.Strong.Render("Dry run · "+kit.Clean(bulkTitle(s.remedy, s.group, len(s.plan.Verdicts)))), t.Muted.Render("f shows "+dryViews[s.which]), s.w-4)}
	var head []string
	if will == 0 {
		head = append(head, t.Warn.Render("! There is nobody to do it for"))
	}
	if sure := will - s.unsure; sure > 0 {
		head = append(head, t.Good.Render("✓")+t.Text.Render(" "+thousands(sure)+" will work"))
	}
	if s.unsure > 0 {
		head = append(head, t.Warn.Render("?")+t.Text.Render(" "+thousands(s.unsure)+" may work"))
	}
	if wont > 0 {
		head = append(head, t.Bad.Render("✗")+t.Text.Render(" "+thousands(wont)+" won't"))
	}
	if n := leftLines(s.plan.Left); n > 0 {
		head = append(head, t.Muted.Render(counted(n, "line")+" left out"))
	}
	lines = append(lines, "  "+kit.Cut(strings.Join(head, "   "), s.w-4), "")
	if len(s.shown) == 0 {
		return strings.Join(append(lines, "  "+t.Muted.Render("Nobody.")), "\n")
	}
	return strings.Join(append(lines, s.tableLines(s.h-len(lines))...), "\n")
}

// leftLines counts the lines of the file that name nobody of their own.
func leftLines(left []bulk.Left) int {
	n := 0
	for _, l := range left {
		n += max(l.To, l.Line) - l.Line + 1
	}
	return n
}

func (s *bulkDry) farLines() []string {
	if s.far == nil || s.busy == "" || s.far.of.Load() == 0 {
		return nil
	}
	return []string{s.env.Theme.Muted.Render(fmt.Sprintf("%s of %s read", thousands(int(s.far.read.Load())), thousands(int(s.far.of.Load())))), ""}
}

// tableLines draws the rows in sight, and the one at the bar in full.
func (s *bulkDry) tableLines(height int) []string {
	t := s.env.Theme
	const detail = 3
	rows := max(1, height-detail)
	s.top = max(0, min(s.top, s.at, len(s.shown)-rows), s.at-rows+1)
	var lines []string
	for i := s.top; i < min(s.top+rows, len(s.shown)); i++ {
		lines = append(lines, s.rowLine(s.rows[s.shown[i]], i == s.at))
	}
	for len(lines) < rows {
		lines = append(lines, "")
	}
	r := s.rows[s.shown[s.at]]
	full := kit.Clean(r.name)
	if r.why != "" {
		full = strings.TrimPrefix(full+": "+kit.Clean(r.why), ": ")
	}
	lines = append(lines, "")
	for i, l := range kit.Wrap(full, s.w-4) {
		if i < detail-1 {
			lines = append(lines, "  "+t.Muted.Render(l))
		}
	}
	return lines
}

func (s *bulkDry) rowLine(r dryRow, barred bool) string {
	t := s.env.Theme
	bar, style := " ", t.Text
	if barred {
		bar, style = t.Bar.Render("▌"), t.Accent
	}
	mark := t.Good.Render("✓")
	switch {
	case !r.will:
		mark = t.Bad.Render("✗")
	case r.why != "":
		mark = t.Warn.Render("?")
	}
	line := ""
	if s.list.Column != "" {
		line = kit.Fit(fmt.Sprintf("%6d", r.line), 6) + "  "
	}
	name := max(20, (s.w-14)*2/5)
	return kit.Cut(bar+" "+t.Muted.Render(line)+mark+" "+style.Render(kit.Fit(kit.Clean(r.name), name))+"  "+t.Muted.Render(kit.Clean(r.why)), s.w-1)
}
