package ui

import (
	"slices"
	"strings"

	"github.com/charmbracelet/lipgloss"

	"cognito-tui/cognito"
	"cognito-tui/cognito/facts"
	"cognito-tui/cognito/remedy"
	"cognito-tui/ui/kit"
)

// previewLabel is the column of what a preview's lines are about.
const previewLabel = 20

// preview is what will be done, as the inputs stand; where they don't suffice yet, who
// and where alone.
func (s *remedyScreen) preview() remedy.Preview {
	p, _ := remedy.Show(s.remedy.ID, s.of.inputs().Case(), s.inputs())
	return p
}

// lines are what stands above the fields: the preview, or what was done.
func (s *remedyScreen) lines() []string {
	if s.made != nil {
		return s.doneLines()
	}
	t, w := s.env.Theme, s.form.Width
	p := s.preview()
	if s.failure != nil && s.failure.MayHaveHappened {
		p = s.shows // what was to be done, not what is left of it
	}
	var lines []string
	if off := s.off(); off != "" {
		lines = append(lines, said(t.Warn.Render("!")+" ", t.Warn, "Off: "+off+".", w-4)...)
		lines = append(lines, "")
	}
	lines = append(lines, whereAndWho(s.env, p.Pool, s.of.user(), w)...)
	for _, l := range p.Lines {
		if l.From != l.To {
			lines = append(lines, changeLine(s.env, l, w)...)
		}
	}
	lines = append(lines, messageLines(s.env, p.Message, w)...)
	if len(p.Warnings) > 0 && !s.form.Dense {
		lines = append(lines, "")
	}
	for _, warning := range p.Warnings {
		lines = append(lines, said(t.Warn.Render("!")+" ", t.Text, fullStop(upperFirst(warning)), w-4)...)
	}
	if s.failure != nil && s.failure.MayHaveHappened {
		lines = append(lines, s.lostLines(w)...)
	} else if s.remedy.Confirm == remedy.TypeName {
		lines = append(lines, said("", t.Muted, "To go on, type "+kit.Clean(s.typedName())+" and press the button.", w-4)...)
	}
	return append(lines, "")
}

// lostLines are what was read after a change whose answer was lost.
func (s *remedyScreen) lostLines(w int) []string {
	t := s.env.Theme
	var lines []string
	if slices.Contains(s.remedy.Needs, remedy.Password) && s.secret() != "" {
		lines = append(lines, labelled(s.env, "If it was set", t.Strong.Render(s.secret()), w))
	}
	if s.tried == nil || len(s.tried.applied) == 0 {
		return lines
	}
	diff, readBack := differences(s.tried.applied)
	switch {
	case s.of.gone():
		return append(lines, said(t.Warn.Render("!")+" ", t.Text, "Read back: there is no such user any more, so it happened.", w-4)...)
	case readBack != nil:
		return append(lines, said(t.Warn.Render("!")+" ", t.Text, "It couldn't be read back: "+facts.WhyUnread(readBack)+".", w-4)...)
	case len(diff) == 0:
		return append(lines, said(t.Warn.Render("!")+" ", t.Text, "Read back: nothing that the service tells has changed.", w-4)...)
	}
	lines = append(lines, said(t.Warn.Render("!")+" ", t.Text, "Read back, it seems to have happened:", w-4)...)
	for _, l := range diff {
		lines = append(lines, changeLine(s.env, l, w)...)
	}
	return lines
}

// secret is a password that was made here; empty where one was typed.
func (s *remedyScreen) secret() string {
	if s.form.Value("way") == typedPassword {
		return ""
	}
	return s.generated
}

// labelled is a line of a preview.
func labelled(e *Env, label, value string, w int) string {
	return kit.Cut(e.Theme.Muted.Render(kit.Fit(label, previewLabel-1))+" "+value, w-2)
}

// whereAndWho are the pool and the person.
func whereAndWho(e *Env, pool string, u cognito.FoundUser, w int) []string {
	if pool == "" {
		pool = e.poolID()
	}
	lines := []string{labelled(e, "Pool", e.Theme.Text.Render(kit.Clean(pool)), w)}
	who, more := e.Theme.Strong.Render(kit.Clean(remedy.Heading(u))), ""
	switch {
	case u.Sub != "" && u.Sub != remedy.Heading(u):
		more = e.Theme.Muted.Render("sub " + kit.Clean(u.Sub))
	case u.Username != remedy.Heading(u):
		more = e.Theme.Muted.Render("user name " + kit.Clean(u.Username))
	}
	if kit.Width(who)+kit.Width(more)+2 <= w-2-previewLabel {
		return append(lines, labelled(e, "Person", who+"  "+more, w))
	}
	return append(lines, labelled(e, "Person", who, w), labelled(e, "", more, w))
}

// changeLine is one thing that changes, from what to what.
func changeLine(e *Env, l remedy.Line, w int) []string {
	t := e.Theme
	from, to := orNone(l.From, "none"), orNone(l.To, "none")
	text := t.Muted.Render(kit.Clean(from)) + t.Muted.Render(" → ") + t.Strong.Render(to)
	label := t.Muted.Render(kit.Fit(kit.Clean(upperFirst(l.What)), previewLabel-1)) + " "
	var lines []string
	for i, part := range kit.Wrap(text, w-2-previewLabel) {
		if i > 0 {
			label = strings.Repeat(" ", previewLabel)
		}
		lines = append(lines, label+part)
	}
	return lines
}

// messageLines say which message goes where, or that none does.
func messageLines(e *Env, message string, w int) []string {
	if message == "" {
		return []string{labelled(e, "Message", e.Theme.Muted.Render("none goes out"), w)}
	}
	return beside(e.Theme.Muted.Render(kit.Fit("Message", previewLabel-1)), e.Theme.Text, message, w-2)
}

// said is a text behind a mark.
func said(mark string, style lipgloss.Style, text string, w int) []string {
	var lines []string
	for i, l := range kit.Wrap(kit.Clean(text), w) {
		if i > 0 && mark != "" {
			mark = "  "
		}
		lines = append(lines, mark+style.Render(l))
	}
	return lines
}
