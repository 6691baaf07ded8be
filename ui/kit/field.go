package kit

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito/cells"
	"cognito-tui/ui/theme"
)

// maxField bounds what a field holds, in runes: twice the longest value that
// the service takes (an attribute, 2048).
const maxField = 4096

// Field is one line of text with a label. It edits with the keys of readline.
type Field struct {
	Key    string // names the field to its screen
	Label  string
	Hint   string // stands right of the value while the field has the focus
	Masked bool   // a password: drawn as dots until Show
	Code   bool   // a code: of what is pasted, the digits are kept
	Err    string // stands under the field
	Note   string // stands there too, quietly
	// Pasting is what becomes of several lines, but for a code.
	Pasting Pasting
	// Under gives lines under the field, such as rules that tick.
	Under func(value string) []string
	// Warning gives a sentence under the field, on as many lines as it takes.
	Warning func(value string) string

	shown bool
	input textinput.Model

	options []Option // of a choice: it has no text
	picked  int
}

// NewField makes an empty field.
func NewField(key, label string) *Field {
	in := textinput.New()
	in.Prompt = ""
	in.CharLimit = maxField
	in.Cursor.SetMode(cursor.CursorStatic) // a blinking one wakes the program for ever
	return &Field{Key: key, Label: label, input: in}
}

// NewPassword makes a masked field.
func NewPassword(key, label string) *Field {
	f := NewField(key, label)
	f.Masked = true
	return f
}

// NewSearch makes a field for words to look for.
func NewSearch(key, label string) *Field {
	f := NewField(key, label)
	f.Pasting = JoinWords
	return f
}

// maxRoomy bounds a roomy field, in runes: more than any token.
const maxRoomy = 64 << 10

// Roomy lets the field hold a token, which is longer than any other input.
func (f *Field) Roomy() { f.input.CharLimit = maxRoomy }

// Full tells whether it holds as much as it can: what was pasted may be cut.
func (f *Field) Full() bool { return len([]rune(f.input.Value())) >= f.input.CharLimit }

// Value is what the field holds, as typed, or the key of the option picked.
func (f *Field) Value() string {
	if f.Choice() {
		return f.Picked().Key
	}
	return f.input.Value()
}

// Set replaces the value and puts the cursor at its end.
func (f *Field) Set(s string) {
	if f.Choice() {
		f.pick(s)
		return
	}
	f.input.SetValue(s)
	f.input.CursorEnd()
}

// Toggle shows or hides a masked value.
func (f *Field) Toggle() { f.shown = !f.shown }

// Shown tells whether a masked value is drawn in clear.
func (f *Field) Shown() bool { return f.shown }

func (f *Field) focus(on bool) {
	switch {
	case f.Choice():
		return
	case on:
		f.input.Focus()
	default:
		f.input.Blur()
	}
}

// Update edits the value by a key. ctrl+v gives a command that reads the clipboard.
func (f *Field) Update(msg tea.KeyMsg) tea.Cmd {
	if f.Choice() {
		f.choose(msg)
		return nil
	}
	if msg.Type == tea.KeyCtrlV {
		return f.fromClipboard
	}
	before := f.Value()
	f.edit(msg)
	if f.Value() != before {
		f.Err, f.Note = "", ""
	}
	return nil
}

// edit is the one door for keys to the widget, which sees none that it can't bear:
// in the word that the last character begins, it looks for the end beyond the
// value; and characters that came in one go are text, even where they spell a key.
func (f *Field) edit(msg tea.KeyMsg) {
	switch {
	case msg.Type == tea.KeyRunes && len(msg.Runes) > 1:
		msg.Paste = true
	case key.Matches(msg, f.input.KeyMap.DeleteWordForward) && f.input.Position()+1 == utf8.RuneCountInString(f.input.Value()):
		msg = tea.KeyMsg{Type: tea.KeyDelete}
	}
	f.input, _ = f.input.Update(msg)
}

// CleanCode drops blanks, dashes and line ends from a code as people paste it.
func CleanCode(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\t', '\n', '\r', '-', '–', '—', '\u00a0', '\u2009', '\u202f':
			return -1
		}
		return r
	}, s)
}

// view draws the value in at most width cells, scrolled so that the cursor is
// in sight.
func (f *Field) view(t *theme.Theme, width int, focused bool) string {
	if f.Choice() {
		return f.choiceView(t, width, focused)
	}
	drawn := f.drawn()
	all := strings.Join(drawn, "")
	if !focused {
		return t.Text.Render(Cut(all, width))
	}
	left, cursor, rest := around(all, len(strings.Join(drawn[:min(f.input.Position(), len(drawn))], "")))
	room := width - Width(cursor)
	left = cutLeft(left, room)
	rest = Cut(rest, room-Width(left))
	return t.Text.Render(left) + t.Cursor.Render(cursor) + t.Text.Render(rest)
}

// around divides text at the piece that holds the byte at; past the end that is a
// blank.
func around(text string, at int) (left, piece, right string) {
	for left = text[:0]; len(left) < len(text); left = text[:len(left)+len(piece)] {
		piece, _ = cells.Next(text[len(left):])
		if len(left)+len(piece) > at {
			return left, piece, text[len(left)+len(piece):]
		}
	}
	return text, " ", ""
}

// drawn are what is drawn for each rune of the value.
func (f *Field) drawn() []string {
	drawn := cells.Runes(f.Value())
	if f.Masked && !f.shown {
		for i := range drawn {
			drawn[i] = "•"
		}
	}
	return drawn
}
