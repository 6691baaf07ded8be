package ui

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/localpool"
	"cognito-tui/cognito/session"
)

// asAccount signs in to the pool for one's own account and opens a screen from
// the session.
func asAccount(t testing.TB, client, user string, out any) *driver {
	t.Helper()
	d := newDriver(t, client)
	d.typeSignIn(user)
	d.press("enter")
	d.on("session")
	d.opens(out)
	return d
}

// opens ends the screen on top with an outcome.
func (d *driver) opens(out any) {
	d.t.Helper()
	d.follow(out)
	d.settle()
}

// row presses a row of the attributes by its name.
func (d *driver) row(name string) {
	d.t.Helper()
	form := formOf(d.app.top())
	for i, b := range form.Buttons {
		if b.Label == name || b.Key == name {
			form.Focus(len(form.Fields) + i)
			d.press("enter")
			return
		}
	}
	d.t.Fatalf("no row is named %q:\n%s", name, d.screen())
}

// attributeIs tells what the pool says of a user's attribute.
func (d *driver) attributeIs(name string) string {
	d.t.Helper()
	s := d.app.env.Session
	user, err := d.app.env.Client.GetUser(d.t.Context(), s.Tokens().Access)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, a := range user.Attributes {
		if a.Name == name {
			return a.Value
		}
	}
	return ""
}

func TestAttributesAreListedWithTheirMarks(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := asAccount(t, "account-app", "ray@example.com", wantAttributes{})
		d.sees("ray@example.com  ✓ verified", "custom:team", "blue", "the pool's schema says so",
			"fixed: it is", "Add an attribute")
		d = asAccount(t, "limited-app", "ray@example.com", wantAttributes{})
		d.sees("this app client may not write it")
		d.row("custom:team")
		d.sees("It can't be changed: this app client may not write it.", "blue", "Back")
		d.lacks("Delete", "Save")
		d.press("enter")
		d.on("attributes")
	})
}

func TestAttributeIsChangedAddedAndDeleted(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := asAccount(t, "account-app", "ray@example.com", wantAttributes{})
		d.row("custom:team")
		d.press("enter")
		d.sees("This is the value already.")
		d.press("ctrl+u", "enter")
		d.sees("To delete it, press Delete.")
		d.write("green")
		d.press("enter")
		d.on("attributes")
		d.sees("custom:team is saved.", "green")
		d.row("Add an attribute")
		d.press("enter", "enter")
		d.sees("Type the attribute's name.", "Type a value.")
		d.write("custom:nowhere")
		d.press("tab")
		d.write("x")
		d.press("enter")
		d.on("attribute")
		if s := d.app.top().(*attribute); s.failure == nil || s.failure.Kind != cognito.AttributeInvalid || s.form.Field("attribute").Err == "" {
			t.Errorf("an attribute that the schema lacks is told as %v:\n%s", s.failure, d.screen())
		}
		d.press("shift+tab", "ctrl+u")
		d.write("nickname")
		d.press("enter", "enter")
		d.sees("nickname is saved.")
		if got := d.attributeIs("nickname"); got != "x" {
			t.Errorf("nickname is %q", got)
		}
		d.row("nickname")
		d.row("Delete")
		d.sees("Delete nickname?")
		d.press("alt+1")
		d.lacks("Delete nickname?")
		d.row("Delete")
		d.press("alt+2")
		d.sees("nickname is deleted.")
		if got := d.attributeIs("nickname"); got != "" {
			t.Errorf("nickname is %q", got)
		}
	})
}

// TestNamesOfAttributes: what no user may write is said; a custom attribute may be
// called as it likes.
func TestNamesOfAttributes(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "account-app")
		for name, want := range map[string]string{
			"sub": "pool's own id", "email_verified": "verifying the address", "dev:x": "for administrators", "a b": "no blanks",
			"custom:": "Type the attribute's name", "custom:badge_verified": "", "nickname": "",
		} {
			if got := wrongAttributeName(d.app.env, name); (got == "") != (want == "") || !strings.Contains(got, want) {
				t.Errorf("%s: %q, want %q", name, got, want)
			}
		}
	})
}

func TestNewEmailWaitsForItsCode(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := asAccount(t, "account-app", "ray@example.com", wantAttributes{})
		d.row("email")
		d.press("ctrl+u")
		d.write("no address")
		d.press("enter")
		d.sees("An email address has an @")
		d.press("ctrl+u")
		d.write("ray.rhodes@example.com")
		d.press("enter")
		d.on("verifyAttribute")
		d.sees("A code went to r***@e*** by email.", "The old value stays", "ctrl+y fill in", "Send again in")
		if got := d.attributeIs("email"); got != "ray@example.com" {
			t.Errorf("before the code the email is %q", got)
		}
		d.write("000000")
		d.press("enter")
		d.sees("That code isn't right.")
		if got := formOf(d.app.top()).Value("code"); got != "" {
			t.Errorf("the wrong code stays: %q", got)
		}
		d.press("ctrl+y", "enter")
		d.on("attributes")
		d.sees("The email address is verified.", "ray.rhodes@example.com  ✓ verified")
	})
}

