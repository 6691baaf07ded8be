package ui

import (
	"context"
	"fmt"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/cognito/token"
	"cognito-tui/ui/kit"
)

// session shows who is signed in, and leads to all that a signed-in user may do.
type session struct {
	formScreen
	account *cognito.User // nil until read
}

func newSession(env *Env) *session {
	s := &session{}
	form := kit.NewForm("")
	form.Column = true
	form.Buttons = []kit.Button{
		{Key: "tokens", Label: "Tokens", Note: "decoded and verified; refresh, copy, write"},
		{Key: "attributes", Label: "Attributes", Note: "change, verify, add, delete"},
		{Key: "password", Label: "Change the password"},
		{Key: "factors", Label: "Factors", Note: "set up, prefer or turn off a second one"},
		{Key: "passkeys", Label: "Passkeys", Note: "those the pool knows"},
		{Key: "devices", Label: "Devices", Note: "those it remembers"},
		{Key: "here", Label: "Sign out here", Note: "revokes the refresh token of this session"},
		{Key: "everywhere", Label: "Sign out everywhere", Note: "ends every session of this user"},
		{Key: "read", Label: "Read again"},
		{Key: "delete", Label: "Delete the account", Note: "for good, after typing its name"},
	}
	s.formScreen = newFormScreen(env, "Signed in", "", form)
	s.submit, s.press, s.offer, s.user = s.revoke, s.pressed, s.offered, s.name
	return s
}

// saying puts what was done on top.
func (s *session) saying(done string) *session {
	s.done = done
	return s
}

// after says what came about on the way to the session.
func (s *session) after(in cognito.SignedIn) *session {
	switch {
	case in.Course.DeviceDropped:
		s.warning = "The pool no longer knows this device: it isn't remembered any more."
	case in.Course.FellToSRP:
		s.done = "This app client allows no plain password: the password was proved instead (SRP)."
	case in.Course.DeviceProved:
		s.done = "This remembered device proved itself: it can stand for a second factor."
	}
	return s
}

func (s *session) name() string {
	if s.env.Session == nil {
		return ""
	}
	return s.env.Session.User
}

func (s *session) counting() bool { return true }

// Enter reads the account.
func (s *session) Enter() tea.Cmd {
	if s.account != nil || s.busy != "" || s.env.Session == nil {
		return nil
	}
	return s.read()
}

func (s *session) read() tea.Cmd {
	return CallAs(&s.Base, "Reading the account", func(ctx context.Context, c *cognito.Client, access string) (cognito.User, error) {
		return c.GetUser(ctx, access)
	})
}

type signedOut struct{ notice string }

func (s *session) revoke() tea.Cmd {
	client, refresh := s.env.Client, s.env.Session.Tokens.Refresh
	return Call(&s.Base, "Signing out", func(ctx context.Context) (signedOut, error) {
		return signedOut{"Signed out here: the refresh token is revoked."}, client.RevokeToken(ctx, refresh)
	})
}

func (s *session) everywhere() tea.Cmd {
	return CallAs(&s.Base, "Signing out", func(ctx context.Context, c *cognito.Client, access string) (signedOut, error) {
		return signedOut{"Signed out everywhere."}, c.GlobalSignOut(ctx, access)
	})
}

func (s *session) pressed(button string) tea.Cmd {
	s.forget()
	s.done, s.warning = "", ""
	switch button {
	case "tokens":
		return s.end(wantTokens{})
	case "attributes":
		return s.end(wantAttributes{})
	case "password":
		return s.end(wantPasswordChange{})
	case "delete":
		return s.end(wantDeletion{})
	case "factors":
		return s.end(wantFactors{})
	case "passkeys":
		return s.end(wantPasskeys{})
	case "devices":
		return s.end(wantDevices{})
	case "here":
		return s.revoke()
	case "everywhere":
		return s.everywhere()
	case "read":
		return s.read()
	}
	return nil
}

// offered drops the session before it leads to another sign-in, and tries what
// failed again.
func (s *session) offered(o offer) tea.Cmd {
	switch {
	case o == offerSignIn:
		return s.end(sessionEnded{user: s.name()})
	case o == offerRetry && s.failure != nil && s.failure.Op == "GetUser":
		return s.pressed("read")
	case o == offerRetry && s.failure != nil && s.failure.Op == "GlobalSignOut":
		return s.pressed("everywhere")
	}
	return nil
}

// Update takes answers; a session that is over leads to sign-in.
func (s *session) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case Reply[cognito.User]:
		if msg.Err != nil {
			return s.refused(msg.Err)
		}
		s.account = &msg.Val
		return nil
	case Reply[signedOut]:
		if msg.Err != nil {
			return s.refused(msg.Err)
		}
		return s.end(sessionEnded{s.name(), signInNote{good: msg.Val.notice}})
	}
	return s.formScreen.Update(msg)
}

func (s *session) refused(err error) tea.Cmd {
	if out := sessionOver(s.env, err); out != nil {
		return s.end(out)
	}
	s.fail(err)
	return nil
}

// View draws who, groups and tokens, then the ways on.
func (s *session) View() string {
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
func (s *session) rows() [][2]string {
	t := s.env.Theme
	text := func(v string) string { return t.Text.Render(kit.Clean(v)) }
	none := t.Muted.Render("none")
	rows := [][2]string{{"Signed in as", text(s.name())}}
	claims, err := token.Decode(s.env.Session.Tokens.ID)
	if s.account != nil {
		rows = append(rows, [2]string{"Username", text(s.account.Username)})
		for _, a := range s.attributesFitting() {
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
func (s *session) attributesFitting() []cognito.Attribute {
	room := max(0, s.h-12-len(s.form.Buttons))
	return s.account.Attributes[:min(room, len(s.account.Attributes))]
}

// tokenRows tell how long the tokens live; never themselves.
func (s *session) tokenRows() [][2]string {
	t, set := s.env.Theme, s.env.Session.Tokens
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
	if s.env.Session.Revoked {
		refresh[1] = t.Warn.Render("!") + " " + t.Text.Render("revoked here")
	}
	return [][2]string{access, row("ID token", set.ID, s.until(set.ID)), refresh}
}

// refreshUntil says when the refresh token expires: it is opaque, but the app
// client tells its life, where that may be read.
func (e *Env) refreshUntil() string {
	client, issued := e.AppClient, e.Session.Tokens.Issued
	if client == nil || issued.IsZero() {
		return "opaque"
	}
	until := issued.Add(client.RefreshTokenValidity)
	left, day := until.Sub(e.now()), "2 Jan"
	if left > 300*24*time.Hour {
		day = "2 Jan 2006"
	}
	if left <= 0 {
		return "expired on " + until.Local().Format(day)
	}
	return fmt.Sprintf("until %s, in %s", until.Local().Format(day), shortDuration(left))
}

// expired tells whether the service will refuse the access token.
func (s *session) expired() bool {
	claims, err := token.Decode(s.env.Session.Tokens.Access)
	return err == nil && !claims.Expires.IsZero() && !claims.Expires.After(s.env.now())
}

// until says when a token expires, in the service's time.
func (s *session) until(raw string) string {
	claims, err := token.Decode(raw)
	if err != nil || claims.Expires.IsZero() {
		return "can't be read"
	}
	left := claims.Expires.Sub(s.env.now())
	if left <= 0 {
		return "expired at " + claims.Expires.Local().Format("15:04:05")
	}
	return fmt.Sprintf("until %s, in %s", claims.Expires.Local().Format("15:04:05"), shortDuration(left))
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
