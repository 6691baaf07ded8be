package localpool

import (
	"strings"
	"testing"
)

// TestInvitationsGoOut: which messages AdminCreateUser sends, by its action, the
// media wished and the addresses there are.
func TestInvitationsGoOut(t *testing.T) {
	email := attributes("email", "new@example.com")
	phone := attributes("phone_number", "+15550100000")
	both := append(attributes("email", "new@example.com"), phone...)
	for _, tt := range []struct {
		name       string
		attributes []object
		more       object
		code, text string
		sent       string // what went where
	}{
		{"SMS where none is wished", both, nil, "", "", "SMS +15550100000"},
		{"nothing without a number", email, nil, "", "", ""},
		{"by email", both, object{"DesiredDeliveryMediums": []string{"EMAIL"}}, "", "", "EMAIL new@example.com"},
		{"by both", both, object{"DesiredDeliveryMediums": []string{"EMAIL", "SMS"}}, "", "", "EMAIL new@example.com SMS +15550100000"},
		{"suppressed", both, object{"DesiredDeliveryMediums": []string{"EMAIL"}, "MessageAction": "SUPPRESS"}, "", "", ""},
		{"suppressed without an address", nil, object{"MessageAction": "SUPPRESS"}, "", "", ""},
		{"by email without one", phone, object{"DesiredDeliveryMediums": []string{"SMS", "EMAIL"}}, "InvalidParameter",
			"No email provided but desired delivery medium was Email", ""},
		{"by SMS without a number", email, object{"DesiredDeliveryMediums": []string{"SMS"}}, "InvalidParameter",
			"No phone number provided", ""},
		{"by letter", both, object{"DesiredDeliveryMediums": []string{"LETTER"}}, "InvalidParameter", "1 validation error detected", ""},
		{"a flag without its email", append(attributes("email_verified", "true"), phone...), nil, "InvalidParameter",
			"Email is required to verify", ""},
		{"a flag without its number", append(attributes("phone_number_verified", "true"), email...), nil, "InvalidParameter",
			"Phone Number is required to verify", ""},
		{"a weak password", both, object{"TemporaryPassword": "weak"}, "InvalidPassword", "Password does not conform to policy: ", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := Demo()
			c.Pools[0].FirstFactors = nil
			x := testerWith(t, c)
			body := of(localPool, "new", tt.more)
			if tt.attributes != nil {
				body["UserAttributes"] = tt.attributes
			}
			a := x.refused("AdminCreateUser", body, tt.code, tt.text)
			var sent []string
			for _, m := range x.s.Messages("") {
				if sent = append(sent, m.Medium, m.To); !m.Valid || m.Kind != "invitation" {
					t.Errorf("message %+v", m)
				}
			}
			if got := strings.Join(sent, " "); got != tt.sent {
				t.Errorf("sent %q", got)
			}
			if tt.code != "" {
				x.refused("AdminGetUser", of(localPool, "new", nil), "UserNotFound", "")
			} else if a.str("User", "UserStatus") != "FORCE_CHANGE_PASSWORD" || a.in("User", "Enabled") != true {
				t.Errorf("answer %v", a.body)
			}
		})
	}
}

// TestInvitingAgain: only a user who was invited and hasn't signed in yet is
// invited again; the new temporary password ends the old one.
func TestInvitingAgain(t *testing.T) {
	for _, tt := range []struct{ user, code, text string }{
		{"fay@example.com", "", ""},
		{"ted@example.com", "", ""}, // expired
		{"ann@example.com", "UnsupportedUserState", "Resend not possible. ann@example.com status is not FORCE_CHANGE_PASSWORD"},
		{"una@example.com", "UnsupportedUserState", "Resend not possible."},
		{"rita@example.com", "UnsupportedUserState", "Resend not possible."},
		{"who@example.com", "UserNotFound", "User does not exist."},
	} {
		x := newTester(t)
		again := of(localPool, tt.user, object{"MessageAction": "RESEND", "DesiredDeliveryMediums": []string{"EMAIL"}})
		x.refused("AdminCreateUser", again, tt.code, tt.text)
		if tt.code != "" {
			if sent := x.s.Messages(""); len(sent) != 0 {
				t.Errorf("%s: sent %v", tt.user, sent)
			}
			continue
		}
		first := x.code(tt.user)
		x.refused("InitiateAuth", x.login("demo-app", tt.user, DemoPassword), "NotAuthorized", "Incorrect")
		x.walk("demo-app", tt.user).password(first).at("NEW_PASSWORD_REQUIRED")
		x.ok("AdminCreateUser", again)
		x.refused("InitiateAuth", x.login("demo-app", tt.user, first), "NotAuthorized", "Incorrect")
		if sent := x.s.Messages(tt.user); len(sent) != 2 || sent[0].Valid || !sent[1].Valid {
			t.Errorf("%s: sent %v", tt.user, sent)
		}
		by := of(localPool, tt.user, object{"MessageAction": "RESEND", "DesiredDeliveryMediums": []string{"SMS"}})
		x.refused("AdminCreateUser", by, "InvalidParameter", "No phone number provided")
		x.walk("demo-app", tt.user).password(x.code(tt.user)).at("NEW_PASSWORD_REQUIRED") // nothing happened
	}
}

