package ui

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/cognito/token"
	"cognito-tui/ui/kit"
)

// CallAs makes a call with the access token of who is signed in. Where the service
// answers that it has expired, the session is renewed once and the call made again.
// The error of a renewal that fails is the answer: see sessionOver.
func CallAs[T any](b *Base, doing string, fn func(ctx context.Context, c *cognito.Client, access string) (T, error)) tea.Cmd {
	client, tokens := b.env.Client, b.env.Session.Tokens()
	renew := renewal(b.env, tokens.Access)
	return Call(b, doing, func(ctx context.Context) (T, error) {
		val, err := fn(ctx, client, tokens.Access)
		if cognito.KindOf(err) != cognito.TokenExpired || tokens.Refresh == "" {
			return val, err
		}
		renewed, err := renew(ctx)
		if err != nil {
			return val, err
		}
		return fn(ctx, client, renewed.Access)
	})
}

// renewal replaces an access token of the session that there is, in a command.
func renewal(e *Env, access string) func(context.Context) (token.Set, error) {
	who, client, described := e.Session, e.Client, e.described()
	return func(ctx context.Context) (token.Set, error) { return who.Renew(ctx, client, access, described) }
}

// sessionOver is where an answer leads that ends the session: back to the
// sign-in, with the name kept; nil for any other answer.
func sessionOver(e *Env, err error) any {
	note := ""
	switch cognito.KindOf(err) {
	case cognito.TokenExpired, cognito.RefreshTokenExpired:
		note = "The session has expired; sign in again."
	case cognito.SignedOut, cognito.BadRefreshToken:
		note = "This session was signed out, or the account is gone; sign in again."
	case cognito.RefreshTokenReused:
		note = "This session was renewed elsewhere and can't go on here; sign in again."
	default:
		return nil
	}
	user := e.signedIn()
	return sessionEnded{user, signInNote{bad: note, of: refusal{err: cognito.ErrorOf(err), user: user}.withSession(e)}}
}

// accountScreen is what the forms of a signed-in user share.
type accountScreen struct{ formScreen }

// accountForm begins a screen of a signed-in user. To sign in from there ends the
// session first.
func accountForm(env *Env, title, lead string, form *kit.Form) accountScreen {
	s := accountScreen{newFormScreen(env, title, lead, form)}
	s.user = env.signedIn()
	s.signInAgain = sessionEnded{user: s.user}
	s.fixedHead = true // what was done stays in sight of a long list
	return s
}

// signedIn is who is signed in, as typed at the sign-in; empty for nobody.
func (e *Env) signedIn() string {
	if e.Session == nil {
		return ""
	}
	return e.Session.User
}

// refused shows why a call failed, or leaves where the session is over.
func (s *accountScreen) refused(err error) tea.Cmd {
	if out := sessionOver(s.env, err); out != nil {
		return s.end(out)
	}
	s.fail(err)
	return nil
}
