package ui

import (
	"fmt"
	"strings"
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/clock"
	"cognito-tui/cognito/facts"
	"cognito-tui/cognito/remedy"
	"cognito-tui/ui/kit"
)

// headLines say who it is.
func (s *deskUser) headLines(w int) []string {
	t := s.env.Theme
	u := s.user()
	name := kit.Clean(remedy.Heading(u))
	head := "  " + t.Strong.Render(kit.Cut(name, w-2))
	sub := ""
	if u.Sub != "" {
		sub = "   " + t.Muted.Render("sub "+kit.Clean(u.Sub))
	}
	var lines []string
	if s.h >= 24 {
		lines = append(lines, "")
	}
	if kit.Width(head)+kit.Width(sub) > w {
		lines = append(lines, head)
		head = ""
	}
	again := ""
	if s.shows() && s.reading != "" {
		again = t.Muted.Render("reading again…")
	}
	if head+sub+again != "" {
		lines = append(lines, kit.Spread(kit.Cut(strings.TrimRight(head+sub, " "), w), again, w))
	}
	if s.h >= 24 {
		lines = append(lines, "")
	}
	return lines
}

// fact is one line of the card: it has one line whatever it comes to, so that what
// is below stays where it is.
func (s *deskUser) fact(label, value string, w int) string {
	return kit.Cut("  "+s.env.Theme.Muted.Render(kit.Fit(label, factLabel))+value, w+1)
}

// factLines are what is known of the person, one line each.
func (s *deskUser) factLines(w int) []string {
	t, u := s.env.Theme, s.user()
	lines := []string{s.fact("Status", s.status(u), w)}
	if u.Username != remedy.Heading(u) && u.Username != u.Sub {
		lines = append(lines, s.fact("User name", t.Text.Render(kit.Clean(u.Username)), w))
	}
	return append(lines,
		s.fact("Email", s.address(u, "email"), w),
		s.fact("Phone", s.address(u, "phone_number"), w),
		s.fact("MFA", s.factors(u), w),
		s.fact("Devices", s.deviceWords(), w),
		s.fact("Groups", s.groupWords(), w),
	)
}

// status is the service's word for how the account stands. Since when isn't told: it
// can't be later than the last change.
func (s *deskUser) status(u cognito.FoundUser) string {
	t := s.env.Theme
	style := t.Warn
	if u.Status == "CONFIRMED" {
		style = t.Good
	}
	enabled := t.Muted.Render(", enabled")
	if !u.Enabled {
		enabled = t.Muted.Render(", ") + t.Bad.Render("✗ disabled")
	}
	words := style.Render(orNone(u.Status, "not told")) + enabled
	if !u.Modified.IsZero() {
		since := ", since " + moment(s.env.Clock, u.Modified)
		if longer := since + " or before"; kit.Width(words+longer) <= s.wide()-factLabel-1 {
			since = longer
		}
		words += t.Muted.Render(since)
	}
	return words
}

// moment is a day and an hour, in the zone of whoever sits here.
func moment(c clock.Clock, at time.Time) string {
	if at.IsZero() {
		return "not told"
	}
	return c.Format(at, "2 Jan 2006 15:04")
}

func (s *deskUser) address(u cognito.FoundUser, name string) string {
	t, value := s.env.Theme, u.Value(name)
	if strings.TrimSpace(value) == "" {
		return t.Muted.Render("none")
	}
	mark := t.Warn.Render("! not verified")
	if u.Value(name+"_verified") == "true" {
		mark = t.Good.Render("✓ verified")
	}
	return t.Text.Render(kit.Cut(kit.Clean(value), 50)) + " " + mark + s.alsoOf(name, value)
}

// alsoOf tells of others with the same address.
func (s *deskUser) alsoOf(name, value string) string {
	var names []string
	for _, o := range s.facts.same.Val {
		if strings.EqualFold(o.Value(name), value) {
			names = append(names, kit.Cut(kit.Clean(o.Username), 30))
		}
	}
	switch len(names) {
	case 0:
		return ""
	case 1:
		return s.env.Theme.Warn.Render(" · ! also of " + names[0])
	}
	return s.env.Theme.Warn.Render(fmt.Sprintf(" · ! also of %d others", len(names)))
}

func (s *deskUser) factors(u cognito.FoundUser) string {
	t := s.env.Theme
	pool := map[string]string{"ON": " · required in this pool", "OPTIONAL": " · optional in this pool", "OFF": " · off in this pool"}[s.facts.pool.Val.MFA]
	switch {
	case !s.facts.user.Known:
		return t.Muted.Render(s.facts.user.Placeholder() + pool)
	case len(u.MFA) == 0:
		return t.Muted.Render("none set up" + pool)
	}
	var names []string
	for _, f := range u.MFA {
		name := factorName(f)
		if f == u.PreferredMFA && len(u.MFA) > 1 {
			name += " (preferred)"
		}
		names = append(names, name)
	}
	return t.Text.Render(strings.Join(names, ", ")) + t.Muted.Render(pool)
}

func (s *deskUser) deviceWords() string {
	var names []string
	for _, d := range s.facts.devices.Val {
		names = append(names, kit.Cut(deviceNameOf(d), 24))
	}
	return s.counted(s.facts.devices.Placeholder(), names)
}

func (s *deskUser) groupWords() string {
	var names []string
	for _, g := range s.facts.groups.Val {
		names = append(names, kit.Cut(kit.Clean(g.Name), 30))
	}
	return s.counted(s.facts.groups.Placeholder(), names)
}

// counted are names in a line; how many there are where there are many.
func (s *deskUser) counted(off string, names []string) string {
	t := s.env.Theme
	switch {
	case off != "":
		return t.Muted.Render(off)
	case len(names) == 0:
		return t.Muted.Render("none")
	case len(names) > 3:
		return t.Text.Render(strings.Join(names, ", ")) + t.Muted.Render(fmt.Sprintf(" (%d)", len(names)))
	}
	return t.Text.Render(strings.Join(names, ", "))
}

// offLines say of what stands in no line of its own that it could not be read.
func (s *deskUser) offLines(w int) []string {
	var lines []string
	for _, r := range []struct {
		label string
		err   error
	}{{"Pool", s.facts.pool.Err}, {"App client", s.facts.client.Err}, {"Others", s.facts.same.Err}} {
		if r.err != nil {
			lines = append(lines, s.fact(r.label, s.env.Theme.Muted.Render(facts.Placeholder(r.err)), w))
		}
	}
	return lines
}
