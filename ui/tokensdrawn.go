package ui

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/facts"
	"cognito-tui/cognito/token"
	"cognito-tui/cognito/trace/redact"
	"cognito-tui/ui/kit"
)

// How the workbench draws a session's tokens.

// body is the page under the head.
func (s *workbench) body(w int) []string {
	set := s.env.Session.Tokens()
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
	if s.env.Session.Revoked() {
		for i, l := range kit.Wrap("Its session was revoked here: the pool refuses an access token of it, though its signature and times stay good.", w-2) {
			mark := " "
			if i == 0 {
				mark = s.env.Theme.Warn.Render("!")
			}
			lines = append(lines, mark+" "+s.env.Theme.Text.Render(l))
		}
		lines = append(lines, "")
	}
	return append(lines, verdictLines(s.env, s.verdict(s.page), s.keys, w)...)
}

// verdictLines are the checks, the header and the claims of a token.
func verdictLines(e *Env, v token.Verdict, keys facts.Fact[*token.Keys], w int) []string {
	t := e.Theme
	var lines []string
	if keys.Done() {
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
		return []string{t.Text.Render("••••••••") + t.Muted.Render(fmt.Sprintf("  %s characters · s shows it", redact.Grouped(len(raw)))), ""}
	}
	var lines []string
	for _, l := range kit.Break(kit.Clean(raw), w) {
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
	if session.Revoked() {
		say(t.Bad.Render("✗"), "It was revoked here. r leads to the sign-in.")
		switch {
		case s.proved:
			say(t.Good.Render("✓"), s.proof)
		case s.proof != "":
			say(t.Warn.Render("?"), s.proof)
		}
		return lines
	}
	say(" ", "A refresh token is encrypted for the pool alone: nothing of it can be read or verified here.")
	if until := s.env.refreshUntil(); session.Tokens().Refresh != "" {
		lines = append(lines, "", t.Muted.Render(kit.Fit("Expiry", claimName))+t.Text.Render(until))
	}
	lines = append(lines, t.Muted.Render(kit.Fit("Rotation", claimName))+t.Text.Render(s.rotation()))
	return lines
}

func (s *workbench) rotation() string {
	switch cmp.Or(s.env.Session.Rotation(), s.env.described()) {
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
	trouble := s.env.Session.Trouble()
	switch {
	case s.busy != "":
		say(t.Muted.Render("…"), s.busy)
	case s.ask != nil:
		say(t.Warn.Render("?"), s.ask.sentence+" "+s.ask.hint+" y yes, n no")
	case s.bad != "":
		say(t.Bad.Render("✗"), s.bad)
	case s.done != "":
		say(t.Good.Render("✓"), s.done)
	case trouble != nil:
		say(t.Bad.Render("✗"), "Refreshing by itself was turned off. "+sentenceOf(trouble))
	default:
		return lines
	}
	return append(lines, "")
}

// life counts down to the access token's expiry.
func (s *workbench) life() string {
	auto := " · a: refresh by itself"
	switch session := s.env.Session; {
	case session.Auto():
		auto = " · refreshed by itself (a)"
	case session.Revoked():
		auto = " · revoked"
	}
	claims, err := token.Decode(s.env.Session.Tokens().Access)
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