func TestVerifyIsResentExpiresAndEnds(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := asAccount(t, "account-app", "penny@example.com", wantAttributes{})
		d.row("email")
		d.row("I have a code")
		d.on("verifyAttribute")
		d.write("123456")
		d.press("enter")
		d.sees("That code has expired or was never sent.")
		d.press("alt+1") // send again: of this attribute, not of a sign-up
		d.on("verifyAttribute")
		d.sees("A new code is on its way")
		d.pool.Advance(25 * time.Hour)
		d.press("ctrl+y")
		d.write("999999")
		d.press("enter")
		// A day later the session has expired too: it is refreshed on the way.
		d.sees("That code has expired or was never sent.")
		d.press("alt+1", "ctrl+y", "enter")
		d.on("attributes")
		d.sees("penny.page@example.com  ✓ verified")
	})
}

func TestVerifyOfATakenAddress(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := asAccount(t, "account-app", "perry@example.com", wantAttributes{})
		d.row("email")
		d.row("Send a code to verify")
		d.on("verifyAttribute")
		d.press("ctrl+y", "enter")
		d.sees("belongs to another account", "Back to the attributes")
		d.press("alt+1")
		d.on("attributes")
		d.sees("perry@example.com")
	})
}

func TestVerifyIsLimited(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := asAccount(t, "account-app", "penny@example.com", wantVerification{attribute: "email"})
		for range 7 {
			d.pool.Advance(31 * time.Second)
			if d.app.top().(*verifyAttribute).failure == nil {
				d.row("resend")
			}
		}
		if e := d.app.top().(*verifyAttribute).failure; e == nil || e.Kind != cognito.TooManyAttempts {
			t.Fatalf("no limit, but %v:\n%s", e, d.screen())
		}
		d.sees("Too many codes were asked for.")
		d.press("alt+1", "ctrl+y", "enter")
		d.on("attributes")
	})
}

func TestExpiredSessionIsRefreshedOnTheWay(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := asAccount(t, "account-app", "ray@example.com", wantAttributes{})
		before := d.app.env.Session.Tokens().Access
		d.row("custom:team")
		d.pool.Advance(2 * time.Hour)
		d.press("ctrl+u")
		d.write("red")
		d.press("enter")
		d.sees("custom:team is saved.", "red")
		if d.app.env.Session.Tokens().Access == before {
			t.Error("the new tokens aren't kept")
		}
		want := []string{"UpdateUserAttributes", "InitiateAuth", "UpdateUserAttributes", "GetUser"}
		if !slices.Contains(d.operations(), "InitiateAuth") {
			want[1] = "GetTokensFromRefreshToken"
		}
		if got := d.operations(); len(got) < 4 || !slices.Equal(got[len(got)-4:], want) {
			t.Errorf("calls %v, want them to end with %v", got, want)
		}
	})
}

// An access token that has expired is refreshed once, whatever the screen.
func TestRotatedSessionIsRefreshedOnTheWay(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := asAccount(t, "rotation-app", "ray", wantSession{})
		before := d.app.env.Session.Tokens()
		d.pool.Advance(10 * time.Minute)
		d.row("Attributes")
		d.waits()
		d.on("attributes")
		d.sees("ray@example.com")
		after := d.app.env.Session.Tokens()
		if after.Access == before.Access || after.Refresh == before.Refresh {
			t.Error("the session was not renewed")
		}
		d.pool.Advance(10 * time.Minute)
		d.pool.Fail("GetTokensFromRefreshToken", 1, "RefreshTokenReuseException", "reused")
		d.press("enter")
		d.waits()
		d.on("signIn")
		d.sees("renewed elsewhere", "ray")
	})
}

func TestSessionSignedOutElsewhere(t *testing.T) {
	t.Parallel()
	for name, out := range map[string]any{"attributes": wantAttributes{}, "password": wantPasswordChange{}, "deletion": wantDeletion{}} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				d := asAccount(t, "account-app", "ray@example.com", wantSession{})
				if err := d.app.env.Client.GlobalSignOut(t.Context(), d.app.env.Session.Tokens().Access); err != nil {
					t.Fatal(err)
				}
				d.opens(out)
				switch d.app.top().(type) {
				case *changePassword:
					d.set("currentPassword", localpool.DemoPassword, "newPassword", "An0ther!pass", "repeat", "An0ther!pass")
					d.submit()
					d.waits()
				case *deleteAccount:
					d.set("name", "ray")
					d.submit()
					d.waits()
				}
				d.on("signIn")
				d.sees("This session was signed out, or the account is gone", "ray@example.com")
			})
		})
	}
}

