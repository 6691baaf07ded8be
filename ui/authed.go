package ui

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/cognito/token"
	"cognito-tui/ui/kit"
)

// Session is who is signed in.
type Session struct {
	User      string // as typed at the sign-in
	Tokens    token.Set
	DeviceKey string           // of the device that the session began on; empty without one
	Rotation  cognito.Rotation // as far as it is known
	Auto      bool             // refreshed by itself before the tokens expire
	Revoked   bool             // the refresh token was revoked here

	refresher  refresher
	refreshing bool           // by itself, right now
	trouble    *cognito.Error // why refreshing by itself was turned off; nil where it wasn't
}

// newSignedIn keeps what a sign-in gave.
func newSignedIn(user string, in cognito.SignedIn) *Session {
	s := &Session{User: user, Tokens: in.Tokens, DeviceKey: in.DeviceKey}
	if in.NewDevice != nil {
		s.DeviceKey = in.NewDevice.Key // the pool asks for it at a refresh, confirmed or not
	}
	return s
}

// Username is the pool's own name of the user: a secret hash is over it.
func (s *Session) Username() string {
	claims, err := token.Decode(s.Tokens.Access)
	if err != nil || claims.Username == "" {
		return s.User
	}
	return claims.Username
}

// refreshRequest is what the session refreshes with; the app client's own
// description tells of rotation where it was read.
func (e *Env) refreshRequest() cognito.RefreshRequest {
	s := e.Session
	r := cognito.RefreshRequest{Refresh: s.Tokens.Refresh, Username: s.Username(), DeviceKey: s.DeviceKey, Rotation: s.Rotation}
	if r.Rotation == cognito.RotationUnknown && e.AppClient != nil {
		r.Rotation = e.AppClient.Rotation
	}
	return r
}

// CallAs makes a call with the access token of who is signed in. Where the
// service answers that it has expired, the session is refreshed once and the
// call made again; App keeps the new tokens. The error of a refresh that fails
// is the answer: see sessionOver.
func CallAs[T any](b *Base, doing string, fn func(ctx context.Context, c *cognito.Client, access string) (T, error)) tea.Cmd {
	client, session := b.env.Client, b.env.Session
	access, renewable, renew := session.Tokens.Access, session.Tokens.Refresh != "", b.env.renew()
	return callRenewing(b, doing, func(ctx context.Context) (T, *renewal, error) {
		val, err := fn(ctx, client, access)
		if cognito.KindOf(err) != cognito.TokenExpired || !renewable {
			return val, nil, err
		}
		renewed, err := renew(ctx)
		if err != nil {
			return val, nil, err
		}
		val, err = fn(ctx, client, renewed.given.Tokens.Access)
		return val, renewed, err
	})
}

// callRenewing is Call for what may refresh the session on its way.
func callRenewing[T any](b *Base, doing string, fn func(context.Context) (T, *renewal, error)) tea.Cmd {
	var renewed *renewal
	cmd := Call(b, doing, func(ctx context.Context) (T, error) {
		val, r, err := fn(ctx)
		renewed = r
		return val, err
	})
	return func() tea.Msg {
		reply := cmd().(Reply[T])
		reply.renewed = renewed
		return reply
	}
}

// sessionOver is where an answer leads that ends the session: back to the
// sign-in, with the name kept; nil for any other answer.
func sessionOver(e *Env, err error) outcome {
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
