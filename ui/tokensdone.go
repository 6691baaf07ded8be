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
type revokedToken struct {
	revoked bool  // the service took it
	proof   error // of the refresh that followed
}

// refresh gets new tokens; App keeps them.
func (s *workbench) refresh() tea.Cmd {
	session, client := s.env.Session, s.env.Client
	if session.Revoked { // nothing is refreshed any more
		return s.end(sessionEnded{session.User, signInNote{bad: "This session's refresh token was revoked here; sign in again."}})
	}
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
	if out := sessionOver(s.env, err); out != nil {
		return s.end(out)
	}
	s.fail(err)
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
		s.fail(r.Err)
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
