package cognito

import (
	"errors"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"cognito-tui/cognito/bubble"
)

// refreshing answers by operation and keeps what was asked.
type refreshing struct {
	fake
	answers map[string]string // an exception where it begins with "!", "code|message"
	asked   []string
	sent    []map[string]any
}

func newRefreshing(t *testing.T, answers map[string]string) *refreshing {
	f := &refreshing{answers: answers}
	f.answer = func(_ int, r *http.Request) (*http.Response, error) {
		_, op, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
		f.asked, f.sent = append(f.asked, op), append(f.sent, sentBody(t, r))
		if refusal, ok := strings.CutPrefix(f.answers[op], "!"); ok {
			code, message, _ := strings.Cut(refusal, "|")
			return answerOf(400, nil, `{"__type":"`+code+`","message":"`+message+`"}`), nil
		}
		return answerOf(200, nil, f.answers[op]), nil
	}
	return f
}

const (
	plainRefresh   = `{"AuthenticationResult":{"AccessToken":"access-2","IdToken":"id-2","ExpiresIn":300}}`
	rotatedRefresh = `{"AuthenticationResult":{"AccessToken":"access-2","IdToken":"id-2","RefreshToken":"refresh-2","ExpiresIn":300}}`
)

func TestRefreshWithoutRotation(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		for _, rotation := range []Rotation{RotationUnknown, RotationOff} {
			f := newRefreshing(t, map[string]string{"InitiateAuth": plainRefresh})
			c := New(testConfig(f))
			got, err := c.Refresh(t.Context(), RefreshRequest{Refresh: "refresh-1", Username: "own-ann", DeviceKey: "d", Rotation: rotation})
			if err != nil || got.Rotation != RotationOff {
				t.Fatalf("got %+v, %v", got, err)
			}
			s := got.Tokens
			if s.Access != "access-2" || s.ID != "id-2" || s.Refresh != "refresh-1" || s.ExpiresIn != 5*time.Minute || time.Since(s.Issued) != 0 {
				t.Errorf("got %#v", s)
			}
			want := map[string]any{"ClientId": testClientID, "AuthFlow": "REFRESH_TOKEN_AUTH", "AuthParameters": map[string]any{
				"REFRESH_TOKEN": "refresh-1", "DEVICE_KEY": "d", "SECRET_HASH": secretHash("own-ann", testClientID, "secret-9f8e7d")}}
			if len(f.sent) != 1 || !reflect.DeepEqual(f.sent[0], want) {
				t.Errorf("sent %v", f.sent)
			}
		}
	})
}

func TestRefreshWithRotation(t *testing.T) {
	f := newRefreshing(t, map[string]string{"GetTokensFromRefreshToken": rotatedRefresh})
	got, err := New(testConfig(f)).Refresh(t.Context(), RefreshRequest{Refresh: "refresh-1", Username: "own-ann", DeviceKey: "d", Rotation: RotationOn})
	if err != nil || got.Rotation != RotationOn || got.Tokens.Refresh != "refresh-2" {
		t.Errorf("got %+v, %v", got, err)
	}
	want := map[string]any{"ClientId": testClientID, "RefreshToken": "refresh-1", "ClientSecret": "secret-9f8e7d", "DeviceKey": "d"}
	if len(f.sent) != 1 || !reflect.DeepEqual(f.sent[0], want) {
		t.Errorf("sent %v", f.sent)
	}
}

