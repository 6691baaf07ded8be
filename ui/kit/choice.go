package kit

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/ui/theme"
)

// Option is one of the things that a choice field offers.
type Option struct {
	Key   string // names the option to its screen
	Label string
	Note  string // a line under the field while this one is picked
	Off   string // where not empty, why it can't be used; it can still be looked at
}

// NewChoice makes a field that picks one of several options with ← and →. Its
// Value is the key of the one picked.
func NewChoice(name, label string, options ...Option) *Field {
	return &Field{Key: name, Label: label, options: options}
}

// Choice tells whether the field picks among options, and takes no text.
func (f *Field) Choice() bool { return f.options != nil }

// Picked is the option picked.
func (f *Field) Picked() Option {
	if len(f.options) == 0 {
		return Option{}
	}
	return f.options[f.picked]
}

// Offer replaces the options; the one picked stays picked where it is still there.
func (f *Field) Offer(options ...Option) {
	now := f.Picked().Key
	f.options, f.picked = options, 0
	f.pick(now)
}

func (f *Field) pick(name string) {
	for i, o := range f.options {
		if o.Key == name {
			f.picked = i
		}
	}
}

// choose takes ← and →, and letters: the next option that begins with one.
func (f *Field) choose(msg tea.KeyMsg) {
	keys, n := NewFormKeys(), len(f.options)
	switch {
	case key.Matches(msg, keys.Left):
		f.picked = (f.picked + n - 1) % n
	case key.Matches(msg, keys.Right):
		f.picked = (f.picked + 1) % n
	case msg.Type == tea.KeyRunes && len(msg.Runes) == 1:
		for i := range n {
			next := (f.picked + 1 + i) % n
			if strings.HasPrefix(strings.ToLower(f.options[next].Label), strings.ToLower(string(msg.Runes))) {
				f.picked = next
				break
			}
		}
	default:
		return
	}
	f.Err = ""
}

func (f *Field) choiceView(t *theme.Theme, width int, focused bool) string {
	style, mark := t.Text, t.Muted
	if focused {
		style, mark = t.Accent, t.Accent
	}
	if f.Picked().Off != "" {
		style = t.Muted
	}
	return Cut(mark.Render("◂ ")+style.Render(Clean(f.Picked().Label))+mark.Render(" ▸"), width)
}

// choiceLines says what the option picked does, or why it can't be used.
func (f *Field) choiceLines(t *theme.Theme, width int) []string {
	o := f.Picked()
	text, mark := o.Note, ""
	if o.Off != "" {
		text, mark = "off: "+o.Off, t.Warn.Render("!")+" "
		width -= 2
	}
	var lines []string
	for i, l := range Wrap(Clean(text), width) {
		if i > 0 && mark != "" {
			mark = "  "
		}
		lines = append(lines, mark+t.Muted.Render(l))
	}
	return lines
}

// Next picks the option after the one picked; after the last the first.
func (f *Field) Next() { f.picked = (f.picked + 1) % max(1, len(f.options)) }
