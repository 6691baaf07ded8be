package ui

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/charmbracelet/lipgloss"

	"cognito-tui/cognito"
	"cognito-tui/cognito/find"
	"cognito-tui/ui/kit"
)

// findMargin are the cells of a row before its first column: bar, mark, blanks.
const findMargin = 4

// View draws the line, the facets, how far the search is, and the rows in sight.
func (s *findScreen) View() string {
	lines := s.headLines()
	room := s.h - len(lines)
	switch {
	case s.table.Len() > 0:
		lines = append(lines, s.tableLines(room)...)
	case s.failure == nil:
		for _, l := range s.emptyLines() {
			lines = append(lines, kit.Cut("  "+l, s.w))
		}
	}
	return strings.Join(lines[:min(len(lines), s.h)], "\n")
}

// headLines are those above the table.
func (s *findScreen) headLines() []string {
	t := s.env.Theme
	s.form.Width, s.form.Dense = min(s.w-2, 100), true
	var lines []string
	if s.h >= 24 {
		lines = append(lines, "")
	}
	lines = append(lines, "  "+kit.Spread(t.Strong.Render(s.title), s.marksText(), s.w-4))
	form, _, _ := s.form.Lines(t)
	lines = append(lines, form[:len(form)-2]...) // without the button and the line above it
	lines = append(lines, s.unwritableLines()...)
	if s.saving != nil {
		s.saving.Width, s.saving.Dense = s.form.Width, true
		form, _, _ := s.saving.Lines(t)
		lines = append(lines, form[:len(form)-2]...)
	}
	if s.failure != nil {
		block, _ := s.saidLines()
		return append(append(lines, s.failedAt()...), append(block[1:], "")...)
	}
	lines = append(lines, "  "+kit.Cut(s.progressLine(), s.w-4))
	switch {
	case s.busy != "":
		lines = append(lines, "  "+t.Muted.Render(s.busyLabel()))
	case s.done != "":
		lines = append(lines, "  "+t.Good.Render("✓")+" "+t.Text.Render(kit.Cut(s.done, s.w-6)))
	case s.note != "":
		lines = append(lines, "  "+t.Warn.Render("!")+" "+t.Text.Render(kit.Cut(s.note, s.w-6)))
	default:
		lines = append(lines, "")
	}
	return lines
}

// failedAt says how far a search came that failed; nothing where it didn't come far.
func (s *findScreen) failedAt() []string {
	if s.progress.Read == 0 {
		return nil
	}
	return []string{"  " + s.env.Theme.Muted.Render(kit.Cut("  "+s.readText()+" before it failed", s.w-4))}
}

func (s *findScreen) marksText() string {
	t, n := s.env.Theme, s.table.Marks()
	if n == 0 {
		return ""
	}
	text := thousands(n) + " marked"
	if hidden := n - s.table.MarksShown(); hidden > 0 {
		text += ", " + thousands(hidden) + " of them not shown"
	}
	return t.Accent.Render("● " + text)
}

// progressLine says what the search does, or what came of it.
func (s *findScreen) progressLine() string {
	t := s.env.Theme
	switch s.state {
	case searching, stopping:
		mark := "…"
		if !s.env.Still {
			mark = string(spinner[s.env.spin%len(spinner)])
		}
		return s.mark(t.Accent, mark) + t.Text.Render(s.doingText())
	case stopped:
		return s.mark(t.Warn, "!") + t.Text.Render("Stopped: "+s.foundText()+" · "+s.readText()) + t.Muted.Render(" · r goes on")
	case finished:
		if s.table.Total() == 0 {
			return s.mark(t.Warn, "!") + t.Text.Render("Nobody was found") + t.Muted.Render(s.taken()+" · "+s.readText())
		}
		more := s.taken()
		if s.progress.Read >= s.table.Total() && !s.goOn {
			more += " · " + s.readText()
		}
		if s.goOn {
			more += " · w reads every user, for any part of it"
		}
		return s.mark(t.Good, "✓") + t.Text.Render(s.foundText()) + t.Muted.Render(more)
	}
	return ""
}

func (s *findScreen) mark(style lipgloss.Style, mark string) string { return style.Render(mark) + " " }

