package localpool

import (
	"maps"
	"testing"
)

// set gives a user of the first pool a password, as an administrator does.
func (x tester) set(user, password string, permanent bool) {
	x.Helper()
	x.ok("AdminSetUserPassword", object{"UserPoolId": localPool, "Username": user, "Password": password, "Permanent": permanent})
}

// change does to a user of the first pool what no call of the pool can do.
func (x tester) change(user string, how func(*user)) {
	p := x.s.state.Load().pools[localPool]
	p.mu.Lock()
	defer p.mu.Unlock()
	how(p.find(user))
}

// mfa sets a user's second factors, as an administrator does.
func (x tester) mfa(user string, settings object) {
	x.Helper()
	body := object{"UserPoolId": localPool, "Username": user}
	maps.Copy(body, settings)
	x.ok("AdminSetUserMFAPreference", body)
}

// reset gives a user of the first pool a password by ForgotPassword.
func (x tester) reset(user, password string) {
	x.Helper()
	x.ok("ForgotPassword", x.as("demo-app", user, nil))
	x.ok("ConfirmForgotPassword", x.as("demo-app", user, object{"ConfirmationCode": x.code(user), "Password": password}))
}

// TestChangesEndASignIn: what the first factor was passed for must still be so
// when the next challenge is answered.
func TestChangesEndASignIn(t *testing.T) {
	const totp, ann, tom = "SOFTWARE_TOKEN_MFA", "ann@example.com", "tom@example.com"
	otp := func(x tester) *walker {
		return x.walk("demo-app", ann).begin("USER_AUTH", map[string]string{"PREFERRED_CHALLENGE": "EMAIL_OTP"}).at("EMAIL_OTP")
	}
	answerOTP := func(w *walker) *walker {
		return w.respond("EMAIL_OTP", map[string]string{"EMAIL_OTP_CODE": w.code(ann)})
	}
	password := func(x tester) *walker { return x.walk("demo-app", tom).password(DemoPassword).at(totp) }
	answerTOTP := func(w *walker) *walker {
		return w.respond(totp, map[string]string{totp + "_CODE": w.totp()})
	}
	invited := func(x tester) *walker {
		return x.walk("demo-app", "fay@example.com").password(DemoPassword).at("NEW_PASSWORD_REQUIRED")
	}
	answerNew := func(w *walker) *walker {
		return w.respond("NEW_PASSWORD_REQUIRED", map[string]string{"NEW_PASSWORD": "Second-22!"})
	}
	tests := []struct {
		rule   string
		begin  func(tester) *walker
		change func(tester)
		answer func(*walker) *walker
		code   string // "" for tokens
	}{
		{"a code, then a temporary password", otp, func(x tester) { x.set(ann, "Temporary1!", false) }, answerOTP, "NotAuthorized"},
		{"a code, then a second factor", otp, func(x tester) { x.mfa(ann, object{"EmailMfaSettings": on()}) }, answerOTP, "NotAuthorized"},
		{"a code, then a lasting password", otp, func(x tester) { x.set(ann, "Another1!", true) }, answerOTP, ""},
		{"a password, then another", password, func(x tester) { x.set(tom, "Another1!", true) }, answerTOTP, "NotAuthorized"},
		{"a password, then the same again", password, func(x tester) { x.set(tom, DemoPassword, true) }, answerTOTP, "NotAuthorized"},
		{"a password, then a temporary one", password, func(x tester) { x.set(tom, "Temporary1!", false) }, answerTOTP, "NotAuthorized"},
		{"a password, then a reset", password, func(x tester) { x.reset(tom, "Another1!") }, answerTOTP, "NotAuthorized"},
		{"a password, then the factor off", password, func(x tester) { x.mfa(tom, object{"SoftwareTokenMfaSettings": off()}) }, answerTOTP,
			"NotAuthorized"},
		{"a password, then nothing", password, func(tester) {}, answerTOTP, ""},
		{"an invitation, answered elsewhere", invited, func(x tester) {
			x.walk("demo-app", "fay@example.com").password(DemoPassword).
				respond("NEW_PASSWORD_REQUIRED", map[string]string{"NEW_PASSWORD": "First-111!"}).done()
		}, answerNew, "NotAuthorized"},
		{"an invitation, then a lasting password", invited, func(x tester) { x.set("fay@example.com", "First-111!", true) }, answerNew,
			"NotAuthorized"},
		{"an invitation, then another", invited, func(x tester) { x.set("fay@example.com", "First-111!", false) }, answerNew,
			"NotAuthorized"},
		{"an invitation", invited, func(tester) {}, answerNew, ""},
	}
	for _, tt := range tests {
		t.Run(tt.rule, func(t *testing.T) {
			x := tester{t, newTester(t).s}
			w := tt.begin(x)
			tt.change(x)
			if tt.answer(w); tt.code == "" {
				w.done()
			} else {
				w.no(tt.code, "Invalid session for the user.")
			}
		})
	}
}

