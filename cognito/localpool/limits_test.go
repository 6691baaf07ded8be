package localpool

import (
	"testing"
	"time"
)

const limitText = "Attempt limit exceeded, please try after some time."

func TestConfirmLimit(t *testing.T) {
	x := newTester(t)
	x.signUp("demo-app", "lim@example.com")
	wrong := x.as("demo-app", "lim@example.com", object{"ConfirmationCode": "no"})
	for range 15 {
		x.refused("ConfirmSignUp", wrong, "CodeMismatch", "")
	}
	right := x.as("demo-app", "lim@example.com", object{"ConfirmationCode": x.code("lim@example.com")})
	x.refused("ConfirmSignUp", right, "LimitExceeded", limitText)
	x.s.Advance(time.Hour)
	x.ok("ConfirmSignUp", right)
}

func TestResendLimit(t *testing.T) {
	x := newTester(t)
	for range 5 {
		x.ok("ResendConfirmationCode", x.as("demo-app", "una@example.com", nil))
		x.s.Advance(time.Minute)
	}
	x.refused("ResendConfirmationCode", x.as("demo-app", "una@example.com", nil), "LimitExceeded", limitText)
	x.s.Advance(55 * time.Minute) // the first of the five is an hour old: one more is allowed
	x.ok("ResendConfirmationCode", x.as("demo-app", "una@example.com", nil))
	x.refused("ResendConfirmationCode", x.as("demo-app", "una@example.com", nil), "LimitExceeded", limitText)
}

// TestResetLimit: asking and confirming are counted together.
func TestResetLimit(t *testing.T) {
	x := newTester(t)
	for range 2 {
		x.ok("ForgotPassword", x.as("demo-app", "ann@example.com", nil))
	}
	reset := x.as("demo-app", "ann@example.com", object{"ConfirmationCode": "no", "Password": "Another1!"})
	for range 3 {
		x.refused("ConfirmForgotPassword", reset, "CodeMismatch", "")
	}
	reset["ConfirmationCode"] = x.code("ann@example.com")
	x.refused("ConfirmForgotPassword", reset, "LimitExceeded", limitText)
	x.refused("ForgotPassword", x.as("demo-app", "ann@example.com", nil), "LimitExceeded", limitText)
	x.ok("ForgotPassword", x.as("demo-app", "gus@example.com", nil))
}

// TestPasswordReset walks a reset: the old password works until the new one is set,
// the code lives an hour and works once.
func TestPasswordReset(t *testing.T) {
	x := newTester(t)
	reset := func(code, password string) object {
		return x.as("demo-app", "rita@example.com", object{"ConfirmationCode": code, "Password": password})
	}
	x.refused("ConfirmForgotPassword", reset("1", "Another1!"), "ExpiredCode", "Invalid code provided, please request a code again.")
	a := x.ok("ForgotPassword", x.as("demo-app", "rita@example.com", nil))
	if a.str("CodeDeliveryDetails", "AttributeName") != "email" || a.str("CodeDeliveryDetails", "Destination") != "r***@e***" {
		t.Errorf("delivery %v", a.body)
	}
	x.s.Advance(time.Hour)
	x.refused("ConfirmForgotPassword", reset(x.code("rita@example.com"), "Another1!"), "ExpiredCode", "")
	x.ok("ForgotPassword", x.as("demo-app", "rita@example.com", nil))
	code := x.code("rita@example.com")
	x.refused("ConfirmForgotPassword", reset(code, "weak"), "InvalidPassword",
		"Password does not conform to policy: Password not long enough")
	x.ok("ConfirmForgotPassword", reset(code, "Another1!"))
	x.refused("ConfirmForgotPassword", reset(code, "Another2!"), "ExpiredCode", "")
	x.ok("InitiateAuth", x.login("demo-app", "rita@example.com", "Another1!"))
}

func TestRecoveryOrder(t *testing.T) {
	for setting, want := range map[string]string{"": "phone_number", "verified_email": "email", "verified_phone_number": "phone_number"} {
		c := Demo()
		c.Pools[0].Recovery = nil
		if setting != "" {
			c.Pools[0].Recovery = []string{setting}
		}
		x := testerWith(t, c)
		a := x.ok("ForgotPassword", x.as("demo-app", "gus@example.com", nil))
		if got := a.str("CodeDeliveryDetails", "AttributeName"); got != want {
			t.Errorf("%q: the code went to %s", setting, got)
		}
	}
	c := Demo()
	c.Pools[0].Recovery = []string{"admin_only"}
	x := testerWith(t, c)
	x.refused("ForgotPassword", x.as("demo-app", "gus@example.com", nil), "NotAuthorized", "Contact administrator to reset password.")
}
