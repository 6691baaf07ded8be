package ui

import (
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/cognito/settings"
	"cognito-tui/cognito/token"
	"cognito-tui/cognito/why"
	"cognito-tui/ui/kit"
)

// refusal is something that the service refused, with what was known then.
type refusal struct {
	err  *cognito.Error
	user string
	// expires and issuer are claims of the session's access token, where it is
	// about a session.
	expires time.Time
	issuer  string
}

var whyButton = kit.Button{Key: kit.WhyKey, Label: "Why?", Shortcut: "F3"}

// whyOf is the refusal that F3 explains: the one on the screen, else the one that
// led here.
func (s *formScreen) whyOf() refusal {
	if s.failure == nil {
		return s.before
	}
	r := refusal{err: s.failure}
	if s.user != nil {
		r.user = s.user()
	}
	return r.withSession(s.env)
}

// blames says what the warning is about.
func (s *formScreen) blames(r refusal) {
	s.before = r
	if r.err != nil {
		s.form.Offers = []kit.Button{whyButton}
	}
}

// withSession adds what the session, which may end with the refusal, says of itself.
func (r refusal) withSession(e *Env) refusal {
	if e.Session == nil {
		return r
	}
	if claims, err := token.Decode(e.Session.Tokens.Access); err == nil {
		r.expires, r.issuer = claims.Expires, claims.Issuer
	}
	return r
}

// whyScreen lists what a refusal can come from, each cause checked as the facts
// come in, and the ways to mend it. It does nothing by itself.
type whyScreen struct {
	Base
	of      showWhy
	facts   why.Facts
	done    map[string]bool // what was asked for
	reading string          // what is being read
	at      int             // the cause that is open
	press   int             // its button that has the focus
	top     int             // the first line in sight, where a cause is taller than the screen
	asks    bool            // the question before AdminGetUser
	said    string          // what became of copying
}

func newWhy(env *Env, o showWhy) *whyScreen {
	s := &whyScreen{Base: newBase(env), of: o, done: map[string]bool{}}
	p := explain(o.err)
	get := env.Settings.Get
	s.facts = why.Facts{
		Conn: why.Connection{Region: get(settings.Region), PoolID: get(settings.UserPoolID), ClientID: get(settings.ClientID),
			Endpoint: get(settings.Endpoint), HasSecret: get(settings.ClientSecret) != "", Local: env.Local != nil},
		User: o.user, Now: env.now(), LockLeft: env.lockLeft(o.user), TokenExpires: o.expires, TokenIssuer: o.issuer,
		Sentence: p.sentence, Hint: p.hint,
	}
	if env.AppClient != nil {
		s.facts.Client = why.Known(*env.AppClient)
	}
	if env.Pool != nil {
		s.facts.Pool = why.Known(*env.Pool)
	}
	switch {
	case env.Local != nil: // its clock is what counts there, and may be moved
		s.facts.Skew = why.Known(time.Duration(0))
	case env.Client != nil && o.err.Status != 0:
		s.facts.Skew = why.Known(env.Client.Skew())
	}
	return s
}

// Title names the screen.
func (s *whyScreen) Title() string { return "Why did this fail?" }

// Enter begins to read.
func (s *whyScreen) Enter() tea.Cmd {
	if len(s.done) > 0 {
		return nil
	}
	return s.next()
}

// Update takes keys and facts.
func (s *whyScreen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case Reply[readClient]:
		s.facts.Client = newer(s.facts.Client, msg.Val.fact)
	case Reply[readPool]:
		s.facts.Pool = newer(s.facts.Pool, msg.Val.fact)
	case Reply[readUsers]:
		s.facts.Users = newer(s.facts.Users, msg.Val.fact)
	case Reply[readHolders]:
		s.facts.Holders = newer(s.facts.Holders, msg.Val.fact)
	case Reply[readNow]:
		s.readNow(msg.Val.fact)
	case Reply[Copied]:
		s.said = string(msg.Val)
		if msg.Err != nil {
			s.said = "Not copied: " + msg.Err.Error()
		}
		return s.next() // copying took the place of a read
	case shortcut:
		return s.shortcut(msg)
	case tea.KeyMsg:
		return s.key(msg)
	default:
		return nil
	}
	return s.next()
}

