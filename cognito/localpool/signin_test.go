package localpool

import (
	"encoding/json"
	"testing"
	"time"
)

// TestSignInByStatus is the table of statuses for the right and a wrong password.
func TestSignInByStatus(t *testing.T) {
	tests := []struct{ user, right, rightText, wrong string }{
		{"ann@example.com", "", "", "NotAuthorized"},
		{"una@example.com", "UserNotConfirmed", "User is not confirmed.", "NotAuthorized"},
		{"rita@example.com", "PasswordResetRequired", "Password reset required for the user", "PasswordResetRequired"},
		{"dan@example.com", "NotAuthorized", "User is disabled.", "NotAuthorized"},
		{"fay@example.com", "", "", "NotAuthorized"},
		{"ted@example.com", "NotAuthorized", "Temporary password has expired and must be reset by an administrator.", "NotAuthorized"},
		{"nora@example.com", "", "", "NotAuthorized"},
		{"gus@example.com", "", "", "NotAuthorized"},
	}
	for _, client := range []string{"demo-app", "demo-public"} {
		x := newTester(t)
		for _, tt := range tests {
			x.refused("InitiateAuth", x.login(client, tt.user, "Wrong-1234"), tt.wrong, "")
			x.refused("InitiateAuth", x.login(client, tt.user, DemoPassword), tt.right, tt.rightText)
		}
	}
}

func TestWrongPasswordHidesUnconfirmed(t *testing.T) {
	x := newTester(t)
	x.refused("InitiateAuth", x.login("demo-app", "una@example.com", "Wrong-1234"), "NotAuthorized", "Incorrect username or password.")
}

func TestNamesAreFoundWhateverTheirCase(t *testing.T) {
	x := newTester(t)
	x.signIn("demo-app", "ANN@Example.com")
	c := Demo()
	c.Pools[0].CaseInsensitive = false
	x = testerWith(t, c)
	x.refused("InitiateAuth", x.login("demo-app", "ANN@Example.com", DemoPassword), "NotAuthorized", "Incorrect")
}

// TestFlows is the table of flows: unknown, not for InitiateAuth, not enabled,
// or without what they need.
func TestFlows(t *testing.T) {
	tests := []struct{ client, flow, code, text string }{
		{"demo-app", "NO_SUCH_FLOW", "InvalidParameter", "1 validation error detected: Value 'NO_SUCH_FLOW' at 'authFlow'"},
		{"demo-app", "ADMIN_NO_SRP_AUTH", "InvalidParameter", "Initiate Auth method not supported"},
		{"demo-app", "ADMIN_USER_PASSWORD_AUTH", "InvalidParameter", "Initiate Auth method not supported"},
		{"demo-srp-only", "USER_PASSWORD_AUTH", "InvalidParameter", "USER_PASSWORD_AUTH flow not enabled for this client"},
		{"demo-public", "CUSTOM_AUTH", "InvalidParameter", "CUSTOM_AUTH is not enabled for the client."},
		{"demo-srp-only", "USER_AUTH", "InvalidParameter", "USER_AUTH flow not enabled for this client"},
		{"demo-app", "USER_SRP_AUTH", "InvalidParameter", "Missing required parameter USERNAME"},
		{"demo-app", "USER_AUTH", "InvalidParameter", "Missing required parameter USERNAME"},
		{"demo-app", "CUSTOM_AUTH", "InvalidParameter", "Missing required parameter USERNAME"},
		{"demo-app", "USER_PASSWORD_AUTH", "InvalidParameter", "Missing required parameter USERNAME"},
		{"demo-app", "REFRESH_TOKEN_AUTH", "InvalidParameter", "Missing required parameter REFRESH_TOKEN"},
		{"demo-app", "REFRESH_TOKEN", "InvalidParameter", "Missing required parameter REFRESH_TOKEN"},
	}
	x := newTester(t)
	for _, tt := range tests {
		x.refused("InitiateAuth", object{"ClientId": x.client(tt.client).ClientID, "AuthFlow": tt.flow}, tt.code, tt.text)
	}
	c := Demo()
	c.Pools[0].Clients[0].Flows, c.Pools[0].Custom = nil, nil
	x = testerWith(t, c)
	for flow, text := range map[string]string{
		"USER_PASSWORD_AUTH": "USER_PASSWORD_AUTH flow not enabled for this client",
		"CUSTOM_AUTH":        "Custom auth lambda trigger is not configured for the user pool.",
		"REFRESH_TOKEN_AUTH": "Missing required parameter REFRESH_TOKEN",
	} {
		x.refused("InitiateAuth", object{"ClientId": x.client("demo-app").ClientID, "AuthFlow": flow}, "InvalidParameter", text)
	}
}

// TestBackOff checks the lock of 2^(n-5) seconds, that attempts during it count
// for nothing even with the right password, its cap and how it ends.
func TestBackOff(t *testing.T) {
	x := newTester(t)
	try := func(password, text string) {
		t.Helper()
		x.refused("InitiateAuth", x.login("demo-app", "ann@example.com", password), "NotAuthorized", text)
	}
	for range 5 {
		try("wrong", "Incorrect")
	}
	for n, lock := 5, time.Second; n < 20; n++ {
		try(DemoPassword, "Password attempts exceeded")
		x.s.Advance(lock - time.Millisecond)
		try("wrong", "Password attempts exceeded")
		x.s.Advance(time.Millisecond)
		try("wrong", "Incorrect")
		lock = min(2*lock, 15*time.Minute)
	}
	x.s.Advance(15 * time.Minute)
	x.signIn("demo-app", "ann@example.com")
	for range 4 {
		try("wrong", "Incorrect")
	}
	x.signIn("demo-app", "ann@example.com")
}

