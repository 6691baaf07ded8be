package session_test

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/session"
	"cognito-tui/cognito/token"
)

var begun = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

// access is the access token of the n-th refresh, good for life.
func access(n int, life time.Duration) string {
	claims := fmt.Sprintf(`{"token_use":"access","username":"u-1","iat":%d,"exp":%d,"jti":"%d"}`, begun.Unix(), begun.Add(life).Unix(), n)
	part := base64.RawURLEncoding.EncodeToString
	return part([]byte(`{"alg":"RS256","kid":"k"}`)) + "." + part([]byte(claims)) + "." + part([]byte("signature"))
}

// pool refreshes tokens, rotates them, and takes each refresh token once.
type pool struct {
	mu       sync.Mutex
	requests []cognito.RefreshRequest
	fails    error
	meets    func() // while a call is on its way
}

func (p *pool) Refresh(ctx context.Context, r cognito.RefreshRequest) (cognito.Refreshed, error) {
	if p.meets != nil {
		p.meets()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.requests = append(p.requests, r)
	n := len(p.requests)
	if err := errors.Join(ctx.Err(), p.fails); err != nil {
		return cognito.Refreshed{}, err
	}
	return cognito.Refreshed{Rotation: cognito.RotationOn, Tokens: token.Set{Access: access(n, time.Hour), Refresh: fmt.Sprint("refresh ", n)}}, nil
}

func signedIn(life time.Duration) *session.Session {
	return session.New("ann", cognito.SignedIn{DeviceKey: "old", NewDevice: &cognito.NewDevice{Key: "device"},
		Tokens: token.Set{Access: access(0, life), Refresh: "refresh 0"}})
}

func TestRenewIsKeptWhateverBecameOfWhoAsked(t *testing.T) {
	s, other, p := signedIn(time.Hour), signedIn(time.Hour), &pool{}
	ctx, cancel := context.WithCancel(t.Context())
	cancel() // its screen was left
	first := s.Tokens().Access
	given, err := s.Renew(ctx, p, first, cognito.RotationOff)
	if err != nil || given != s.Tokens() || given.Refresh != "refresh 1" || s.Rotation() != cognito.RotationOn {
		t.Errorf("%v: got %v, keeps %v", err, given, s.Tokens())
	}
	want := cognito.RefreshRequest{Refresh: "refresh 0", Username: "u-1", DeviceKey: "device", Rotation: cognito.RotationOff}
	if p.requests[0] != want {
		t.Errorf("asked with %+v", p.requests[0])
	}
	if again, err := s.Renew(t.Context(), p, first, cognito.RotationOff); err != nil || again != given || len(p.requests) != 1 {
		t.Errorf("%v: for a token that was replaced long ago %d calls were made, and gave %v", err, len(p.requests), again)
	}
	if _, err := s.Renew(t.Context(), p, given.Access, cognito.RotationOff); err != nil || p.requests[1].Rotation != cognito.RotationOn {
		t.Errorf("%v: what a renewal showed of rotation counts less than the description", err)
	}
	if other.Tokens().Refresh != "refresh 0" {
		t.Error("another session got the tokens")
	}
}

// TestOneRenewalAtATime asks for many at once, and looks at the session meanwhile.
func TestOneRenewalAtATime(t *testing.T) {
	s, p := signedIn(time.Minute), &pool{}
	p.meets = func() {
		if s.Tokens().Refresh != "refresh 0" || s.Username() != "u-1" || s.Revoked() || s.Auto() || s.Trouble() != nil || s.Due(begun) {
			t.Error("the session can't be looked at while it is renewed")
		}
	}
	first := s.Tokens().Access
	var all sync.WaitGroup
	for range 8 {
		all.Add(1)
		go func() {
			defer all.Done()
			if given, err := s.Renew(t.Context(), p, first, cognito.RotationUnknown); err != nil || given.Refresh != "refresh 1" {
				t.Errorf("got %v, %v", given, err)
			}
		}()
	}
	all.Wait()
	if len(p.requests) != 1 {
		t.Errorf("asked %d times", len(p.requests))
	}
}

func TestByItself(t *testing.T) {
	s, p := signedIn(time.Hour), &pool{}
	wants := func(after time.Duration, want bool) {
		t.Helper()
		if got := s.Due(begun.Add(after)); got != want {
			t.Errorf("after %v: due is %v", after, got)
		}
	}
	wants(2*time.Hour, false) // nobody asked for it
	s.SetAuto(true)
	wants(58*time.Minute, false)
	wants(59*time.Minute, true)
	wants(59*time.Minute, false) // it is on its way
	s.RenewByItself(t.Context(), p, cognito.RotationOn)
	if s.Tokens().Refresh != "refresh 1" || !s.Auto() || s.Trouble() != nil {
		t.Errorf("%v, auto %v, %v", s.Tokens(), s.Auto(), s.Trouble())
	}
	p.fails = &cognito.Error{Kind: cognito.ServiceFault}
	wants(time.Hour, true)
	s.RenewByItself(t.Context(), p, cognito.RotationOn)
	if s.Tokens().Refresh != "refresh 1" || s.Auto() || s.Trouble() == nil || s.Trouble().Kind != cognito.ServiceFault {
		t.Errorf("refused: %v, auto %v, %v", s.Tokens(), s.Auto(), s.Trouble())
	}
	wants(time.Hour, false)
	s.SetAuto(true)
	if s.Trouble() != nil {
		t.Error("the trouble stays when it is turned on again")
	}
	wants(time.Hour, true)
	s.Revoke()
	wants(2*time.Hour, false)
	if !s.Revoked() || s.Auto() {
		t.Errorf("revoked %v, auto %v", s.Revoked(), s.Auto())
	}
	short := signedIn(90 * time.Second)
	short.SetAuto(true)
	if short.Due(begun.Add(44*time.Second)) || !short.Due(begun.Add(46*time.Second)) {
		t.Error("a short-lived token is to be replaced at half its life")
	}
}
