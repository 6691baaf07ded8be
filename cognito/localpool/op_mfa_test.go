package localpool

import "testing"

func on() object        { return object{"Enabled": true} }
func off() object       { return object{"Enabled": false} }
func preferred() object { return object{"Enabled": true, "PreferredMfa": true} }

// TestMFAPreference is the table of preferences, each set by the user and by an
// administrator: settings in, factors and the preferred one out.
func TestMFAPreference(t *testing.T) {
	const sms, totp, email = "SMSMfaSettings", "SoftwareTokenMfaSettings", "EmailMfaSettings"
	undeliverable := func(name string) string {
		return "User does not have delivery config set to turn on " + name
	}
	tests := []struct {
		rule, user  string
		settings    []object // one call after the other
		text        string   // of the last call's InvalidParameter; empty for success
		list, first string
	}{
		{"email on", "ann@example.com", []object{{email: on()}}, "", `["EMAIL_OTP"]`, ""},
		{"email preferred", "ann@example.com", []object{{email: preferred()}}, "", `["EMAIL_OTP"]`, "EMAIL_OTP"},
		{"absent flags are false", "ann@example.com", []object{{email: preferred()}, {email: object{}}}, "", "null", ""},
		{"a preference taken back", "ann@example.com", []object{{email: preferred()}, {email: on()}}, "", `["EMAIL_OTP"]`, ""},
		{"nothing said", "tom@example.com", []object{{}}, "", `["SOFTWARE_TOKEN_MFA"]`, "SOFTWARE_TOKEN_MFA"},
		{"the preferred one off", "tom@example.com", []object{{totp: off()}}, "", "null", ""},
		{"off and on again", "tom@example.com", []object{{totp: off()}, {totp: on()}}, "", `["SOFTWARE_TOKEN_MFA"]`, ""},
		{"another preferred", "max@example.com", []object{{sms: preferred()}, {totp: preferred()}}, "", `["SMS_MFA","SOFTWARE_TOKEN_MFA"]`,
			"SOFTWARE_TOKEN_MFA"},
		{"one of two off", "max@example.com", []object{{sms: off()}}, "", `["SOFTWARE_TOKEN_MFA"]`, ""},
		{"a third", "max@example.com", []object{{email: on()}}, "", `["SMS_MFA","SOFTWARE_TOKEN_MFA","EMAIL_OTP"]`, ""},
		{"passkeys off", "tom@example.com", []object{{"WebAuthnMfaSettings": off()}}, "", `["SOFTWARE_TOKEN_MFA"]`, "SOFTWARE_TOKEN_MFA"},
		{"no authenticator", "ann@example.com", []object{{totp: on()}}, undeliverable("SOFTWARE_TOKEN_MFA"), "null", ""},
		{"no phone", "ann@example.com", []object{{sms: on()}}, undeliverable("SMS_MFA"), "null", ""},
		{"no passkey", "ann@example.com", []object{{"WebAuthnMfaSettings": on()}}, undeliverable("WEB_AUTHN"), "null", ""},
		{"all or none", "ann@example.com", []object{{email: preferred(), totp: on()}}, undeliverable("SOFTWARE_TOKEN_MFA"), "null", ""},
		{"two preferred", "max@example.com", []object{{sms: preferred(), totp: preferred()}}, "Only one MFA can be set as preferred.",
			`["SMS_MFA","SOFTWARE_TOKEN_MFA"]`, ""},
		{"preferred and off", "max@example.com", []object{{sms: object{"PreferredMfa": true}}}, "SMS_MFA must be enabled",
			`["SMS_MFA","SOFTWARE_TOKEN_MFA"]`, ""},
	}
	for _, tt := range tests {
		t.Run(tt.rule, func(t *testing.T) {
			for _, op := range []string{"SetUserMFAPreference", "AdminSetUserMFAPreference"} {
				x := newTester(t)
				access := x.accessOf(tt.user)
				for i, settings := range tt.settings {
					body := object{"AccessToken": access, "UserPoolId": "us-east-1_LocalPool", "Username": tt.user}
					for k, v := range settings {
						body[k] = v
					}
					if i == len(tt.settings)-1 && tt.text != "" {
						x.refused(op, body, "InvalidParameter", tt.text)
					} else {
						x.ok(op, body)
					}
				}
				for shower, body := range map[string]object{
					"GetUser": {"AccessToken": access}, "GetUserAuthFactors": {"AccessToken": access},
					"AdminGetUser": {"UserPoolId": "us-east-1_LocalPool", "Username": tt.user},
				} {
					a := x.ok(shower, body)
					if got := toJSON(a.in("UserMFASettingList")); got != tt.list || a.str("PreferredMfaSetting") != tt.first {
						t.Errorf("%s after %s: %s, preferred %q", shower, op, got, a.str("PreferredMfaSetting"))
					}
				}
			}
		})
	}
}

// accessOf signs a user of the first pool in by whatever is asked.
func (x tester) accessOf(user string) string {
	x.Helper()
	w := x.walk("demo-app", user).password(DemoPassword)
	if w.last.str("ChallengeName") == "SELECT_MFA_TYPE" {
		w.respond("SELECT_MFA_TYPE", map[string]string{"ANSWER": "SOFTWARE_TOKEN_MFA"})
	}
	if w.last.str("ChallengeName") == "SOFTWARE_TOKEN_MFA" {
		w.respond("SOFTWARE_TOKEN_MFA", map[string]string{"SOFTWARE_TOKEN_MFA_CODE": w.totp()})
	}
	return w.access()
}

