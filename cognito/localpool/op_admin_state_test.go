package localpool

import (
	"testing"
)

// of names a user of a pool in an administrator's call.
func of(pool, name string, more object) object {
	body := object{"UserPoolId": pool, "Username": name}
	for k, v := range more {
		body[k] = v
	}
	return body
}

// statusOf is what AdminGetUser tells of a user of the first pool.
func (x tester) statusOf(name string) (status string, enabled bool) {
	x.Helper()
	a := x.ok("AdminGetUser", of(localPool, name, nil))
	enabled, _ = a.in("Enabled").(bool)
	return a.str("UserStatus"), enabled
}

// stranger is a user of another provider in the first pool.
func stranger(c *Config) {
	c.Pools[0].Users = append(c.Pools[0].Users, UserConfig{Username: "Google_1", Status: "EXTERNAL_PROVIDER",
		Attributes: verified("Gil Green", "gil@example.com")})
}

// TestAdminResetUserPassword: who can be reset, and that nothing happens to the
// others.
func TestAdminResetUserPassword(t *testing.T) {
	const noContact = "Cannot reset password for the user as there is no registered/verified email or phone_number"
	const state = "User password cannot be reset in the current state."
	for _, tt := range []struct {
		name, user, to, code, text string
		change                     func(*Config)
	}{
		{name: "confirmed", user: "ann@example.com", to: "ann@example.com"},
		{name: "reset required: another code", user: "rita@example.com", to: "rita@example.com"},
		{name: "unconfirmed", user: "una@example.com", code: "NotAuthorized", text: state},
		{name: "invited", user: "fay@example.com", code: "NotAuthorized", text: state},
		{name: "invitation expired", user: "ted@example.com", code: "NotAuthorized", text: state},
		{name: "no verified address", user: "nora@example.com", code: "InvalidParameter", text: noContact},
		{name: "disabled", user: "dan@example.com", code: "NotAuthorized", text: "User is disabled."},
		{name: "missing", user: "who@example.com", code: "UserNotFound", text: "User does not exist."},
		{name: "MFA by the one address", user: "mia@example.com", code: "InvalidParameter", text: noContact},
		{name: "another provider's", user: "Google_1", change: stranger, code: "NotAuthorized", text: state},
		{name: "no recovery of their own", user: "ann@example.com",
			change: func(c *Config) { c.Pools[0].Recovery = []string{"admin_only"} },
			code:   "NotAuthorized", text: "Contact administrator to reset password."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := Demo()
			if tt.change != nil {
				tt.change(&c)
			}
			x := testerWith(t, c)
			before := ""
			if tt.name != "missing" {
				before, _ = x.statusOf(tt.user)
			}
			a := x.refused("AdminResetUserPassword", of(localPool, tt.user, nil), tt.code, tt.text)
			if tt.code != "" {
				if now := x.s.Messages(""); len(now) != 0 {
					t.Errorf("sent %v", now)
				}
				if tt.name == "missing" {
					return
				}
				if status, _ := x.statusOf(tt.user); status != before {
					t.Errorf("the status became %s", status)
				}
				return
			}
			if len(a.body) != 0 {
				t.Errorf("answer %v", a.body)
			}
			if status, _ := x.statusOf(tt.user); status != "RESET_REQUIRED" {
				t.Errorf("status %s", status)
			}
			x.refused("InitiateAuth", x.login("demo-app", tt.user, DemoPassword), "PasswordResetRequired", "")
			x.ok("ConfirmForgotPassword", x.as("demo-app", tt.user, object{"ConfirmationCode": x.code(tt.to), "Password": "Another1!"}))
			x.ok("InitiateAuth", x.login("demo-app", tt.user, "Another1!"))
		})
	}
}

