package localpool

import (
	"testing"
	"time"
)

// poolWith is Demo with one of its pools changed.
func poolWith(t *testing.T, id string, change func(*PoolConfig)) tester {
	t.Helper()
	c := Demo()
	for i := range c.Pools {
		if c.Pools[i].ID == id {
			change(&c.Pools[i])
			return testerWith(t, c)
		}
	}
	t.Fatalf("no pool %s", id)
	return tester{}
}

// access is the access token of the last answer.
func (w *walker) access() string {
	w.Helper()
	return w.done().last.str("AuthenticationResult", "AccessToken")
}

// signedIn signs a user in, with an authenticator's code where one is asked for.
func (x tester) signedIn(client, username string) *walker {
	x.Helper()
	w := x.walk(client, username).password(DemoPassword)
	if w.last.str("ChallengeName") == "SOFTWARE_TOKEN_MFA" {
		w.respond("SOFTWARE_TOKEN_MFA", map[string]string{"SOFTWARE_TOKEN_MFA_CODE": w.totp()})
	}
	return w.done()
}

// totp is the code that the user's authenticator shows.
func (w *walker) totp() string {
	w.Helper()
	code, _ := w.s.TOTP(w.app.PoolID, w.name)
	if code == "" {
		w.Fatalf("no authenticator's code for %s", w.name)
	}
	return code
}

// mustTOTP reads a secret that the pool gave.
func mustTOTP(t *testing.T, secret string) *totp {
	t.Helper()
	x, err := parseTOTP(secret)
	if err != nil || len(secret) != 52 {
		t.Fatalf("secret of %d characters: %v", len(secret), err)
	}
	return x
}

// now is the code of this step.
func (x tester) now(t *totp) string { return t.at(stepOf(x.s.Now())) }

// TestEnrolSignedIn: a new authenticator is set up with an access token, turned
// on by a preference, asked for by its name, and its codes are used once.
func TestEnrolSignedIn(t *testing.T) {
	x := newTester(t)
	access := x.signedIn("demo-app", "ann@example.com").access()
	a := x.ok("AssociateSoftwareToken", object{"AccessToken": access})
	if a.in("Session") != nil {
		t.Error("a session was given to a signed-in user")
	}
	app := mustTOTP(t, a.str("SecretCode"))
	verify := func(code string) object {
		return object{"AccessToken": access, "UserCode": code, "FriendlyDeviceName": "my phone"}
	}
	x.refused("VerifySoftwareToken", verify(wrongCode(x.now(app))), "EnableSoftwareTokenMFA",
		"Code mismatch and fail enable Software Token MFA")
	a = x.ok("VerifySoftwareToken", verify(x.now(app)))
	if a.str("Status") != "SUCCESS" || a.in("Session") != nil {
		t.Errorf("answer %v", a.body)
	}
	x.refused("VerifySoftwareToken", verify(x.now(app)), "ExpiredCode", "Your software token has already been used once.")
	x.walk("demo-app", "ann@example.com").password(DemoPassword).done() // not turned on yet

	x.ok("SetUserMFAPreference", object{"AccessToken": access, "SoftwareTokenMfaSettings": object{"Enabled": true}})
	w := x.walk("demo-app", "ann@example.com").password(DemoPassword).at("SOFTWARE_TOKEN_MFA")
	if w.parameter("FRIENDLY_DEVICE_NAME") != "my phone" || w.parameter("USER_ID_FOR_SRP") != "ann@example.com" {
		t.Errorf("parameters %v", w.last.in("ChallengeParameters"))
	}
	answer := func(code string) *walker {
		return w.respond("SOFTWARE_TOKEN_MFA", map[string]string{"SOFTWARE_TOKEN_MFA_CODE": code})
	}
	answer(x.now(app)).no("ExpiredCode", "Your software token has already been used once.")
	answer(wrongCode(x.now(app))).no("CodeMismatch", "Invalid code received for user")
	x.s.Advance(30 * time.Second)
	answer(x.now(app)).done()
}

