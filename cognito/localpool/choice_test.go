package localpool

import (
	"encoding/json"
	"testing"
)

var everyFirst = []string{"PASSWORD_SRP", "PASSWORD", "EMAIL_OTP"}

// TestFirstFactorsOffered is the table of what USER_AUTH offers to whom.
func TestFirstFactorsOffered(t *testing.T) {
	passwords := []string{"PASSWORD_SRP", "PASSWORD"}
	tests := []struct {
		user, rule string
		want       []string
	}{
		{"ann@example.com", "a password and an email", everyFirst},
		{"gus@example.com", "a phone too", []string{"PASSWORD_SRP", "PASSWORD", "EMAIL_OTP", "SMS_OTP"}},
		{"pat@example.com", "no password", []string{"EMAIL_OTP"}},
		{"pia@example.com", "a passkey", []string{"PASSWORD_SRP", "PASSWORD", "EMAIL_OTP", "WEB_AUTHN"}},
		{"una@example.com", "unconfirmed", everyFirst},
		{"fay@example.com", "must change the password", passwords},
		{"tom@example.com", "has MFA", passwords},
		{"who@example.com", "isn't there", everyFirst},
		{"+15550109999", "isn't there and is a number", []string{"PASSWORD_SRP", "PASSWORD", "SMS_OTP"}},
		{"nobody", "isn't there and is no address", everyFirst},
	}
	x := newTester(t)
	for _, tt := range tests {
		t.Run(tt.rule, func(t *testing.T) {
			x := tester{t, x.s}
			x.walk("demo-app", tt.user).begin("USER_AUTH", nil).at("SELECT_CHALLENGE").offers(tt.want...)
			// What can't be had is answered with the choice, as observed.
			for _, preferred := range []string{"SMS_OTP", "WEB_AUTHN", "EMAIL_OTP", "NO_SUCH"} {
				w := x.walk("demo-app", tt.user).begin("USER_AUTH", map[string]string{"PREFERRED_CHALLENGE": preferred})
				if contains(tt.want, preferred) {
					w.at(preferred)
				} else {
					w.at("SELECT_CHALLENGE").offers(tt.want...)
				}
			}
		})
	}
	x.walk("demo-public", "who@example.com").begin("USER_AUTH", nil).no("UserNotFound", "User does not exist.")
	x.walk("demo-app", "dan@example.com").begin("USER_AUTH", nil).no("NotAuthorized", "User is disabled.")
	x.walk("demo-app", "rita@example.com").begin("USER_AUTH", nil).no("PasswordResetRequired", "")
	x.walk("mfa-app", "tara@example.com").begin("USER_AUTH", nil).offers("PASSWORD_SRP", "PASSWORD")
}

// TestPolicyOfFirstFactors: what the pool doesn't allow isn't offered, and a
// user to whom nothing is left is refused.
func TestPolicyOfFirstFactors(t *testing.T) {
	c := Demo()
	c.Pools[0].FirstFactors = nil
	x := testerWith(t, c)
	x.walk("demo-app", "pia@example.com").begin("USER_AUTH", nil).offers("PASSWORD_SRP", "PASSWORD")
	x.walk("demo-app", "pat@example.com").begin("USER_AUTH", nil).no("NotAuthorized", "Incorrect username or password.")
	x.refused("SignUp", x.as("demo-public", "new@example.com", nil), "InvalidParameter", "Missing required parameter PASSWORD")
	c.Pools[0].FirstFactors = []string{"SMS_OTP"}
	x = testerWith(t, c)
	x.walk("demo-app", "gus@example.com").begin("USER_AUTH", nil).offers("SMS_OTP")
}

