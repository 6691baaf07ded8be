package localpool

import "testing"

// TestNoFactorLeft: what a user turned on has become useless. InitiateAuth says
// it by the exception that is modelled for it, the other calls by theirs.
func TestNoFactorLeft(t *testing.T) {
	x := poolWith(t, localPool, func(p *PoolConfig) { p.SMSMFA = false })
	const text = "No MFA method is available for the user."
	x.walk("demo-app", "sam@example.com").password(DemoPassword).no("InvalidUserPoolConfiguration", text)
	x.walk("demo-app", "sam@example.com").begin("USER_AUTH",
		map[string]string{"PREFERRED_CHALLENGE": "PASSWORD", "PASSWORD": DemoPassword}).
		no("InvalidUserPoolConfiguration", text)
	x.walk("demo-app", "sam@example.com").srp(DemoPassword).no("MFAMethodNotFound", text)
	w := x.walk("demo-app", "sam@example.com")
	w.admin = true
	w.begin("ADMIN_USER_PASSWORD_AUTH", map[string]string{"PASSWORD": DemoPassword}).no("MFAMethodNotFound", text)
}

// TestAskedAfterAPassword is the table of the pool's settings, the factors it
// enables and what the user has: which challenge follows the password.
func TestAskedAfterAPassword(t *testing.T) {
	const all = smsMFA | totpMFA | emailMFA
	tests := []struct {
		setting   string
		enabled   mfa
		user      string
		challenge string // "" for tokens
		list      string // MFAS_CAN_SETUP or MFAS_CAN_CHOOSE
	}{
		{"OFF", all, "tom@example.com", "", ""},
		{"", all, "max@example.com", "", ""},
		{"OPTIONAL", all, "ann@example.com", "", ""},
		{"OPTIONAL", all, "max@example.com", "SELECT_MFA_TYPE", `["SMS_MFA","SOFTWARE_TOKEN_MFA"]`},
		{"OPTIONAL", totpMFA, "max@example.com", "SOFTWARE_TOKEN_MFA", ""},
		{"OPTIONAL", 0, "max@example.com", "SOFTWARE_TOKEN_MFA", ""}, // registered: works on
		{"ON", all, "ann@example.com", "MFA_SETUP", `["SOFTWARE_TOKEN_MFA","EMAIL_OTP"]`},
		{"ON", all, "gus@example.com", "SMS_MFA", ""}, // has a number
		{"ON", totpMFA | emailMFA, "gus@example.com", "MFA_SETUP", `["SOFTWARE_TOKEN_MFA","EMAIL_OTP"]`},
		{"ON", emailMFA, "ann@example.com", "MFA_SETUP", `["EMAIL_OTP"]`},
		{"ON", smsMFA, "ann@example.com", "MFA_SETUP", `["SMS_MFA"]`}, // can't be set up here
		{"ON", smsMFA | totpMFA, "ann@example.com", "MFA_SETUP", `["SOFTWARE_TOKEN_MFA"]`},
		{"ON", totpMFA | emailMFA, "sam@example.com", "MFA_SETUP", `["SOFTWARE_TOKEN_MFA","EMAIL_OTP"]`},
		{"ON", all, "max@example.com", "SELECT_MFA_TYPE", `["SMS_MFA","SOFTWARE_TOKEN_MFA"]`},
	}
	for _, tt := range tests {
		x := poolWith(t, localPool, func(p *PoolConfig) {
			p.MFA, p.SMSMFA, p.TOTPMFA, p.EmailMFA = tt.setting, tt.enabled&smsMFA != 0, tt.enabled&totpMFA != 0, tt.enabled&emailMFA != 0
		})
		w := x.walk("demo-app", tt.user).password(DemoPassword)
		if tt.challenge == "" {
			w.done()
			continue
		}
		if got := w.at(tt.challenge).parameter("MFAS_CAN_SETUP") + w.parameter("MFAS_CAN_CHOOSE"); got != tt.list {
			t.Errorf("%s %v %s: list %s, want %s", tt.setting, tt.enabled.names(), tt.user, got, tt.list)
		}
	}
	x := poolWith(t, localPool, func(p *PoolConfig) { p.MFA, p.SMSMFA, p.TOTPMFA, p.EmailMFA = "ON", false, false, false })
	x.walk("demo-app", "ann@example.com").password(DemoPassword).
		no("InvalidUserPoolConfiguration", "MFA is required and the user pool has no MFA method enabled.")
}

// TestChosenFactor answers SELECT_MFA_TYPE by every name, and by what isn't on
// offer.
func TestChosenFactor(t *testing.T) {
	x := newTester(t)
	x.mfa("max@example.com", object{"EmailMfaSettings": on()})
	begin := func(answer string) *walker {
		return x.walk("demo-app", "max@example.com").password(DemoPassword).at("SELECT_MFA_TYPE").
			choices("MFAS_CAN_CHOOSE", "SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP").
			respond("SELECT_MFA_TYPE", map[string]string{"ANSWER": answer})
	}
	begin("SMS_MFA").at("SMS_MFA")
	begin("SOFTWARE_TOKEN_MFA").at("SOFTWARE_TOKEN_MFA")
	begin("EMAIL_OTP").at("EMAIL_OTP")
	begin("EMAIL_MFA").at("EMAIL_OTP")
	w := begin("WEB_AUTHN").no("InvalidParameter", "Selected MFA type is not available for the user.")
	w.respond("SELECT_MFA_TYPE", nil).no("InvalidParameter", "Missing required parameter ANSWER")
	w.respond("SELECT_MFA_TYPE", map[string]string{"ANSWER": "SMS_MFA"}).at("SMS_MFA")
	x.mfa("max@example.com", object{"EmailMfaSettings": off()})
	x.walk("demo-app", "max@example.com").password(DemoPassword).
		respond("SELECT_MFA_TYPE", map[string]string{"ANSWER": "EMAIL_MFA"}).no("InvalidParameter", "Selected MFA type")
}
