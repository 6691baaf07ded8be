package kit

import (
	"strings"
	"unicode"

	"github.com/atotto/clipboard"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito/lazy"
)

// Pasted is text that was pasted, by the terminal or with ctrl+v. It is no key: a
// screen that knows nothing of pastes can't take a part of one for one.
type Pasted struct {
	Text string
	into *Field // that ctrl+v was pressed in; nil where the terminal pasted
	err  error
}

// Pasting is what a field does with several lines.
type Pasting int

// The ways to one line.
const (
	FirstLine Pasting = iota // the first line is kept, and said so
	JoinWords                // a search: lines are words
	JoinToken                // a token, which terminals and mails break into lines
)

// What is said of a paste that isn't kept as it is.
const (
	firstLineOnly = "Only the first line was kept."
	severalCodes  = "Several numbers: the first line was kept."
	noClipboard   = "The clipboard can't be read here. Paste with the terminal's own keys."
	controlsLeft  = "What was pasted held control characters; they were left out."
)

// readClipboard is the system's clipboard; tests put another in its place.
var readClipboard = clipboard.ReadAll

// fromClipboard reads the clipboard for this field alone.
func (f *Field) fromClipboard() tea.Msg {
	text, err := readClipboard()
	return Pasted{Text: text, into: f, err: err}
}

// take puts pasted text in at the cursor, by the rules of the field: it is the one
// place that decides what becomes of a paste.
func (f *Field) take(p Pasted) {
	if f.Choice() || p.into != nil && p.into != f {
		return
	}
	f.Err, f.Note = "", ""
	if p.err != nil {
		f.Note = noClipboard
		return
	}
	text, note := f.oneLine(linesOf(p.Text))
	kept := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\t' {
			return -1
		}
		return r
	}, text)
	if f.Note = note; kept != text {
		f.Err = controlsLeft
	}
	if kept != "" {
		f.edit(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(kept), Paste: true})
	}
}

// linesOf gives the lines of a text without the blank ones at both ends.
func linesOf(text string) []string {
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n").Replace(text), "\n")
	for len(lines) > 0 && strings.TrimSpace(lines[0]) == "" {
		lines = lines[1:]
	}
	for len(lines) > 0 && strings.TrimSpace(lines[len(lines)-1]) == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// oneLine makes one line of several, and says what was left out.
func (f *Field) oneLine(lines []string) (text, note string) {
	switch {
	case len(lines) == 0:
		return "", ""
	case f.Code:
		return codeIn(lines)
	case f.Pasting == JoinToken:
		return joinToken(lines), ""
	case f.Pasting == JoinWords:
		return strings.Join(strings.Fields(strings.Join(lines, " ")), " "), ""
	case len(lines) > 1:
		return lines[0], firstLineOnly
	}
	return lines[0], ""
}

// digits finds the runs of digits of a text; blanks and dashes may part a run.
var digits = lazy.New(`[0-9]+(?:[ \t\x{a0}\x{2009}\x{202f}–—-]{1,2}[0-9]+)*`)

// codeLength is how many digits the service's codes have, at least and at most.
var codeLength = [2]int{6, 8}

// codeIn is the one run of digits of all lines; of several, the one that is as long as
// the service's codes are: a message may tell an hour or a year, too. Where there is
// none, or no saying which, the first line is kept.
func codeIn(lines []string) (code, note string) {
	var runs, codes []string
	for _, found := range digits.FindAllStringSubmatch(strings.Join(lines, "\n"), -1) {
		run := CleanCode(found[0])
		if runs = append(runs, run); len(run) >= codeLength[0] && len(run) <= codeLength[1] {
			codes = append(codes, run)
		}
	}
	switch {
	case len(runs) == 1:
		return runs[0], ""
	case len(codes) == 1:
		return codes[0], ""
	case len(runs) > 1:
		return CleanCode(lines[0]), severalCodes
	case len(lines) > 1:
		return CleanCode(lines[0]), firstLineOnly
	}
	return CleanCode(lines[0]), ""
}

// ofToken is a line that a broken token may go on with.
var ofToken = lazy.New(`^[A-Za-z0-9_.-]+$`)

// joinToken joins the lines that a token was broken into; any other line is another
// word.
func joinToken(lines []string) string {
	var b strings.Builder
	for i, line := range lines {
		line = strings.TrimSpace(line)
		if i > 0 && !ofToken.MatchString(strings.TrimRight(line, `"',;`)) {
			b.WriteByte(' ')
		}
		b.WriteString(line)
	}
	return b.String()
}