// taken says what the text was taken for.
func (s *findScreen) taken() string {
	switch s.kind {
	case find.AllUsers:
		return ""
	case find.AnAttribute:
		return " · by an attribute"
	}
	return " · taken for " + s.kind.String()
}

func (s *findScreen) doingText() string {
	p := s.progress
	switch {
	case s.state == stopping:
		return "Stopping…"
	case p.Waiting > 0:
		return fmt.Sprintf("The service asks for fewer calls: going on in %d s · %s", int(p.Waiting.Seconds()), s.readText())
	case p.Stage == find.Reading:
		text := s.readText()
		if p.PerSecond > 0 {
			text += " · " + thousands(p.PerSecond) + " a second"
		}
		return text + " · " + s.foundText()
	case p.Attribute == "":
		return "Searching"
	}
	return "Asking by " + p.Attribute + " · " + s.foundText()
}

// foundText is how many were found, and how many of them the facets leave.
func (s *findScreen) foundText() string {
	all, shown := s.table.Total(), s.table.Len()
	text := thousands(all) + " found"
	if shown < all {
		text = thousands(shown) + " shown of " + text
	}
	return text
}

// readText is how many users the service gave, of how many.
func (s *findScreen) readText() string {
	read := thousands(s.progress.Read)
	if n := s.progress.Estimated; n > 0 && n >= s.progress.Read {
		return read + " of about " + thousands(n) + " users read"
	}
	if s.progress.Read == 1 {
		return "1 user read"
	}
	return read + " users read"
}

// emptyLines stand where the table would: what can be typed, or what to do next.
func (s *findScreen) emptyLines() []string {
	t := s.env.Theme
	var lines []string
	say := func(texts ...string) {
		for _, text := range texts {
			for _, l := range kit.Wrap(text, min(s.w-6, 90)) {
				lines = append(lines, t.Muted.Render(l))
			}
		}
	}
	switch {
	case s.state == notYet:
		lines = append(lines, t.Text.Render("Type what the caller can tell, and press enter."), "")
		for _, l := range [][2]string{
			{"ann@example.com", "an email, or how it begins"}, {"+1 555 010 1234", "a phone number; blanks and dashes don't matter"},
			{"ann, or Ann Archer", "a user name or a name, or a part of it"}, {"a sub", "the id of a user: 32 digits and letters, and dashes"},
			{"custom:team=red", "any attribute; ^= compares the beginning, ~= any part"}, {"", "an empty line lists everybody, as Status and Enabled say"}} {
			lines = append(lines, t.Text.Render(kit.Fit(l[0], 20))+t.Muted.Render(l[1]))
		}
	case s.state == finished && s.table.Total() > 0:
		say("Nobody of those found is so. Take Status and Enabled back to “any” to see them.")
	case s.state == finished && s.all:
		say("No user of the pool is so.", "A user made or changed in the last seconds may not be listed yet: search again.")
	case s.state == finished:
		say("Check the spelling, or try another thing that the caller can tell: the phone number, the family name, a part of the email.",
			"Case counts in user names alone. A user made or changed in the last seconds may not be listed yet: search again.")
		if s.nobody() != "" {
			say("", "Enter once more asks for just that name: it says what signing in by it answers, and can create the user.")
		}
		if s.goOn {
			say("", "Only whole values and beginnings were compared: tab to the table and press w to look through every user.")
		}
	}
	return lines
}

// counted is a number of things, the word in its plural where it must be.
func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return thousands(n) + " " + what + "s"
}

// thousands writes a number as people read it.
func thousands(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

// detailLine is all of the user at the bar that the columns may have cut.
func (s *findScreen) detailLine(u *cognito.FoundUser) string {
	parts := []string{u.Username}
	for _, c := range []find.Column{find.Email, find.PhoneNumber, find.FullName} {
		if text := find.TextOf(u, c, s.env.Clock); text != "" && text != u.Username {
			parts = append(parts, text)
		}
	}
	if u.Sub != "" && u.Sub != u.Username {
		parts = append(parts, "sub "+u.Sub)
	}
	for i := range parts {
		parts[i] = kit.Clean(parts[i])
	}
	return strings.Join(parts, " · ")
}