func TestBackOffEndsAfterFifteenQuietMinutes(t *testing.T) {
	x := newTester(t)
	for range 4 {
		x.refused("InitiateAuth", x.login("demo-app", "ann@example.com", "wrong"), "NotAuthorized", "Incorrect")
	}
	x.s.Advance(15 * time.Minute)
	for range 4 {
		x.refused("InitiateAuth", x.login("demo-app", "ann@example.com", "wrong"), "NotAuthorized", "Incorrect")
	}
	x.signIn("demo-app", "ann@example.com")
}

// TestSecretHash is the table of secret hashes at the calls that take one.
func TestSecretHash(t *testing.T) {
	x := newTester(t)
	app, public := x.client("demo-app"), x.client("demo-public")
	if got := secretHash("clientSecret", "test", "123abd"); got != "LoIX/oPJWZzFYv8liJYRo+CHv16FNDY10JlZEDjL3Vg=" {
		t.Errorf("hash %s", got)
	}
	missing := "Client " + app.ClientID + " is configured with secret but SECRET_HASH was not received"
	wrong := "Unable to verify secret hash for client "
	tests := []struct {
		rule, id, hash, text string
	}{
		{"missing", app.ClientID, "", missing},
		{"wrong", app.ClientID, "AAAA", wrong + app.ClientID},
		{"of another user name", app.ClientID, secretHash(app.Secret, "bob", app.ClientID), wrong + app.ClientID},
		{"of the address in other case", app.ClientID, secretHash(app.Secret, "ANN@example.com", app.ClientID), wrong + app.ClientID},
		{"to a client without secret", public.ClientID, "AAAA", wrong + public.ClientID},
	}
	more := object{"Username": "ann@example.com", "Password": DemoPassword, "ConfirmationCode": "1"}
	for _, tt := range tests {
		for _, op := range []string{"SignUp", "ConfirmSignUp", "ResendConfirmationCode", "ForgotPassword", "ConfirmForgotPassword"} {
			body := object{"ClientId": tt.id}
			if tt.hash != "" {
				body["SecretHash"] = tt.hash
			}
			for k, v := range more {
				body[k] = v
			}
			x.refused(op, body, "NotAuthorized", tt.text)
		}
		given := map[string]string{"USERNAME": "ann@example.com", "PASSWORD": DemoPassword, "SECRET_HASH": tt.hash}
		x.refused("InitiateAuth", object{"ClientId": tt.id, "AuthFlow": "USER_PASSWORD_AUTH", "AuthParameters": given}, "NotAuthorized",
			tt.text)
	}
}

func TestEitherOfTwoSecretsIsAccepted(t *testing.T) {
	c := Demo()
	c.Pools[0].Clients[0].SecondSecret = "abcdefghijklmnopqrstuvwxyz"
	x := testerWith(t, c)
	id := x.client("demo-app").ClientID
	given := map[string]string{"USERNAME": "ann@example.com", "PASSWORD": DemoPassword,
		"SECRET_HASH": secretHash("abcdefghijklmnopqrstuvwxyz", "ann@example.com", id)}
	x.ok("InitiateAuth", object{"ClientId": id, "AuthFlow": "USER_PASSWORD_AUTH", "AuthParameters": given})
	x.signIn("demo-app", "ann@example.com")
}

// TestNewPasswordRequired walks the challenge of an invited user.
func TestNewPasswordRequired(t *testing.T) {
	x := newTester(t)
	a := x.signIn("demo-public", "fay@example.com")
	if a.str("ChallengeName") != "NEW_PASSWORD_REQUIRED" || a.in("AuthenticationResult") != nil {
		t.Fatalf("answer %v", a.body)
	}
	var values map[string]string
	if err := json.Unmarshal([]byte(a.str("ChallengeParameters", "userAttributes")), &values); err != nil ||
		values["email"] != "fay@example.com" {
		t.Errorf("attributes %v, %v", values, err)
	}
	respond := func(session, password string) object {
		return object{"ClientId": x.client("demo-public").ClientID, "ChallengeName": "NEW_PASSWORD_REQUIRED", "Session": session,
			"ChallengeResponses": map[string]string{"USERNAME": "fay@example.com", "NEW_PASSWORD": password}}
	}
	session := a.str("Session")
	x.refused("RespondToAuthChallenge", respond(session+"x", "Another1!"), "NotAuthorized", "Invalid session for the user.")
	x.refused("RespondToAuthChallenge", respond(session, "short"), "InvalidPassword", "Password does not conform to policy: ")
	x.ok("RespondToAuthChallenge", respond(session, "Another1!"))
	x.refused("RespondToAuthChallenge", respond(session, "Another1!"), "NotAuthorized",
		"Invalid session for the user, session can only be used once.")
	x.ok("InitiateAuth", x.login("demo-public", "fay@example.com", "Another1!"))

	x = newTester(t)
	session = x.signIn("demo-public", "fay@example.com").str("Session")
	x.s.Advance(authSession)
	x.refused("RespondToAuthChallenge", respond(session, "Another1!"), "NotAuthorized", "Invalid session for the user, session is expired.")
}