// TestMFAPreferenceChangesTheSignIn: what is set is what the next sign-in asks.
func TestMFAPreferenceChangesTheSignIn(t *testing.T) {
	x := newTester(t)
	access := x.accessOf("max@example.com")
	for _, tt := range []struct {
		settings  object
		challenge string
	}{
		{object{"SMSMfaSettings": preferred()}, "SMS_MFA"},
		{object{"SoftwareTokenMfaSettings": preferred()}, "SOFTWARE_TOKEN_MFA"},
		{object{"SoftwareTokenMfaSettings": on()}, "SELECT_MFA_TYPE"},
		{object{"SoftwareTokenMfaSettings": off()}, "SMS_MFA"},
		{object{"SMSMfaSettings": off(), "EmailMfaSettings": on()}, "EMAIL_OTP"},
		{object{"EmailMfaSettings": off()}, ""},
	} {
		tt.settings["AccessToken"] = access
		x.ok("SetUserMFAPreference", tt.settings)
		if got := x.walk("demo-app", "max@example.com").password(DemoPassword).last.str("ChallengeName"); got != tt.challenge {
			t.Errorf("%v: %q, want %q", tt.settings, got, tt.challenge)
		}
	}
}

// TestMFAPreferenceWhereRequired: factors can be added and preferred, not turned off.
func TestMFAPreferenceWhereRequired(t *testing.T) {
	x := newTester(t)
	access := x.signedIn("mfa-app", "tara@example.com").access()
	set := func(settings object) object {
		settings["AccessToken"] = access
		return settings
	}
	x.refused("SetUserMFAPreference", set(object{"SoftwareTokenMfaSettings": off()}), "InvalidParameter",
		"SOFTWARE_TOKEN_MFA can't be disabled where MFA is required.")
	x.ok("SetUserMFAPreference", set(object{"SMSMfaSettings": off(), "EmailMfaSettings": preferred()}))
	a := x.ok("GetUser", object{"AccessToken": access})
	if toJSON(a.in("UserMFASettingList")) != `["SOFTWARE_TOKEN_MFA","EMAIL_OTP"]` || a.str("PreferredMfaSetting") != "EMAIL_OTP" {
		t.Errorf("factors %v", a.body)
	}
}

// TestMFAPreferenceByThePool: a factor that the pool doesn't enable can't be
// turned on, but for an authenticator that is registered.
func TestMFAPreferenceByThePool(t *testing.T) {
	for _, change := range []func(*PoolConfig){
		func(p *PoolConfig) { p.SMSMFA, p.EmailMFA, p.TOTPMFA = false, false, false },
		func(p *PoolConfig) { p.MFA = "OFF" },
	} {
		x := poolWith(t, "us-east-1_LocalPool", change)
		set := func(user, setting, code, text string) {
			t.Helper()
			x.refused("AdminSetUserMFAPreference", object{"UserPoolId": "us-east-1_LocalPool", "Username": user, setting: on()}, code, text)
		}
		set("max@example.com", "SMSMfaSettings", "InvalidParameter", "User does not have delivery config set to turn on SMS_MFA")
		set("max@example.com", "EmailMfaSettings", "InvalidParameter", "User does not have delivery config set to turn on EMAIL_OTP")
		set("max@example.com", "SoftwareTokenMfaSettings", "", "")
	}
}

func TestMFAPreferenceRefusals(t *testing.T) {
	x := newTester(t)
	x.refused("SetUserMFAPreference", object{}, "InvalidParameter", "1 validation error detected: Value at 'accessToken'")
	x.refused("SetUserMFAPreference", object{"AccessToken": "nope"}, "NotAuthorized", "Invalid Access Token")
	x.refused("GetUserAuthFactors", object{"AccessToken": "nope"}, "NotAuthorized", "Invalid Access Token")
	x.refused("AdminSetUserMFAPreference", object{"UserPoolId": "us-east-1_LocalPool", "Username": "nobody"}, "UserNotFound",
		"User does not exist.")
	x.refused("AdminSetUserMFAPreference", object{"UserPoolId": "us-east-1_LocalPool", "Username": "ann@example.com",
		"SMSMfaSettings": "on"}, "Serialization", "")
}

// TestUserAuthFactors is the table of the first factors that users have.
func TestUserAuthFactors(t *testing.T) {
	tests := []struct{ user, want string }{
		{"ann@example.com", `["PASSWORD","EMAIL_OTP"]`},
		{"cal@example.com", `["PASSWORD","EMAIL_OTP","SMS_OTP"]`},
		{"pia@example.com", `["PASSWORD","EMAIL_OTP","WEB_AUTHN"]`},
		{"tom@example.com", `["PASSWORD","EMAIL_OTP"]`}, // configured, though MFA leaves passwords only
	}
	x := newTester(t)
	for _, tt := range tests {
		a := x.ok("GetUserAuthFactors", object{"AccessToken": x.accessOf(tt.user)})
		if got := toJSON(a.in("ConfiguredUserAuthFactors")); got != tt.want || a.str("Username") != tt.user {
			t.Errorf("%s: %v", tt.user, a.body)
		}
	}
	w := x.walk("demo-app", "pat@example.com").begin("USER_AUTH", map[string]string{"PREFERRED_CHALLENGE": "EMAIL_OTP"}).at("EMAIL_OTP")
	w.respond("EMAIL_OTP", map[string]string{"EMAIL_OTP_CODE": x.code("pat@example.com")})
	if a := x.ok("GetUserAuthFactors", object{"AccessToken": w.access()}); toJSON(a.in("ConfiguredUserAuthFactors")) != `["EMAIL_OTP"]` {
		t.Errorf("without a password: %v", a.body)
	}
}
