package localpool

import (
	"testing"
	"time"
)

func changing(access, previous, proposed string) object {
	body := object{"AccessToken": access, "ProposedPassword": proposed}
	if previous != "" {
		body["PreviousPassword"] = previous
	}
	return body
}

// TestChangePassword is the table of its rules; the session goes on after it.
func TestChangePassword(t *testing.T) {
	x := newTester(t)
	access := x.signedIn("demo-public", "ann@example.com").access()
	x.refused("ChangePassword", changing(access, "Wrong-one1!", "Another1!"), "NotAuthorized", "Incorrect username or password.")
	x.refused("ChangePassword", changing(access, "", "Another1!"), "InvalidParameter", "Missing required parameter")
	x.refused("ChangePassword", changing(access, DemoPassword, "short"), "InvalidPassword",
		"Password does not conform to policy: Password not long enough")
	x.refused("ChangePassword", changing(access, DemoPassword, "with space1A!"), "InvalidParameter",
		"1 validation error detected: Value at 'proposedPassword'")
	x.ok("ChangePassword", changing(access, DemoPassword, "Another1!"))
	x.ok("GetUser", object{"AccessToken": access})
	x.ok("InitiateAuth", x.login("demo-public", "ann@example.com", "Another1!"))
	x.refused("InitiateAuth", x.login("demo-public", "ann@example.com", DemoPassword), "NotAuthorized", "Incorrect username or password.")
}

// TestChangePasswordLimit: five calls an hour, whatever becomes of them; what
// breaks the model's constraints never reached the user.
func TestChangePasswordLimit(t *testing.T) {
	x := newTester(t)
	access := x.signedIn("demo-public", "ann@example.com").access()
	for range 5 {
		x.refused("ChangePassword", changing(access, "Wrong-one1!", "Another1!"), "NotAuthorized", "")
	}
	x.refused("ChangePassword", changing(access, DemoPassword, "Another1!"), "LimitExceeded", limitText)
	x.s.Advance(time.Hour)
	access = x.signedIn("demo-public", "ann@example.com").access()
	x.ok("ChangePassword", changing(access, DemoPassword, "Another1!"))
}

// TestFirstPassword: a user without a password sets one, by leaving the previous
// one out.
func TestFirstPassword(t *testing.T) {
	x := newTester(t)
	w := x.walk("demo-public", "pat@example.com").begin("USER_AUTH", map[string]string{"PREFERRED_CHALLENGE": "EMAIL_OTP"})
	access := w.respond("EMAIL_OTP", map[string]string{"EMAIL_OTP_CODE": x.code("pat@example.com")}).access()
	x.refused("ChangePassword", changing(access, DemoPassword, "Another1!"), "NotAuthorized", "Incorrect username or password.")
	x.ok("ChangePassword", changing(access, "", "Another1!"))
	x.refused("ChangePassword", changing(access, "", "Another2!"), "InvalidParameter", "")
	x.ok("InitiateAuth", x.login("demo-public", "pat@example.com", "Another1!"))
}

// TestPasswordHistory: the password in use and the three before it can't be set
// again, by whatever call.
func TestPasswordHistory(t *testing.T) {
	x := newTester(t)
	access := x.signedIn("account-app", "ray").access()
	now := DemoPassword
	change := func(to, code string) {
		t.Helper()
		x.refused("ChangePassword", changing(access, now, to), code, "")
		if code == "" {
			now = to
		}
	}
	const violation = "PasswordHistoryPolicyViolation"
	change(DemoPassword, violation)
	change("Another1!", "")
	change("Another2!", "")
	change(DemoPassword, violation)
	x.s.Advance(time.Hour)
	access = x.walk("account-app", "ray").password(now).access()
	change("Another3!", "")
	change("Another1!", violation)
	x.refused("AdminSetUserPassword", object{"UserPoolId": accountPool, "Username": "ray", "Password": "Another2!", "Permanent": true},
		violation, "")
	x.ok("ForgotPassword", x.as("account-app", "ray", nil))
	reset := x.as("account-app", "ray", object{"ConfirmationCode": x.code("ray@example.com"), "Password": DemoPassword})
	x.refused("ConfirmForgotPassword", reset, violation, "")
	reset["Password"] = "Another4!"
	x.ok("ConfirmForgotPassword", reset)
	x.ok("AdminSetUserPassword", object{"UserPoolId": accountPool, "Username": "ray", "Password": DemoPassword}) // the fourth before
	x.walk("account-app", "ray").password(DemoPassword).at("NEW_PASSWORD_REQUIRED").
		respond("NEW_PASSWORD_REQUIRED", map[string]string{"NEW_PASSWORD": "Another4!"}).no(violation, "").
		respond("NEW_PASSWORD_REQUIRED", map[string]string{"NEW_PASSWORD": "Another5!"}).done()
}
