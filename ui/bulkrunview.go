package ui

import (
	"fmt"
	"strings"
	"time"

	"cognito-tui/cognito/bulk"
	"cognito-tui/ui/kit"
)

// View draws the job while it runs, or what came of it.
func (s *bulkRun) View() string {
	lines := []string{""}
	if s.state == runGoing || s.state == runReady {
		lines = append(lines, s.goingLines()...)
	} else {
		lines = append(lines, s.overLines()...)
	}
	for i := range lines {
		lines[i] = kit.Cut("  "+lines[i], s.w-1)
	}
	return strings.Join(lines[:min(len(lines), s.h)], "\n")
}

func (s *bulkRun) title(p bulk.Progress) string {
	return s.env.Theme.Strong.Render(kit.Clean(bulkTitle(s.job.Remedy(), s.job.Spec().Group, p.Total)))
}

// goingLines are the bar, the pace, who is at it, and why it waits.
func (s *bulkRun) goingLines() []string {
	t, p := s.env.Theme, s.job.Progress()
	w := min(s.w-4, 76)
	lines := []string{s.title(p), "", s.bar(p, w), "", t.Text.Render(s.paceText(p))}
	switch {
	case p.Cancelling:
		lines = append(lines, t.Warn.Render("!")+" "+t.Text.Render("Cancelling: the change in flight is waited for."))
	case p.Now != "":
		lines = append(lines, t.Muted.Render(kit.Cut("now "+kit.Clean(p.Now), w)))
	default:
		lines = append(lines, "")
	}
	lines = append(append(lines, ""), s.countLines(p.Counts)...)
	lines = append(lines, "")
	switch {
	case s.asking:
		lines = append(lines, s.said("?", "Cancel the rest? "+counted(p.Total-p.Ended-p.InFlight, "user")+" will be left as they are.",
			"What was done stays done. y cancels, n goes on.", w)...)
	case p.Cancelling:
	case p.Paused && p.Cause != nil:
		lines = append(lines, s.causeLines(p.Cause, "p goes on where it stopped; nobody is done twice.", w)...)
	case p.Paused:
		lines = append(lines, s.said("!", "Paused.", "p goes on.", w)...)
	default:
		lines = append(lines, wrapped("Quitting the program keeps the job: it can be gone on with from “Many at once”.", w, t.Muted.Render)...)
	}
	return lines
}

func wrapped(text string, w int, style func(...string) string) []string {
	var lines []string
	for _, l := range kit.Wrap(text, w) {
		lines = append(lines, style(l))
	}
	return lines
}

// said is a sentence with its mark, and a hint under it.
func (s *bulkRun) said(mark, sentence, hint string, w int) []string {
	t := s.env.Theme
	var lines []string
	for i, l := range kit.Wrap(kit.Clean(sentence), w-2) {
		if i > 0 {
			mark = " "
		}
		lines = append(lines, t.Warn.Render(mark)+" "+t.Text.Render(l))
	}
	for _, l := range kit.Wrap(kit.Clean(hint), w-2) {
		lines = append(lines, "  "+t.Muted.Render(l))
	}
	return lines
}

// causeLines say why the job waits or stopped, as every other screen says it.
func (s *bulkRun) causeLines(err error, hint string, w int) []string {
	e := s.cause()
	if e == nil {
		return s.said("!", bulk.Sentence(err), hint, w)
	}
	said := explain(e)
	return append(s.said("!", said.sentence, said.hint, w), s.said(" ", "", hint+" F2 shows the details.", w)...)
}

// bar draws how far the job is.
func (s *bulkRun) bar(p bulk.Progress, w int) string {
	t := s.env.Theme
	text := fmt.Sprintf(" %3d %%  %s of %s", percent(p.Ended, p.Total), thousands(p.Ended), thousands(p.Total))
	width := max(10, w-len(text)-2)
	full := 0
	if p.Total > 0 {
		full = width * p.Ended / p.Total
	}
	return t.Muted.Render("▕") + t.Bar.Render(strings.Repeat("█", full)) + t.Rule.Render(strings.Repeat("░", width-full)) + t.Muted.Render("▏") + t.Text.Render(text)
}

func percent(n, of int) int {
	if of == 0 {
		return 100
	}
	return n * 100 / of
}