// newer is a fact read again; what was known stays where it can't be.
func newer[T any](old, read why.Fact[T]) why.Fact[T] {
	if read.Known || read.IsGone() || !old.Known {
		read.Why = kit.Clean(read.Why)
		return read
	}
	return old
}

// readNow takes what AdminGetUser told.
func (s *whyScreen) readNow(read why.Fact[[]cognito.FoundUser]) {
	if !read.Known {
		s.said = "AdminGetUser: " + read.Why + "."
		return
	}
	s.facts.Users, s.facts.FromReadNow, s.at, s.press = read, true, 0, 0
}

func (s *whyScreen) shortcut(n shortcut) tea.Cmd {
	buttons := s.buttons(s.open())
	if n == pressWhy {
		return s.end(back{})
	}
	if n >= 1 && int(n) <= len(buttons) {
		return buttons[n-1].do()
	}
	return nil
}

func (s *whyScreen) key(k tea.KeyMsg) tea.Cmd {
	keys, causes, buttons := newWhyKeys(), s.causes(), s.buttons(s.open())
	s.press = max(0, min(s.press, len(buttons)-1))
	switch {
	case key.Matches(k, keys.Press):
		if len(buttons) > 0 {
			return buttons[s.press].do()
		}
	case key.Matches(k, keys.Next):
		s.move(len(causes), 1, len(buttons))
	case key.Matches(k, keys.Prev):
		s.move(len(causes), -1, len(buttons))
	case key.Matches(k, keys.Right):
		s.press = min(s.press+1, len(buttons)-1)
	case key.Matches(k, keys.Left):
		s.press = max(s.press-1, 0)
	case key.Matches(k, keys.Down):
		s.goTo(min(s.at+1, len(causes)))
	case key.Matches(k, keys.Up):
		s.goTo(max(s.at-1, 0))
	case key.Matches(k, keys.Scroll):
		s.top += max(1, s.h/2)
	case key.Matches(k, keys.Back):
		s.top = max(0, s.top-max(1, s.h/2))
	}
	return nil
}

// move goes through the buttons of a cause, then to the next cause.
func (s *whyScreen) move(causes, by, buttons int) {
	if to := s.press + by; to >= 0 && to < buttons {
		s.press = to
		return
	}
	s.goTo((s.at + by + causes + 1) % (causes + 1))
	if by < 0 {
		s.press = max(0, len(s.buttons(s.open()))-1)
	}
}

// goTo opens another cause.
func (s *whyScreen) goTo(cause int) {
	s.at, s.press, s.asks, s.said, s.top = cause, 0, false, "", 0
}

// causes are judged anew each time: facts come in, and the clock goes on.
func (s *whyScreen) causes() []why.Cause {
	s.facts.Now, s.facts.LockLeft = s.env.now(), s.env.lockLeft(s.facts.User)
	return why.Causes(s.of.err, s.facts)
}

// open is the cause that is open; one of no causes is the other ways on.
func (s *whyScreen) open() why.Cause {
	causes := s.causes()
	if s.at >= len(causes) {
		return why.Cause{}
	}
	return causes[max(0, s.at)]
}

// whyDo is a button of a cause.
type whyDo struct {
	label string
	do    func() tea.Cmd
}

// buttons are what the program can do about a cause, or else the ways on that the
// refused screen has.
func (s *whyScreen) buttons(c why.Cause) []whyDo {
	if s.asks {
		return []whyDo{{"No", s.unask}, {"Yes, read the user", func() tea.Cmd { s.asks = false; return s.readUserNow() }}}
	}
	var list []whyDo
	if c.ID == "" {
		for _, o := range explain(s.of.err).offers {
			list = append(list, whyDo{explain(s.of.err).label(o), func() tea.Cmd { return s.leaveBy(o) }})
		}
		if s.asksUser() {
			list = append(list, whyDo{"Read the user as it is now", func() tea.Cmd { s.asks = true; return nil }})
		}
		return append(list, whyDo{"Back", func() tea.Cmd { return s.end(back{}) }})
	}
	for _, f := range c.Fixes {
		if b, ok := s.button(f); ok {
			list = append(list, b)
		}
	}
	for _, f := range c.Fixes {
		if f.Command != "" {
			list = append(list, whyDo{"Copy the command", func() tea.Cmd { return s.instead(Copy(&s.Base, f.Command)) }})
			break
		}
	}
	return list
}