// TestTOTPOverTheWire is the window of one step either side at the challenge,
// with the clock stopped at the edges of a step.
func TestTOTPOverTheWire(t *testing.T) {
	app := mustSeed(t, demoTOTPTom)
	step := int64(60_000_000)
	first, last := time.Unix(step*30, 0), time.Unix(step*30+29, 999_999_999)
	tests := []struct {
		now        time.Time
		step       int64
		code, text string
	}{
		{first, step - 2, "CodeMismatch", "Invalid code received for user"},
		{first, step - 1, "", ""}, {last, step - 1, "", ""}, {first, step, "", ""}, {last, step, "", ""},
		{first, step + 1, "", ""}, {last, step + 1, "", ""},
		{last, step + 2, "CodeMismatch", "Invalid code received for user"},
	}
	for _, tt := range tests {
		x := newTester(t)
		x.s.clock = func() time.Time { return tt.now }
		w := x.walk("demo-app", "tom@example.com").password(DemoPassword).at("SOFTWARE_TOKEN_MFA")
		answer := map[string]string{"SOFTWARE_TOKEN_MFA_CODE": app.at(tt.step)}
		if w.respond("SOFTWARE_TOKEN_MFA", answer); tt.code != "" {
			w.no(tt.code, tt.text)
			continue
		}
		w.done()
		x.walk("demo-app", "tom@example.com").password(DemoPassword).respond("SOFTWARE_TOKEN_MFA", answer).
			no("ExpiredCode", "Your software token has already been used once.")
	}
}

