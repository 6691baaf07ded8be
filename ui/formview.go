package ui

import (
	"strings"
	"time"

	"cognito-tui/ui/kit"
)

// View draws title, form, and what was said.
func (s *formScreen) View() string {
	t := s.env.Theme
	s.form.Width = min(s.w-2, 76)
	s.form.Dense = s.h < 24
	s.form.Busy = s.busyLabel()
	var fixed []string
	lines := s.head()
	if s.fixedHead {
		fixed, lines = lines, nil
	}
	if s.above != nil {
		for _, l := range s.above() {
			lines = append(lines, "  "+l)
		}
	}
	formLines, at, to := s.form.Lines(t)
	at, to = at+len(lines), to+len(lines)
	lines = append(lines, formLines...)
	if block, focused := s.saidLines(); len(block) > 0 {
		start := len(lines)
		lines = append(lines, block...)
		if focused || s.failure != nil && s.form.Field(s.problem.field) == nil {
			at, to = start, len(lines)-1
		}
	}
	return strings.Join(append(fixed, kit.Window(lines, at, to, max(1, s.h-len(fixed)), s.more)...), "\n")
}

func (s *formScreen) head() []string {
	t := s.env.Theme
	var lines []string
	if !s.form.Dense {
		lines = append(lines, "")
	}
	lines = append(lines, "  "+t.Strong.Render(s.title))
	for _, l := range kit.Wrap(s.lead, s.form.Width-2) {
		lines = append(lines, "  "+t.Muted.Render(l))
	}
	said := func(mark, text string) {
		for i, l := range kit.Wrap(text, s.form.Width-4) {
			if i > 0 {
				mark = " "
			}
			lines = append(lines, "  "+mark+" "+t.Text.Render(l))
		}
	}
	said(t.Good.Render("✓"), s.done)
	said(t.Warn.Render("!"), s.warning)
	return append(lines, "")
}

// saidLines draws the refusal or the question, with its buttons.
func (s *formScreen) saidLines() (lines []string, focused bool) {
	t := s.env.Theme
	buttons, focused := s.form.OfferLines(t)
	switch {
	case s.ask != nil:
		lines = append(lines, "")
		lines = append(lines, marked(t.Warn.Render("?"), s.ask.sentence, s.ask.hint, s.env, s.form.Width)...)
	case s.failure == nil && s.before.err != nil:
		return append([]string{""}, s.wordsLines("", s.whyButton())...), focused
	case s.failure != nil:
		sentence := s.problem.sentence
		if s.form.Field(s.problem.field) != nil {
			sentence = "" // it stands beside its field
		}
		lines = append(lines, "")
		lines = append(lines, marked(t.Bad.Render("✗"), sentence, s.problem.hint, s.env, s.form.Width)...)
	default:
		return nil, false
	}
	if !s.form.Dense {
		lines = append(lines, "")
	}
	lines = append(lines, buttons...)
	if s.failure != nil {
		if !s.form.Dense && len(buttons) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, s.wordsLines(s.failure.Code, s.words()...)...)
	}
	return lines, focused
}

// wordsLines name the exception, and the ways to all that is known of it.
func (s *formScreen) wordsLines(code string, words ...kit.Button) []string {
	t, focused := s.env.Theme, s.form.WordFocused()
	mark, parts, lines := "    ", []string{}, []string(nil)
	switch code = kit.Clean(code); {
	case code == "":
	case kit.Width(code) > s.form.Width-28: // beside a QR code
		lines = append(lines, mark+t.Muted.Render(kit.Cut(code, s.form.Width-4)))
	default:
		parts = append(parts, t.Muted.Render(code))
	}
	for _, w := range words {
		style := t.Muted
		if w.Label == focused {
			mark, style = t.Bar.Render("▌")+"   ", t.ButtonFocus
		}
		parts = append(parts, style.Render(w.Shortcut+" "+strings.ToLower(w.Label)))
	}
	return append(lines, mark+strings.Join(parts, t.Muted.Render(" · ")))
}

// marked draws a sentence with its mark and a hint under it.
func marked(mark, sentence, hint string, e *Env, width int) []string {
	var lines []string
	for i, l := range kit.Wrap(sentence, width-4) {
		lead := "    "
		if i == 0 {
			lead = "  " + mark + " "
		}
		lines = append(lines, lead+e.Theme.Bad.Render(l))
	}
	for _, l := range kit.Wrap(hint, width-4) {
		lines = append(lines, "    "+e.Theme.Muted.Render(l))
	}
	return lines
}

func (s *formScreen) more(up bool) string {
	if up {
		return s.env.Theme.Muted.Render("  ↑ more")
	}
	return s.env.Theme.Muted.Render("  ↓ more")
}

var spinner = []rune("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏")

// busyLabel is what the button says while a call runs; a call that is being
// repeated says so.
func (s *formScreen) busyLabel() string {
	if s.busy == "" {
		return ""
	}
	label := s.busy + "…"
	if !s.env.Still {
		label = string(spinner[s.env.spin%len(spinner)]) + " " + label
	}
	if newest := s.env.Log.Newest(); newest != nil && newest.Attempt > 1 {
		label += " try " + string(rune('0'+min(newest.Attempt, 9)))
	}
	if waited := time.Since(s.since); waited > 2*time.Second && !s.env.Still {
		label += " " + waited.Truncate(time.Second).String()
	}
	return label
}
