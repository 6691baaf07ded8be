package ui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
	"cognito-tui/ui/theme"

	tea "github.com/charmbracelet/bubbletea"
)

// deskDetails shows all that was read of a person.
type deskDetails struct {
	textScreen
	of *person
}

func newDeskDetails(env *Env, of *person) *deskDetails {
	s := &deskDetails{textScreen{Base: newBase(env, onDesk), title: "All that was read"}, of}
	s.lines = s.allLines
	return s
}

// allLines are all attributes, and what could not be read, with the exception.
func (s *deskDetails) allLines(w int) []string {
	t, u := s.env.Theme, s.of.user()
	var lines []string
	add := func(label, value string) {
		for i, l := range kit.Wrap(kit.Clean(value), max(20, w-28)) {
			if i > 0 {
				label = ""
			}
			lines = append(lines, t.Muted.Render(kit.Fit(kit.Clean(label), 26))+"  "+t.Text.Render(l))
		}
	}
	if s.of.found() {
		add("User name", u.Username)
		add("Status", u.Status+", "+map[bool]string{true: "enabled", false: "disabled"}[u.Enabled])
		add("Created", moment(s.env.Clock, u.Created))
		add("Last change", moment(s.env.Clock, u.Modified))
		add("Second factors", orNone(strings.Join(u.MFA, ", "), "none"))
		add("Preferred factor", u.PreferredMFA)
		for _, a := range u.Attributes {
			add(a.Name, a.Value)
		}
		for _, o := range s.of.facts.same.Val {
			add("Also has the address", o.Username+", "+o.Status)
		}
	} else {
		add("Asked for", s.of.asked)
	}
	if p := s.of.facts.pool; p.Known {
		add("Pool", strings.TrimSpace(p.Val.Name+" "+p.Val.ID)+", MFA "+strings.ToLower(p.Val.MFA))
	}
	for _, e := range s.of.facts.events.Val {
		add("Event of "+moment(s.env.Clock, e.Time), eventWords(e))
	}
	add("Diagnosis", string(s.of.verdict.Row))
	lines = append(lines, s.unreadLines(w)...)
	return lines
}

// unreadLines say of each read that failed which exception it was.
func (s *deskDetails) unreadLines(w int) []string {
	t := s.env.Theme
	var lines []string
	for _, err := range []error{s.of.facts.user.Err, s.of.facts.pool.Err, s.of.facts.client.Err, s.of.facts.groups.Err, s.of.facts.devices.Err, s.of.facts.same.Err, s.of.facts.events.Err} {
		if err == nil {
			continue
		}
		e := cognito.ErrorOf(err)
		text := strings.TrimSpace(strings.Join([]string{e.Kind.String(), e.Code, cleanText(e.Message), e.RequestID}, " · "))
		if len(lines) == 0 {
			lines = append(lines, "", t.Accent.Render("Not read"))
		}
		lines = append(lines, beside(t.Muted.Render(kit.Fit(e.Op, 25)), t.Text, strings.Trim(strings.ReplaceAll(text, " ·  · ", " · "), " ·"), w)...)
	}
	return lines
}

// deskCopy copies something of the card.
type deskCopy struct {
	listScreen
	of *person
}

func newDeskCopy(env *Env, of *person) *deskCopy {
	s := &deskCopy{of: of}
	s.listScreen = listScreen{Base: newBase(env, onDesk), title: "Copy", rows: s.items}
	return s
}

func (s *deskCopy) items() []listRow {
	u := s.of.user()
	var rows []listRow
	add := func(label, shown, text string) {
		if text == "" {
			return
		}
		rows = append(rows, listRow{label: label, detail: shown, do: func() tea.Cmd {
			s.done = ""
			return Copy(&s.Base, text)
		}})
	}
	add("Email", u.Value("email"), u.Value("email"))
	add("Phone", u.Value("phone_number"), u.Value("phone_number"))
	add("Sub", u.Sub, u.Sub)
	add("User name", u.Username, u.Username)
	add("The whole card", "as text, such as for a ticket", cardText(s.env, s.of))
	return rows
}

// Update takes keys, and what became of copying.
func (s *deskCopy) Update(msg tea.Msg) tea.Cmd {
	if r, ok := msg.(Reply[Copied]); ok {
		s.done, s.lead = string(r.Val), ""
		if r.Err != nil {
			s.done, s.lead = "", "Not copied: "+r.Err.Error()
		}
		return nil
	}
	return s.listScreen.Update(msg)
}

// cardText is the card as plain text. It holds no secret: the card has none.
func cardText(env *Env, of *person) string {
	plain := *env
	plain.Theme = theme.New(theme.Mono)
	card := deskUser{Base: Base{env: &plain, w: deskWidth + 2, h: 1000}, person: of}
	p := card.page()
	var b strings.Builder
	for _, l := range append(p.head, p.lines...) {
		b.WriteString(strings.TrimRight(strings.TrimPrefix(ansi.Strip(l), "  "), " "))
		b.WriteByte('\n')
	}
	return strings.TrimSpace(b.String()) + "\n"
}
