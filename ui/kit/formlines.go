package kit

import (
	"strings"

	"cognito-tui/ui/theme"
)

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
	if f.Column {
		row = f.column(t, i, 2)
	}
	if i >= 0 && i < len(f.Buttons) {
		at, to = len(lines), len(lines)+len(row)-1
	}
	return append(lines, row...), at, to
}

// OfferLines draws the offers of an error but the words, which stand last; focused
// tells whether one has the focus.
func (f *Form) OfferLines(t *theme.Theme) (lines []string, focused bool) {
	i := f.focus - len(f.Fields) - len(f.Buttons)
	row := f.Offers
	for n := len(row); n > 0 && row[n-1].Word; n = len(row) {
		row = row[:n-1]
	}
	return f.row(t, row, i, 4), i >= 0
}

// WordFocused is the label of the word that has the focus, "" where none has.
func (f *Form) WordFocused() string {
	i := f.focus - len(f.Fields) - len(f.Buttons)
	if i < 0 || !f.Offers[i].Word {
		return ""
	}
	return f.Offers[i].Label
}

func (f *Form) labelWidth() int {
	w := f.Labels
	if w == 0 {
		w = 17
	}
	for _, field := range f.Fields {
		w = max(w, min(Width(field.Label), 24))
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
		room -= Width(field.Hint) + 2
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
	if field.Note != "" {
		for _, l := range Wrap(field.Note, f.Width-label-3) {
			lines = append(lines, indent+t.Muted.Render(l))
		}
	}
	if field.Choice() {
		for _, l := range field.choiceLines(t, f.Width-label-3) {
			lines = append(lines, indent+l)
		}
	}
	if field.Warning != nil {
		mark := t.Warn.Render("! ")
		for _, l := range Wrap(field.Warning(field.Value()), f.Width-label-5) {
			lines = append(lines, indent+mark+t.Text.Render(l))
			mark = "  "
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
			b := &buttons[i]
			style := t.Button
			switch {
			case b.Off != "":
				style = t.Muted
			case i == focus, focus < 0 && b == &f.Buttons[0]:
				style = t.ButtonFocus
			}
			text := f.buttonText(t, b)
			line += style.Render(text) + "  "
			under += Fit(" "+b.Shortcut, Width(text)+2)
			shortcuts = shortcuts || b.Shortcut != ""
		}
		lines = append(lines, line)
		if shortcuts {
			lines = append(lines, t.Muted.Render(under))
		}
	}
	return lines
}

// column draws the form's own buttons below each other. What stands beside a
// button is why it can't be pressed, or its note.
func (f *Form) column(t *theme.Theme, focus, indent int) []string {
	var lines []string
	wide := 0
	for i := range f.Buttons {
		wide = max(wide, Width(f.buttonText(t, &f.Buttons[i])))
	}
	for i := range f.Buttons {
		b := &f.Buttons[i]
		lead, style := strings.Repeat(" ", indent), t.Button
		switch {
		case i == focus && b.Off != "":
			lead, style = t.Bar.Render("▌")+strings.Repeat(" ", indent-1), t.Muted
		case i == focus:
			lead, style = t.Bar.Render("▌")+strings.Repeat(" ", indent-1), t.ButtonFocus
		case b.Off != "":
			style = t.Muted
		}
		note := b.Note
		if b.Off != "" {
			note = "off: " + b.Off
		}
		text := f.buttonText(t, b)
		gap := strings.Repeat(" ", wide-Width(text)+2)
		notes := Wrap(Clean(note), f.Width-indent-wide-2)
		if len(notes) == 0 {
			notes = []string{""}
		}
		lines = append(lines, lead+style.Render(text)+gap+t.Muted.Render(notes[0]))
		for _, l := range notes[1:] {
			lines = append(lines, strings.Repeat(" ", indent+wide+2)+t.Muted.Render(l))
		}
		if !f.Dense && i < len(f.Buttons)-1 {
			lines = append(lines, "")
		}
	}
	return lines
}

func (f *Form) buttonText(t *theme.Theme, b *Button) string {
	label := Clean(b.Label)
	if f.Busy != "" && b == &f.Buttons[f.busyAt()] {
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
		w := Width(Clean(b.Label)) + 6
		if i == f.busyAt() && f.Busy != "" {
			w = max(w, Width(f.Busy)+6)
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