// TestOldInvitationChangesNothing: the password that was set last stays.
func TestOldInvitationChangesNothing(t *testing.T) {
	x := newTester(t)
	w := x.walk("demo-app", "fay@example.com").password(DemoPassword).at("NEW_PASSWORD_REQUIRED")
	x.set("fay@example.com", "First-111!", true)
	w.respond("NEW_PASSWORD_REQUIRED", map[string]string{"NEW_PASSWORD": "Second-22!"})
	x.walk("demo-app", "fay@example.com").password("First-111!").done()
}

// TestChoiceIsOfferedAnew: a code that was on offer isn't sent any more once the
// user must change the password.
func TestChoiceIsOfferedAnew(t *testing.T) {
	x := newTester(t)
	w := x.walk("demo-app", "ann@example.com").begin("USER_AUTH", nil).at("SELECT_CHALLENGE")
	x.set("ann@example.com", "Temporary1!", false)
	w.respond("SELECT_CHALLENGE", map[string]string{"ANSWER": "EMAIL_OTP"}).no("InvalidParameter", "Selected challenge is not available")
	if sent := x.s.Messages("ann@example.com"); len(sent) != 0 {
		t.Errorf("sent %v", sent)
	}
}

// TestConfirmedSessionOfAnOldPassword: what ConfirmSignUp gave ends with a new
// password too.
func TestConfirmedSessionOfAnOldPassword(t *testing.T) {
	x := newTester(t)
	x.signUp("demo-app", "new@example.com")
	a := x.ok("ConfirmSignUp", x.as("demo-app", "new@example.com", object{"ConfirmationCode": x.code("new@example.com")}))
	x.set("new@example.com", "Another1!", true)
	x.refused("InitiateAuth", object{"ClientId": x.client("demo-app").ClientID, "AuthFlow": "USER_AUTH", "Session": a.str("Session")},
		"NotAuthorized", "Invalid session for the user.")
}

// TestBlockedInMidDialogue: a user who is disabled or must reset the password is
// let in by no answer.
func TestBlockedInMidDialogue(t *testing.T) {
	for _, tt := range []struct {
		change     func(*user)
		code, text string
	}{
		{func(u *user) { u.disabled = true }, "NotAuthorized", "User is disabled."},
		{func(u *user) { u.status = resetRequired }, "PasswordResetRequired", "Password reset required for the user"},
		{func(u *user) { u.status, u.imported = resetRequired, true }, "NotAuthorized", "Incorrect username or password."},
		{func(u *user) { u.signOut() }, "NotAuthorized", "Invalid session for the user."},
	} {
		x := newTester(t)
		w := x.walk("demo-app", "tom@example.com").password(DemoPassword).at("SOFTWARE_TOKEN_MFA")
		code := w.totp()
		x.change("tom@example.com", tt.change)
		w.respond("SOFTWARE_TOKEN_MFA", map[string]string{"SOFTWARE_TOKEN_MFA_CODE": code}).no(tt.code, tt.text)
	}
}
