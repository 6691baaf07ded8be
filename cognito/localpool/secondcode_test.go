package localpool

import (
	"testing"
	"time"
)

// TestCodesAsSecondFactor: six digits to the user's address, verified or not; a
// wrong code keeps the Session, the right one works once and verifies.
func TestCodesAsSecondFactor(t *testing.T) {
	for _, tt := range []struct{ user, challenge, attribute, to, masked, medium string }{
		{"sam@example.com", "SMS_MFA", "phone_number", "+15550102345", "+*******2345", "SMS"},
		{"mia@example.com", "EMAIL_OTP", "email", "mia@example.com", "m***@e***", "EMAIL"},
	} {
		x := newTester(t)
		flag := tt.attribute + "_verified"
		x.change(tt.user, func(u *user) { u.set(flag, "false") })
		w := x.walk("demo-app", tt.user).password(DemoPassword).at(tt.challenge)
		if w.parameter("CODE_DELIVERY_DESTINATION") != tt.masked || w.parameter("CODE_DELIVERY_DELIVERY_MEDIUM") != tt.medium ||
			w.parameter("USER_ID_FOR_SRP") != tt.user {
			t.Errorf("parameters %v", w.last.in("ChallengeParameters"))
		}
		sent := x.s.Messages(tt.to)
		if m := sent[0]; len(sent) != 1 || m.Kind != "sign-in code" || len(m.Code) != 6 || m.Medium != tt.medium || !m.Valid {
			t.Errorf("messages %+v", sent)
		}
		answer := func(code string) *walker {
			return w.respond(tt.challenge, map[string]string{codeKey(tt.challenge): code})
		}
		w.respond(tt.challenge, nil).no("InvalidParameter", "Missing required parameter "+codeKey(tt.challenge))
		answer(wrongCode(sent[0].Code)).no("CodeMismatch", "Invalid code or auth state for the user.")
		if _, values := x.show(localPool, tt.user); values[flag] != "false" {
			t.Error("a wrong code verified the address")
		}
		answer(sent[0].Code).done()
		if _, values := x.show(localPool, tt.user); values[flag] != "true" {
			t.Error("the right code didn't verify the address")
		}
		answer(sent[0].Code).no("NotAuthorized", "Invalid session for the user")
		// A newer sign-in's code replaces the older.
		old := x.walk("demo-app", tt.user).password(DemoPassword)
		code := x.code(tt.to)
		x.walk("demo-app", tt.user).password(DemoPassword).at(tt.challenge)
		old.respond(tt.challenge, map[string]string{codeKey(tt.challenge): code}).no("CodeMismatch", "")
	}
}

// TestCodeLivesAsLongAsItsSession, which the client sets: on both sides of the
// edge, for a first factor and for a second.
func TestCodeLivesAsLongAsItsSession(t *testing.T) {
	const life = 7 * time.Minute
	c := Demo()
	c.Pools[0].Clients[0].AuthSession = life
	for _, begin := range []func(tester) *walker{
		func(x tester) *walker { return x.walk("demo-app", "mia@example.com").password(DemoPassword) },
		func(x tester) *walker {
			return x.walk("demo-app", "pat@example.com").begin("USER_AUTH", map[string]string{"PREFERRED_CHALLENGE": "EMAIL_OTP"})
		},
	} {
		for _, tt := range []struct {
			after time.Duration
			ok    bool
		}{{life - 1, true}, {life, false}} {
			x := testerWith(t, c)
			w := begin(x).at("EMAIL_OTP")
			x.s.Advance(tt.after)
			if m := x.s.Messages(w.name); m[len(m)-1].Valid != tt.ok {
				t.Errorf("after %v: shown as valid %t", tt.after, !tt.ok)
			}
			w.respond("EMAIL_OTP", map[string]string{"EMAIL_OTP_CODE": x.code(w.name)})
			if tt.ok {
				w.done()
			} else {
				w.no("NotAuthorized", "Invalid session for the user, session is expired.")
			}
		}
	}
}

