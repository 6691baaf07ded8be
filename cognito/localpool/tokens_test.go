package localpool

import (
	"crypto/rsa"
	"encoding/base64"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// published reads the pool's JWKS as a verifier would.
func (x tester) published(pool string) map[string]*rsa.PublicKey {
	x.Helper()
	r := x.request("", nil)
	r.Method, r.URL.Path = "GET", "/"+pool+"/.well-known/jwks.json"
	keys := map[string]*rsa.PublicKey{}
	for _, k := range x.send(r).in("keys").([]any) {
		key := k.(map[string]any)
		n, _ := base64.RawURLEncoding.DecodeString(key["n"].(string))
		e, _ := base64.RawURLEncoding.DecodeString(key["e"].(string))
		keys[key["kid"].(string)] = &rsa.PublicKey{N: new(big.Int).SetBytes(n), E: int(new(big.Int).SetBytes(e).Int64())}
	}
	return keys
}

// verified checks a token with the published keys and returns its claims and kid.
func (x tester) verified(token string) (jwt.MapClaims, string) {
	x.Helper()
	var kid string
	c := jwt.MapClaims{}
	keys := x.published("us-east-1_LocalPool")
	_, err := jwt.ParseWithClaims(token, c, func(t *jwt.Token) (any, error) {
		kid, _ = t.Header["kid"].(string)
		return keys[kid], nil
	}, jwt.WithValidMethods([]string{"RS256"}), jwt.WithIssuer("https://cognito-idp.us-east-1.amazonaws.com/us-east-1_LocalPool"),
		jwt.WithTimeFunc(x.s.Now))
	if err != nil {
		x.Fatal(err)
	}
	return c, kid
}

func TestTokenClaims(t *testing.T) {
	x := newTester(t)
	a := x.signIn("demo-app", "gus@example.com")
	app := x.client("demo-app")
	if a.in("AuthenticationResult", "ExpiresIn") != float64(3600) || a.str("AuthenticationResult", "TokenType") != "Bearer" {
		t.Errorf("answer %v", a.in("AuthenticationResult"))
	}
	id, idKid := x.verified(a.str("AuthenticationResult", "IdToken"))
	access, accessKid := x.verified(a.str("AuthenticationResult", "AccessToken"))
	if idKid == accessKid || len(x.published("us-east-1_LocalPool")) != 2 {
		t.Error("ID and access tokens are signed by different keys")
	}
	for name, want := range map[string]any{
		"token_use": "id", "aud": app.ClientID, "cognito:username": "gus@example.com", "email": "gus@example.com",
		"email_verified": true, "phone_number_verified": true, "name": "Gus Garcia",
		"cognito:preferred_role": "arn:aws:iam::000000000000:role/local-admins",
	} {
		if id[name] != want {
			t.Errorf("id %s: %v, want %v", name, id[name], want)
		}
	}
	for name, want := range map[string]any{
		"token_use": "access", "client_id": app.ClientID, "username": "gus@example.com",
		"scope": "aws.cognito.signin.user.admin", "version": float64(2), "email": nil, "aud": nil,
	} {
		if access[name] != want {
			t.Errorf("access %s: %v, want %v", name, access[name], want)
		}
	}
	for _, name := range []string{"sub", "iss", "auth_time", "iat", "exp", "origin_jti", "event_id"} {
		if id[name] == nil || id[name] != access[name] {
			t.Errorf("%s: %v in the ID token, %v in the access token", name, id[name], access[name])
		}
	}
	for _, c := range []jwt.MapClaims{id, access} {
		if groups, _ := c["cognito:groups"].([]any); len(groups) != 2 || groups[0] != "admins" {
			t.Errorf("groups %v", groups)
		}
	}
	if id["jti"] == access["jti"] || id["jti"] == nil {
		t.Error("each token has its own jti")
	}
}

func TestRefresh(t *testing.T) {
	x := newTester(t)
	first := x.signIn("demo-app", "gus@example.com")
	token := first.str("AuthenticationResult", "RefreshToken")
	if parts := strings.Split(token, "."); len(parts) != 5 || !strings.HasPrefix(token, "eyJjdHki") {
		t.Errorf("refresh token %s", token)
	}
	app := x.client("demo-app")
	body := func(client, name string) object {
		c := x.client(client)
		given := map[string]string{"REFRESH_TOKEN": token}
		if c.Secret != "" {
			given["SECRET_HASH"] = secretHash(app.Secret, name, app.ClientID)
		}
		return object{"ClientId": c.ClientID, "AuthFlow": "REFRESH_TOKEN_AUTH", "AuthParameters": given}
	}
	x.s.Advance(time.Hour)
	a := x.ok("InitiateAuth", body("demo-app", "gus@example.com"))
	if a.in("AuthenticationResult", "RefreshToken") != nil {
		t.Error("a refresh gives no refresh token")
	}
	was, _ := payloadOf(first.str("AuthenticationResult", "AccessToken"))
	is, _ := x.verified(a.str("AuthenticationResult", "AccessToken"))
	if is["auth_time"] != was["auth_time"] || is["origin_jti"] != was["origin_jti"] || is["iat"] == was["iat"] || is["jti"] == was["jti"] {
		t.Errorf("claims before %v, after %v", was, is)
	}
	x.refused("InitiateAuth", body("demo-app", "GUS@example.com"), "NotAuthorized",
		"SecretHash does not match for the client: "+app.ClientID)
	x.refused("InitiateAuth", body("demo-public", ""), "NotAuthorized", "Invalid Refresh Token")
	x.s.Advance(30 * 24 * time.Hour)
	x.refused("InitiateAuth", body("demo-app", "gus@example.com"), "NotAuthorized", "Refresh Token has expired")
	token = token[:len(token)-4]
	x.refused("InitiateAuth", body("demo-app", "gus@example.com"), "NotAuthorized", "Invalid Refresh Token")
}

// TestAccessTokens is the table of tokens that calls refuse.
func TestAccessTokens(t *testing.T) {
	x := newTester(t)
	a := x.signIn("demo-public", "ann@example.com")
	access, id := a.str("AuthenticationResult", "AccessToken"), a.str("AuthenticationResult", "IdToken")
	for rule, token := range map[string]string{
		"garbled": "abc.def.ghi", "an ID token": id, "another signature": access[:len(access)-8] + "AAAAAAAA", "no dots": "abc",
	} {
		for _, op := range []string{"GetUser", "GlobalSignOut"} {
			if a := x.call(op, object{"AccessToken": token}); a.message != "Invalid Access Token" {
				t.Errorf("%s, %s: %s", op, rule, a.message)
			}
		}
	}
	user := x.ok("GetUser", object{"AccessToken": access})
	if user.str("Username") != "ann@example.com" {
		t.Errorf("user %v", user.body)
	}
	x.s.Advance(time.Hour)
	x.refused("GetUser", object{"AccessToken": access}, "NotAuthorized", "Access Token has expired")
}

func TestReadableAttributes(t *testing.T) {
	c := Demo()
	c.Pools[0].Clients[1].Read = []string{"name"}
	x := testerWith(t, c)
	a := x.signIn("demo-public", "ann@example.com")
	if id, _ := x.verified(a.str("AuthenticationResult", "IdToken")); id["email"] != nil || id["name"] == nil {
		t.Errorf("claims %v", id)
	}
	user := x.ok("GetUser", object{"AccessToken": a.str("AuthenticationResult", "AccessToken")})
	if list := user.in("UserAttributes").([]any); len(list) != 2 {
		t.Errorf("attributes %v", list)
	}
}

func TestGlobalSignOut(t *testing.T) {
	x := newTester(t)
	one, two := x.signIn("demo-public", "ann@example.com"), x.signIn("demo-public", "ann@example.com")
	x.ok("GlobalSignOut", object{"AccessToken": one.str("AuthenticationResult", "AccessToken")})
	for _, a := range []answered{one, two} {
		x.refused("GetUser", object{"AccessToken": a.str("AuthenticationResult", "AccessToken")}, "NotAuthorized",
			"Access Token has been revoked")
		x.refused("InitiateAuth", object{"ClientId": x.client("demo-public").ClientID, "AuthFlow": "REFRESH_TOKEN_AUTH",
			"AuthParameters": map[string]string{"REFRESH_TOKEN": a.str("AuthenticationResult", "RefreshToken")}},
			"NotAuthorized", "Refresh Token has been revoked")
	}
	x.ok("GetUser", object{"AccessToken": x.signIn("demo-public", "ann@example.com").str("AuthenticationResult", "AccessToken")})
}

// TestRevokeToken: one session ends, the others live on.
func TestRevokeToken(t *testing.T) {
	x := newTester(t)
	app := x.client("demo-app")
	one, two := x.signIn("demo-app", "ann@example.com"), x.signIn("demo-app", "ann@example.com")
	token := one.str("AuthenticationResult", "RefreshToken")
	body := func(client, secret, token string) object {
		b := object{"ClientId": x.client(client).ClientID, "Token": token}
		if secret != "" {
			b["ClientSecret"] = secret
		}
		return b
	}
	x.refused("RevokeToken", body("demo-app", "", token), "NotAuthorized",
		"Client "+app.ClientID+" is configured for secret but secret was not received")
	x.refused("RevokeToken", body("demo-app", strings.Repeat("x", 30), token), "NotAuthorized", "Unable to verify secret")
	x.refused("RevokeToken", body("demo-public", app.Secret, token), "NotAuthorized", "Unable to verify secret")
	x.refused("RevokeToken", body("demo-public", "", token), "Unauthorized", "")
	x.refused("RevokeToken", body("demo-app", app.Secret, one.str("AuthenticationResult", "AccessToken")), "UnsupportedTokenType", "")
	x.refused("RevokeToken", body("demo-app", app.Secret, "abc"), "InvalidParameter", "Invalid Refresh Token")
	for range 2 { // revoking again succeeds
		x.ok("RevokeToken", body("demo-app", app.Secret, token))
	}
	x.refused("GetUser", object{"AccessToken": one.str("AuthenticationResult", "AccessToken")}, "NotAuthorized",
		"Access Token has been revoked")
	x.ok("GetUser", object{"AccessToken": two.str("AuthenticationResult", "AccessToken")})
}

func TestClientWithoutRevocation(t *testing.T) {
	c := Demo()
	c.Pools[0].Clients[1].NoRevocation = true
	x := testerWith(t, c)
	a := x.signIn("demo-public", "ann@example.com")
	access := a.str("AuthenticationResult", "AccessToken")
	if c, _ := payloadOf(access); c["jti"] != nil || c["origin_jti"] != nil {
		t.Error("jti without revocation")
	}
	x.ok("GetUser", object{"AccessToken": access})
	x.refused("RevokeToken", object{"ClientId": x.client("demo-public").ClientID, "Token": a.str("AuthenticationResult", "RefreshToken")},
		"UnsupportedOperation", "")
}

// TestTokensHaveOneSpelling: what decodes to the same bytes isn't the same token.
func TestTokensHaveOneSpelling(t *testing.T) {
	x := newTester(t)
	in := x.signIn("rotation-app", "ray")
	access, refresh := in.str("AuthenticationResult", "AccessToken"), in.refreshToken()
	respelt := func(token string) []string {
		const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
		last := len(token) - 1
		// The lowest bit of the last letter is of no byte, in a signature of 256 and a tag of 16.
		return []string{token + "=", token + "==", token[:last] + string(letters[strings.IndexByte(letters, token[last])|1])}
	}
	for _, token := range respelt(access) {
		x.refused("GetUser", object{"AccessToken": token}, "NotAuthorized", "Invalid Access Token")
	}
	for _, token := range respelt(refresh) {
		x.refused("GetTokensFromRefreshToken", x.renew("rotation-app", token, ""), "NotAuthorized", "Invalid Refresh Token")
	}
	x.ok("GetUser", object{"AccessToken": access})
	x.ok("GetTokensFromRefreshToken", x.renew("rotation-app", refresh, ""))
}
