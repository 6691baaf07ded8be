package kit

import (
	"slices"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// FormKeys are the keys of every form.
type FormKeys struct{ Next, Prev, Left, Right, First, Last, Enter, Show key.Binding }

// NewFormKeys returns the keys of every form.
func NewFormKeys() FormKeys {
	return FormKeys{
		Next:  key.NewBinding(key.WithKeys("tab", "down"), key.WithHelp("tab ↓", "next field")),
		Prev:  key.NewBinding(key.WithKeys("shift+tab", "up"), key.WithHelp("shift+tab ↑", "field before")),
		Left:  key.NewBinding(key.WithKeys("left"), key.WithHelp("←", "button before")),
		Right: key.NewBinding(key.WithKeys("right"), key.WithHelp("→", "next button")),
		First: key.NewBinding(key.WithKeys("home"), key.WithHelp("home", "first button")),
		Last:  key.NewBinding(key.WithKeys("end"), key.WithHelp("end", "last button")),
		Enter: key.NewBinding(key.WithKeys("enter"), key.WithHelp("enter", "next, or do it")),
		Show:  key.NewBinding(key.WithKeys("ctrl+r"), key.WithHelp("ctrl+r", "show or hide what is masked")),
	}
}

// Button is something to press: at the end of a form or under an error.
type Button struct {
	Label    string
	Shortcut string         // drawn under or beside it, such as alt+1
	Off      string         // where not empty, why it can't be pressed
	Note     string         // beside it, in a column of buttons
	Word     bool           // drawn as a word in a line, not as a button
	Key      string         // tells it from others of the same label; may be empty
	Do       func() tea.Cmd // nil submits the form
}

// Form is a column of fields, a row of buttons and, under them, the buttons
// that an error offers. The focus is one of these.
type Form struct {
	Fields  []*Field
	Buttons []Button // the first is what enter on the last field presses
	Offers  []Button // under an error; the last may be words, such as Details
	Width   int      // cells of the whole form
	Labels  int      // cells of the labels' column at least; 0 for the usual 17
	Column  bool     // buttons stand below each other, each with its note
	Dense   bool     // no air between fields, for low windows
	Busy    string   // what the pressed button says while a call runs

	keys  FormKeys
	focus int
}

// NewForm makes a form of fields; its first button submits.
func NewForm(submit string, fields ...*Field) *Form {
	f := &Form{Fields: fields, Buttons: []Button{{Label: submit}}, keys: NewFormKeys(), Width: 60}
	f.Focus(0)
	return f
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

// At is the item that has the focus, as Focus takes it.
func (f *Form) At() int { return f.focus }

// FocusField moves the focus to the field with this key, if there is one.
func (f *Form) FocusField(name string) bool {
	i := f.index(name)
	if i >= 0 {
		f.Focus(i)
	}
	return i >= 0
}

// OnButton tells whether a button has the focus, not a field.
func (f *Form) OnButton() bool { return f.focus >= len(f.Fields) }

// FocusButton moves the focus to the submitting button.
func (f *Form) FocusButton() { f.Focus(len(f.Fields)) }

// busyAt is the button that Busy stands on: the one that has the focus, else the
// first, which enter on a field presses.
func (f *Form) busyAt() int {
	if i := f.focus - len(f.Fields); i > 0 && i < len(f.Buttons) {
		return i
	}
	return 0
}

// Refocus keeps the focus within the items after they changed.
func (f *Form) Refocus() { f.Focus(min(f.focus, f.count()-1)) }

// Insert puts a field below the one with the key below, at the end where there is
// none. The focus stays where it is, and so does what follows a field that is being
// typed in: keys typed ahead meet the fields that were seen. After a choice the
// field may come next, since it is what was chosen.
func (f *Form) Insert(below string, field *Field) {
	at := len(f.Fields)
	if i := f.index(below); i >= 0 {
		at = i + 1
	}
	switch focused := f.Focused(); {
	case focused == nil:
		f.focus++ // a button has it
	case focused.Choice():
		at = max(at, f.focus+1)
	default:
		at = min(max(at, f.focus+2), len(f.Fields))
	}
	f.Fields = slices.Insert(f.Fields, at, field)
	f.Focus(f.focus)
}

// Remove takes a field away. The focus stays where it is, or goes to what follows
// the field.
func (f *Form) Remove(field *Field) {
	i := slices.Index(f.Fields, field)
	if i < 0 {
		return
	}
	f.Fields = slices.Delete(f.Fields, i, i+1)
	if f.focus > i {
		f.focus--
	}
	f.Focus(f.focus)
}

// index is where the field with this key stands, -1 where there is none.
func (f *Form) index(name string) int {
	return slices.IndexFunc(f.Fields, func(field *Field) bool { return field.Key == name })
}

// Field returns the field with this key, or nil.
func (f *Form) Field(name string) *Field {
	if i := f.index(name); i >= 0 {
		return f.Fields[i]
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

// Values are what all fields hold, in their order.
func (f *Form) Values() []string {
	values := make([]string, len(f.Fields))
	for i, field := range f.Fields {
		values[i] = field.Value()
	}
	return values
}

// Focused returns the field that has the focus, or nil where a button has it.
func (f *Form) Focused() *Field {
	if f.focus < len(f.Fields) {
		return f.Fields[f.focus]
	}
	return nil
}

// Update takes a key. Enter on a field goes to the next one; on the last, or
// on a button, it presses: pressed is that button, nil for any other key. The
// command is what a field wants done (ctrl+v reads the clipboard).
func (f *Form) Update(msg tea.KeyMsg) (pressed *Button, cmd tea.Cmd) {
	field := f.Focused()
	switch {
	case key.Matches(msg, f.keys.Next):
		f.Focus(f.focus + 1)
	case key.Matches(msg, f.keys.Prev):
		f.Focus(f.focus - 1)
	case key.Matches(msg, f.keys.Enter):
		return f.enter(), nil
	case key.Matches(msg, f.keys.Show):
		f.toggle()
	case field != nil:
		return nil, field.Update(msg)
	case key.Matches(msg, f.keys.Left):
		f.Focus(max(f.focus-1, len(f.Fields)))
	case key.Matches(msg, f.keys.Right):
		f.Focus(min(f.focus+1, f.count()-1))
	case key.Matches(msg, f.keys.First):
		f.FocusButton()
	case key.Matches(msg, f.keys.Last):
		f.Focus(f.count() - 1)
	}
	return nil, nil
}

// Paste puts text into the field that has the focus; where a button has it, nothing
// is done.
func (f *Form) Paste(p Pasted) {
	if field := f.Focused(); field != nil {
		field.take(p)
	}
}

// enter is the button that enter presses; nil where it goes to the next field.
func (f *Form) enter() *Button {
	switch i := f.focus - len(f.Fields); {
	case i < 0 && !f.Submits():
		f.Focus(f.focus + 1)
		return nil
	case i < len(f.Buttons):
		return &f.Buttons[max(i, 0)]
	default:
		return &f.Offers[i-len(f.Buttons)]
	}
}

// Submits tells whether enter submits from the field that has the focus: it is
// the last, but for choices, which have an answer already.
func (f *Form) Submits() bool {
	for i := f.focus + 1; i < len(f.Fields); i++ {
		if !f.Fields[i].Choice() {
			return false
		}
	}
	return f.focus < len(f.Fields)
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

// ClearErrors forgets what stood under the fields.
func (f *Form) ClearErrors() {
	for _, field := range f.Fields {
		field.Err, field.Note = "", ""
	}
}