// asksUser tells whether AdminGetUser could tell more.
func (s *whyScreen) asksUser() bool {
	return s.env.readable() == "" && s.facts.User != "" && why.NeedsOf(s.of.err).Users && !s.facts.FromReadNow
}

func (s *whyScreen) unask() tea.Cmd {
	s.asks, s.press = false, 0
	return nil
}

// whyOffers are the ways on that stand for what the program can do.
var whyOffers = map[why.Do]offer{why.DoConnection: offerConnection, why.DoSignIn: offerSignIn, why.DoSignUp: offerSignUp,
	why.DoEnterCode: offerEnterCode, why.DoResend: offerResend, why.DoReset: offerReset}

var whyLabels = map[why.Do]string{why.DoConnection: "Connection", why.DoSignIn: "Sign in", why.DoSignUp: "Sign up",
	why.DoEnterCode: "Enter the code", why.DoResend: "Send the code again", why.DoReset: "Reset password"}

func (s *whyScreen) button(f why.Fix) (whyDo, bool) {
	switch f.Do {
	case why.None:
		return whyDo{}, false
	case why.DoReadNow:
		return whyDo{"Read the user as it is now", func() tea.Cmd { s.asks, s.press = true, 0; return nil }}, s.asksUser()
	case why.DoMethod:
		return whyDo{"Sign in by " + f.Flow, func() tea.Cmd {
			if s.of.keep != nil {
				s.of.keep()
			}
			return s.end(wantSignIn{user: s.facts.User, flow: cognito.Flow(f.Flow)})
		}}, true
	}
	o := whyOffers[f.Do]
	return whyDo{whyLabels[f.Do], func() tea.Cmd { return s.leaveBy(o) }}, true
}

// leaveBy goes back to the refused screen and takes a way on there, as its own
// button would.
func (s *whyScreen) leaveBy(o offer) tea.Cmd {
	return tea.Batch(s.end(back{}), s.of.take(o))
}

// whyKeys are the keys of the screen.
type whyKeys struct{ Press, Next, Prev, Down, Up, Left, Right, Scroll, Back key.Binding }

func newWhyKeys() whyKeys {
	return whyKeys{
		Press: bound("enter", "do it", "enter"), Next: bound("tab", "next", "tab"), Prev: bound("shift+tab", "the one before", "shift+tab"),
		Down: bound("↓ j", "next cause", "down", "j"), Up: bound("↑ k", "cause before", "up", "k"),
		Left: bound("←", "button before", "left"), Right: bound("→", "next button", "right"),
		Scroll: bound("pgdn", "further down", "pgdown", " "), Back: bound("pgup", "further up", "pgup"),
	}
}

// ShortHelp are the keys of the footer.
func (s *whyScreen) ShortHelp() []key.Binding {
	k := newWhyKeys()
	return []key.Binding{k.Press, renamed(k.Down, "↑↓", "cause"), renamed(k.Next, "tab", "button")}
}

// FullHelp are all keys of the screen.
func (s *whyScreen) FullHelp() [][]key.Binding {
	k := newWhyKeys()
	all := []key.Binding{k.Press, k.Next, k.Prev, k.Down, k.Up, k.Left, k.Right, k.Scroll, k.Back}
	for i, b := range s.buttons(s.open()) {
		if i < 9 {
			all = append(all, bound("alt+"+string(rune('1'+i)), strings.TrimSpace(b.label)))
		}
	}
	return [][]key.Binding{slices.Clip(all)}
}
