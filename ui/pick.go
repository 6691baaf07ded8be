package ui

import (
	"context"
	"fmt"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/ui/kit"
)

// pickScreen is a list read from the service that one chooses from: what is typed
// narrows it, the arrows move in it. It is what pickPool and pickClient share.
type pickScreen struct {
	formScreen
	kind  pickKind
	items []pickItem
	shown []pickItem // those that have the filter's text in them
	at    int        // among shown
	read  bool       // items are as the service told them
	load  func(context.Context) ([]pickItem, error)
	pick  func(pickItem) tea.Cmd
}

// pickItem is one thing to choose; both texts are strangers'.
type pickItem struct{ id, name string }

// pickKind are the words of a list.
type pickKind struct {
	one, many string // "pool", "pools"
	empty     string // that there are none, and what to do
	denied    string // what to do where the list may not be read
}

// picked is a list as it was read.
type picked struct{ items []pickItem }

func newPickScreen(env *Env, title, lead string, kind pickKind) pickScreen {
	s := pickScreen{kind: kind}
	s.formScreen = newFormScreen(env, title, lead, kit.NewForm("Read again", kit.NewSearch("filter", "Filter")))
	return s
}

// Enter reads the list, the first time.
func (s *pickScreen) Enter() tea.Cmd {
	if s.read || s.busy != "" || s.failure != nil {
		return nil
	}
	return s.reading()
}

func (s *pickScreen) reading() tea.Cmd {
	load := s.load
	return Call(&s.Base, "Reading the "+s.kind.many, func(ctx context.Context) (picked, error) {
		items, err := load(ctx)
		return picked{items}, err
	})
}

// offered takes the ways on: where the list can't be read the ids are typed.
func (s *pickScreen) offered(o offer) tea.Cmd {
	if o == offerConnection {
		return s.end(back{})
	}
	return nil
}

// Update takes the list, keys that move in it, and what is typed.
func (s *pickScreen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case Reply[picked]:
		s.told(msg)
		return nil
	case tea.KeyMsg:
		if s.form.Focused() != nil && s.ask == nil {
			if cmd, ok := s.moved(msg); ok {
				return cmd
			}
		}
	}
	cmd := s.formScreen.Update(msg)
	s.narrow()
	return cmd
}

func (s *pickScreen) told(r Reply[picked]) {
	if r.Err != nil {
		s.refused(r.Err)
		return
	}
	s.items, s.read = r.Val.items, true
	s.form.FocusField("filter")
	s.narrow()
}

// refused shows why a read failed; where it wasn't allowed, with the way on.
func (s *pickScreen) refused(err error) {
	s.fail(err)
	if s.failure.Denied() {
		s.problem.hint = s.kind.denied
	}
	s.form.Focus(min(s.form.At()+2, len(s.form.Fields)+len(s.form.Buttons))) // the first way on
}

// narrow keeps what the filter leaves. The bar stays on its item.
func (s *pickScreen) narrow() {
	id := ""
	if s.at < len(s.shown) {
		id = s.shown[s.at].id
	}
	text := strings.ToLower(strings.TrimSpace(s.form.Value("filter")))
	s.shown, s.at = s.shown[:0:0], 0
	for _, item := range s.items {
		if strings.Contains(strings.ToLower(item.name), text) || strings.Contains(strings.ToLower(item.id), text) {
			if item.id == id {
				s.at = len(s.shown)
			}
			s.shown = append(s.shown, item)
		}
	}
}

type pickKeys struct{ Up, Down, PageUp, PageDown, Choose key.Binding }

func newPickKeys() pickKeys {
	return pickKeys{Up: bound("↑", "up", "up"), Down: bound("↓", "down", "down"),
		PageUp: bound("pgup", "a page up", "pgup"), PageDown: bound("pgdn", "a page down", "pgdown"),
		Choose: bound("enter", "choose", "enter")}
}