// paceText says how fast it goes, how long it takes, and what the pace lets through.
func (s *bulkRun) paceText(p bulk.Progress) string {
	if p.Paused || p.Cancelling {
		return "waiting"
	}
	var parts []string
	if p.Rate > 0 && !s.env.Still {
		parts = append(parts, fmt.Sprintf("%.1f users a second", p.Rate))
	}
	if left := p.Total - p.Ended; left > 0 && p.Left > 0 {
		wait := p.Left
		if s.env.Still {
			wait = time.Second
		}
		parts = append(parts, "about "+roughly(wait)+" left")
	}
	if s.env.Local == nil {
		unit := ""
		if len(parts) == 0 || p.Rate == 0 || s.env.Still {
			unit = " a second,"
		}
		parts = append(parts, fmt.Sprintf("at most %.3g%s within the quota", p.Allowed, unit))
	}
	return strings.Join(parts, " · ")
}

// resultWords say what each result means, with its mark.
var resultWords = map[bulk.Result][2]string{
	bulk.Done: {"✓", "done"}, bulk.Refused: {"✗", "refused"}, bulk.Failed: {"✗", "failed"}, bulk.Gone: {"✗", "deleted meanwhile"},
	bulk.Unknown: {"?", "unknown: look at them"}, bulk.LeftOut: {"-", "left out by the dry run"}, bulk.NotDone: {"-", "not done: cancelled before"},
}

// countLines count the users by how it ended.
func (s *bulkRun) countLines(counts map[bulk.Result]int) []string {
	t := s.env.Theme
	var lines []string
	for _, r := range bulk.Results() {
		if counts[r] == 0 && r != bulk.Done {
			continue
		}
		words, mark := resultWords[r], t.Muted
		switch r {
		case bulk.Done:
			mark = t.Good
		case bulk.Refused, bulk.Failed, bulk.Gone:
			mark = t.Bad
		case bulk.Unknown:
			mark = t.Warn
		}
		lines = append(lines, mark.Render(words[0])+" "+t.Text.Render(fmt.Sprintf("%7s %s", thousands(counts[r]), words[1])))
	}
	return lines
}

// overLines are the end of a job: what came of it, why not, and where that is kept.
func (s *bulkRun) overLines() []string {
	t, p := s.env.Theme, s.job.Progress()
	w := min(s.w-4, 100)
	lines := []string{s.title(p), ""}
	switch {
	case s.state == runStopped && s.busy != "":
		lines = append(lines, t.Muted.Render(s.busy+"…"))
	case s.state == runStopped:
		lines = append(lines, s.causeLines(s.fault, leftText(p), w)...)
	case s.report.Over == bulk.Cancelled:
		lines = append(lines, t.Warn.Render("!")+" "+t.Text.Render("Cancelled. What was done stays done."))
	default:
		lines = append(lines, t.Good.Render("✓")+" "+t.Text.Render("The job is done."))
	}
	lines = append(append(lines, ""), s.countLines(s.report.Counts)...)
	if s.report.Results != "" {
		lines = append(append(lines, "", t.Muted.Render("Results")), wrapped(kit.Clean(s.report.Results), s.w-4, t.Text.Render)...)
	}
	bad := s.reportLines()
	if len(bad) == 0 {
		return lines
	}
	head := t.Muted.Render("Not done")
	lines = append(lines, "")
	room := max(1, s.h-len(lines)-2)
	s.top = max(0, min(s.top, len(bad)-room))
	if len(bad) > room {
		head = kit.Spread(head, t.Muted.Render(fmt.Sprintf("%d–%d of %s  ↑↓", s.top+1, s.top+room, thousands(len(bad)))), w)
	}
	return append(append(lines, head), bad[s.top:min(len(bad), s.top+room)]...)
}

// leftText says what going on with a job that stopped does.
func leftText(p bulk.Progress) string {
	if p.Ended == p.Total {
		return "Nobody is left: r writes the results again, and changes nothing."
	}
	return counted(p.Total-p.Ended, "user") + " left: r goes on with the job where it stopped."
}

// reportLines tell of each user for whom it wasn't done, and in full why not.
func (s *bulkRun) reportLines() []string {
	if s.bad != nil && s.badW == s.w {
		return s.bad
	}
	t := s.env.Theme
	lines := []string{}
	for _, o := range s.report.Bad {
		mark := t.Bad
		if o.Result == bulk.Unknown {
			mark = t.Warn
		}
		line := mark.Render(resultWords[o.Result][0]) + " " + t.Text.Render(kit.Fit(kit.Clean(o.User), 30))
		for i, why := range kit.Wrap(kit.Clean(o.Reason), max(20, s.w-4-2-30-2)) {
			if i > 0 {
				line = strings.Repeat(" ", 2+30)
			}
			lines = append(lines, line+"  "+t.Muted.Render(why))
		}
	}
	s.bad, s.badW = lines, s.w
	return lines
}

// reportRoom is about how many of them are in sight.
func (s *bulkRun) reportRoom() int { return max(1, s.h-14) }
