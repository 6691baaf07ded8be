package ui

import (
	"slices"
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/cognito/facts"
	"cognito-tui/cognito/settings"
	"cognito-tui/cognito/why"
)

// whyScreen lists what a refusal can come from, each cause checked as the facts
// come in, and the ways to mend it. It does nothing by itself.
type whyScreen struct {
	Base
	of      showWhy
	facts   why.Facts
	done    map[string]bool // what was asked for
	reading string          // what is being read
	at      string          // the ID of the cause that is open, or otherWays; empty until all is read
	press   int             // its button that has the focus
	top     int             // the first line in sight; -1 follows what is open
	asks    bool            // the question before AdminGetUser
	said    string          // what became of copying or serving
	lacks   bool            // there are no AWS credentials to read with
}

// otherWays stands for the ID of a cause: the ways on whatever the cause.
const otherWays = "other ways on"

func newWhy(env *Env, o showWhy) *whyScreen {
	s := &whyScreen{Base: newBase(env), of: o, done: map[string]bool{}, top: -1, lacks: env.AdminFault == cognito.NoCredentials}
	p := explain(o.err)
	get := env.Settings.Get
	s.facts = why.Facts{
		Conn: why.Connection{Region: get(settings.Region), PoolID: get(settings.UserPoolID), ClientID: get(settings.ClientID),
			Endpoint: get(settings.Endpoint), HasSecret: get(settings.ClientSecret) != "", Local: env.Local != nil},
		User: o.user, Now: env.now(), LockLeft: env.lockLeft(o.user), TokenExpires: o.expires, TokenIssuer: o.issuer,
		Sentence: p.sentence, Hint: p.hint,
	}
	if env.AppClient != nil {
		s.facts.Client = facts.Known(*env.AppClient)
	}
	if env.Pool != nil {
		s.facts.Pool = facts.Known(*env.Pool)
	}
	switch {
	case env.Local != nil: // its clock is what counts there, and may be moved
		s.facts.Skew = facts.Known(time.Duration(0))
	case env.Client != nil && o.err.Status != 0:
		s.facts.Skew = facts.Known(env.Client.Skew())
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
	case Reply[factRead]:
		msg.Val.take()
	case Reply[whyReadNow]:
		s.readNow(msg.Val.users)
	case Reply[Copied]:
		s.said = string(msg.Val)
		if msg.Err != nil {
			s.said = "Not copied: " + msg.Err.Error()
		}
		return s.next() // copying took the place of a read
	case Reply[servedAt]:
		s.env.served = string(msg.Val)
		s.said = servedWords(msg.Val)
		if msg.Err != nil {
			s.said = notServed + msg.Err.Error() + "."
		}
		s.press = 0
		return s.next()
	case shortcut:
		return s.shortcut(msg)
	case tea.KeyMsg:
		return s.key(msg)
	default:
		return nil
	}
	return s.next()
}

// readNow takes what AdminGetUser told.
func (s *whyScreen) readNow(read facts.Fact[[]cognito.FoundUser]) {
	if !read.Known {
		s.said = "AdminGetUser: " + read.WhyUnread() + "."
		return
	}
	s.facts.Users, s.facts.FromReadNow = read, true
	s.goTo(s.causes()[0].ID)
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
	keys, buttons := newWhyKeys(), s.buttons(s.open())
	s.press = max(0, min(s.press, len(buttons)-1))
	switch {
	case s.asks:
		return s.answer(k, buttons)
	case key.Matches(k, keys.Press):
		switch page := s.page(); {
		case s.at == "":
			s.step(1)
		case !page.sees(page.to): // what it would press isn't in sight
			s.top = page.showing(page.to)
		case len(buttons) > 0:
			return buttons[s.press].do()
		}
	case key.Matches(k, keys.Next):
		s.move(1, len(buttons))
	case key.Matches(k, keys.Prev):
		s.move(-1, len(buttons))
	case key.Matches(k, keys.Right):
		s.press = min(s.press+1, len(buttons)-1)
	case key.Matches(k, keys.Left):
		s.press = max(s.press-1, 0)
	case key.Matches(k, keys.Down):
		s.step(1)
	case key.Matches(k, keys.Up):
		s.step(-1)
	case key.Matches(k, keys.Scroll):
		s.scroll(1)
	case key.Matches(k, keys.Back):
		s.scroll(-1)
	case key.Matches(k, keys.Serve) && s.unserved():
		return s.serve()
	}
	return nil
}

// answer takes a key while the question stands: only an answer leads on.
func (s *whyScreen) answer(k tea.KeyMsg, buttons []whyDo) tea.Cmd {
	keys := newWhyKeys()
	switch {
	case key.Matches(k, answerYes):
		return buttons[1].do()
	case key.Matches(k, answerNo):
		return buttons[0].do()
	case key.Matches(k, keys.Press):
		return buttons[s.press].do()
	case key.Matches(k, keys.Next), key.Matches(k, keys.Prev):
		s.press = 1 - s.press
	case key.Matches(k, keys.Right):
		s.press = 1
	case key.Matches(k, keys.Left):
		s.press = 0
	}
	return nil
}

// leaving says that esc takes the question away before it leaves the screen.
func (s *whyScreen) leaving() string {
	if !s.asks {
		return ""
	}
	return "no"
}

// escape answers no.
func (s *whyScreen) escape() { s.unask() }

// rows are the IDs of what can be opened, as they are drawn.
func (s *whyScreen) rows() []string {
	var rows []string
	for _, c := range s.causes() {
		rows = append(rows, c.ID)
	}
	return append(rows, otherWays)
}

// step opens the next row or the one before, as far as there is one.
func (s *whyScreen) step(by int) {
	rows := s.rows()
	s.goTo(rows[max(0, min(slices.Index(rows, s.at)+by, len(rows)-1))])
}

// move goes through the buttons of a cause, then round to the next one.
func (s *whyScreen) move(by, buttons int) {
	if to := s.press + by; to >= 0 && to < buttons {
		s.press = to
		return
	}
	rows := s.rows()
	s.goTo(rows[(max(slices.Index(rows, s.at), min(-by, 0))+by+len(rows))%len(rows)])
	if by < 0 {
		s.press = max(0, len(s.buttons(s.open()))-1)
	}
}

// scroll moves what is in sight by less than a page, whatever is open.
func (s *whyScreen) scroll(by int) {
	page := s.page()
	s.top = max(0, min(page.top+by*max(1, page.room-2), len(page.lines)-page.room))
}

// goTo opens another cause.
func (s *whyScreen) goTo(row string) {
	s.at, s.press, s.asks, s.said, s.top = row, 0, false, "", -1
}

// settle opens the likeliest cause once all is read, where a person has opened none:
// nothing moves under their hands. What is open stays open, wherever it stands then.
func (s *whyScreen) settle() {
	if !slices.Contains(s.rows(), s.at) {
		s.goTo(s.causes()[0].ID)
	}
}

// causes are judged anew each time: facts come in, and the clock goes on.
func (s *whyScreen) causes() []why.Cause {
	s.facts.Now, s.facts.LockLeft = s.env.now(), s.env.lockLeft(s.facts.User)
	s.facts.LockOver = s.env.lockOver(s.facts.User)
	if s.env.Local != nil {
		s.facts.Conn.Endpoint = s.env.served
	}
	return why.Causes(s.of.err, s.facts)
}

// open is the cause that is open; the zero cause is the other ways on, or that
// nothing is open yet.
func (s *whyScreen) open() why.Cause {
	for _, c := range s.causes() {
		if c.ID == s.at {
			return c
		}
	}
	return why.Cause{}
}
