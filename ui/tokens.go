package ui

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/cognito/facts"
	"cognito-tui/cognito/token"
)

// The pages of the tokens.
const (
	pageID = iota
	pageAccess
	pageRefresh
	pageCompare
)

var tokenPages = []string{"ID token", "Access token", "Refresh token", "Side by side"}

// workbench is where one looks at a session's tokens: what they say, whether the
// pool signed them, and what can be done with them.
type workbench struct {
	Base
	page, top int
	shown     bool // the token of this page is in clear
	keys      facts.Fact[*token.Keys]
	asked     bool // the keys were fetched anew for an unknown one
	done, bad string
	ask       *question
	proof     string  // what the service said of a revoked refresh token
	proved    bool    // it refused the token
	refused   refusal // what bad is about; may be of nothing
}

func newWorkbench(env *Env) Screen { return &workbench{Base: newBase(env)} }

type tokenKeys struct {
	Prev, Next, Show, Copy, Refresh, Auto, Revoke, Write, Other, Again, Yes, No key.Binding
}

func newTokenKeys() tokenKeys {
	return tokenKeys{
		Prev: bound("←", "page before", "left", "h"), Next: bound("→", "next page", "right", "l", "tab"),
		Show: bound("s", "show", "s"), Copy: bound("c", "copy", "c"),
		Refresh: bound("r", "refresh", "r"), Auto: bound("a", "auto", "a"),
		Revoke: bound("x", "revoke", "x"), Write: bound("w", "write", "w"), Other: bound("p", "paste another", "p"),
		Again: bound("v", "fetch the keys again", "v"),
		Yes:   bound("y", "yes", "y"), No: bound("n", "no, as any other key", "n"),
	}
}

// Title names the screen.
func (s *workbench) Title() string { return "Tokens" }

func (s *workbench) counting() bool { return true }

// Enter fetches the pool's public keys.
func (s *workbench) Enter() tea.Cmd {
	if s.keys.Done() || s.busy != "" || s.env.Session == nil {
		return nil
	}
	return s.fetch()
}

func (s *workbench) fetch() tea.Cmd { return fetchKeys(&s.Base) }

// fetchKeys asks for the public keys of the connection's pool.
func fetchKeys(b *Base) tea.Cmd {
	return Call(b, "Fetching the pool's keys", b.env.Client.JWKS)
}

// Update takes keys and answers.
func (s *workbench) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case Reply[*token.Keys]:
		s.keys = facts.Of(msg.Val, msg.Err)
		return s.renewKeys()
	case Reply[tokensRefreshed]:
		return s.refreshed(msg.Err)
	case Reply[revokedToken]:
		return s.revoked(msg)
	case Reply[Copied]:
		s.said(string(msg.Val), "")
		if msg.Err != nil {
			s.said("", "Not copied: "+msg.Err.Error())
		}
	case shortcut:
		if r := s.whyOf(); msg == pressWhy && r.err != nil {
			return s.end(showWhy{r})
		}
	case tea.KeyMsg:
		return s.key(msg)
	}
	return nil
}

// whyOf is the refusal that F3 explains: the one on the screen.
func (s *workbench) whyOf() refusal {
	switch session := s.env.Session; {
	case session == nil || s.ask != nil || s.busy != "":
	case s.refused.err != nil:
		return s.refused.withSession(s.env)
	case s.bad == "" && s.done == "":
		return refusal{err: session.Trouble(), user: session.User}.withSession(s.env)
	}
	return refusal{}
}

// takeOffer follows a way on of a refusal. To sign in ends the session first.
func (s *workbench) takeOffer(taken offerTaken) tea.Cmd {
	o, r := taken.offer, s.whyOf()
	switch {
	case taken.flow != "":
		return s.end(wantSignIn{user: taken.user, flow: taken.flow})
	case o == offerSignIn:
		return s.end(sessionEnded{user: s.env.signedIn()})
	case o == offerRetry && r.err != nil && r.err.Op == "RevokeToken":
		s.askToRevoke()
		return nil
	case o == offerRetry:
		s.said("", "")
		return s.refresh()
	}
	if o.leaves() {
		return s.end(wayOn{o, s.env.signedIn()})
	}
	return nil
}

// renewKeys fetches the keys once more where a token names one that isn't there.
func (s *workbench) renewKeys() tea.Cmd {
	if s.asked || s.keys.Err != nil || s.env.Session == nil {
		return nil
	}
	if s.verdict(pageID).KeyUnknown || s.verdict(pageAccess).KeyUnknown {
		s.asked = true
		return s.fetch()
	}
	return nil
}

