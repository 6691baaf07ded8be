package localpool

import (
	"testing"
	"time"
)

// renew is the body of GetTokensFromRefreshToken.
func (x tester) renew(client, token, device string) object {
	x.Helper()
	c := x.client(client)
	body := object{"ClientId": c.ClientID, "RefreshToken": token}
	if c.Secret != "" {
		body["ClientSecret"] = c.Secret
	}
	if device != "" {
		body["DeviceKey"] = device
	}
	return body
}

func (a answered) refreshToken() string { return a.str("AuthenticationResult", "RefreshToken") }

// TestRotation: each refresh gives a new refresh token, the old one works for
// the grace and not longer by being used, and its use after that ends the session.
func TestRotation(t *testing.T) {
	x := newTester(t)
	first := x.signIn("rotation-app", "ray")
	second := x.ok("GetTokensFromRefreshToken", x.renew("rotation-app", first.refreshToken(), ""))
	if second.refreshToken() == "" || second.refreshToken() == first.refreshToken() ||
		second.in("AuthenticationResult", "ExpiresIn") != float64(300) {
		t.Fatalf("answer %v", second.body)
	}
	for _, name := range []string{"origin_jti", "auth_time", "sub"} {
		was, _ := payloadOf(first.str("AuthenticationResult", "AccessToken"))
		is, _ := payloadOf(second.str("AuthenticationResult", "AccessToken"))
		if is[name] == nil || is[name] != was[name] {
			t.Errorf("%s was %v, is %v", name, was[name], is[name])
		}
	}
	x.s.Advance(9 * time.Second)
	again := x.ok("GetTokensFromRefreshToken", x.renew("rotation-app", first.refreshToken(), ""))
	third := x.ok("GetTokensFromRefreshToken", x.renew("rotation-app", again.refreshToken(), ""))
	x.ok("GetTokensFromRefreshToken", x.renew("rotation-app", second.refreshToken(), "")) // its own grace began with the repeat
	x.s.Advance(time.Second)
	x.ok("GetUser", object{"AccessToken": third.str("AuthenticationResult", "AccessToken")})
	x.refused("GetTokensFromRefreshToken", x.renew("rotation-app", first.refreshToken(), ""), "RefreshTokenReuse", "")
	x.refused("GetTokensFromRefreshToken", x.renew("rotation-app", first.refreshToken(), ""), "RefreshTokenReuse", "")
	x.refused("GetUser", object{"AccessToken": third.str("AuthenticationResult", "AccessToken")}, "NotAuthorized",
		"Access Token has been revoked")
	x.signIn("rotation-app", "ray")
}

// TestRotationWithoutGrace: the old token is over at once.
func TestRotationWithoutGrace(t *testing.T) {
	x := poolWith(t, accountPool, func(p *PoolConfig) { p.Clients[1].RotationGrace = 0 })
	first := x.signIn("rotation-app", "ray").refreshToken()
	second := x.ok("GetTokensFromRefreshToken", x.renew("rotation-app", first, "")).refreshToken()
	x.ok("GetTokensFromRefreshToken", x.renew("rotation-app", second, ""))
	x.refused("GetTokensFromRefreshToken", x.renew("rotation-app", first, ""), "RefreshTokenReuse", "")
}

// TestRotatedTokenEndsWithTheFirst: rotation doesn't lengthen the session.
func TestRotatedTokenEndsWithTheFirst(t *testing.T) {
	x := newTester(t)
	token := x.signIn("rotation-app", "ray").refreshToken()
	x.s.Advance(29 * day)
	token = x.ok("GetTokensFromRefreshToken", x.renew("rotation-app", token, "")).refreshToken()
	x.s.Advance(day)
	x.refused("GetTokensFromRefreshToken", x.renew("rotation-app", token, ""), "NotAuthorized", "Refresh Token has expired")
}