// TestChoiceWalks walks USER_AUTH by preference, by choice, by choice with the
// answer sent along, and by choice in two steps.
func TestChoiceWalks(t *testing.T) {
	for _, client := range []string{"demo-app", "demo-public"} {
		x := newTester(t)
		begin := func(given map[string]string) *walker {
			t.Helper()
			return x.walk(client, "ann@example.com").begin("USER_AUTH", given)
		}
		pass := map[string]string{"PASSWORD": DemoPassword}
		begin(map[string]string{"PREFERRED_CHALLENGE": "PASSWORD", "PASSWORD": DemoPassword}).done()
		begin(map[string]string{"PREFERRED_CHALLENGE": "PASSWORD", "PASSWORD": "wrong"}).no("NotAuthorized",
			"Incorrect username or password.")
		begin(map[string]string{"PREFERRED_CHALLENGE": "PASSWORD"}).at("PASSWORD").respond("PASSWORD", pass).done()
		begin(nil).at("SELECT_CHALLENGE").respond("SELECT_CHALLENGE",
			map[string]string{"ANSWER": "PASSWORD", "PASSWORD": DemoPassword}).done()
		begin(nil).at("SELECT_CHALLENGE").respond("SELECT_CHALLENGE", map[string]string{"ANSWER": "PASSWORD"}).at("PASSWORD").
			respond("PASSWORD", map[string]string{"PASSWORD": "wrong"}).no("NotAuthorized", "Incorrect").respond("PASSWORD", pass).done()

		c := newSRP(t)
		a := map[string]string{"SRP_A": c.A()}
		begin(map[string]string{"PREFERRED_CHALLENGE": "PASSWORD_SRP", "SRP_A": c.A()}).answerSRP(c, DemoPassword).done()
		begin(map[string]string{"PREFERRED_CHALLENGE": "PASSWORD_SRP"}).at("PASSWORD_SRP").respond("PASSWORD_SRP", a).answerSRP(c,
			DemoPassword).done()
		begin(nil).respond("SELECT_CHALLENGE", map[string]string{"ANSWER": "PASSWORD_SRP", "SRP_A": c.A()}).answerSRP(c,
			DemoPassword).done()
		begin(nil).respond("SELECT_CHALLENGE", map[string]string{"ANSWER": "PASSWORD_SRP"}).respond("PASSWORD_SRP", a).
			answerSRP(c, "wrong").no("NotAuthorized", "Incorrect")

		w := begin(nil).respond("SELECT_CHALLENGE", map[string]string{"ANSWER": "EMAIL_OTP"}).at("EMAIL_OTP")
		w.respond("EMAIL_OTP", map[string]string{"EMAIL_OTP_CODE": x.code("ann@example.com")}).done()
		begin(nil).respond("SELECT_CHALLENGE", map[string]string{"ANSWER": "SMS_OTP"}).no("InvalidParameter",
			"Selected challenge is not available")
		begin(nil).respond("SELECT_CHALLENGE", nil).no("InvalidParameter", "Missing required parameter ANSWER")
		x.walk(client, "tom@example.com").begin("USER_AUTH",
			map[string]string{"PREFERRED_CHALLENGE": "PASSWORD", "PASSWORD": DemoPassword}).at("SOFTWARE_TOKEN_MFA")
	}
}

