package localpool

import "testing"

// TestExternalUsersSignInElsewhere: a user of another provider has no way in here,
// whatever is tried, until an administrator sets a password.
func TestExternalUsersSignInElsewhere(t *testing.T) {
	c := Demo()
	stranger(&c)
	const user = "Google_1"
	begins := map[string]func(*walker) *walker{
		"a password": func(w *walker) *walker { return w.password(DemoPassword) },
		"a code by email": func(w *walker) *walker {
			return w.begin("USER_AUTH", map[string]string{"PREFERRED_CHALLENGE": "EMAIL_OTP"})
		},
		"a choice":  func(w *walker) *walker { return w.begin("USER_AUTH", nil) },
		"SRP":       func(w *walker) *walker { return w.srp(DemoPassword) },
		"questions": func(w *walker) *walker { return w.begin("CUSTOM_AUTH", nil) },
	}
	for name, begin := range begins {
		t.Run(name, func(t *testing.T) {
			x := testerWith(t, c)
			begin(x.walk("demo-app", user)).no("NotAuthorized", "Incorrect username or password.")
			if sent := x.s.Messages(""); len(sent) != 0 {
				t.Errorf("sent %v", sent)
			}
		})
	}
	x := testerWith(t, c)
	x.refused("ForgotPassword", x.as("demo-app", user, nil), "NotAuthorized", "User password cannot be reset in the current state.")
	x.refused("AdminConfirmSignUp", of(localPool, user, nil), "NotAuthorized",
		"User cannot be confirmed. Current status is EXTERNAL_PROVIDER")
	x.refused("AdminCreateUser", of(localPool, user, object{"MessageAction": "RESEND"}), "UnsupportedUserState", "Resend not possible.")
	x.refused("ResendConfirmationCode", x.as("demo-app", user, nil), "InvalidParameter", "User is already confirmed.")
}

// TestExternalUserGetsAPassword: a password confirms such a user, a temporary one
// too.
func TestExternalUserGetsAPassword(t *testing.T) {
	c := Demo()
	stranger(&c)
	c.Pools[0].Policy.History = 3 // there is no earlier password, not even the others' one
	for _, permanent := range []bool{true, false} {
		x := testerWith(t, c)
		x.ok("AdminSetUserPassword", of(localPool, "Google_1", object{"Password": DemoPassword, "Permanent": permanent}))
		if status, _ := x.statusOf("Google_1"); status != "CONFIRMED" {
			t.Errorf("permanent %v: %s", permanent, status)
		}
		x.walk("demo-app", "Google_1").password(DemoPassword).done()
	}
}
