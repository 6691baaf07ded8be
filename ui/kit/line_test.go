package kit

import (
	"slices"
	"unicode"

	tea "github.com/charmbracelet/bubbletea"
)

// line is a field as simply as it can be said: characters and a cursor between
// them.
type line struct {
	value []rune
	pos   int
	limit int
}

// press does what a key does.
func (l *line) press(k tea.KeyMsg) {
	if k.Type == tea.KeyRunes && len(k.Runes) > 1 || !l.do(k.String()) {
		l.insert(k.Runes)
	}
}

func (l *line) knows(chord string) bool { return l.do(chord) }

// do does what a chord does; false where it is none.
func (l *line) do(chord string) bool {
	switch chord {
	case "right", "ctrl+f":
		l.pos = min(l.pos+1, len(l.value))
	case "left", "ctrl+b":
		l.pos = max(l.pos-1, 0)
	case "home", "ctrl+a":
		l.pos = 0
	case "end", "ctrl+e":
		l.pos = len(l.value)
	case "alt+right", "ctrl+right", "alt+f":
		l.pos = l.past(l.past(l.pos, true), false)
	case "alt+left", "ctrl+left", "alt+b":
		l.pos = l.before()
	case "alt+backspace", "ctrl+w":
		from := l.before()
		if from == 1 && unicode.IsSpace(l.value[0]) {
			from = 0 // the widget takes a blank before the first word with it
		}
		l.remove(from, l.pos)
	case "alt+delete", "alt+d": // the character under the cursor, and on to the word's end
		if l.pos < len(l.value) {
			l.remove(l.pos, l.past(l.past(l.pos+1, true), false))
		}
	case "ctrl+k":
		l.remove(l.pos, len(l.value))
	case "ctrl+u":
		l.remove(0, l.pos)
	case "backspace", "ctrl+h":
		l.remove(max(l.pos-1, 0), l.pos)
	case "delete", "ctrl+d":
		l.remove(l.pos, min(l.pos+1, len(l.value)))
	case "ctrl+v", "tab", "down", "ctrl+n", "up", "ctrl+p": // nothing by themselves
	default:
		return false
	}
	return true
}

// past is the first position from i on where no blank stands, or none but blanks.
func (l *line) past(i int, blank bool) int {
	for i < len(l.value) && unicode.IsSpace(l.value[i]) == blank {
		i++
	}
	return i
}

// before is where the word left of the cursor begins.
func (l *line) before() int {
	i := l.pos
	for _, blank := range []bool{true, false} {
		for i > 0 && unicode.IsSpace(l.value[i-1]) == blank {
			i--
		}
	}
	return i
}

// remove takes out what stands from one position to another.
func (l *line) remove(from, to int) {
	l.value = slices.Delete(l.value, from, to)
	l.pos = from
}

// insert puts characters at the cursor, as many as there is room for; line ends and
// tabs are blanks, other control characters are none.
func (l *line) insert(runes []rune) {
	for _, r := range runes {
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			r = ' '
		case r == unicode.ReplacementChar || unicode.IsControl(r):
			continue
		}
		if len(l.value) < l.limit {
			l.value = slices.Insert(l.value, l.pos, r)
			l.pos++
		}
	}
}
