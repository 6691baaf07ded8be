package ui

import (
	"github.com/charmbracelet/bubbles/key"
)

// deskKeys are the keys of the card.
type deskKeys struct {
	Preview, Pick, Up, Down, PageUp, PageDown, First, Last, Ask           key.Binding
	Devices, Groups, Attributes, More, Copy, Reload, Create, Yes, No, All key.Binding
}

func newDeskKeys() deskKeys {
	return deskKeys{
		Preview: bound("enter", "preview", "enter"), Pick: bound("1…9", "preview of that remedy", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
		Up: bound("↑ k", "up", "up", "k", "shift+tab"), Down: bound("↓ j", "down", "down", "j", "tab"),
		PageUp: bound("pgup b", "further up", "pgup", "b"), PageDown: bound("pgdn f", "further down", "pgdown", "f", " "),
		First: bound("home", "to the top", "home"), Last: bound("end", "to the end", "end"),
		Ask:     bound("a", "ask the caller", "a"),
		Devices: bound("d", "devices", "d"), Groups: bound("g", "groups", "g"), Attributes: bound("e", "attributes", "e"),
		More: bound("m", "all remedies", "m"), Copy: bound("y", "copy", "y"), Reload: bound("ctrl+r", "reload", "ctrl+r"),
		Create: bound("n", "create the user", "n"), Yes: answerYes, No: answerNo,
		All: bound("F2", "all that was read", "f2"),
	}
}

// ShortHelp are the keys of the footer.
func (s *deskUser) ShortHelp() []key.Binding {
	k := newDeskKeys()
	switch {
	case !s.judged:
		return nil
	case !s.found() && s.gone():
		if s.on() == rowOffer {
			return []key.Binding{k.Preview, k.Create, k.Reload}
		}
		return []key.Binding{k.Create, k.Reload}
	case !s.found():
		return []key.Binding{k.Reload}
	}
	var short []key.Binding
	switch kind := s.on(); {
	case kind == rowQuestion:
		short = append(short, k.Yes, k.No)
	case kind == rowOffer:
		short = append(short, k.Preview)
	default:
		short = append(short, renamed(k.Down, "↑↓", "move"))
	}
	if len(s.questions()) > 0 && s.on() != rowQuestion {
		short = append(short, renamed(k.Ask, "a", "ask"))
	}
	short = append(short, k.Devices, k.Groups, k.Attributes)
	if s.on() != rowQuestion {
		short = append(short, k.Copy)
	}
	return append(short, renamed(k.More, "m", "more"), k.Reload)
}

// on is the kind of row that the bar is on.
func (s *deskUser) on() deskRowKind {
	for _, r := range s.rows() {
		if r.key == s.at {
			return r.kind
		}
	}
	return rowRefusal
}

// FullHelp are all keys of the screen.
func (s *deskUser) FullHelp() [][]key.Binding {
	k := newDeskKeys()
	move := []key.Binding{k.Up, k.Down, k.PageUp, k.PageDown, k.First, k.Last}
	switch {
	case !s.judged || !s.found() && !s.gone():
		return [][]key.Binding{{k.Reload, k.PageUp, k.PageDown}}
	case s.gone():
		return [][]key.Binding{{k.Create, k.Reload, k.All}, move}
	}
	act := []key.Binding{k.Preview, k.Pick}
	if len(s.questions()) > 0 {
		act = append(act, k.Ask, renamed(k.Yes, "y", "yes, on a question"), renamed(k.No, "n", "no, on a question"))
	}
	return [][]key.Binding{append(act, renamed(k.Copy, "y", "copy, elsewhere")), {k.Devices, k.Groups, k.Attributes, k.More, k.Reload, k.All}, move}
}