// TestRotationRefusals is the table of what gives no tokens.
func TestRotationRefusals(t *testing.T) {
	x := newTester(t)
	app := x.client("rotation-app")
	token := x.signIn("rotation-app", "ray").refreshToken()
	x.walk("rotation-app", "ray").refresh(token, nil).no("InvalidParameter", "Auth flow not enabled for this client")
	body := func(change object) object {
		b := x.renew("rotation-app", token, "")
		for k, v := range change {
			if b[k] = v; v == nil {
				delete(b, k)
			}
		}
		return b
	}
	for _, tt := range []struct {
		change     object
		code, text string
	}{
		{object{"ClientSecret": nil}, "NotAuthorized", "Client " + app.ClientID + " is configured for secret but secret was not received"},
		{object{"ClientSecret": "abcdefghijklmnopqrstuvwxyz"}, "NotAuthorized", "Unable to verify secret"},
		{object{"RefreshToken": nil}, "InvalidParameter", "1 validation error detected: Value at 'refreshToken'"},
		{object{"RefreshToken": "garbled"}, "NotAuthorized", "Invalid Refresh Token"},
		{object{"ClientId": x.client("account-app").ClientID, "ClientSecret": nil}, "NotAuthorized", "Invalid Refresh Token"},
		{object{"ClientId": "none"}, "ResourceNotFound", "User pool client none does not exist."},
	} {
		x.refused("GetTokensFromRefreshToken", body(tt.change), tt.code, tt.text)
	}
	token = x.ok("GetTokensFromRefreshToken", body(nil)).refreshToken()
	older := token
	token = x.ok("GetTokensFromRefreshToken", body(nil)).refreshToken()
	x.ok("RevokeToken", object{"ClientId": app.ClientID, "ClientSecret": app.Secret, "Token": older}) // any of the session's
	x.refused("GetTokensFromRefreshToken", body(nil), "NotAuthorized", "Refresh Token has been revoked")
	in := x.signIn("rotation-app", "ray")
	token = in.refreshToken()
	x.ok("DeleteUser", object{"AccessToken": in.str("AuthenticationResult", "AccessToken")})
	x.refused("GetTokensFromRefreshToken", body(nil), "UserNotFound", "User does not exist.")
}

// TestTokensWithoutRotation: other clients get no refresh token, and the one they
// have goes on working; one that allows no refresh at all is refused.
func TestTokensWithoutRotation(t *testing.T) {
	x := newTester(t)
	token := x.signIn("demo-app", "ann@example.com").refreshToken()
	for range 2 {
		a := x.ok("GetTokensFromRefreshToken", x.renew("demo-app", token, ""))
		if a.refreshToken() != "" || a.str("AuthenticationResult", "IdToken") == "" {
			t.Errorf("answer %v", a.body)
		}
	}
	x = poolWith(t, localPool, func(p *PoolConfig) { p.Clients[0].Flows = []string{"ALLOW_USER_PASSWORD_AUTH"} })
	token = x.signIn("demo-app", "ann@example.com").refreshToken()
	x.refused("GetTokensFromRefreshToken", x.renew("demo-app", token, ""), "InvalidParameter", "Auth flow not enabled for this client")
}

// TestTokensForADevice: a pool that remembers devices wants the session's own,
// confirmed.
func TestTokensForADevice(t *testing.T) {
	x := newTester(t)
	w := x.signedIn("device-app", "del@example.com")
	token, key := w.last.refreshToken(), w.offered().User
	x.refused("GetTokensFromRefreshToken", x.renew("device-app", token, key), "NotAuthorized", "Invalid Refresh Token")
	w.confirm()
	x.refused("GetTokensFromRefreshToken", x.renew("device-app", token, ""), "NotAuthorized", "Invalid Refresh Token")
	a := x.ok("GetTokensFromRefreshToken", x.renew("device-app", token, key))
	if a.in("AuthenticationResult", "NewDeviceMetadata") != nil {
		t.Errorf("answer %v", a.body)
	}
	x.ok("ForgetDevice", object{"AccessToken": w.access(), "DeviceKey": key})
	x.refused("GetTokensFromRefreshToken", x.renew("device-app", token, key), "NotAuthorized", "Invalid Refresh Token")
}

// TestRotationMarksTokens: a client that rotates has jti and origin_jti, with
// revocation or without.
func TestRotationMarksTokens(t *testing.T) {
	x := poolWith(t, accountPool, func(p *PoolConfig) { p.Clients[1].NoRevocation = true })
	access := x.signIn("rotation-app", "ray").str("AuthenticationResult", "AccessToken")
	if c, _ := payloadOf(access); c["jti"] == nil || c["origin_jti"] == nil {
		t.Errorf("claims %v", c)
	}
	x.ok("GetUser", object{"AccessToken": access})
}
