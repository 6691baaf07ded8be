package kit

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"cognito-tui/ui/theme"
)

// FormKeys are the keys of every form.
type FormKeys struct{ Next, Prev, Enter, Show key.Binding }

// NewFormKeys returns the keys of every form.
func NewFormKeys() FormKeys {
	return FormKeys{
		Next:  key.NewBinding(key.WithKeys("tab", "down"), key.WithHelp("tab ↓", "next field")),
		Prev:  key.NewBinding(key.WithKeys("shift+tab", "up"), key.WithHelp("shift+tab ↑", "field before")),
		Enter: key.NewBinding(key.WithKeys("enter"), key.WithHelp("enter", "next, or do it")),
		Show:  key.NewBinding(key.WithKeys("ctrl+r"), key.WithHelp("ctrl+r", "show or hide the password")),
	}
}

// Button is something to press: at the end of a form or under an error.
type Button struct {
	Key      string
	Label    string
	Shortcut string // drawn under or beside it, such as alt+1
	Off      string // where not empty, why it can't be pressed
}

// Form is a column of fields, a row of buttons and, under them, the buttons
// that an error offers. The focus is one of these.
type Form struct {
	Fields  []*Field
	Buttons []Button // the first submits
	Offers  []Button // under an error; the last may be Details
	Width   int      // cells of the whole form
	Dense   bool     // no air between fields, for low windows
	Busy    string   // what the first button says while a call runs

	keys  FormKeys
	focus int
}

// NewForm makes a form of fields; its first button submits.
func NewForm(submit string, fields ...*Field) *Form {
	f := &Form{Fields: fields, Buttons: []Button{{Key: "submit", Label: submit}}, keys: NewFormKeys(), Width: 60}
	f.Focus(0)
	return f
}

// Event is what a key did to a form: Pressed names the button, if one was, and
// Cmd is what the field wants done (ctrl+v reads the clipboard).
type Event struct {
	Pressed string
	Cmd     tea.Cmd
}

func (f *Form) count() int { return len(f.Fields) + len(f.Buttons) + len(f.Offers) }

// Focus moves the focus to the i-th item: fields, buttons, offers.
func (f *Form) Focus(i int) {
	n := f.count()
	f.focus = ((i % n) + n) % n
	for j, field := range f.Fields {
		field.focus(j == f.focus)
	}
}

// FocusField moves the focus to the field with this key, if there is one.
func (f *Form) FocusField(name string) bool {
	for i, field := range f.Fields {
		if field.Key == name {
			f.Focus(i)
			return true
		}
	}
	return false
}

// FocusButton moves the focus to the submitting button.
func (f *Form) FocusButton() { f.Focus(len(f.Fields)) }

// Refocus keeps the focus within the items after they changed.
func (f *Form) Refocus() { f.Focus(min(f.focus, f.count()-1)) }

// Field returns the field with this key, or nil.
func (f *Form) Field(name string) *Field {
	for _, field := range f.Fields {
		if field.Key == name {
			return field
		}
	}
	return nil
}

// Value is what the field with this key holds; empty where there is none.
func (f *Form) Value(name string) string {
	if field := f.Field(name); field != nil {
		return field.Value()
	}
	return ""
}

// Focused returns the field that has the focus, or nil where a button has it.
func (f *Form) Focused() *Field {
	if f.focus < len(f.Fields) {
		return f.Fields[f.focus]
	}
	return nil
}

// Update takes a key. Enter on a field goes to the next one; on the last, or
// on a button, it presses.
func (f *Form) Update(msg tea.KeyMsg) Event {
	field := f.Focused()
	switch {
	case msg.Paste && field != nil:
		return Event{Cmd: field.Update(msg)}
	case key.Matches(msg, f.keys.Next):
		f.Focus(f.focus + 1)
	case key.Matches(msg, f.keys.Prev):
		f.Focus(f.focus - 1)
	case key.Matches(msg, f.keys.Enter):
		return f.enter()
	case key.Matches(msg, f.keys.Show):
		f.toggle()
	case field != nil:
		return Event{Cmd: field.Update(msg)}
	case msg.String() == "left":
		f.Focus(max(f.focus-1, len(f.Fields)))
	case msg.String() == "right":
		f.Focus(min(f.focus+1, f.count()-1))
	}
	return Event{}
}

// Other hands what is no key to the field that has the focus.
func (f *Form) Other(msg tea.Msg) {
	if field := f.Focused(); field != nil {
		field.other(msg)
	}
}

func (f *Form) enter() Event {
	switch i := f.focus - len(f.Fields); {
	case i < -1:
		f.Focus(f.focus + 1)
		return Event{}
	case i <= 0:
		return Event{Pressed: f.Buttons[0].Key}
	case i < len(f.Buttons):
		return Event{Pressed: f.Buttons[i].Key}
	default:
		return Event{Pressed: f.Offers[i-len(f.Buttons)].Key}
	}
}

// toggle shows or hides every password of the form at once.
func (f *Form) toggle() {
	for _, field := range f.Fields {
		if field.Masked {
			field.Toggle()
		}
	}
}

// HasPassword tells whether ctrl+r does anything here.
func (f *Form) HasPassword() bool {
	for _, field := range f.Fields {
		if field.Masked {
			return true
		}
	}
	return false
}