// TestCodesAsFirstFactor: eight digits to the outbox, a wrong one keeps the
// Session and locks nobody, the right one works once and confirms.
func TestCodesAsFirstFactor(t *testing.T) {
	x := newTester(t)
	for _, tt := range []struct{ user, challenge, to, masked, medium string }{
		{"pat@example.com", "EMAIL_OTP", "pat@example.com", "p***@e***", "EMAIL"},
		{"una@example.com", "EMAIL_OTP", "una@example.com", "u***@e***", "EMAIL"},
		{"gus@example.com", "SMS_OTP", "+15550101234", "+*******1234", "SMS"},
	} {
		w := x.walk("demo-app", tt.user).begin("USER_AUTH", map[string]string{"PREFERRED_CHALLENGE": tt.challenge}).at(tt.challenge)
		if w.parameter("CODE_DELIVERY_DESTINATION") != tt.masked || w.parameter("CODE_DELIVERY_DELIVERY_MEDIUM") != tt.medium {
			t.Errorf("%s: %v", tt.user, w.last.body)
		}
		sent := x.s.Messages(tt.to)
		m := sent[len(sent)-1]
		if m.Kind != "sign-in code" || len(m.Code) != 8 || !m.Valid {
			t.Errorf("message %+v", m)
		}
		key := codeKey(tt.challenge)
		for range 8 {
			w.respond(tt.challenge, map[string]string{key: wrongCode(m.Code)}).no("CodeMismatch",
				"Invalid code or auth state for the user.")
		}
		w.respond(tt.challenge, map[string]string{key: m.Code}).done()
		w.respond(tt.challenge, map[string]string{key: m.Code}).no("NotAuthorized", "Invalid session for the user")
		if sent := x.s.Messages(tt.to); sent[len(sent)-1].Valid {
			t.Error("a used code still shows as valid")
		}
	}
	a := x.ok("AdminGetUser", object{"UserPoolId": localPool, "Username": "una@example.com"})
	verified := ""
	for _, pair := range a.in("UserAttributes").([]any) {
		if m := pair.(map[string]any); m["Name"] == "email_verified" {
			verified, _ = m["Value"].(string)
		}
	}
	if a.str("UserStatus") != "CONFIRMED" || verified != "true" {
		t.Errorf("the code neither confirms nor verifies: %v", a.body)
	}
}

// TestNewerCodeReplacesTheOlder, as all codes of the pool do.
func TestNewerCodeReplacesTheOlder(t *testing.T) {
	x := newTester(t)
	otp := map[string]string{"PREFERRED_CHALLENGE": "EMAIL_OTP"}
	first := x.walk("demo-app", "pat@example.com").begin("USER_AUTH", otp)
	old := x.code("pat@example.com")
	second := x.walk("demo-app", "pat@example.com").begin("USER_AUTH", otp)
	first.respond("EMAIL_OTP", map[string]string{"EMAIL_OTP_CODE": old}).no("CodeMismatch", "")
	first.respond("EMAIL_OTP", map[string]string{"EMAIL_OTP_CODE": x.code("pat@example.com")}).no("CodeMismatch", "")
	second.respond("EMAIL_OTP", map[string]string{"EMAIL_OTP_CODE": x.code("pat@example.com")}).done()
}

// TestFirstCodeForATakenAlias: the code would verify an address that is
// another's alias.
func TestFirstCodeForATakenAlias(t *testing.T) {
	c := Demo()
	c.Pools[1].FirstFactors = []string{"PASSWORD", "EMAIL_OTP"}
	c.Pools[1].Clients[0].Flows = []string{"ALLOW_USER_AUTH"}
	x := testerWith(t, c)
	w := x.walk("alias-app", "otto").begin("USER_AUTH", map[string]string{"PREFERRED_CHALLENGE": "EMAIL_OTP"}).at("EMAIL_OTP")
	w.respond("EMAIL_OTP", map[string]string{"EMAIL_OTP_CODE": x.code("shared@example.com")}).
		no("AliasExists", "An account with the email already exists.")
}

// TestPasskey: WEB_AUTHN is set, and no credential passes it.
func TestPasskey(t *testing.T) {
	x := newTester(t)
	w := x.walk("demo-app", "pia@example.com").begin("USER_AUTH", map[string]string{"PREFERRED_CHALLENGE": "WEB_AUTHN"}).at("WEB_AUTHN")
	var options struct{ Challenge string }
	if err := json.Unmarshal([]byte(w.parameter("CREDENTIAL_REQUEST_OPTIONS")), &options); err != nil || len(options.Challenge) != 43 {
		t.Errorf("options %q, %v", w.parameter("CREDENTIAL_REQUEST_OPTIONS"), err)
	}
	w.respond("WEB_AUTHN", map[string]string{"CREDENTIAL": "{}"}).no("NotAuthorized", "")
	w.respond("WEB_AUTHN", nil).no("InvalidParameter", "Missing required parameter CREDENTIAL")
	x.walk("demo-app", "pia@example.com").begin("USER_AUTH", nil).
		respond("SELECT_CHALLENGE", map[string]string{"ANSWER": "WEB_AUTHN", "CREDENTIAL": "{}"}).no("NotAuthorized", "")
}

