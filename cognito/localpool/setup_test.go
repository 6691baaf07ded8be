package localpool

import "testing"

// setups begins two sign-ins of one user that both wait for MFA_SETUP.
func setups(x tester) (first, second *walker) {
	x.Helper()
	begin := func() *walker { return x.walk("mfa-app", "ida@example.com").password(DemoPassword).at("MFA_SETUP") }
	return begin(), begin()
}

// associate and verify go on with the walker's Session.
func (w *walker) associate() *totp {
	w.Helper()
	a := w.ok("AssociateSoftwareToken", object{"Session": w.session})
	w.session = a.str("Session")
	return mustTOTP(w.T, a.str("SecretCode"))
}

func (w *walker) verify(app *totp) *walker {
	w.Helper()
	a := w.ok("VerifySoftwareToken", object{"Session": w.session, "UserCode": w.now(app)})
	w.session = a.str("Session")
	return w
}

// TestTwoSetUps: each sign-in has a secret of its own, and the one that is
// answered first ends the other.
func TestTwoSetUps(t *testing.T) {
	x := newTester(t)
	first, second := setups(x)
	app, other := first.associate(), second.associate()
	if code, _ := x.s.TOTP(first.app.PoolID, "ida@example.com"); code != x.now(other) {
		t.Error("the code offered isn't of the secret that was given last")
	}
	x.refused("VerifySoftwareToken", object{"Session": first.session, "UserCode": x.now(other)}, "EnableSoftwareTokenMFA", "")
	first.verify(app).respond("MFA_SETUP", nil).done()

	refusal := "Invalid session for the user."
	x.refused("VerifySoftwareToken", object{"Session": second.session, "UserCode": x.now(other)}, "NotAuthorized", refusal)
	x.refused("AssociateSoftwareToken", object{"Session": second.session}, "NotAuthorized", refusal)
	second.respond("MFA_SETUP", nil).no("NotAuthorized", refusal)
	second.respond("MFA_SETUP", map[string]string{"EMAIL": "ida@example.com"}).no("NotAuthorized", refusal)
}

// TestSetUpReplacedByAnother: of two that both verified their authenticator only
// the one whose it is may turn it on.
func TestSetUpReplacedByAnother(t *testing.T) {
	x := newTester(t)
	first, second := setups(x)
	first.verify(first.associate())
	second.verify(second.associate())
	first.respond("MFA_SETUP", nil).no("InvalidParameter", "User has not verified software token mfa")
	second.respond("MFA_SETUP", nil).done()
}

// TestAssociateAgain: a new secret must be verified itself.
func TestAssociateAgain(t *testing.T) {
	x := newTester(t)
	w, _ := setups(x)
	w.verify(w.associate())
	w.associate()
	w.respond("MFA_SETUP", nil).no("InvalidParameter", "User has not verified software token mfa")
}

// TestSetUpOfAFactorThatIsOnAlready: a user for whom the authenticator was
// turned on before there was one sets it up like any other.
func TestSetUpOfAFactorThatIsOnAlready(t *testing.T) {
	x := poolWith(t, "us-east-1_MfaPool", func(p *PoolConfig) { p.Users[0].MFA = []string{"SOFTWARE_TOKEN_MFA"} })
	w, old := setups(x)
	w.verify(w.associate()).respond("MFA_SETUP", nil).done()
	x.refused("AssociateSoftwareToken", object{"Session": old.session}, "NotAuthorized", "Invalid session for the user.")
}

// TestFriendlyNameStays where the authenticator is verified again without one.
func TestFriendlyNameStays(t *testing.T) {
	x := newTester(t)
	access := x.signedIn("demo-app", "ann@example.com").access()
	app := mustTOTP(t, x.ok("AssociateSoftwareToken", object{"AccessToken": access}).str("SecretCode"))
	x.ok("VerifySoftwareToken", object{"AccessToken": access, "UserCode": x.now(app), "FriendlyDeviceName": "phone"})
	x.s.Advance(totpStep * 1e9)
	x.ok("VerifySoftwareToken", object{"AccessToken": access, "UserCode": x.now(app)})
	x.mfa("ann@example.com", object{"SoftwareTokenMfaSettings": on()})
	w := x.walk("demo-app", "ann@example.com").password(DemoPassword).at("SOFTWARE_TOKEN_MFA")
	if w.parameter("FRIENDLY_DEVICE_NAME") != "phone" {
		t.Errorf("parameters %v", w.last.in("ChallengeParameters"))
	}
}

// TestSetUpOfADisabledUser goes on no more than any other step.
func TestSetUpOfADisabledUser(t *testing.T) {
	x := newTester(t)
	w, _ := setups(x)
	app := w.associate()
	p := x.s.state.Load().pools[w.app.PoolID]
	p.mu.Lock()
	p.find("ida@example.com").disabled = true
	p.mu.Unlock()
	x.refused("AssociateSoftwareToken", object{"Session": w.session}, "NotAuthorized", "User is disabled.")
	x.refused("VerifySoftwareToken", object{"Session": w.session, "UserCode": x.now(app)}, "NotAuthorized", "User is disabled.")
	w.respond("MFA_SETUP", nil).no("NotAuthorized", "User is disabled.")
}