// ClearErrors forgets what stood beside the fields.
func (f *Form) ClearErrors() {
	for _, field := range f.Fields {
		field.Err = ""
	}
}

// Lines draws fields and buttons; at..to are the lines of what has the focus.
func (f *Form) Lines(t *theme.Theme) (lines []string, at, to int) {
	label := f.labelWidth()
	for i, field := range f.Fields {
		start := len(lines)
		lines = append(lines, f.fieldLines(t, field, label, i == f.focus)...)
		if i == f.focus {
			at, to = start, len(lines)-1
		}
		if !f.Dense {
			lines = append(lines, "")
		}
	}
	if f.Dense && len(f.Fields) > 0 {
		lines = append(lines, "")
	}
	i := f.focus - len(f.Fields)
	indent := label + 2
	if len(f.Fields) == 0 {
		indent = 2
	}
	row := f.row(t, f.Buttons, i, indent)
	if i >= 0 && i < len(f.Buttons) {
		at, to = len(lines), len(lines)+len(row)-1
	}
	return append(lines, row...), at, to
}

// DetailsKey is the key of an offer that is drawn as a word in a line, not as
// a button.
const DetailsKey = "details"

// OfferLines draws the offers of an error; focused tells whether one has the focus.
func (f *Form) OfferLines(t *theme.Theme) (lines []string, focused bool) {
	i := f.focus - len(f.Fields) - len(f.Buttons)
	row := f.Offers
	if n := len(row); n > 0 && row[n-1].Key == DetailsKey {
		row = row[:n-1]
	}
	return f.row(t, row, i, 4), i >= 0
}

// DetailsFocused tells whether the word that opens the details has the focus.
func (f *Form) DetailsFocused() bool {
	i := f.focus - len(f.Fields) - len(f.Buttons)
	return i >= 0 && f.Offers[i].Key == DetailsKey
}

func (f *Form) labelWidth() int {
	w := 17
	for _, field := range f.Fields {
		w = max(w, min(len([]rune(field.Label)), 24))
	}
	return w + 2
}

func (f *Form) fieldLines(t *theme.Theme, field *Field, label int, focused bool) []string {
	mark, style := "  ", t.Muted
	if focused {
		mark, style = t.Bar.Render("▌")+" ", t.Accent
	}
	indent := strings.Repeat(" ", label+2)
	room := max(8, f.Width-label-3)
	hint := ""
	if focused && field.Hint != "" && room >= 44 {
		hint = t.Muted.Render(field.Hint)
		room -= len([]rune(field.Hint)) + 2
	}
	line := mark + style.Render(Fit(field.Label, label)) + field.view(t, room, focused)
	if hint != "" {
		line = Spread(line, hint, f.Width)
	}
	lines := []string{line}
	if field.Err != "" {
		for j, l := range Wrap(field.Err, f.Width-label-5) {
			if j == 0 {
				lines = append(lines, indent+t.Bad.Render("✗ "+l))
				continue
			}
			lines = append(lines, indent+t.Bad.Render("  "+l))
		}
	}
	if field.Under != nil {
		for _, l := range field.Under(field.Value()) {
			lines = append(lines, indent+l)
		}
	}
	return lines
}

// row draws buttons side by side, on further lines where they don't fit. The
// bar stands beside the line that has the focus; without it, the first of the
// form's own buttons stands out as what enter on the last field presses.
func (f *Form) row(t *theme.Theme, buttons []Button, focus, indent int) []string {
	var lines []string
	rows := f.breakRow(buttons, indent)
	for _, r := range rows {
		line, under, shortcuts := strings.Repeat(" ", indent), strings.Repeat(" ", indent), false
		if focus >= r[0] && focus < r[1] {
			line = t.Bar.Render("▌") + strings.Repeat(" ", indent-1)
		}
		for i := r[0]; i < r[1]; i++ {
			b := buttons[i]
			style := t.Button
			switch {
			case b.Off != "":
				style = t.Muted
			case i == focus, i == 0 && focus < 0 && b.Key == f.Buttons[0].Key:
				style = t.ButtonFocus
			}
			text := f.buttonText(t, b)
			line += style.Render(text) + "  "
			under += Fit(" "+b.Shortcut, ansi.StringWidth(text)+2)
			shortcuts = shortcuts || b.Shortcut != ""
		}
		lines = append(lines, line)
		if shortcuts {
			lines = append(lines, t.Muted.Render(under))
		}
	}
	return lines
}

func (f *Form) buttonText(t *theme.Theme, b Button) string {
	label := b.Label
	if f.Busy != "" && b.Key == f.Buttons[0].Key {
		label = f.Busy
	}
	if t.Mode == theme.Mono {
		return "[ " + label + " ]"
	}
	return "  " + label + "  "
}

// breakRow says which buttons stand on each line, as from and past the last.
func (f *Form) breakRow(buttons []Button, indent int) [][2]int {
	var rows [][2]int
	used, from := indent, 0
	for i, b := range buttons {
		w := ansi.StringWidth(b.Label) + 6
		if i == 0 && f.Busy != "" {
			w = max(w, ansi.StringWidth(f.Busy)+6)
		}
		if used+w > f.Width && i > from {
			rows = append(rows, [2]int{from, i})
			used, from = indent, i
		}
		used += w
	}
	if len(buttons) > from {
		rows = append(rows, [2]int{from, len(buttons)})
	}
	return rows
}