// TestSignInWithTheSessionOfConfirmSignUp walks sign-up without a password, the
// code, and the sign-in that needs no other.
func TestSignInWithTheSessionOfConfirmSignUp(t *testing.T) {
	for _, client := range []string{"demo-app", "demo-public"} {
		x := newTester(t)
		id := x.client(client).ClientID
		signUp := func(name string) string {
			t.Helper()
			x.ok("SignUp", x.as(client, name, object{"UserAttributes": attributes("email", name)}))
			return x.ok("ConfirmSignUp", x.as(client, name, object{"ConfirmationCode": x.code(name)})).str("Session")
		}
		begin := func(session string) object {
			return object{"ClientId": id, "AuthFlow": "USER_AUTH", "Session": session}
		}
		session := signUp("new@example.com")
		if a := x.ok("InitiateAuth", begin(session)); a.str("AuthenticationResult", "AccessToken") == "" {
			t.Fatalf("answer %v", a.body)
		}
		x.refused("InitiateAuth", begin(session), "NotAuthorized", "Invalid session for the user, session can only be used once.")
		x.refused("InitiateAuth", begin(session+"0"), "NotAuthorized", "Invalid session for the user.")
		session = signUp("late@example.com")
		x.s.Advance(authSession)
		x.refused("InitiateAuth", begin(session), "NotAuthorized", "Invalid session for the user, session is expired.")
		w := x.walk(client, "ann@example.com").begin("USER_AUTH", nil)
		x.refused("InitiateAuth", begin(w.session), "NotAuthorized", "Invalid session for the user.")
		session = signUp("other@example.com")
		body := begin(session)
		body["AuthFlow"] = "USER_PASSWORD_AUTH"
		x.refused("InitiateAuth", body, "InvalidParameter", "Missing required parameter USERNAME")
		body = object{"ClientId": id, "ChallengeName": "PASSWORD", "Session": session,
			"ChallengeResponses": x.walk(client, "other@example.com").with(map[string]string{"PASSWORD": "x"})}
		x.refused("RespondToAuthChallenge", body, "NotAuthorized", "Invalid session for the user.")
	}
}

// TestConfirmedSessionWhereCodesAreOff: the code that confirmed counts for
// nothing there, so that a first factor is asked for; a client without
// USER_AUTH gets no Session.
func TestConfirmedSessionWhereCodesAreOff(t *testing.T) {
	c := Demo()
	c.Pools[0].FirstFactors = nil
	x := testerWith(t, c)
	x.signUp("demo-public", "new@example.com")
	a := x.ok("ConfirmSignUp", x.as("demo-public", "new@example.com", object{"ConfirmationCode": x.code("new@example.com")}))
	w := x.walk("demo-public", "new@example.com")
	w.do("InitiateAuth", object{"AuthFlow": "USER_AUTH", "Session": a.str("Session")})
	w.at("SELECT_CHALLENGE").offers("PASSWORD_SRP", "PASSWORD").
		respond("SELECT_CHALLENGE", map[string]string{"ANSWER": "PASSWORD", "PASSWORD": DemoPassword}).done()

	x.signUp("demo-srp-only", "two@example.com")
	a = x.ok("ConfirmSignUp", x.as("demo-srp-only", "two@example.com", object{"ConfirmationCode": x.code("two@example.com")}))
	if a.in("Session") != nil {
		t.Error("a client without USER_AUTH got a Session")
	}
}
