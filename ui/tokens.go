package ui

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"cognito-tui/cognito"
	"cognito-tui/cognito/token"
	"cognito-tui/ui/kit"
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
	keys      keySet
	asked     bool // the keys were fetched anew for an unknown one
	done, bad string
	ask       *question
	proof     []string // what the service said of a revoked refresh token
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
		Yes:   bound("y", "yes", "y"), No: bound("n", "no", "n"),
	}
}

// Title names the screen.
func (s *workbench) Title() string { return "Tokens" }

func (s *workbench) counting() bool { return true }

// Enter fetches the pool's public keys.
func (s *workbench) Enter() tea.Cmd {
	if s.keys.read() || s.busy != "" || s.env.Session == nil {
		return nil
	}
	return s.fetch()
}

func (s *workbench) fetch() tea.Cmd { return fetchKeys(&s.Base) }

// fetchKeys asks for the public keys of the connection's pool.
func fetchKeys(b *Base) tea.Cmd {
	client := b.env.Client
	return Call(b, "Fetching the pool's keys", func(ctx context.Context) (keySet, error) {
		keys, err := client.JWKS(ctx)
		return keySet{keys, err}, nil
	})
}

type tokensRefreshed struct{}
type revokedToken struct {
	revoked bool  // the service took it
	proof   error // of the refresh that followed
}

// Update takes keys and answers.
func (s *workbench) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case Reply[keySet]:
		s.keys = msg.Val
		if msg.Err != nil { // cancelled
			s.keys = keySet{err: msg.Err}
		}
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
	case tea.KeyMsg:
		return s.key(msg)
	}
	return nil
}

// renewKeys fetches the keys once more where a token names one that isn't there.
func (s *workbench) renewKeys() tea.Cmd {
	if s.asked || s.keys.err != nil || s.env.Session == nil {
		return nil
	}
	if s.verdict(pageID).KeyUnknown || s.verdict(pageAccess).KeyUnknown {
		s.asked = true
		return s.fetch()
	}
	return nil
}

func (s *workbench) said(done, bad string) { s.done, s.bad, s.ask = done, bad, nil }