// TestAdminResetAndSessions: the sessions stay, and answer that the password must
// be reset; each reset's code replaces the one before it.
func TestAdminResetAndSessions(t *testing.T) {
	x := newTester(t)
	access := x.signIn("demo-app", "ann@example.com").str("AuthenticationResult", "AccessToken")
	x.ok("AdminResetUserPassword", of(localPool, "ann@example.com", nil))
	first := x.code("ann@example.com")
	x.refused("GetUser", object{"AccessToken": access}, "PasswordResetRequired", "")
	x.ok("AdminResetUserPassword", of(localPool, "ann@example.com", nil))
	second := x.code("ann@example.com")
	if first != second {
		x.refused("ConfirmForgotPassword", x.as("demo-app", "ann@example.com", object{"ConfirmationCode": first, "Password": "Another1!"}),
			"CodeMismatch", "")
	}
	x.ok("AdminSetUserPassword", of(localPool, "ann@example.com", object{"Password": "Another1!", "Permanent": true}))
	x.refused("ConfirmForgotPassword", x.as("demo-app", "ann@example.com", object{"ConfirmationCode": second, "Password": "Third-333!"}),
		"ExpiredCode", "")
	x.ok("GetUser", object{"AccessToken": access})
}

// TestAdminResetIsNotCounted: the hourly limit is that of the user's own calls.
func TestAdminResetIsNotCounted(t *testing.T) {
	x := newTester(t)
	for range limits[limitReset] {
		x.ok("ForgotPassword", x.as("demo-app", "ann@example.com", nil))
	}
	x.refused("ForgotPassword", x.as("demo-app", "ann@example.com", nil), "LimitExceeded", "")
	for range limits[limitReset] + 1 {
		x.ok("AdminResetUserPassword", of(localPool, "ann@example.com", nil))
	}
}

// TestAdminResetOfAnImportedUser: clients that hide missing users hide one who was
// imported, but not one whom an administrator has reset.
func TestAdminResetOfAnImportedUser(t *testing.T) {
	c := Demo()
	for i := range c.Pools[0].Users {
		c.Pools[0].Users[i].Imported = true
	}
	x := testerWith(t, c)
	x.refused("InitiateAuth", x.login("demo-app", "rita@example.com", DemoPassword), "NotAuthorized", "Incorrect")
	x.ok("AdminResetUserPassword", of(localPool, "rita@example.com", nil))
	x.refused("InitiateAuth", x.login("demo-app", "rita@example.com", DemoPassword), "PasswordResetRequired", "")
}

// TestDisableAndEnable: a disabled user is let in by nothing and their sessions
// are over for good; both calls may be repeated.
func TestDisableAndEnable(t *testing.T) {
	x := newTester(t)
	ann := of(localPool, "ann@example.com", nil)
	tokens := x.signIn("demo-app", "ann@example.com")
	access := object{"AccessToken": tokens.str("AuthenticationResult", "AccessToken")}
	app := x.client("demo-app")
	again := object{"ClientId": app.ClientID, "AuthFlow": "REFRESH_TOKEN_AUTH", "AuthParameters": map[string]string{
		"REFRESH_TOKEN": tokens.str("AuthenticationResult", "RefreshToken"),
		"SECRET_HASH":   secretHash(app.Secret, "ann@example.com", app.ClientID)}}
	x.ok("InitiateAuth", again)
	for range 2 {
		if a := x.ok("AdminDisableUser", ann); len(a.body) != 0 {
			t.Errorf("answer %v", a.body)
		}
	}
	if status, enabled := x.statusOf("ann@example.com"); enabled || status != "CONFIRMED" {
		t.Errorf("%s, enabled %v", status, enabled)
	}
	x.refused("InitiateAuth", x.login("demo-app", "ann@example.com", DemoPassword), "NotAuthorized", "User is disabled.")
	x.refused("GetUser", access, "NotAuthorized", "Access Token has been revoked")
	x.refused("ForgotPassword", x.as("demo-public", "ann@example.com", nil), "NotAuthorized", "User is disabled.")
	if a := x.ok("ListUsers", object{"UserPoolId": localPool, "Filter": `status = "Disabled"`}); len(a.in("Users").([]any)) != 2 {
		t.Errorf("listed %v", a.body)
	}
	for range 2 {
		x.ok("AdminEnableUser", ann)
	}
	x.refused("GetUser", access, "NotAuthorized", "Access Token has been revoked")
	x.refused("InitiateAuth", again, "NotAuthorized", "Refresh Token has been revoked")
	x.signIn("demo-app", "ann@example.com")
}