func mustSeed(t *testing.T, secret string) *totp {
	t.Helper()
	x, err := parseTOTP(secret)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// TestEnrolBySession is MFA_SETUP from either side: each call spends a session
// and gives the next, a wrong code keeps it, and answering turns the factor on.
func TestEnrolBySession(t *testing.T) {
	for _, admin := range []bool{false, true} {
		x := newTester(t)
		w := x.walk("mfa-app", "ida@example.com")
		w.admin = admin
		if admin {
			w.begin("ADMIN_USER_PASSWORD_AUTH", map[string]string{"PASSWORD": DemoPassword})
		} else {
			w.password(DemoPassword)
		}
		w.at("MFA_SETUP").choices("MFAS_CAN_SETUP", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP")
		first := w.session
		a := x.ok("AssociateSoftwareToken", object{"Session": first})
		second, app := a.str("Session"), mustTOTP(t, a.str("SecretCode"))
		x.refused("AssociateSoftwareToken", object{"Session": first}, "NotAuthorized",
			"Invalid session for the user, session can only be used once.")
		w.session = second
		w.respond("MFA_SETUP", nil).no("InvalidParameter", "")

		wrong := object{"Session": second, "UserCode": wrongCode(x.now(app))}
		for range 6 {
			x.refused("VerifySoftwareToken", wrong, "EnableSoftwareTokenMFA", "Code mismatch and fail enable Software Token MFA")
		}
		a = x.ok("VerifySoftwareToken", object{"Session": second, "UserCode": x.now(app), "FriendlyDeviceName": "phone"})
		if a.str("Status") != "SUCCESS" || a.str("Session") == "" || a.str("Session") == second {
			t.Errorf("answer %v", a.body)
		}
		x.refused("VerifySoftwareToken", wrong, "NotAuthorized", "Invalid session for the user, session can only be used once.")
		w.session = second
		w.respond("MFA_SETUP", nil).no("NotAuthorized", "Invalid session for the user, session can only be used once.")
		w.session = a.str("Session")
		shown := x.ok("GetUser", object{"AccessToken": w.respond("MFA_SETUP", nil).access()})
		if got := toJSON(shown.in("UserMFASettingList")); got != `["SOFTWARE_TOKEN_MFA"]` || shown.in("PreferredMfaSetting") != nil {
			t.Errorf("factors %v", shown.body)
		}

		w = x.walk("mfa-app", "ida@example.com").password(DemoPassword).at("SOFTWARE_TOKEN_MFA")
		if w.parameter("FRIENDLY_DEVICE_NAME") != "phone" {
			t.Errorf("parameters %v", w.last.in("ChallengeParameters"))
		}
		code := map[string]string{"SOFTWARE_TOKEN_MFA_CODE": x.now(app)}
		w.respond("SOFTWARE_TOKEN_MFA", code).no("ExpiredCode", "Your software token has already been used once.")
		x.s.Advance(30 * time.Second)
		w.respond("SOFTWARE_TOKEN_MFA", map[string]string{"SOFTWARE_TOKEN_MFA_CODE": x.now(app)}).done()
	}
}

// TestEnrolRefusals is the table of AssociateSoftwareToken and
// VerifySoftwareToken refused.
func TestEnrolRefusals(t *testing.T) {
	x := newTester(t)
	access := x.signedIn("demo-app", "ann@example.com").access()
	off := x.signedIn("email-app", "eve@example.com").access()
	setup := x.walk("mfa-app", "ida@example.com").password(DemoPassword).at("MFA_SETUP").session
	other := x.walk("demo-app", "tom@example.com").password(DemoPassword).at("SOFTWARE_TOKEN_MFA").session
	unknown := "00000000000000000000000000000000"
	tests := []struct {
		rule       string
		body       object
		code, text string
	}{
		{"neither", object{}, "InvalidParameter", "Exactly one of AccessToken and Session"},
		{"both", object{"AccessToken": access, "Session": setup}, "InvalidParameter", "Exactly one of AccessToken and Session"},
		{"no token", object{"AccessToken": "nope"}, "NotAuthorized", "Invalid Access Token"},
		{"no session", object{"Session": unknown}, "NotAuthorized", "Invalid session for the user."},
		{"a session of another challenge", object{"Session": other}, "NotAuthorized", "Invalid session for the user."},
		{"a session that is too short", object{"Session": "short"}, "InvalidParameter", "1 validation error detected: Value at 'session'"},
		{"TOTP off", object{"AccessToken": off}, "SoftwareTokenMFANotFound", "Software Token MFA has not been enabled by the userPool"},
	}
	for _, tt := range tests {
		t.Run(tt.rule, func(t *testing.T) {
			y := tester{t, x.s}
			y.refused("AssociateSoftwareToken", tt.body, tt.code, tt.text)
			tt.body["UserCode"] = "123456"
			y.refused("VerifySoftwareToken", tt.body, tt.code, tt.text)
		})
	}
	for _, proof := range []object{{"AccessToken": access}, {"Session": setup}} {
		proof["UserCode"] = "123456"
		x.refused("VerifySoftwareToken", proof, "SoftwareTokenMFANotFound", "Software Token MFA does not exist for the user.")
	}
	for code, text := range map[string]string{
		"12345": "have length greater than or equal to 6", "1234567": "have length less than or equal to 6",
		"12345a": "satisfy regular expression pattern: [0-9]+",
	} {
		x.refused("VerifySoftwareToken", object{"AccessToken": access, "UserCode": code}, "InvalidParameter",
			"1 validation error detected: Value at 'userCode' failed to satisfy constraint: Member must "+text)
	}
	x.refused("VerifySoftwareToken", object{"AccessToken": access}, "InvalidParameter", "1 validation error detected: Value at 'userCode'")

	x.s.Advance(10 * time.Minute) // mfa-app's AuthSessionValidity
	for _, op := range []string{"AssociateSoftwareToken", "VerifySoftwareToken"} {
		x.refused(op, object{"Session": setup, "UserCode": "123456"}, "NotAuthorized", "Invalid session for the user, session is expired.")
	}
}

// TestReplaceAuthenticator: the old one works until the new one is verified,
// and only the new one afterwards.
func TestReplaceAuthenticator(t *testing.T) {
	x := newTester(t)
	old := mustSeed(t, demoTOTPTom)
	access := x.signedIn("demo-app", "tom@example.com").access()
	fresh := mustTOTP(t, x.ok("AssociateSoftwareToken", object{"AccessToken": access}).str("SecretCode"))
	signIn := func(app *totp) *walker {
		x.s.Advance(30 * time.Second)
		return x.walk("demo-app", "tom@example.com").password(DemoPassword).at("SOFTWARE_TOKEN_MFA").
			respond("SOFTWARE_TOKEN_MFA", map[string]string{"SOFTWARE_TOKEN_MFA_CODE": x.now(app)})
	}
	signIn(old).done()
	signIn(fresh).no("CodeMismatch", "Invalid code received for user")
	x.ok("VerifySoftwareToken", object{"AccessToken": access, "UserCode": x.now(fresh)})
	signIn(old).no("CodeMismatch", "Invalid code received for user")
	signIn(fresh).done()
}

// TestTOTPOffForThePool: nobody can set up an authenticator, and those who have
// one use it on.
func TestTOTPOffForThePool(t *testing.T) {
	for _, change := range []func(*PoolConfig){
		func(p *PoolConfig) { p.TOTPMFA = false },
		func(p *PoolConfig) { p.MFA = "OFF" },
	} {
		x := poolWith(t, "us-east-1_LocalPool", change)
		access := x.signedIn("demo-app", "tom@example.com").access()
		for _, op := range []string{"AssociateSoftwareToken", "VerifySoftwareToken"} {
			x.refused(op, object{"AccessToken": access, "UserCode": "123456"}, "SoftwareTokenMFANotFound",
				"Software Token MFA has not been enabled by the userPool")
		}
	}
	x := poolWith(t, "us-east-1_LocalPool", func(p *PoolConfig) { p.TOTPMFA = false })
	x.walk("demo-app", "tom@example.com").password(DemoPassword).at("SOFTWARE_TOKEN_MFA")
}

// TestOfferedTOTP: what people are offered is the code of the secret that they
// are asked for, each once.
func TestOfferedTOTP(t *testing.T) {
	x := newTester(t)
	offered := func(pool, user, want string, waits bool) {
		t.Helper()
		if got, wait := x.s.TOTP(pool, user); got != want || wait > 0 != waits || wait > 30*time.Second {
			t.Errorf("%s: %q in %v, want %q", user, got, wait, want)
		}
	}
	const pool, mfaPool = "us-east-1_LocalPool", "us-east-1_MfaPool"
	offered("us-east-1_None", "tom@example.com", "", false)
	offered(pool, "nobody@example.com", "", false)
	offered(pool, "ann@example.com", "", false)
	tom := mustSeed(t, demoTOTPTom)
	step := stepOf(x.s.Now())
	offered(pool, "TOM@example.com", tom.at(step), false)
	w := x.signedIn("demo-app", "tom@example.com")
	offered(pool, "tom@example.com", tom.at(step+1), false)
	x.signedIn("demo-app", "tom@example.com")
	offered(pool, "tom@example.com", "", true)
	x.s.Advance(30 * time.Second)
	offered(pool, "tom@example.com", tom.at(step+2), false)

	// A set-up that was begun and left is not what the next sign-in asks for.
	fresh := mustTOTP(t, x.ok("AssociateSoftwareToken", object{"AccessToken": w.access()}).str("SecretCode"))
	offered(pool, "tom@example.com", x.now(fresh), false)
	x.s.Advance(30 * time.Second)
	x.signedIn("demo-app", "tom@example.com")

	ida := x.walk("mfa-app", "ida@example.com").password(DemoPassword).at("MFA_SETUP")
	offered(mfaPool, "ida@example.com", "", false)
	a := x.ok("AssociateSoftwareToken", object{"Session": ida.session})
	offered(mfaPool, "ida@example.com", x.now(mustTOTP(t, a.str("SecretCode"))), false)
}
