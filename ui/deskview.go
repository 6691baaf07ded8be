package ui

import (
	"strings"

	"github.com/charmbracelet/lipgloss"

	"cognito-tui/cognito/diagnosis"
	"cognito-tui/cognito/remedy"
	"cognito-tui/ui/kit"
)

const (
	deskWidth  = 100 // cells of the card at most
	factLabel  = 12  // cells of a fact's label
	offerLabel = 28  // cells of a remedy's name

	eventsShown = 5 // of the auth events; the others are behind F2
)

// View draws the card.
func (s *deskUser) View() string { return strings.Join(s.page().drawn(s.env.Theme), "\n") }

func (s *deskUser) wide() int { return min(s.w-2, deskWidth) }

// page lays the card out: who it is stays in sight, the rest scrolls.
func (s *deskUser) page() scrolledPage {
	w := s.wide()
	p := scrolledPage{head: s.headLines(w)}
	blank := func() { p.lines = append(p.lines, "") }
	if s.found() {
		p.lines = append(p.lines, s.factLines(w)...)
	}
	if s.found() || s.h < 24 {
		blank()
	}
	p.lines = append(p.lines, s.verdictLines(w)...)
	p.from, p.to = 0, 0
	section := deskRowKind(-1)
	for _, r := range s.rows() {
		if r.kind != section {
			section = r.kind
			blank()
			p.lines = append(p.lines, s.sectionLines(section)...)
		}
		lines := s.rowLines(r, w)
		if r.key == s.at {
			p.from, p.to = len(p.lines), len(p.lines)+len(lines)-1
		}
		p.lines = append(p.lines, lines...)
	}
	if s.found() && s.shows() {
		blank()
		p.lines = append(p.lines, s.fact("Created", s.env.Theme.Muted.Render(moment(s.env.Clock, s.user().Created)), w))
		p.lines = append(p.lines, s.offLines(w)...)
		p.lines = append(p.lines, s.eventLines(w)...)
	}
	p.settle(s.top, s.h)
	return p
}

// shows tells that there is a diagnosis: while all is read again, the one before.
func (s *deskUser) shows() bool { return s.judged || s.verdict.Row != "" }

// verdictLines are the diagnosis, or what is read before it.
func (s *deskUser) verdictLines(w int) []string {
	t := s.env.Theme
	if e := s.failed(); e != nil && s.judged {
		p := explainDesk(e)
		return marked(t.Bad.Render("✗"), p.sentence, p.hint, s.env, w)
	}
	if !s.shows() {
		return []string{"  " + t.Muted.Render("Reading "+s.reading+"…")}
	}
	mark, style := s.outcome()
	var lines []string
	for i, l := range kit.Wrap(kit.Clean(s.verdict.Sentence), w-4) {
		lead := "    "
		if i == 0 {
			lead = "  " + style.Render(mark) + " "
		}
		lines = append(lines, lead+style.Render(l))
	}
	detail := s.verdict.Detail
	if s.verdict.Inferred {
		detail = strings.TrimSpace("Inferred: the service doesn't say it. " + detail)
	}
	lines = append(lines, indented(t, "    ", detail, w)...)
	for _, a := range s.verdict.Advice {
		lines = append(lines, marks(t, "    → ", a, w)...)
	}
	return lines
}

// outcome is the mark and the colour of what will happen at sign-in.
func (s *deskUser) outcome() (string, lipgloss.Style) {
	t := s.env.Theme
	switch s.verdict.CanSignIn {
	case diagnosis.Yes:
		return "✓", t.Good
	case diagnosis.WithStep:
		return "!", t.Warn
	case diagnosis.No:
		return "✗", t.Bad
	}
	return "?", t.Warn
}

func (s *deskUser) sectionLines(kind deskRowKind) []string {
	t := s.env.Theme
	switch kind {
	case rowQuestion:
		return []string{"  " + t.Accent.Render("Ask the caller")}
	case rowOffer:
		title := "  " + t.Accent.Render("What works")
		if off := s.off(); off != "" {
			return []string{title, "  " + t.Warn.Render("! Off: "+off)}
		}
		return []string{title}
	}
	return []string{"  " + t.Muted.Render("What doesn't, and why")}
}

// rowLines draw what the bar can be on.
func (s *deskUser) rowLines(r deskRow, w int) []string {
	t := s.env.Theme
	bar := "  "
	if r.key == s.at {
		bar = t.Bar.Render("▌") + " "
	}
	switch r.kind {
	case rowQuestion:
		return s.questionLines(r, bar, w)
	case rowOffer:
		return s.offerLines(r, bar, w)
	}
	for _, f := range s.verdict.Fails {
		if f.Remedy == r.remedy {
			return beside(bar+t.Muted.Render("–  "+kit.Fit(remedy.Get(f.Remedy).Label, offerLabel)), t.Muted, f.Why, w)
		}
	}
	return nil
}

func (s *deskUser) questionLines(r deskRow, bar string, w int) []string {
	t := s.env.Theme
	mark, style := t.Warn.Render("?"), t.Text
	yes, ok := s.answerOf(r.ask.Key)
	said := ""
	switch {
	case ok && yes:
		mark, said = t.Good.Render("✓"), "  yes"
	case ok:
		mark, said, style = t.Muted.Render("–"), "  no", t.Muted
	case r.key == s.at:
		said = "  y n"
	}
	if r.key == s.at {
		style = t.Strong
	}
	var lines []string
	wrapped := kit.Wrap(kit.Clean(r.ask.Text), w-12)
	for i, l := range wrapped {
		lead, end := "     ", ""
		if i == 0 {
			lead = bar + mark + "  "
		}
		if i == len(wrapped)-1 {
			end = t.Key.Render(said)
		}
		lines = append(lines, lead+style.Render(l)+end)
	}
	return lines
}

func (s *deskUser) offerLines(r deskRow, bar string, w int) []string {
	t := s.env.Theme
	style := t.Text
	if r.key == s.at {
		style = t.Strong
	}
	for i, o := range s.verdict.Works {
		if o.Remedy != r.remedy {
			continue
		}
		digit := " "
		if i < 9 {
			digit = string(rune('1' + i))
		}
		detail := o.Detail
		if o.Unsure {
			detail = "perhaps: " + detail
		}
		denied := deniedChange(s.env, remedy.Get(o.Remedy).Operation)
		if denied != "" {
			detail = "off: " + denied
		}
		if denied != "" || s.off() != "" {
			style = t.Muted
		}
		return beside(bar+t.Key.Render(digit)+"  "+style.Render(kit.Fit(remedy.Get(o.Remedy).Label, offerLabel)), t.Muted, detail, w)
	}
	return nil
}

// beside puts a text right of a name, in as many lines as it takes.
func beside(name string, style lipgloss.Style, text string, w int) []string {
	indent := kit.Width(name) + 1
	wrapped := kit.Wrap(kit.Clean(text), w-indent)
	if len(wrapped) == 0 {
		return []string{name}
	}
	lines := []string{name + " " + style.Render(wrapped[0])}
	for _, l := range wrapped[1:] {
		lines = append(lines, strings.Repeat(" ", indent)+style.Render(l))
	}
	return lines
}