// TestAdminUserGlobalSignOut ends every session of the user and nobody else's.
func TestAdminUserGlobalSignOut(t *testing.T) {
	x := newTester(t)
	token := func(user string) object {
		return object{"AccessToken": x.signIn("demo-app", user).str("AuthenticationResult", "AccessToken")}
	}
	first, second, others := token("ann@example.com"), token("ann@example.com"), token("gus@example.com")
	x.ok("AdminUserGlobalSignOut", of(localPool, "ann@example.com", nil))
	for _, access := range []object{first, second} {
		x.refused("GetUser", access, "NotAuthorized", "Access Token has been revoked")
	}
	x.ok("GetUser", others)
	x.ok("GetUser", token("ann@example.com"))
}

// TestAdminDeleteUser: the user is gone, whatever their state, and the name free.
func TestAdminDeleteUser(t *testing.T) {
	for _, user := range []string{"ann@example.com", "dan@example.com", "una@example.com"} {
		x := newTester(t)
		n := len(x.s.Users())
		x.ok("AdminDeleteUser", of(localPool, user, nil))
		x.refused("AdminGetUser", of(localPool, user, nil), "UserNotFound", "User does not exist.")
		x.refused("AdminDeleteUser", of(localPool, user, nil), "UserNotFound", "User does not exist.")
		x.refused("InitiateAuth", x.login("demo-public", user, DemoPassword), "UserNotFound", "")
		if len(x.s.Users()) != n-1 {
			t.Errorf("%d users are left of %d", len(x.s.Users()), n)
		}
		x.signUp("demo-app", user)
	}
}

// TestDeletedUserIsSignedOut: tokens of a deleted user are worth nothing.
func TestDeletedUserIsSignedOut(t *testing.T) {
	x := newTester(t)
	access := x.signIn("demo-app", "ann@example.com").str("AuthenticationResult", "AccessToken")
	x.ok("AdminDeleteUser", of(localPool, "ann@example.com", nil))
	x.refused("GetUser", object{"AccessToken": access}, "NotAuthorized", "Invalid Access Token")
}

// TestAdminCallsNeedAUser: every administrator's call about a user tells that
// there is none, by the name that the service's model has for it.
func TestAdminCallsNeedAUser(t *testing.T) {
	x := newTester(t)
	more := object{"UserAttributes": attributes("name", "x"), "UserAttributeNames": []string{"name"}, "GroupName": "admins",
		"DeviceKey": "us-east-1_0a", "Password": "Another1!"}
	n := 0
	for name, op := range operations {
		if !op.signed || !op.has("Username") || op.has("ClientId") || name == "AdminCreateUser" {
			continue
		}
		n++
		pool, code := localPool, "UserNotFound"
		if op.has("DeviceKey") || name == "AdminListDevices" {
			pool = "us-east-1_DevicePool"
		}
		if name == "AdminListDevices" || name == "AdminGetDevice" {
			code = "ResourceNotFound"
		}
		x.refused(name, of(pool, "who@example.com", more), code, "User does not exist.")
		if !contains(x.s.Exceptions(name), code+"Exception") {
			t.Errorf("%s: %s isn't modelled", name, code)
		}
	}
	if n < 17 {
		t.Errorf("only %d calls were tried", n)
	}
}

// TestAdminCallsAreSigned: without a signature nothing happens.
func TestAdminCallsAreSigned(t *testing.T) {
	x := newTester(t)
	for name, op := range operations {
		if !op.signed {
			continue
		}
		r := x.request(name, []byte(`{"UserPoolId":"us-east-1_LocalPool","Username":"ann@example.com","GroupName":"admins"}`))
		r.Header.Del("Authorization")
		if a := x.send(r); a.status != 400 || a.code != "MissingAuthenticationTokenException" {
			t.Errorf("%s: %d %s", name, a.status, a.code)
		}
	}
	x.ok("AdminGetUser", of(localPool, "ann@example.com", nil))
}
