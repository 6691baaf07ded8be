package kit

import (
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/ui/theme"
)

// Filter is one line of text that narrows a list while it is typed.
type Filter struct {
	field  *Field
	typing bool
}

// NewFilter makes an empty filter.
func NewFilter() *Filter { return &Filter{field: NewSearch("filter", "Filter")} }

// Start gives it the focus.
func (f *Filter) Start() {
	f.typing = true
	f.field.focus(true)
}

// Stop takes the focus away; what was typed goes on to narrow the list.
func (f *Filter) Stop() {
	f.typing = false
	f.field.focus(false)
}

// Clear empties it and takes the focus away.
func (f *Filter) Clear() {
	f.field.Set("")
	f.Stop()
}

// Typing tells whether it has the focus.
func (f *Filter) Typing() bool { return f.typing }

// Text is what was typed.
func (f *Filter) Text() string { return f.field.Value() }

// Update takes a key.
func (f *Filter) Update(k tea.KeyMsg) tea.Cmd { return f.field.Update(k) }

// Paste takes pasted text, where it has the focus.
func (f *Filter) Paste(p Pasted) {
	if f.typing {
		f.field.take(p)
	}
}

// View draws it in at most width cells; nothing where it is empty and has no focus.
func (f *Filter) View(t *theme.Theme, width int) string {
	if !f.typing && f.Text() == "" {
		return ""
	}
	const label = "Filter  "
	return t.Muted.Render(label) + f.field.view(t, width-Width(label), f.typing)
}