// TestSuppressedInvitationCanBeSentLater: SUPPRESS leaves a user to invite.
func TestSuppressedInvitationCanBeSentLater(t *testing.T) {
	x := newTester(t)
	x.ok("AdminCreateUser",
		of(localPool, "new", object{"MessageAction": "SUPPRESS", "TemporaryPassword": "Tempor4ry!",
			"UserAttributes": attributes("email", "new@example.com")}))
	x.walk("demo-app", "new").password("Tempor4ry!").at("NEW_PASSWORD_REQUIRED")
	x.ok("AdminCreateUser", of(localPool, "new", object{"MessageAction": "RESEND", "DesiredDeliveryMediums": []string{"EMAIL"}}))
	x.walk("demo-app", "new").password(x.code("new@example.com")).at("NEW_PASSWORD_REQUIRED")
}

// TestAdminSetUserPasswordStates: every status is left for CONFIRMED by a lasting
// password and for FORCE_CHANGE_PASSWORD by another; being disabled stays.
func TestAdminSetUserPasswordStates(t *testing.T) {
	for _, user := range []string{"ann@example.com", "una@example.com", "rita@example.com", "fay@example.com", "ted@example.com",
		"dan@example.com"} {
		x := newTester(t)
		_, before := x.statusOf(user)
		for _, permanent := range []bool{true, false} {
			x.ok("AdminSetUserPassword", of(localPool, user, object{"Password": "Another1!", "Permanent": permanent}))
			want := "FORCE_CHANGE_PASSWORD"
			if permanent {
				want = "CONFIRMED"
			}
			if status, enabled := x.statusOf(user); status != want || enabled != before {
				t.Errorf("%s, permanent %v: %s, enabled %v", user, permanent, status, enabled)
			}
		}
	}
}

// TestAdminSetUserPasswordKeepsTheHistory where the pool has one.
func TestAdminSetUserPasswordKeepsTheHistory(t *testing.T) {
	x := newTester(t)
	set := func(password string, permanent bool) object {
		return of(accountPool, "ray", object{"Password": password, "Permanent": permanent})
	}
	x.refused("AdminSetUserPassword", set(DemoPassword, true), "PasswordHistoryPolicyViolation", "")
	x.refused("AdminSetUserPassword", set(DemoPassword, false), "PasswordHistoryPolicyViolation", "")
	x.ok("AdminSetUserPassword", set("Another1!", true))
	x.refused("AdminSetUserPassword", set(DemoPassword, true), "PasswordHistoryPolicyViolation", "")
}

// TestAdminSetUserPasswordLeavesSessions, as AWS says nothing of ending them.
func TestAdminSetUserPasswordLeavesSessions(t *testing.T) {
	x := newTester(t)
	access := x.signIn("demo-app", "ann@example.com").str("AuthenticationResult", "AccessToken")
	x.ok("AdminSetUserPassword", of(localPool, "ann@example.com", object{"Password": "Another1!", "Permanent": true}))
	x.ok("GetUser", object{"AccessToken": access})
}

// TestAdminConfirmSignUpStates: only who is unconfirmed is confirmed.
func TestAdminConfirmSignUpStates(t *testing.T) {
	for user, status := range map[string]string{"una@example.com": "", "ann@example.com": "CONFIRMED",
		"rita@example.com": "RESET_REQUIRED", "fay@example.com": "FORCE_CHANGE_PASSWORD"} {
		x := newTester(t)
		if status == "" {
			x.ok("AdminConfirmSignUp", of(localPool, user, nil))
			continue
		}
		x.refused("AdminConfirmSignUp", of(localPool, user, nil), "NotAuthorized", "User cannot be confirmed. Current status is "+status)
	}
}

// TestAdminSetUserMFAPreferenceStates: who isn't confirmed or must reset the
// password is refused.
func TestAdminSetUserMFAPreferenceStates(t *testing.T) {
	c := Demo()
	c.Pools[0].Users = append(c.Pools[0].Users,
		UserConfig{Username: "reset", Status: "RESET_REQUIRED", Attributes: verified("R", "r@example.com"), MFA: []string{"EMAIL_OTP"}},
		UserConfig{Username: "early", Status: "UNCONFIRMED", Attributes: verified("E", "e@example.com"), MFA: []string{"EMAIL_OTP"}},
		UserConfig{
			Username:   "invited",
			Status:     "FORCE_CHANGE_PASSWORD",
			Attributes: verified("I", "i@example.com"),
			MFA:        []string{"EMAIL_OTP"},
		})
	x := testerWith(t, c)
	for user, code := range map[string]string{"mia@example.com": "", "invited": "", "reset": "PasswordResetRequired",
		"early": "UserNotConfirmed"} {
		x.refused("AdminSetUserMFAPreference", of(localPool, user, object{"EmailMfaSettings": object{"Enabled": false}}), code, "")
		if left := x.ok("AdminGetUser", of(localPool, user, nil)).in("UserMFASettingList"); (left == nil) != (code == "") {
			t.Errorf("%s: %v", user, left)
		}
	}
}
