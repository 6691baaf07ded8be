package ui

import (
	"fmt"
	"strings"
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/token"
	"cognito-tui/ui/kit"
)

// How the session is drawn: who, and how long the tokens live.

// View draws who, groups and tokens, then the ways on.
func (s *Session) View() string {
	t := s.env.Theme
	if s.env.Session == nil {
		return ""
	}
	s.form.Width, s.form.Busy, s.form.Dense = min(s.w-2, 76), "", true
	lines := []string{"", "  " + t.Strong.Render(s.title)}
	for _, l := range kit.Wrap(s.done, s.form.Width-4) {
		lines = append(lines, "  "+t.Good.Render("✓")+" "+t.Text.Render(l))
	}
	for _, l := range kit.Wrap(s.warning, s.form.Width-4) {
		lines = append(lines, "  "+t.Warn.Render("!")+" "+t.Text.Render(l))
	}
	for _, row := range append(s.rows(), s.tokenRows()...) {
		lines = append(lines, kit.Cut("  "+t.Muted.Render(kit.Fit(row[0], 24))+row[1], s.w))
	}
	lines = append(lines, "")
	if s.busy != "" {
		lines = append(lines, "  "+t.Muted.Render(s.busyLabel()))
	}
	buttons, at, to := s.form.Lines(t)
	at, to = at+len(lines), to+len(lines)
	lines = append(lines, buttons...)
	if said, focused := s.saidLines(); len(said) > 0 {
		if at0 := len(lines); focused || s.failure != nil {
			at, to = at0, at0+len(said)-1
		}
		lines = append(lines, said...)
	}
	return strings.Join(kit.Window(lines, at, to, s.h, s.more), "\n")
}

// rows are what is known of the user: from GetUser once it is read, groups
// from the ID token.
func (s *Session) rows() [][2]string {
	t := s.env.Theme
	text := func(v string) string { return t.Text.Render(kit.Clean(v)) }
	none := t.Muted.Render("none")
	rows := [][2]string{{"Signed in as", text(s.user)}}
	claims, err := token.Decode(s.env.Session.Tokens().ID)
	if s.account != nil {
		fitting, more := s.attributesFitting(), ""
		if n := len(s.account.Attributes) - len(fitting); n > 0 {
			more = t.Muted.Render(fmt.Sprintf("  %d more under Attributes", n))
		}
		rows = append(rows, [2]string{"Username", text(kit.Cut(s.account.Username, 36)) + more})
		for _, a := range fitting {
			rows = append(rows, [2]string{kit.Cut(kit.Clean(a.Name), 23), text(a.Value)})
		}
		mfa := none
		if len(s.account.MFA) > 0 {
			mfa = text(strings.Join(s.account.MFA, ", "))
		}
		rows = append(rows, [2]string{"MFA", mfa})
	}
	groups := none
	if err == nil && len(claims.Groups) > 0 {
		groups = text(strings.Join(claims.Groups, ", "))
	}
	return append(rows, [2]string{"Groups", groups})
}

// attributesFitting are those that the window has room for; Attributes lists all.
func (s *Session) attributesFitting() []cognito.Attribute {
	room := max(0, s.h-12-len(s.form.Buttons))
	return s.account.Attributes[:min(room, len(s.account.Attributes))]
}

// tokenRows tell how long the tokens live; never themselves.
func (s *Session) tokenRows() [][2]string {
	t, set := s.env.Theme, s.env.Session.Tokens()
	row := func(kind, raw, until string) [2]string {
		if raw == "" {
			return [2]string{kind, t.Muted.Render("none")}
		}
		return [2]string{kind, t.Text.Render(until)}
	}
	access := row("Access token", set.Access, s.until(set.Access))
	if s.expired() {
		access[1] = t.Warn.Render("!") + " " + access[1]
	}
	refresh := row("Refresh token", set.Refresh, s.env.refreshUntil())
	if s.env.Session.Revoked() {
		refresh[1] = t.Warn.Render("!") + " " + t.Text.Render("revoked here")
	}
	return [][2]string{access, row("ID token", set.ID, s.until(set.ID)), refresh}
}

// refreshUntil says when the refresh token expires: it is opaque, but the app
// client tells its life, where that may be read.
func (e *Env) refreshUntil() string {
	client, issued := e.AppClient, e.Session.Tokens().Issued
	if client == nil || issued.IsZero() {
		return "opaque"
	}
	until := issued.Add(client.RefreshTokenValidity)
	left, day := until.Sub(e.now()), "2 Jan"
	if left > 300*24*time.Hour {
		day = "2 Jan 2006"
	}
	if left <= 0 {
		return "expired on " + e.Clock.Format(until, day)
	}
	return fmt.Sprintf("until %s, in %s", e.Clock.Format(until, day), shortDuration(left))
}

// expired tells whether the service will refuse the access token.
func (s *Session) expired() bool {
	claims, err := token.Decode(s.env.Session.Tokens().Access)
	return err == nil && !claims.Expires.IsZero() && !claims.Expires.After(s.env.now())
}

// until says when a token expires, in the service's time.
func (s *Session) until(raw string) string {
	claims, err := token.Decode(raw)
	if err != nil || claims.Expires.IsZero() {
		return "can't be read"
	}
	left := claims.Expires.Sub(s.env.now())
	if left <= 0 {
		return "expired at " + s.env.Clock.Format(claims.Expires, "15:04:05")
	}
	return fmt.Sprintf("until %s, in %s", s.env.Clock.Format(claims.Expires, "15:04:05"), shortDuration(left))
}

// shortDuration writes a duration by its largest unit or two, rounded.
func shortDuration(d time.Duration) string {
	minutes := int(d.Round(time.Minute) / time.Minute)
	switch {
	case d < time.Minute:
		return fmt.Sprintf("%d s", int(d.Seconds()))
	case minutes < 60:
		return fmt.Sprintf("%d min", minutes)
	case minutes < 48*60 && minutes%60 == 0:
		return fmt.Sprintf("%d h", minutes/60)
	case minutes < 48*60:
		return fmt.Sprintf("%d h %d min", minutes/60, minutes%60)
	}
	return fmt.Sprintf("%d days", int(d.Round(time.Hour)/(24*time.Hour)))
}
