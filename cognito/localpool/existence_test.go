package localpool

import "testing"

// TestMissingUsers is the table of PreventUserExistenceErrors: what each call
// says about a user who isn't there, who is disabled, or who has no verified
// address, to a client that tells (demo-public) and one that hides (demo-app).
func TestMissingUsers(t *testing.T) {
	code := object{"ConfirmationCode": "123456"}
	reset := object{"ConfirmationCode": "123456", "Password": "Another1!"}
	tests := []struct {
		rule, op, user string
		more           object
		legacy, text   string
		hiding, text2  string
	}{
		{"sign-in", "InitiateAuth", "who@example.com", nil,
			"UserNotFound", "User does not exist.", "NotAuthorized", "Incorrect username or password."},
		{"sign-up with a taken name is never hidden", "SignUp", "ann@example.com", object{"Password": DemoPassword},
			"UsernameExists", "User already exists", "UsernameExists", "User already exists"},
		{"reset", "ForgotPassword", "who@example.com", nil,
			"UserNotFound", "Username/client id combination not found.", "", ""},
		{"reset of a disabled user", "ForgotPassword", "dan@example.com", nil,
			"NotAuthorized", "User is disabled.", "", ""},
		{"reset without a verified address", "ForgotPassword", "nora@example.com", nil,
			"InvalidParameter", "Cannot reset password for the user as there is no registered/verified", "", ""},
		{"reset of an unconfirmed user", "ForgotPassword", "una@example.com", nil,
			"InvalidParameter", "Cannot reset password for the user as there is no registered/verified", "", ""},
		{"reset of an invited user is never hidden", "ForgotPassword", "fay@example.com", nil,
			"NotAuthorized", "User password cannot be reset in the current state.", "NotAuthorized",
			"User password cannot be reset in the current state."},
		{"a reset code never asked for", "ConfirmForgotPassword", "who@example.com", reset,
			"UserNotFound", "Username/client id combination not found.", "ExpiredCode", ""},
		{"resend", "ResendConfirmationCode", "who@example.com", nil,
			"UserNotFound", "Username/client id combination not found.", "", ""},
		{"resend for a disabled user", "ResendConfirmationCode", "dan@example.com", nil,
			"NotAuthorized", "User is disabled.", "", ""},
		{"resend for a confirmed user is never hidden", "ResendConfirmationCode", "ann@example.com", nil,
			"InvalidParameter", "User is already confirmed.", "InvalidParameter", "User is already confirmed."},
		{"confirm", "ConfirmSignUp", "who@example.com", code,
			"UserNotFound", "Username/client id combination not found.", "CodeMismatch", ""},
		{"confirm a confirmed user is never hidden", "ConfirmSignUp", "ann@example.com", code,
			"NotAuthorized", "User cannot be confirmed. Current status is CONFIRMED", "NotAuthorized",
			"User cannot be confirmed. Current status is CONFIRMED"},
	}
	for _, tt := range tests {
		t.Run(tt.rule, func(t *testing.T) {
			x := newTester(t)
			body := func(client string) object {
				if tt.op == "InitiateAuth" {
					return x.login(client, tt.user, "wrong")
				}
				return x.as(client, tt.user, tt.more)
			}
			x.refused(tt.op, body("demo-public"), tt.legacy, tt.text)
			x.refused(tt.op, body("demo-app"), tt.hiding, tt.text2)
		})
	}
}

// TestPretendedResetLooksReal walks a reset of a user who isn't there: the
// delivery, the wrong code and the limit are those of a user who is.
func TestPretendedResetLooksReal(t *testing.T) {
	x := newTester(t)
	walk := func(name string) (seen []string) {
		a := x.call("ForgotPassword", x.as("demo-app", name, nil))
		seen = append(seen, a.str("CodeDeliveryDetails", "Destination"), a.str("CodeDeliveryDetails", "DeliveryMedium"))
		for range 6 {
			a = x.call("ConfirmForgotPassword", x.as("demo-app", name, object{"ConfirmationCode": "x", "Password": "Another1!"}))
			seen = append(seen, a.code)
		}
		return seen
	}
	real, missing := walk("ann@example.com"), walk("abe@example.com")
	for i := range real {
		if real[i] != missing[i] {
			t.Errorf("step %d: %q for a user, %q for none", i, real[i], missing[i])
		}
	}
	if len(x.s.Messages("abe@example.com")) != 0 {
		t.Error("a message went to a user who isn't there")
	}
}

func TestLockOutHidesMissingUsers(t *testing.T) {
	x := newTester(t)
	for range 5 {
		x.refused("InitiateAuth", x.login("demo-app", "who@example.com", "wrong"), "NotAuthorized", "Incorrect")
	}
	x.refused("InitiateAuth", x.login("demo-app", "who@example.com", "wrong"), "NotAuthorized", "Password attempts exceeded")
}

func TestImportedUserIsHiddenAtSignIn(t *testing.T) {
	c := Demo()
	for i := range c.Pools[0].Users {
		c.Pools[0].Users[i].Imported = true
	}
	x := testerWith(t, c)
	x.refused("InitiateAuth", x.login("demo-public", "rita@example.com", DemoPassword), "PasswordResetRequired", "")
	x.refused("InitiateAuth", x.login("demo-app", "rita@example.com", DemoPassword), "NotAuthorized", "Incorrect username or password.")
}

func TestDeliveriesAreMasked(t *testing.T) {
	for value, want := range map[string]string{
		"john@gmail.com": "j***@g***", "+15550101234": "+*******1234", "é@ü.example": "é***@ü***", "+12": "+*******+12",
	} {
		name := "email"
		if value[0] == '+' {
			name = "phone_number"
		}
		if got := deliveryTo(name, value).Destination; got != want {
			t.Errorf("%s: %s, want %s", value, got, want)
		}
	}
	p := newServer(Demo()).state.Load().order[0]
	if a, b := p.pretend("plain"), p.pretend("PLAIN"); *a != *b {
		t.Error("pretended deliveries differ")
	}
}