func TestPasswordIsChanged(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := asAccount(t, "account-app", "ray@example.com", wantPasswordChange{})
		d.sees("○ upper")
		d.write("Wr0ng!pass")
		d.press("tab")
		d.write("An0ther!pass")
		d.sees("✓ upper")
		d.press("tab")
		d.write("An0ther!pass")
		d.press("enter")
		d.on("changePassword")
		d.sees("The current password isn't right.")
		form := formOf(d.app.top())
		if form.Focused() != form.Field("currentPassword") || form.Value("currentPassword") != "" || form.Value("repeat") != "An0ther!pass" {
			t.Errorf("the wrong one isn't cleared alone, or has no focus:\n%s", d.screen())
		}
		d.write(localpool.DemoPassword)
		d.press("enter", "enter", "enter")
		d.on("session")
		d.sees("The password is changed.", "Sessions elsewhere may go on")
		for _, f := range form.Fields {
			if f.Value() != "" {
				t.Errorf("%s still holds what was typed", f.Key)
			}
		}
		d.opens(wantPasswordChange{})
		d.set("currentPassword", "An0ther!pass", "newPassword", localpool.DemoPassword, "repeat", localpool.DemoPassword)
		d.submit()
		d.waits()
		d.sees("was used for this account before")
		if got := formOf(d.app.top()); got.Value("currentPassword") != "An0ther!pass" || got.Value("newPassword") != "" {
			t.Error("the refused one isn't cleared alone")
		}
	})
}

func TestEmptyCurrentPasswordIsAskedAbout(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := asAccount(t, "account-app", "ray@example.com", wantPasswordChange{})
		d.set("newPassword", "An0ther!pass", "repeat", "An0ther!pass")
		d.submit()
		d.sees("Does this account have none yet?")
		calls := len(d.operations())
		d.press("alt+1")
		if len(d.operations()) != calls {
			t.Error("it was sent")
		}
		d.submit()
		d.press("alt+2")
		d.sees("The current password isn't right.")
	})
}

func TestAccountIsDeleted(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := asAccount(t, "account-app", "ray@example.com", wantDeletion{})
		d.sees("This can't be undone", "type ray@example.com or ray.")
		d.write("kay")
		d.press("enter")
		d.sees("This isn't the account's name.")
		d.press("tab", "enter") // the button is off
		if slices.Contains(d.operations(), "DeleteUser") {
			t.Fatal("deleted without its name")
		}
		d.press("shift+tab", "ctrl+u")
		d.write("ray")
		d.press("enter")
		d.on("signIn")
		d.sees("The account ray@example.com is deleted.")
		if d.app.env.Session != nil {
			t.Error("somebody is still signed in")
		}
		d.press("esc")
		d.typeSignIn("ray@example.com")
		d.press("enter")
		d.sees("There is no such user in this pool.")
	})
}

// TestAccountAnswersAreLost shows the way to check behind each call that is
// sent once.
func TestAccountAnswersAreLost(t *testing.T) {
	t.Parallel()
	password := func(d *driver) {
		d.set("currentPassword", localpool.DemoPassword, "newPassword", "An0ther!pass", "repeat", "An0ther!pass")
		d.submit()
	}
	for _, c := range []struct {
		op    string
		out   any
		do    func(*driver)
		says  string
		check func(*driver)
	}{
		{"UpdateUserAttributes", wantAttribute{attribute: cognito.Attribute{Name: "name", Value: "Ray Rhodes"}},
			func(d *driver) { d.set("attribute", "Raymond"); d.submit() }, "go on to look",
			func(d *driver) { d.on("attributes"); d.sees("Raymond") }},
		{"VerifyUserAttribute", wantVerification{attribute: "email"},
			func(d *driver) { d.row("Send a code"); d.press("ctrl+y"); d.submit() }, "go on to look",
			func(d *driver) { d.on("attributes"); d.sees("✓ verified") }},
		{"GetUserAttributeVerificationCode", wantVerification{attribute: "email"},
			func(d *driver) { d.row("Send a code") }, "A code may be on its way",
			func(d *driver) {
				d.press("ctrl+y")
				d.submit()
				d.waits()
				d.on("attributes")
			}},
		{"ChangePassword", wantPasswordChange{}, password, "sign in with the new one",
			func(d *driver) { d.on("signIn"); d.submit(); d.waits(); d.on("session") }},
		{"DeleteUser", wantDeletion{}, func(d *driver) { d.set("name", "ray"); d.submit() }, "The account may be gone: sign in to check.",
			func(d *driver) { d.on("signIn"); d.sees("ray@example.com") }},
	} {
		t.Run(c.op, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				d := asAccount(t, "account-app", "ray@example.com", c.out)
				d.pool.DropAnswer(c.op, 1)
				c.do(d)
				d.waits()
				d.sees(c.says)
				d.lacks("Try again in")
				d.press("alt+1")
				d.waits()
				c.check(d)
			})
		})
	}
}

