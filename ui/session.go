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

// Session shows who is signed in, and leads to all that a signed-in user may do.
type Session struct {
	accountScreen
	account *cognito.User // nil until read
	stale   bool          // another screen may have changed it
}

func newSession(env *Env) *Session {
	s := &Session{}
	form := kit.NewForm("")
	form.Column = true
	form.Buttons = []kit.Button{
		{Label: "Tokens", Note: "decoded and verified; refresh, copy, write", Do: s.opening(wantTokens{}, false)},
		{Label: "Attributes", Note: "change, verify, add, delete", Do: s.opening(wantAttributes{}, true)},
		{Label: "Change the password", Do: s.opening(wantPasswordChange{}, false)},
		{Label: "Factors", Note: "set up, prefer or turn off a second one", Do: s.opening(wantFactors{}, true)},
		{Label: "Passkeys", Note: "those the pool knows", Do: s.opening(wantPasskeys{}, false)},
		{Label: "Devices", Note: "those it remembers", Do: s.opening(wantDevices{}, true)},
		{Label: "Sign out here", Note: "revokes the refresh token of this session"},
		{Label: "Sign out everywhere", Note: "ends every session of this user", Do: s.askToEndAll},
		{Label: "Read again", Do: s.readAgain},
		{Label: "Delete the account", Note: "for good, after typing its name", Do: s.opening(wantDeletion{}, false)},
	}
	s.accountScreen = accountForm(env, "Signed in", "", form)
	s.submit, s.offer = s.revoke, s.offered
	return s
}

// opening leads to a screen that may change the account, or only shows something.
func (s *Session) opening(o any, changes bool) func() tea.Cmd {
	return func() tea.Cmd {
		s.dismiss()
		s.stale = s.stale || changes
		return s.end(o)
	}
}

// saying puts what was done on top.
func (s *Session) saying(done string) *Session {
	s.done = done
	return s
}

// after says what came about on the way to the session.
func (s *Session) after(in cognito.SignedIn) *Session {
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

func (s *Session) counting() bool { return true }

// Enter reads the account: first, and after the screens that change it.
func (s *Session) Enter() tea.Cmd {
	if s.account != nil && !s.stale || s.busy != "" || s.env.Session == nil {
		return nil
	}
	s.stale = false
	return s.read()
}

func (s *Session) read() tea.Cmd {
	return CallAs(&s.Base, "Reading the account", func(ctx context.Context, c *cognito.Client, access string) (cognito.User, error) {
		return c.GetUser(ctx, access)
	})
}

type signedOut struct{ notice string }

func (s *Session) revoke() tea.Cmd {
	client, refresh := s.env.Client, s.env.Session.Tokens().Refresh
	if refresh == "" {
		return s.end(sessionEnded{s.user, signInNote{
			good: "Signed out here. There was no refresh token to revoke: the access token works until it expires."}})
	}
	return Call(&s.Base, "Signing out", func(ctx context.Context) (signedOut, error) {
		return signedOut{"Signed out here: the refresh token is revoked."}, client.RevokeToken(ctx, refresh)
	})
}

func (s *Session) everywhere() tea.Cmd {
	s.env.knows().SigningOut = true
	return CallAs(&s.Base, "Signing out", func(ctx context.Context, c *cognito.Client, access string) (signedOut, error) {
		return signedOut{"Signed out everywhere."}, c.GlobalSignOut(ctx, access)
	})
}

func (s *Session) askToEndAll() tea.Cmd {
	s.dismiss()
	return s.question(question{"Sign out everywhere?", "Every session of this user ends, here and on other devices.", "Sign out everywhere", s.everywhere})
}

func (s *Session) readAgain() tea.Cmd {
	s.dismiss()
	return s.read()
}

// offered tries what failed again.
func (s *Session) offered(o offer) tea.Cmd {
	switch {
	case o == offerRetry && s.failure != nil && s.failure.Op == "GetUser":
		return s.readAgain()
	case o == offerRetry && s.failure != nil && s.failure.Op == "GlobalSignOut":
		s.forget()
		return s.everywhere() // it was asked about
	}
	return nil
}

// Update takes answers; a session that is over leads to sign-in.
func (s *Session) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case Reply[cognito.User]:
		if msg.Err != nil {
			return s.refused(msg.Err)
		}
		s.account = &msg.Val
		s.env.knows().Read(msg.Val.Attributes)
		return nil
	case Reply[signedOut]:
		if msg.Err != nil {
			if !cognito.MayHaveHappened(msg.Err) && sessionOver(s.env, msg.Err) == nil {
				s.env.knows().SigningOut = false // it was refused
			}
			return s.refused(msg.Err)
		}
		return s.end(sessionEnded{s.user, signInNote{good: msg.Val.notice}})
	}
	return s.accountScreen.Update(msg)
}

// FullHelp adds the keys to the ends of the column.
func (s *Session) FullHelp() [][]key.Binding {
	return append(s.accountScreen.FullHelp(), columnEnds())
}
