package ui

import (
	"slices"
	"strings"
	"testing"

	"cognito-tui/cognito"
	"cognito-tui/cognito/session"
)

// TestWaitingValueIsKept changes an email twice: what waits is told until its code
// is entered, and no longer than the session.
func TestWaitingValueIsKept(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := asAccount(t, "account-app", "penny@example.com", wantAttributes{})
		change := func(to string) {
			t.Helper()
			d.row("email")
			d.press("ctrl+u")
			d.write(to)
			d.press("enter")
			d.on("verifyAttribute")
			d.press("esc")
			d.on("attributes")
		}
		change("first@example.com")
		d.reads("waiting: first@example.com until its code is entered")
		change("penny2@example.com")
		d.reads("waiting: penny2@example.com until its code is entered")
		d.misses("first@example.com")
		d.row("email")
		d.reads("Waiting: penny2@example.com until its code is entered; the old one works until then.")
		d.row("I have a code")
		d.reads("penny2@example.com waits: entering its code puts it in place of penny@example.com.")
		d.press("ctrl+y", "enter")
		d.on("attributes")
		d.reads("penny2@example.com ✓ verified")
		d.misses("waiting")
		change("penny3@example.com")
		d.reads("waiting: penny3@example.com")
		d.opens(sessionEnded{user: "penny2@example.com"})
		d.comesIn("penny2@example.com")
		d.opens(wantAttributes{})
		d.misses("waiting")
	})
}

// TestCodeForAnotherAddress is sent a code to a new value that another session set.
func TestCodeForAnotherAddress(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := asAccount(t, "account-app", "penny@example.com", wantAttributes{})
		d.row("email")
		d.row("Send a code to verify")
		d.on("verifyAttribute")
		d.reads("If a new value is waiting, the code went to that one", "puts it in place of the old")

		d = asAccount(t, "account-app", "perry@example.com", wantAttributes{})
		d.row("email")
		d.row("Send a code to verify")
		d.on("verifyAttribute")
		d.reads("A code went to r***@e***", "That isn't perry@example.com: a new value waits, and entering the code puts it in place of the old one.")
	})
}

func TestFirstPhoneNumber(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := asAccount(t, "account-app", "penny@example.com", wantAttributes{})
		d.row("Add an attribute")
		d.set("name", "phone_number", "attribute", "+15550107777")
		d.submit()
		d.waits()
		d.on("verifyAttribute")
		d.reads("There is no value until the code is entered.")
		d.misses("The old value stays")
		d.press("esc")
		d.on("attributes")
		d.reads("waiting: +15550107777")
	})
}

// TestBlanksOfAValue keeps those at its ends, and says what is wrong with others.
func TestBlanksOfAValue(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := asAccount(t, "account-app", "ray@example.com", wantAttributes{})
		d.row("custom:team")
		d.set("attribute", "   ")
		d.submit()
		d.sees("These are blanks alone: type a value.")
		d.set("attribute", " red ")
		d.submit()
		d.waits()
		d.on("attributes")
		if got := d.attributeIs("custom:team"); got != " red " {
			t.Errorf("the value is %q, want it as typed", got)
		}
		d.row("email")
		d.set("attribute", "ray2@example.com ")
		d.submit()
		d.sees("There is a blank before or after it")
	})
}

// TestListStays closes a panel over the attributes: nothing is read, and the focus
// is where it was.
func TestListStays(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := asAccount(t, "account-app", "ray@example.com", wantAttributes{})
		d.press("down", "down", "down")
		form := formOf(d.app.top())
		at, read := form.At(), d.calls("GetUser")
		if at == 0 {
			t.Fatal("the focus doesn't move")
		}
		d.press("f1")
		d.press("esc")
		d.on("attributes")
		if got := d.calls("GetUser"); got != read {
			t.Errorf("GetUser was called %d times more", got-read)
		}
		if form.At() != at {
			t.Errorf("the focus is on %d, want %d", form.At(), at)
		}
		s := d.app.top().(*attributes)
		key := s.form.Buttons[at].Key
		s.list = slices.DeleteFunc(slices.Clone(s.list), func(a cognito.Attribute) bool { return a.Name == s.form.Buttons[1].Key })
		s.fill()
		if got := s.form.Buttons[s.form.At()].Key; got != key {
			t.Errorf("after the row above went the focus is on %q, want %q", got, key)
		}
	})
}

// TestEndsOfAColumn goes to the first and the last button.
func TestEndsOfAColumn(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := asAccount(t, "account-app", "ray@example.com", wantSession{})
		for _, out := range []any{wantSession{}, wantAttributes{}} {
			d.opens(out)
			d.waits()
			form := formOf(d.app.top())
			d.press("end")
			if form.At() != len(form.Buttons)-1 {
				t.Errorf("%T: end leads to %d of %d", out, form.At(), len(form.Buttons))
			}
			d.press("home")
			if form.At() != 0 {
				t.Errorf("%T: home leads to %d", out, form.At())
			}
			var help []string
			for _, group := range d.app.top().FullHelp() {
				for _, b := range group {
					help = append(help, b.Help().Key)
				}
			}
			if !slices.Contains(help, "home") || !slices.Contains(help, "end") {
				t.Errorf("%T: the help has %v", out, help)
			}
		}
	})
}

// TestHubReadsAgain comes back from the factors, which were changed there.
func TestHubReadsAgain(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.comesIn("max@example.com")
		d.misses("EMAIL_OTP")
		d.choose("Factors")
		d.waits()
		d.choose("Turn on codes by email")
		d.waits()
		d.press("esc")
		d.waits()
		d.on("session")
		d.reads("EMAIL_OTP")
	})
}