// TestAccountRefusals shows each screen with a refusal of the service that it
// says in words, nothing typed being lost.
func TestAccountRefusals(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := asAccount(t, "account-app", "ray@example.com", wantAttribute{attribute: cognito.Attribute{Name: "name", Value: "Ray"}})
		d.pool.Fail("UpdateUserAttributes", 1, "UserLambdaValidationException", "CustomMessage failed with error not today.")
		d.set("attribute", "Raymond")
		d.submit()
		d.waits()
		d.sees("The pool refused: not today.", "Raymond")
		d.pool.Fail("DeleteUserAttributes", 10, "InternalErrorException", "")
		d.row("Delete")
		d.press("alt+2")
		d.waits()
		d.sees("The service had an error of its own.")
		d.pool.ClearFaults()
		d.press("alt+2")
		d.waits()
		d.on("attributes")
		d.sees("name is deleted.")
	})
}

// TestHostileAttributes lists and opens attributes whose every text is a
// stranger's.
func TestHostileAttributes(t *testing.T) {
	t.Parallel()
	for what, text := range hostile {
		t.Run(what, func(t *testing.T) {
			inParallel(t, func(t *testing.T) {
				e := &evil{text: text}
				d := evilDriver(t, e, nil)
				d.app.env.Session = session.New(text, cognito.SignedIn{})
				d.opens(wantSession{})
				d.opens(wantAttributes{})
				d.waits()
				s := d.app.top().(*attributes)
				all := cognito.User{Username: text, Attributes: []cognito.Attribute{{Name: text, Value: text}, {Name: "email", Value: text}, {Name: "sub", Value: text}}}
				s.Update(Reply[cognito.User]{Val: all})
				d.sound("attributes")
				for i, a := range all.Attributes {
					d.follow(wantAttribute{a, verifiedMark(all.Attributes, a.Name)})
					d.sound("an attribute " + string(rune('0'+i)))
					if s := d.app.top().(*attribute); s.fixed == "" {
						d.row("Delete")
						d.sound("its deletion")
					}
					d.follow(attributeDone{})
					d.waits()
				}
				d.follow(wantVerification{attribute: "email", delivery: cognito.Delivery{Medium: text, Destination: text}, changed: true})
				d.sound("verify")
				e.set("UserLambdaValidationException", "Trigger failed with error %s.", false)
				for _, out := range []any{wantVerification{attribute: "email"}, wantPasswordChange{}, wantDeletion{}} {
					d.follow(out)
					d.sound("before")
					d.typeHostile("account", text)
					d.press("enter")
					d.waits()
					d.sound("after")
				}
			})
		})
	}
}

// TestAccountTellsNoSecret changes the password and verifies an address, and
// looks in every frame and in the calls for what was typed.
func TestAccountTellsNoSecret(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		pool := demoPool()
		p := &tap{next: pool.Transport(), seen: map[string]string{}}
		var transport http.RoundTripper = p
		d := driverOn(t, pool, optionsFor(t, pool, "account-app", transport))
		d.typeSignIn("ray@example.com")
		d.press("enter")
		d.on("session")
		secrets := []string{localpool.DemoPassword, "Wr0ng!pass", "An0ther!pass"}
		d.watch = func() {
			frame := d.screen()
			for _, secret := range secrets {
				if strings.Contains(frame, secret) {
					t.Errorf("a password is shown:\n%s", frame)
				}
			}
		}
		d.opens(wantPasswordChange{})
		d.set("currentPassword", "Wr0ng!pass", "newPassword", "An0ther!pass", "repeat", "An0ther!pass")
		d.submit()
		d.waits()
		d.press("ctrl+t", "ctrl+t", "f2", "esc")
		d.set("currentPassword", localpool.DemoPassword)
		d.submit()
		d.waits()
		d.on("session")
		if p.seen["An0ther!pass"] != "ProposedPassword" {
			t.Error("the new password wasn't sent")
		}
		d.press("ctrl+t")
		for secret, member := range p.seen {
			if strings.Contains(d.screen(), secret) {
				t.Errorf("%s is shown", member)
			}
		}
	})
}