// moved takes a key that moves the bar or chooses; ok is false for any other.
func (s *pickScreen) moved(k tea.KeyMsg) (cmd tea.Cmd, ok bool) {
	keys, page, last := newPickKeys(), max(1, s.rows()-1), len(s.shown)-1
	to := s.at
	switch {
	case key.Matches(k, keys.Choose):
		if last < 0 {
			return nil, true
		}
		s.forget()
		return s.pick(s.shown[s.at]), true
	case key.Matches(k, keys.Up):
		to--
	case key.Matches(k, keys.Down):
		to++
	case key.Matches(k, keys.PageUp):
		to -= page
	case key.Matches(k, keys.PageDown):
		to += page
	default:
		return nil, false
	}
	s.at = max(0, min(to, last))
	return nil, true
}

// leaving says that esc takes a question away, or clears the filter, first.
func (s *pickScreen) leaving() string {
	if what := s.formScreen.leaving(); what != "" {
		return what
	}
	if s.form.Value("filter") != "" && s.failure == nil {
		return "clear the filter"
	}
	return ""
}

func (s *pickScreen) escape() {
	if s.ask != nil {
		s.formScreen.escape()
		return
	}
	s.form.Field("filter").Set("")
	s.form.FocusField("filter")
	s.narrow()
}

// View draws the form and the list under it.
func (s *pickScreen) View() string {
	top := strings.Split(s.formScreen.View(), "\n")
	lines := append(top, "")
	return strings.Join(append(lines, s.list(s.h-len(lines))...), "\n")
}

// rows is how many items fit.
func (s *pickScreen) rows() int {
	return s.h - len(strings.Split(s.formScreen.View(), "\n")) - 2
}

func (s *pickScreen) list(room int) []string {
	t := s.env.Theme
	switch {
	case s.failure != nil || s.ask != nil || !s.read && s.busy != "" || !s.read:
		return nil
	case len(s.items) == 0:
		return s.sentence(s.kind.empty)
	case len(s.shown) == 0:
		return s.sentence("No " + s.kind.one + " has that in its name or id. esc clears the filter.")
	}
	count := fmt.Sprintf("%d %s", len(s.items), s.kind.many)
	if len(s.items) == 1 {
		count = "1 " + s.kind.one
	}
	if len(s.shown) < len(s.items) {
		count = fmt.Sprintf("%d of %s", len(s.shown), count)
	}
	rows := max(1, room-1)
	from := max(0, min(s.at-rows/2, len(s.shown)-rows))
	to := min(len(s.shown), from+rows)
	if hidden := len(s.shown) - (to - from); hidden > 0 {
		count += fmt.Sprintf(", %d to %d shown", from+1, to)
	}
	lines := []string{"  " + t.Accent.Render(count)}
	wide := max(12, min(48, s.w/2-4))
	for i := from; i < to; i++ {
		mark, style := "  ", t.Text
		if i == s.at {
			mark, style = t.Accent.Render("›")+" ", t.Accent // the bar is the filter's
		}
		name := kit.Clean(s.shown[i].name)
		lines = append(lines, kit.Cut(mark+style.Render(kit.Fit(name, wide))+"  "+t.Muted.Render(kit.Clean(s.shown[i].id)), s.w-1))
	}
	return lines
}

func (s *pickScreen) sentence(text string) []string {
	var lines []string
	for _, l := range kit.Wrap(text, s.form.Width-2) {
		lines = append(lines, "  "+s.env.Theme.Text.Render(l))
	}
	return lines
}

// ShortHelp are the keys of the footer.
func (s *pickScreen) ShortHelp() []key.Binding {
	keys := newPickKeys()
	if s.form.Focused() == nil || s.failure != nil {
		return s.formScreen.ShortHelp()
	}
	return []key.Binding{keys.Choose, renamed(keys.Down, "↑↓", "move"), bound("tab", "read again", "tab")}
}

// FullHelp are all keys of the screen.
func (s *pickScreen) FullHelp() [][]key.Binding {
	k := newPickKeys()
	return append([][]key.Binding{{k.Choose, k.Up, k.Down, k.PageUp, k.PageDown, bound("a…z", "narrow the list")}}, s.formScreen.FullHelp()...)
}