// TestSetUpByEmail walks MFA_SETUP by an address, with what is refused on the way.
func TestSetUpByEmail(t *testing.T) {
	x := newTester(t)
	w := x.walk("mfa-app", "ida@example.com").password(DemoPassword).at("MFA_SETUP")
	give := func(address string) *walker { return w.respond("MFA_SETUP", map[string]string{"EMAIL": address}) }
	give("no address").no("InvalidParameter", "Invalid email address format.")
	give("other@example.com").no("NotAuthorized", "Cannot modify an already provided email")
	give("").no("InvalidParameter", "User has not verified software token mfa")
	give("ida@example.com").at("EMAIL_OTP")
	sent := x.s.Messages("ida@example.com")
	if len(sent) != 1 || len(sent[0].Code) != 6 || w.parameter("CODE_DELIVERY_DESTINATION") != "i***@e***" {
		t.Errorf("sent %v, told %v", sent, w.last.body)
	}
	w.respond("EMAIL_OTP", map[string]string{"EMAIL_OTP_CODE": wrongCode(sent[0].Code)}).no("CodeMismatch",
		"Invalid code or auth state for the user.")
	if a, _ := x.show(w.app.PoolID, "ida@example.com"); a.in("UserMFASettingList") != nil {
		t.Error("a wrong code turned the factor on")
	}
	w.respond("EMAIL_OTP", map[string]string{"EMAIL_OTP_CODE": sent[0].Code}).done()
	if a, _ := x.show(w.app.PoolID, "ida@example.com"); toJSON(a.in("UserMFASettingList")) != `["EMAIL_OTP"]` {
		t.Errorf("user %v", a.body)
	}
	x.walk("mfa-app", "ida@example.com").password(DemoPassword).at("EMAIL_OTP")

	x = poolWith(t, "us-east-1_MfaPool", func(p *PoolConfig) { p.EmailMFA = false })
	w = x.walk("mfa-app", "ida@example.com").password(DemoPassword).at("MFA_SETUP")
	give("ida@example.com").no("InvalidParameter", "EMAIL_OTP is not available for the user.")
}

// TestSetUpGivesAnAddress to a user who had none: it is verified, and their own.
func TestSetUpGivesAnAddress(t *testing.T) {
	x := poolWith(t, "us-east-1_MfaPool", func(p *PoolConfig) { p.Users = append(p.Users, UserConfig{Username: "nomail"}) })
	w := x.walk("mfa-app", "nomail").password(DemoPassword).at("MFA_SETUP")
	w.respond("MFA_SETUP", map[string]string{"EMAIL": "new@example.com"}).at("EMAIL_OTP")
	w.respond("EMAIL_OTP", map[string]string{"EMAIL_OTP_CODE": x.code("new@example.com")}).done()
	if _, values := x.show(w.app.PoolID, "nomail"); values["email"] != "new@example.com" || values["email_verified"] != "true" {
		t.Errorf("attributes %v", values)
	}
}

// TestResetNeverGoesWhereMFACodesGo. Source: AWS developer guide, MFA.
func TestResetNeverGoesWhereMFACodesGo(t *testing.T) {
	tests := []struct {
		rule, user, attribute string // "" is refused
		settings              object
	}{
		{"codes by SMS, reset by email", "sam@example.com", "email", nil},
		{"codes by email, no phone", "mia@example.com", "", nil},
		{"an authenticator", "tom@example.com", "email", nil},
		{"codes by email, reset by SMS", "gus@example.com", "phone_number", object{"EmailMfaSettings": on()}},
		{"codes by both", "gus@example.com", "", object{"EmailMfaSettings": on(), "SMSMfaSettings": on()}},
		{"none on", "gus@example.com", "email", nil},
	}
	for _, tt := range tests {
		t.Run(tt.rule, func(t *testing.T) {
			x := newTester(t)
			if tt.settings != nil {
				x.mfa(tt.user, tt.settings)
			}
			body := x.as("demo-public", tt.user, nil)
			if tt.attribute == "" {
				x.refused("ForgotPassword", body, "InvalidParameter",
					"Cannot reset password for the user as there is no registered/verified email or phone_number")
			} else if got := x.ok("ForgotPassword", body).str("CodeDeliveryDetails", "AttributeName"); got != tt.attribute {
				t.Errorf("the code goes to %s", got)
			}
		})
	}
}