func (s *workbench) said(done, bad string) {
	s.done, s.bad, s.ask, s.refused = done, bad, nil, refusal{}
}

// fail says what the service refused, which F3 explains.
func (s *workbench) fail(err error) {
	s.said("", sentenceOf(err))
	s.refused = refusal{err: cognito.ErrorOf(err), user: s.env.signedIn()}
}

func (s *workbench) key(msg tea.KeyMsg) tea.Cmd {
	k := newTokenKeys()
	if s.ask != nil {
		do := s.ask.do
		switch {
		case key.Matches(msg, k.Yes):
			s.ask = nil
			return do()
		default: // any other key is no
			s.ask = nil
		}
		return nil
	}
	switch {
	case key.Matches(msg, k.Next):
		s.turn(1)
	case key.Matches(msg, k.Prev):
		s.turn(len(tokenPages) - 1)
	case key.Matches(msg, k.Show):
		s.shown = !s.shown && s.raw() != ""
	case key.Matches(msg, k.Copy):
		if s.raw() == "" {
			s.said("", "There is no token on this page to copy: ← and → go to the others.")
			return nil
		}
		return CopySecret(&s.Base, s.raw())
	case key.Matches(msg, k.Refresh):
		s.said("", "")
		return s.refresh()
	case key.Matches(msg, k.Auto):
		s.setAuto()
	case key.Matches(msg, k.Revoke):
		s.askToRevoke()
	case key.Matches(msg, k.Write):
		s.said("", "")
		return s.end(wantTokenFile{})
	case key.Matches(msg, k.Other):
		s.said("", "")
		return s.end(wantForeignToken{})
	case key.Matches(msg, k.Again):
		s.asked = false
		return s.fetch()
	default:
		s.top, _ = newMoveKeys().move(msg, s.top, max(1, len(s.body(s.w-4))-s.room()+1), s.room(), false)
	}
	return nil
}

// leaving says that esc takes a question away before it leaves the screen.
func (s *workbench) leaving() string {
	if s.ask == nil {
		return ""
	}
	return "no"
}

// escape answers no.
func (s *workbench) escape() { s.ask = nil }

func (s *workbench) turn(by int) {
	s.page, s.top, s.shown = (s.page+by)%len(tokenPages), 0, false
	s.said("", "")
}

// raw is the token of the page; empty on the last.
func (s *workbench) raw() string {
	if s.env.Session == nil {
		return ""
	}
	set := s.env.Session.Tokens()
	switch s.page {
	case pageID:
		return set.ID
	case pageAccess:
		return set.Access
	case pageRefresh:
		return set.Refresh
	}
	return ""
}

func (s *workbench) verdict(page int) token.Verdict {
	set := s.env.Session.Tokens()
	if page == pageID {
		return token.Verify(set.ID, s.keys.Val, s.keys.Err, s.env.expected("id"))
	}
	return token.Verify(set.Access, s.keys.Val, s.keys.Err, s.env.expected("access"))
}

// ShortHelp are the keys of the footer.
func (s *workbench) ShortHelp() []key.Binding {
	k := newTokenKeys()
	if s.ask != nil {
		return []key.Binding{k.Yes, renamed(k.No, "n", "no")}
	}
	show := k.Show
	if s.shown {
		show = renamed(k.Show, "s", "hide")
	}
	if s.env.Session != nil && s.env.Session.Revoked() {
		return []key.Binding{renamed(k.Next, "←→", "page"), renamed(k.Refresh, "r", "sign in again"), show, k.Copy, k.Write}
	}
	if s.whyOf().err != nil {
		return []key.Binding{bound("F3", "why", "f3"), renamed(k.Next, "←→", "page"), k.Refresh, show, k.Copy, k.Revoke, k.Write}
	}
	return []key.Binding{renamed(k.Next, "←→", "page"), k.Refresh, show, k.Copy, k.Revoke, k.Write}
}

// FullHelp are all keys of the screen.
func (s *workbench) FullHelp() [][]key.Binding {
	k, m := newTokenKeys(), newMoveKeys()
	return [][]key.Binding{
		{k.Prev, k.Next, renamed(k.Show, "s", "show or hide the token"), renamed(k.Copy, "c", "copy the token")},
		{renamed(k.Refresh, "r", "refresh now"), renamed(k.Auto, "a", "refresh by itself before expiry, on or off"),
			renamed(k.Revoke, "x", "revoke the refresh token, and prove it"), renamed(k.Write, "w", "write the tokens to a file"),
			renamed(k.Other, "p", "look at a token from elsewhere"), k.Again},
		{m.Up, renamed(m.Down, "↓ j", "down"), m.PageUp, m.PageDown, m.First, m.Last},
	}
}
