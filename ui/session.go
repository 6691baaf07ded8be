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

// session shows who is signed in and which tokens they have, and signs out.
type session struct {
	formScreen
	account *cognito.User // nil until read
}

func newSession(env *Env) *session {
	s := &session{}
	s.formScreen = newFormScreen(env, "Signed in", "", kit.NewForm("Sign out here"))
	s.form.Buttons = append(s.form.Buttons,
		kit.Button{Key: "everywhere", Label: "Sign out everywhere"}, kit.Button{Key: "read", Label: "Read again"})
	s.form.Refocus()
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
	client, access := s.env.Client, s.env.Session.Tokens.Access
	return Call(&s.Base, "Reading the account", func(ctx context.Context) (cognito.User, error) {
		return client.GetUser(ctx, access)
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
	client, access := s.env.Client, s.env.Session.Tokens.Access
	return Call(&s.Base, "Signing out", func(ctx context.Context) (signedOut, error) {
		return signedOut{"Signed out everywhere."}, client.GlobalSignOut(ctx, access)
	})
}

func (s *session) pressed(button string) tea.Cmd {
	s.forget()
	switch button {
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
	switch cognito.KindOf(err) {
	case cognito.TokenExpired:
		return s.end(sessionEnded{s.name(), signInNote{bad: "The session has expired; sign in again.", of: s.refusalOf(err)}})
	case cognito.SignedOut:
		return s.end(sessionEnded{s.name(), signInNote{bad: "This session was signed out; sign in again.", of: s.refusalOf(err)}})
	}
	s.fail(err)
	return nil
}

// View draws who, groups and tokens, then the buttons.
func (s *session) View() string {
	t := s.env.Theme
	if s.env.Session == nil {
		return ""
	}
	s.form.Width, s.form.Busy = min(s.w-2, 76), ""
	lines := []string{"", "  " + t.Strong.Render(s.title)}
	for _, l := range kit.Wrap(s.done, s.form.Width-4) {
		lines = append(lines, "  "+t.Good.Render("✓")+" "+t.Text.Render(l))
	}
	for _, l := range kit.Wrap(s.warning, s.form.Width-4) {
		lines = append(lines, "  "+t.Warn.Render("!")+" "+t.Text.Render(l))
	}
	if s.expired() {
		lines = append(lines, "  "+t.Warn.Render("!")+" "+t.Text.Render("The access token has expired: sign in again."))
	}
	for _, row := range s.rows() {
		lines = append(lines, kit.Cut("  "+t.Muted.Render(kit.Fit(row[0], 24))+row[1], s.w))
	}
	lines = append(lines, "", "  "+t.Accent.Render("Tokens"))
	lines = append(lines, s.tokenLines()...)
	lines = append(lines, "")
	if s.busy != "" {
		lines = append(lines, "  "+t.Muted.Render(s.busyLabel()))
	}
	buttons, _, _ := s.form.Lines(t)
	lines = append(lines, buttons...)
	said, _ := s.saidLines()
	lines = append(lines, said...)
	return strings.Join(kit.Window(lines, len(lines)-1, len(lines)-1, s.h, s.more), "\n")
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
		for _, a := range s.account.Attributes {
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

// tokenLines draws the tokens as kind, length and expiry; never themselves.
func (s *session) tokenLines() []string {
	t, set := s.env.Theme, s.env.Session.Tokens
	var lines []string
	row := func(kind, raw, until string) {
		if raw == "" {
			lines = append(lines, "  "+t.Muted.Render(kit.Fit(kind, 16)+"none"))
			return
		}
		lines = append(lines, "  "+t.Muted.Render(kit.Fit(kind, 16))+
			t.Text.Render(kit.Fit(fmt.Sprintf("•••••• %d characters", len(raw)), 24))+t.Muted.Render(until))
	}
	row("ID token", set.ID, s.until(set.ID))
	row("Access token", set.Access, s.until(set.Access))
	row("Refresh token", set.Refresh, s.refreshUntil())
	return lines
}

// refreshUntil says when the refresh token expires: it is opaque, but the app
// client tells its life, where that may be read.
func (s *session) refreshUntil() string {
	client, issued := s.env.AppClient, s.env.Session.Tokens.Issued
	if client == nil || issued.IsZero() {
		return "opaque"
	}
	until := issued.Add(client.RefreshTokenValidity)
	left, day := until.Sub(s.env.now()), "2 Jan"
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
