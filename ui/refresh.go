package ui

import (
	"context"
	"sync"

	"cognito-tui/cognito"
)

// refresher refreshes a session, one call at a time. Who comes while a call is on
// its way waits for it and takes what it gave: a token that rotates may be sent
// once. The zero value is ready.
type refresher struct {
	mu       sync.Mutex
	replaced map[string]bool   // the access tokens that were replaced
	given    cognito.Refreshed // by the newest refresh
}

// refresh replaces the access token of a session. A screen that is left or
// cancelled doesn't end it, since its answer may hold the only token that still
// works; the client's own time-out does.
func (r *refresher) refresh(ctx context.Context, c *cognito.Client, access string, request cognito.RefreshRequest) (cognito.Refreshed, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.replaced[access] {
		return r.given, nil
	}
	given, err := c.Refresh(context.WithoutCancel(ctx), request)
	if err == nil {
		if r.replaced == nil {
			r.replaced = map[string]bool{}
		}
		r.replaced[access], r.given = true, given
	}
	return given, err
}

// renewal is what refreshing a session gave.
type renewal struct {
	of       *Session
	replaced string // the access token that it was made for
	given    cognito.Refreshed
}

// renew refreshes a session for a command: it captures what it needs before it runs.
func (e *Env) renew() func(ctx context.Context) (*renewal, error) {
	session, client, request := e.Session, e.Client, e.refreshRequest()
	access := session.Tokens.Access
	return func(ctx context.Context) (*renewal, error) {
		given, err := session.refresher.refresh(ctx, client, access, request)
		if err != nil {
			return nil, err
		}
		return &renewal{session, access, given}, nil
	}
}

// takeRenewal keeps what a refresh gave, whichever screen asked: a rotated token
// that is lost ends the session. What was made for a token that was replaced
// meanwhile is left.
func (e *Env) takeRenewal(r *renewal) {
	if r == nil || e.Session == nil || e.Session != r.of || e.Session.Tokens.Access != r.replaced {
		return
	}
	e.Session.Tokens, e.Session.Rotation, e.Session.trouble = r.given.Tokens, r.given.Rotation, nil
}