// TestSignOutEverywhereAsks first; the sign-in after a lost answer tells of it.
func TestSignOutEverywhereAsks(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := asAccount(t, "account-app", "ray@example.com", wantSession{})
		d.choose("Sign out everywhere")
		d.reads("? Sign out everywhere?", "Every session of this user ends")
		d.press("enter") // No has the focus
		if n := d.calls("GlobalSignOut"); n != 0 {
			t.Fatalf("called %d times before the question was answered", n)
		}
		d.pool.DropAnswer("GlobalSignOut", 1)
		d.choose("Sign out everywhere")
		d.press("alt+2")
		d.waits()
		d.on("signIn")
		d.sees("Signing out everywhere was asked for here")
		d.lacks("This session was signed out;")
	})
}

// TestSignOutEverywhereRefused: a sign-out that the service refused isn't the reason
// why the session ends later.
func TestSignOutEverywhereRefused(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := asAccount(t, "account-app", "ray@example.com", wantSession{})
		d.pool.Fail("GlobalSignOut", 1, "ForbiddenException", "")
		d.choose("Sign out everywhere")
		d.press("alt+2")
		d.waits()
		d.on("session")
		if err := d.app.env.Client.GlobalSignOut(t.Context(), d.app.env.Session.Tokens().Access); err != nil {
			t.Fatal(err)
		}
		d.choose("Read again")
		d.waits()
		d.on("signIn")
		d.lacks("was asked for here")
	})
}

// TestSignOutHereWithoutARefreshToken has nothing to revoke.
func TestSignOutHereWithoutARefreshToken(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := asAccount(t, "account-app", "ray@example.com", wantSession{})
		set := d.app.env.Session.Tokens()
		set.Refresh = ""
		d.app.env.Session = session.New(d.app.env.Session.User, cognito.SignedIn{Tokens: set})
		d.choose("Sign out here")
		d.waits()
		d.on("signIn")
		d.sees("There was no refresh token to revoke")
		if n := d.calls("RevokeToken"); n != 0 {
			t.Errorf("RevokeToken was called %d times", n)
		}
	})
}

// TestSamePasswordIsThePoolsToJudge asks the pool, whose policy may allow it.
func TestSamePasswordIsThePoolsToJudge(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := asAccount(t, "account-app", "ray@example.com", wantPasswordChange{})
		d.set("currentPassword", "Passw0rd!", "newPassword", "Passw0rd!", "repeat", "Passw0rd!")
		d.submit()
		d.waits()
		if n := d.calls("ChangePassword"); n != 1 {
			t.Errorf("ChangePassword was called %d times, want once", n)
		}
		d.lacks("This is the current password.")
	})
}

// TestReplacingAnApp says that the old one works until then.
func TestReplacingAnApp(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.comesIn("max@example.com")
		d.follow(wantFactors{})
		d.waits()
		d.choose("Replace the authenticator app")
		d.waits()
		d.on("totpReplace")
		d.reads("Replace the authenticator app")
		d.misses("Set up an authenticator app")
		if want := "The old app works until the new one is proved."; d.app.top().(*totpReplace).lead != want {
			t.Errorf("the lead is %q, want %q", d.app.top().(*totpReplace).lead, want) // it is wrapped beside the QR code
		}
	})
}

// TestWhatRunsIsSaidOnItsButton deletes an attribute, not Save.
func TestWhatRunsIsSaidOnItsButton(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := asAccount(t, "account-app", "ray@example.com", wantAttribute{attribute: cognito.Attribute{Name: "custom:team", Value: "blue"}})
		d.row("Delete")
		d.press("tab")
		s := d.app.top().(*attribute)
		s.form.Offers[1].Do() // its command isn't run: the call is in flight
		if body := d.body(); !strings.Contains(body, "Save") || !strings.Contains(body, "Deleting…") {
			t.Errorf("while deleting:\n%s", body)
		}
	})
}

// TestHubTellsWhatItLeavesOut at the smallest size.
func TestHubTellsWhatItLeavesOut(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := asAccount(t, "account-app", "ray@example.com", wantSession{})
		d.size(80, 24)
		s := d.app.top().(*Session)
		d.press("home")
		left := len(s.account.Attributes) - len(s.attributesFitting())
		if left == 0 {
			t.Fatal("all attributes fit")
		}
		d.sees(string(rune('0'+left)) + " more under Attributes")
		d.size(120, 50)
		d.lacks("more under Attributes")
	})
}

// TestDeletionDropsTheDevice drops what is kept for either name.
func TestDeletionDropsTheDevice(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "device-app")
		d.rememberedAs("dev@example.com")
		d.app.env.Session.User = "an alias" // the pool's own name is another
		kept, pool, names := d.app.env.Devices, d.app.env.poolID(), []string{"an alias", d.app.env.Session.Username()}
		for _, name := range names {
			if err := kept.Put(pool, name, cognito.Device{Key: "us-east-1_x"}); err != nil {
				t.Fatal(err)
			}
		}
		d.follow(wantDeletion{})
		d.set("name", "an alias")
		d.submit()
		d.waits()
		d.on("signIn")
		for _, name := range names {
			if _, ok := kept.Get(pool, name); ok {
				t.Errorf("a device is still kept for %s", name)
			}
		}
	})
}

// TestRefreshAfterForgettingTheDevice ends the session, for a reason that is known.
func TestRefreshAfterForgettingTheDevice(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "device-app")
		d.rememberedAs("dev@example.com")
		d.opens(wantDevices{})
		s := d.app.top().(*deviceList)
		d.choose(s.form.Buttons[len(s.form.Buttons)-1].Label)
		d.press("alt+2")
		d.waits()
		d.opens(wantTokens{})
		d.press("r")
		d.waits()
		d.on("signIn")
		d.reads("This session's device was forgotten here: without it the session can't be refreshed.")
	})
}
