package localpool

import "testing"

// TestForeignSessions is the table of whose Session isn't taken; none of them
// spends it.
func TestForeignSessions(t *testing.T) {
	const invalid = "Invalid session for the user."
	tests := []struct {
		rule, client, user string
		admin              bool
		session            func(own string) string
		challenge          string
		code, text         string
	}{
		{"another client's", "demo-public", "tom@example.com", false, nil, "", "NotAuthorized", invalid},
		{"another pool's", "mfa-app", "tom@example.com", false, nil, "", "NotAuthorized", invalid},
		{"another user's", "demo-app", "max@example.com", false, nil, "", "NotAuthorized", invalid},
		{"nobody's", "demo-app", "who@example.com", false, nil, "", "NotAuthorized", invalid},
		{"a public one, answered by an administrator", "demo-app", "tom@example.com", true, nil, "", "NotAuthorized", invalid},
		{"none", "demo-app", "tom@example.com", false, func(string) string { return "" }, "", "NotAuthorized", invalid},
		{"a changed one", "demo-app", "tom@example.com", false, func(own string) string { return own[1:] + own[:1] }, "", "NotAuthorized",
			invalid},
		{"a short one", "demo-app", "tom@example.com", false, func(string) string { return "short" }, "", "InvalidParameter",
			"1 validation error detected: Value at 'session'"},
		{"of another challenge", "demo-app", "tom@example.com", false, nil, "SMS_MFA", "NotAuthorized", invalid},
		{"ADMIN_NO_SRP_AUTH", "demo-app", "tom@example.com", false, nil, "ADMIN_NO_SRP_AUTH", "InvalidParameter",
			"ADMIN_NO_SRP_AUTH is not a valid challenge"},
		{"EMAIL_MFA", "demo-app", "tom@example.com", false, nil, "EMAIL_MFA", "InvalidParameter",
			"1 validation error detected: Value 'EMAIL_MFA' at 'challengeName' failed to satisfy constraint: Member must satisfy " +
				"enum value set: ["},
	}
	x := newTester(t)
	own := x.walk("demo-app", "tom@example.com").password(DemoPassword).at("SOFTWARE_TOKEN_MFA")
	code := own.totp()
	for _, tt := range tests {
		t.Run(tt.rule, func(t *testing.T) {
			w := tester{t, x.s}.walk(tt.client, tt.user)
			w.admin, w.session = tt.admin, own.session
			if tt.session != nil {
				w.session = tt.session(own.session)
			}
			challenge := "SOFTWARE_TOKEN_MFA"
			if tt.challenge != "" {
				challenge = tt.challenge
			}
			w.respond(challenge, map[string]string{"SOFTWARE_TOKEN_MFA_CODE": code, "SMS_MFA_CODE": code}).no(tt.code, tt.text)
		})
	}
	own.respond("SOFTWARE_TOKEN_MFA", map[string]string{"SOFTWARE_TOKEN_MFA_CODE": code}).done()

	w := x.walk("demo-app", "tom@example.com")
	w.admin = true
	w.begin("ADMIN_USER_PASSWORD_AUTH", map[string]string{"PASSWORD": DemoPassword}).at("SOFTWARE_TOKEN_MFA")
	w.respond("ADMIN_NO_SRP_AUTH", nil).no("InvalidParameter", "ADMIN_NO_SRP_AUTH is not a valid challenge")
	w.admin = false
	w.respond("SOFTWARE_TOKEN_MFA", map[string]string{"SOFTWARE_TOKEN_MFA_CODE": w.totp()}).no("NotAuthorized", invalid)
	w.admin = true
	w.respond("SOFTWARE_TOKEN_MFA", map[string]string{"SOFTWARE_TOKEN_MFA_CODE": w.totp()}).done()
}

// TestSecretHashOfChallenges: each call of a sign-in needs the hash over exactly
// the name it gives, and a refusal spends no Session.
func TestSecretHashOfChallenges(t *testing.T) {
	x := newTester(t)
	app := x.client("demo-app")
	missing := "Client " + app.ClientID + " is configured with secret but SECRET_HASH was not received"
	wrong := "Unable to verify secret hash for client " + app.ClientID
	hashes := []struct{ hash, text string }{
		{"", missing}, {"AAAA", wrong}, {secretHash(app.Secret, "TOM@example.com", app.ClientID), wrong},
		{secretHash("other", "tom@example.com", app.ClientID), wrong},
	}
	for _, admin := range []bool{false, true} {
		w := x.walk("demo-app", "tom@example.com")
		flow := "USER_PASSWORD_AUTH"
		if w.admin = admin; admin {
			flow = "ADMIN_USER_PASSWORD_AUTH"
		}
		for _, h := range hashes {
			w.begin(flow, map[string]string{"PASSWORD": DemoPassword, "SECRET_HASH": h.hash}).no("NotAuthorized", h.text)
		}
		w.begin(flow, map[string]string{"PASSWORD": DemoPassword}).at("SOFTWARE_TOKEN_MFA")
		for _, h := range hashes {
			w.respond("SOFTWARE_TOKEN_MFA", map[string]string{"SOFTWARE_TOKEN_MFA_CODE": w.totp(), "SECRET_HASH": h.hash}).no(
				"NotAuthorized", h.text)
		}
		w.respond("SOFTWARE_TOKEN_MFA", map[string]string{"SOFTWARE_TOKEN_MFA_CODE": w.totp()}).done()
	}
	w := x.walk("demo-public", "tom@example.com").password(DemoPassword).at("SOFTWARE_TOKEN_MFA")
	w.respond("SOFTWARE_TOKEN_MFA", map[string]string{"SOFTWARE_TOKEN_MFA_CODE": "000000", "SECRET_HASH": "AAAA"}).
		no("NotAuthorized", "Unable to verify secret hash for client")
}
