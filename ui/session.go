package ui

import (
	"context"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/cognito/settings"
	"cognito-tui/cognito/token"
	"cognito-tui/ui/kit"
)

// session shows who is signed in, and leads to all that a signed-in user may do.
type session struct {
	accountScreen
	account *cognito.User // nil until read
	stale   bool          // another screen may have changed it
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
	s.accountScreen = accountForm(env, "Signed in", "", form)
	s.submit, s.press, s.offer = s.revoke, s.pressed, s.offered
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
	if pool := s.env.otherIssuer(in.Tokens.Access); pool != "" && s.warning == "" {
		s.warning = "The tokens are of " + pool + ": correct the pool id (Connection)."
	}
	return s
}

// otherIssuer is the pool that a token is of, where that isn't the one whose id is
// set. A sign-in by password sends no pool id, so that a wrong one isn't noticed.
func (e *Env) otherIssuer(access string) string {
	id := e.Settings.Get(settings.UserPoolID)
	claims, err := token.Decode(access)
	if err != nil || id == "" || claims.Issuer == "" {
		return ""
	}
	pool := claims.Issuer[strings.LastIndex(claims.Issuer, "/")+1:]
	if pool == id {
		return ""
	}
	return kit.Clean(pool)
}

func (s *session) counting() bool { return true }

// Enter reads the account: first, and after the screens that change it.
func (s *session) Enter() tea.Cmd {
	if s.account != nil && !s.stale || s.busy != "" || s.env.Session == nil {
		return nil
	}
	s.stale = false
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
	if refresh == "" {
		return s.end(sessionEnded{s.user(), signInNote{
			good: "Signed out here. There was no refresh token to revoke: the access token works until it expires."}})
	}
	return Call(&s.Base, "Signing out", func(ctx context.Context) (signedOut, error) {
		return signedOut{"Signed out here: the refresh token is revoked."}, client.RevokeToken(ctx, refresh)
	})
}

func (s *session) everywhere() tea.Cmd {
	s.env.knows().leaving = true
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
		s.stale = true
		return s.end(wantAttributes{})
	case "password":
		return s.end(wantPasswordChange{})
	case "delete":
		return s.end(wantDeletion{})
	case "factors":
		s.stale = true
		return s.end(wantFactors{})
	case "passkeys":
		return s.end(wantPasskeys{})
	case "devices":
		s.stale = true
		return s.end(wantDevices{})
	case "here":
		return s.revoke()
	case "everywhere":
		s.question(question{"Sign out everywhere?", "Every session of this user ends, here and on other devices.", "Sign out everywhere", s.everywhere})
	case "read":
		return s.read()
	}
	return nil
}

// offered tries what failed again.
func (s *session) offered(o offer) tea.Cmd {
	switch {
	case o == offerRetry && s.failure != nil && s.failure.Op == "GetUser":
		return s.pressed("read")
	case o == offerRetry && s.failure != nil && s.failure.Op == "GlobalSignOut":
		s.forget()
		return s.everywhere() // it was asked about
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
		s.env.knows().told(msg.Val.Attributes)
		return nil
	case Reply[signedOut]:
		if msg.Err != nil {
			if !cognito.MayHaveHappened(msg.Err) && sessionOver(s.env, msg.Err) == nil {
				s.env.knows().leaving = false // it was refused
			}
			return s.refused(msg.Err)
		}
		return s.end(sessionEnded{s.user(), signInNote{good: msg.Val.notice}})
	}
	return s.accountScreen.Update(msg)
}

// FullHelp adds the keys to the ends of the column.
func (s *session) FullHelp() [][]key.Binding {
	return append(s.accountScreen.FullHelp(), columnEnds())
}