// What the app client refuses REFRESH_TOKEN_AUTH with leads to the other
// operation, once; nothing else does.
func TestRotationIsToldByTheError(t *testing.T) {
	for refusal, rotates := range map[string]bool{
		"!UnsupportedOperationException|":                                                         true,
		"!InvalidParameterException|Auth flow not enabled for this client":                        true,
		"!NotAuthorizedException|Refresh token rotation is on for this client":                    true,
		"!NotAuthorizedException|Invalid Refresh Token":                                           false,
		"!NotAuthorizedException|Refresh Token has expired":                                       false,
		"!NotAuthorizedException|Unable to verify secret hash for client x":                       false,
		"!InvalidParameterException|Missing required parameter REFRESH_TOKEN":                     false,
		"!ResourceNotFoundException|User pool client x does not exist.":                           false,
		"!UserLambdaValidationException|PreTokenGeneration failed with error no such rota, sorry": false,
	} {
		f := newRefreshing(t, map[string]string{"InitiateAuth": refusal, "GetTokensFromRefreshToken": rotatedRefresh})
		got, err := New(testConfig(f)).Refresh(t.Context(), RefreshRequest{Refresh: "refresh-1", Username: "own-ann"})
		if rotates && (err != nil || got.Rotation != RotationOn || len(f.asked) != 2) || !rotates && (err == nil || len(f.asked) != 1) {
			t.Errorf("%s: got %+v, %v after %v", refusal, got, err, f.asked)
		}
	}
	f := newRefreshing(t, map[string]string{"InitiateAuth": "!UnsupportedOperationException|", "GetTokensFromRefreshToken": plainRefresh})
	got, err := New(testConfig(f)).Refresh(t.Context(), RefreshRequest{Refresh: "refresh-1"})
	if err != nil || got.Rotation != RotationOff || got.Tokens.Refresh != "refresh-1" {
		t.Errorf("without a new refresh token: %+v, %v", got, err)
	}
}

func TestEndsOfASession(t *testing.T) {
	for refusal, want := range map[string]Kind{
		"!NotAuthorizedException|Refresh Token has expired":      RefreshTokenExpired,
		"!NotAuthorizedException|Refresh Token has been revoked": SignedOut,
		"!NotAuthorizedException|Invalid Refresh Token.":         BadRefreshToken,
		"!NotAuthorizedException|Incorrect username or password": BadRefreshToken,
		"!NotAuthorizedException|User is disabled.":              Disabled,
		"!UserNotFoundException|User does not exist.":            SignedOut,
	} {
		f := newRefreshing(t, map[string]string{"InitiateAuth": refusal})
		_, err := New(testConfig(f)).Refresh(t.Context(), RefreshRequest{Refresh: "refresh-1"})
		wantKind(t, err, want)
	}
	f := newRefreshing(t, map[string]string{"GetTokensFromRefreshToken": "!RefreshTokenReuseException|"})
	_, err := New(testConfig(f)).Refresh(t.Context(), RefreshRequest{Refresh: "refresh-1", Rotation: RotationOn})
	wantKind(t, err, RefreshTokenReused)
}

func TestRefreshWithoutTokensIsNoSuccess(t *testing.T) {
	for _, body := range []string{"{}", `{"ChallengeName":"SMS_MFA","Session":"x"}`, `{"AuthenticationResult":{}}`} {
		for _, rotation := range []Rotation{RotationOff, RotationOn} {
			f := newRefreshing(t, map[string]string{"InitiateAuth": body, "GetTokensFromRefreshToken": body})
			got, err := New(testConfig(f)).Refresh(t.Context(), RefreshRequest{Refresh: "refresh-1", Rotation: rotation})
			if e := wantKind(t, err, NotTheProtocol); !e.MayHaveHappened || got != (Refreshed{}) {
				t.Errorf("%s: got %+v, %+v", body, got, *e)
			}
		}
	}
	f := newRefreshing(t, nil)
	f.answer = func(int, *http.Request) (*http.Response, error) { return nil, errors.New("reset") }
	_, err := New(testConfig(f)).Refresh(t.Context(), RefreshRequest{Refresh: "refresh-1", Rotation: RotationOn})
	if e := wantKind(t, err, ConnectionLost); !e.MayHaveHappened || e.Attempts != 1 {
		t.Errorf("a lost rotation: %+v", *e)
	}
}