func (s *workbench) key(msg tea.KeyMsg) tea.Cmd {
	k := newTokenKeys()
	if s.ask != nil {
		do := s.ask.do
		switch {
		case key.Matches(msg, k.Yes):
			s.ask = nil
			return do()
		case key.Matches(msg, k.No):
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
		return s.end(wantTokenFile{})
	case key.Matches(msg, k.Other):
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
	set := s.env.Session.Tokens
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
	set := s.env.Session.Tokens
	if page == pageID {
		return token.Verify(set.ID, s.keys.keys, s.keys.err, s.env.expected("id"))
	}
	return token.Verify(set.Access, s.keys.keys, s.keys.err, s.env.expected("access"))
}

// refresh gets new tokens; App keeps them.
func (s *workbench) refresh() tea.Cmd {
	session, client := s.env.Session, s.env.Client
	if session.Tokens.Refresh == "" {
		s.said("", "This sign-in gave no refresh token: sign in again for new tokens.")
		return nil
	}
	request := s.env.refreshRequest()
	return callRenewing(&s.Base, "Refreshing", func(ctx context.Context) (tokensRefreshed, *renewal, error) {
		given, err := client.Refresh(ctx, request)
		if err != nil {
			return tokensRefreshed{}, nil, err
		}
		return tokensRefreshed{}, &renewal{session, &given}, nil
	})
}

func (s *workbench) refreshed(err error) tea.Cmd {
	if err == nil {
		s.shown = false
		s.said("New ID and access tokens.", "")
		if s.env.Session.Rotation == cognito.RotationOn {
			s.said("New ID, access and refresh tokens: this app client rotates refresh tokens.", "")
		}
		return s.renewKeys()
	}
	if out := sessionOver(s.env, err); out != nil && !s.env.Session.Revoked {
		return s.end(out)
	}
	s.said("", sentenceOf(err))
	return nil
}

func (s *workbench) setAuto() {
	session := s.env.Session
	if session.Tokens.Refresh == "" || session.Revoked {
		s.said("", "There is no refresh token to refresh with.")
		return
	}
	session.Auto = !session.Auto
	s.said("Refreshing by hand only.", "")
	if session.Auto {
		s.said("Refreshing by itself, a minute before the tokens expire.", "")
	}
}

func (s *workbench) askToRevoke() {
	session := s.env.Session
	if session.Tokens.Refresh == "" {
		s.said("", "This sign-in gave no refresh token: there is nothing to revoke.")
		return
	}
	s.said("", "")
	s.ask = &question{
		sentence: "Revoke the refresh token?",
		hint:     "It ends this session here: the pool refuses its access token too. A refresh follows, to show that it no longer works.",
		do:       s.revoke,
	}
}

func (s *workbench) revoke() tea.Cmd {
	client, request := s.env.Client, s.env.refreshRequest()
	return Call(&s.Base, "Revoking", func(ctx context.Context) (revokedToken, error) {
		if err := client.RevokeToken(ctx, request.Refresh); err != nil {
			return revokedToken{}, err
		}
		_, err := client.Refresh(ctx, request)
		return revokedToken{true, err}, nil
	})
}

// revoked tells what the service said of the refresh after the revocation.
func (s *workbench) revoked(r Reply[revokedToken]) tea.Cmd {
	if r.Err != nil {
		s.said("", sentenceOf(r.Err))
		return nil
	}
	session := s.env.Session
	session.Revoked, session.Auto = true, false
	s.page, s.top = pageRefresh, 0
	var e *cognito.Error
	switch {
	case r.Val.proof == nil:
		s.said("", "The service took the revocation, and yet refreshed with the token once more.")
		s.proof = []string{"A refresh still worked after the revocation."}
	case errors.As(r.Val.proof, &e) && e.Code != "":
		s.said("Revoked.", "")
		s.proof = []string{"A refresh with it was refused: " + kit.Clean(e.Code) + ", " + kit.Clean(e.Message)}
	default:
		s.said("Revoked.", "")
		s.proof = []string{"Whether it still works isn't known: " + sentenceOf(r.Val.proof)}
	}
	return nil
}

// sentenceOf says an error of the service in the table's words.
func sentenceOf(err error) string {
	var e *cognito.Error
	if !errors.As(err, &e) {
		return err.Error()
	}
	p := explain(e)
	return strings.TrimSpace(p.sentence + " " + p.hint)
}

// body is the page under the head.
func (s *workbench) body(w int) []string {
	set := s.env.Session.Tokens
	switch s.page {
	case pageRefresh:
		return s.refreshBody(w)
	case pageCompare:
		id, err := token.Decode(set.ID)
		access, err2 := token.Decode(set.Access)
		if err != nil || err2 != nil {
			return []string{s.env.Theme.Muted.Render("One of the tokens can't be read.")}
		}
		return compareLines(s.env, id, access, w)
	}
	lines := s.rawLines(w)
	return append(lines, verdictLines(s.env, s.verdict(s.page), s.keys, w)...)
}

// verdictLines are the checks, the header and the claims of a token.
func verdictLines(e *Env, v token.Verdict, keys keySet, w int) []string {
	t := e.Theme
	var lines []string
	if keys.read() {
		lines = append(lines, checkLines(e, v, w)...)
	} else {
		lines = append(lines, t.Muted.Render("Checked as soon as the pool's keys are here."))
	}
	if v.Header != nil {
		lines = append(lines, "", t.Accent.Render("Header"))
		lines = append(lines, headerLines(e, v.Header, w)...)
	}
	if v.Claims.Raw != nil {
		lines = append(lines, "", t.Accent.Render("Claims"))
		lines = append(lines, claimLines(e, v.Claims.List(), w)...)
	}
	return lines
}

// rawLines are the token itself: dots and its length until it is asked for.
func (s *workbench) rawLines(w int) []string {
	t, raw := s.env.Theme, s.raw()
	switch {
	case raw == "":
		return []string{t.Muted.Render("There is none."), ""}
	case !s.shown:
		return []string{t.Text.Render("••••••••") + t.Muted.Render(fmt.Sprintf("  %s characters · s shows it", thousands(len(raw)))), ""}
	}
	var lines []string
	for _, l := range strings.Split(ansi.Hardwrap(kit.Clean(raw), w, false), "\n") {
		lines = append(lines, t.Code.Render(l))
	}
	return append(lines, "")
}

func (s *workbench) refreshBody(w int) []string {
	t, session := s.env.Theme, s.env.Session
	lines := s.rawLines(w)
	say := func(mark, text string) {
		for i, l := range kit.Wrap(text, w-2) {
			if i > 0 {
				mark = " "
			}
			lines = append(lines, mark+" "+t.Text.Render(l))
		}
	}
	if session.Revoked {
		say(t.Bad.Render("✗"), "It was revoked here.")
		for _, l := range s.proof {
			say(t.Good.Render("✓"), l)
		}
		return lines
	}
	say(" ", "A refresh token is encrypted for the pool alone: nothing of it can be read or verified here.")
	if until := s.env.refreshUntil(); session.Tokens.Refresh != "" {
		lines = append(lines, "", t.Muted.Render(kit.Fit("Expiry", claimName))+t.Text.Render(until))
	}
	lines = append(lines, t.Muted.Render(kit.Fit("Rotation", claimName))+t.Text.Render(s.rotation()))
	return lines
}

func (s *workbench) rotation() string {
	switch s.env.refreshRequest().Rotation {
	case cognito.RotationOn:
		if c := s.env.AppClient; c != nil && c.Rotation == cognito.RotationOn {
			return fmt.Sprintf("on: each refresh gives another one; this one works on for %s then", shortDuration(c.GracePeriod))
		}
		return "on: each refresh gives another one"
	case cognito.RotationOff:
		return "off: the same one until it expires"
	}
	return "not known: the app client's description can't be read; a refresh tells"
}

// head is the title, the pages, the countdown and what was done.
func (s *workbench) head() []string {
	t := s.env.Theme
	var tabs []string
	for i, name := range tokenPages {
		if i == s.page {
			tabs = append(tabs, t.ButtonFocus.Render("["+name+"]"))
		} else {
			tabs = append(tabs, t.Muted.Render(" "+name+" "))
		}
	}
	lines := []string{"", "  " + kit.Spread(t.Strong.Render("Tokens"), t.Muted.Render(s.life()), s.w-4), "  " + strings.Join(tabs, " "), ""}
	say := func(mark, text string) {
		for i, l := range kit.Wrap(kit.Clean(text), s.w-6) {
			if i > 0 {
				mark = " "
			}
			lines = append(lines, "  "+mark+" "+t.Text.Render(l))
		}
	}
	switch {
	case s.busy != "":
		say(t.Muted.Render("…"), s.busy)
	case s.ask != nil:
		say(t.Warn.Render("?"), s.ask.sentence+" "+s.ask.hint+" y yes, n no")
	case s.bad != "":
		say(t.Bad.Render("✗"), s.bad)
	case s.done != "":
		say(t.Good.Render("✓"), s.done)
	case s.env.Session.trouble != "":
		say(t.Bad.Render("✗"), "Refreshing by itself was turned off. "+s.env.Session.trouble)
	default:
		return lines
	}
	return append(lines, "")
}

// life counts down to the access token's expiry.
func (s *workbench) life() string {
	auto := " · a: refresh by itself"
	switch session := s.env.Session; {
	case session.Auto:
		auto = " · refreshed by itself (a)"
	case session.Revoked:
		auto = " · revoked"
	}
	claims, err := token.Decode(s.env.Session.Tokens.Access)
	if err != nil || claims.Expires.IsZero() {
		return "expiry not known" + auto
	}
	left := claims.Expires.Sub(s.env.now())
	if left <= 0 {
		return "expired " + fromNow(left) + auto
	}
	if left < 2*time.Minute {
		return fmt.Sprintf("expires in %d s", int(left.Seconds())) + auto
	}
	return "expires in " + shortDuration(left) + auto
}

func (s *workbench) room() int { return max(1, s.h-len(s.head())) }

// View draws the page.
func (s *workbench) View() string {
	if s.env.Session == nil {
		return ""
	}
	lines := s.head()
	body, room := s.body(s.w-4), max(1, s.h-len(lines))
	top := max(0, min(s.top, len(body)-room))
	part := append([]string(nil), body[top:min(len(body), top+room)]...)
	if top > 0 && len(part) > 0 {
		part[0] = s.env.Theme.Muted.Render(fmt.Sprintf("↑ %d more lines", top+1))
	}
	if more := len(body) - top - room; more > 0 && len(part) > 0 {
		part[len(part)-1] = s.env.Theme.Muted.Render(fmt.Sprintf("↓ %d more lines", more+1))
	}
	for _, l := range part {
		lines = append(lines, "  "+kit.Cut(l, s.w-3))
	}
	return strings.Join(lines, "\n")
}

// ShortHelp are the keys of the footer.
func (s *workbench) ShortHelp() []key.Binding {
	k := newTokenKeys()
	if s.ask != nil {
		return []key.Binding{k.Yes, k.No}
	}
	show := k.Show
	if s.shown {
		show = renamed(k.Show, "s", "hide")
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

// thousands writes a number with commas.
func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", thousands(n/1000), n%1000)
}
