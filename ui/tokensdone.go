package ui

import (
	"context"
	"errors"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// What the workbench does with a session's tokens.

type tokensRefreshed struct{}
type revokedToken struct{ proof error } // of the refresh that followed

// refresh gets new tokens; the session keeps them.
func (s *workbench) refresh() tea.Cmd {
	if session := s.env.Session; session.Revoked() { // nothing is refreshed any more
		return s.end(sessionEnded{session.User, signInNote{bad: "This session's refresh token was revoked here; sign in again."}})
	}
	if s.env.Session.Tokens().Refresh == "" {
		s.said("", "This sign-in gave no refresh token: sign in again for new tokens.")
		return nil
	}
	renew := renewal(s.env, s.env.Session.Tokens().Access)
	return Call(&s.Base, "Refreshing", func(ctx context.Context) (tokensRefreshed, error) {
		_, err := renew(ctx)
		return tokensRefreshed{}, err
	})
}

func (s *workbench) refreshed(err error) tea.Cmd {
	if err == nil {
		s.shown = false
		s.said("New ID and access tokens.", "")
		if s.env.Session.Rotation() == cognito.RotationOn {
			s.said("New ID, access and refresh tokens: this app client rotates refresh tokens.", "")
		}
		return s.renewKeys()
	}
	if out := sessionOver(s.env, err); out != nil {
		return s.end(out)
	}
	s.fail(err)
	return nil
}

func (s *workbench) setAuto() {
	session := s.env.Session
	if session.Tokens().Refresh == "" || session.Revoked() {
		s.said("", "There is no refresh token to refresh with.")
		return
	}
	session.SetAuto(!session.Auto())
	s.said("Refreshing by hand only.", "")
	if session.Auto() {
		s.said("Refreshing by itself, a minute before the tokens expire.", "")
	}
}

func (s *workbench) askToRevoke() {
	session := s.env.Session
	if session.Tokens().Refresh == "" {
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
	client, tokens := s.env.Client, s.env.Session.Tokens()
	renew := renewal(s.env, tokens.Access)
	return Call(&s.Base, "Revoking", func(ctx context.Context) (revokedToken, error) {
		if err := client.RevokeToken(ctx, tokens.Refresh); err != nil {
			return revokedToken{}, err
		}
		_, err := renew(ctx)
		return revokedToken{err}, nil
	})
}

// revoked tells what the service said of the refresh after the revocation.
func (s *workbench) revoked(r Reply[revokedToken]) tea.Cmd {
	if r.Err != nil {
		s.fail(r.Err)
		return nil
	}
	s.page, s.top = pageRefresh, 0
	if r.Val.proof == nil {
		s.said("", "The service took the revocation, and yet refreshed with the token once more.")
		return nil
	}
	s.env.Session.Revoke()
	s.said("Revoked.", "")
	s.proved, s.proof = false, "Whether it still works isn't known: "+sentenceOf(r.Val.proof)
	switch cognito.KindOf(r.Val.proof) {
	case cognito.SignedOut, cognito.BadRefreshToken, cognito.RefreshTokenExpired, cognito.RefreshTokenReused:
		s.proved, s.proof = true, "A refresh with it was refused: "+kit.Clean(cognito.ErrorOf(r.Val.proof).Code)+"."
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
