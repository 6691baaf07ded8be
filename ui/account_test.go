package ui

import (
	"testing"
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/localpool"
)

// accountOf signs a user of the account pool in.
func accountOf(t *testing.T, client, user string) *driver {
	t.Helper()
	d := newDriver(t, client)
	d.signIn(user)
	return d
}

// opens presses a button of the top screen, and waits.
func (d *driver) opens(button string, want Screen) {
	d.t.Helper()
	pressIn(d, button)
	d.waits()
	d.on(want)
}

// openAttribute opens the attribute of this name from the list.
func (d *driver) openAttribute(name string) {
	d.t.Helper()
	list := d.app.top().(*attributes)
	for i, a := range list.list {
		if a.Name == name {
			d.opens("at:"+string(rune('0'+i)), &attribute{})
			return
		}
	}
	d.t.Fatalf("no attribute %s:\n%s", name, d.screen())
}

func TestAttributes(t *testing.T) {
	d := accountOf(t, "account-app", "ray")
	d.opens("attributes", &attributes{})
	d.sees("custom:team", "blue", "✓ verified", "can't be changed once it is set", "sub", "the pool's")
	d.openAttribute("custom:team")
	d.press("ctrl+u")
	d.write("green")
	d.press("enter")
	d.waits()
	d.on(&attributes{})
	d.sees("custom:team is saved", "green")
	d.openAttribute("custom:team")
	pressIn(d, "delete")
	d.sees("Delete custom:team?")
	d.press("alt+2")
	d.waits()
	d.sees("custom:team is deleted")
	d.lacks("green")
	d.opens("add", &attribute{})
	d.press("tab", "enter")
	d.sees("Give the attribute's name.", "Type a value")
	d.app.top().(*attribute).form.FocusField("name")
	d.write("nickname")
	d.press("tab")
	d.write("Ray-Ray")
	d.press("enter")
	d.waits()
	d.sees("nickname is saved", "Ray-Ray")
	d.openAttribute("custom:employee")
	d.sees("Not writable")
	d.press("ctrl+u")
	d.write("7")
	d.press("enter")
	d.waits()
	d.on(&attribute{})
	d.sees("✗")
	if got := d.app.top().(*attribute).form.Value("value"); got != "7" {
		t.Errorf("what was typed is lost: %q", got)
	}
}

func TestWritePermissions(t *testing.T) {
	d := accountOf(t, "limited-app", "ray")
	d.opens("attributes", &attributes{})
	d.sees("this app client may not write it")
}

// A new email waits for its code, and the old one stays until then.
func TestPendingEmail(t *testing.T) {
	d := accountOf(t, "account-app", "ray")
	d.opens("attributes", &attributes{})
	d.openAttribute("email")
	d.sees("A new value waits for the code")
	d.press("ctrl+u")
	d.write("ray.new@example.com")
	d.press("enter")
	d.waits()
	d.on(&verifyAttribute{})
	d.sees("A code went to r***@e***", "Until it is entered", "Send again in")
	d.press("esc")
	d.waits()
	d.on(&attributes{})
	d.sees("ray@example.com")
	d.lacks("ray.new@")
	d.openAttribute("email")
	d.press("ctrl+u")
	d.write("ray.new@example.com")
	d.press("enter")
	d.waits()
	d.write("000000")
	d.press("enter")
	d.waits()
	d.on(&verifyAttribute{})
	d.sees("✗")
	d.press("ctrl+y", "enter")
	d.waits()
	d.on(&attributes{})
	d.sees("Email is verified", "ray.new@example.com · ✓ verified")
}

// perry's pending email is another user's alias.
func TestAliasTaken(t *testing.T) {
	d := accountOf(t, "account-app", "perry")
	d.opens("attributes", &attributes{})
	d.openAttribute("email")
	d.press("ctrl+u")
	d.write("ray@example.com")
	d.press("enter")
	d.waits()
	d.press("ctrl+y", "enter")
	d.waits()
	d.on(&verifyAttribute{})
	d.sees("AliasExistsException")
}

func TestChangePassword(t *testing.T) {
	d := accountOf(t, "account-app", "ray")
	d.opens("password", &changePassword{})
	fill := func(current, next, repeat string) {
		s := d.app.top().(*changePassword)
		for key, value := range map[string]string{"password": current, "newPassword": next, "repeat": repeat} {
			s.form.Field(key).Set(value)
		}
		s.form.FocusField("repeat")
		d.press("enter")
		d.waits()
	}
	fill("", "N3w-passw0rd", "other")
	d.sees("Type the password that is in use.", "The passwords differ")
	fill("wr0ng-Password", "N3w-passw0rd", "N3w-passw0rd")
	d.on(&changePassword{})
	d.sees("✗", "✓ 8 characters")
	if s := d.app.top().(*changePassword); s.form.Value("password") != "" || s.form.Value("newPassword") == "" {
		t.Errorf("the current password alone is to be cleared:\n%s", d.screen())
	}
	fill(localpool.DemoPassword, "N3w-passw0rd", "N3w-passw0rd")
	d.on(&session{})
	d.sees("The password is changed.")
}

func TestDeleteAccount(t *testing.T) {
	d := accountOf(t, "account-app", "ray")
	d.opens("delete", &deleteAccount{})
	d.write("someone")
	d.press("enter")
	d.sees("This is not the name of who is signed in")
	d.press("ctrl+u")
	d.write("ray")
	d.pool.DropAnswer("DeleteUser", 3)
	d.press("enter")
	d.waits()
	d.on(&deleteAccount{})
	d.sees("✗")
	d.press("tab", "enter") // the button again: the token is of nobody now
	d.waits()
	d.on(&signIn{})
	d = accountOf(t, "account-app", "kay")
	d.opens("delete", &deleteAccount{})
	d.write("kay")
	d.press("enter")
	d.waits()
	d.on(&home{})
	d.sees("The account kay is deleted.", "not signed in")
}

// An access token that has expired is refreshed once, whatever the screen.
func TestExpiredTokenIsRefreshed(t *testing.T) {
	d := accountOf(t, "rotation-app", "ray")
	before := d.app.env.Session.Tokens
	d.pool.Advance(10 * time.Minute)
	d.opens("attributes", &attributes{})
	d.sees("ray@example.com")
	after := d.app.env.Session.Tokens
	if after.Access == before.Access || after.Refresh == before.Refresh {
		t.Error("the session was not renewed")
	}
	d.pool.Advance(10 * time.Minute)
	d.pool.Fail("GetTokensFromRefreshToken", 1, "RefreshTokenReuseException", "reused")
	d.press("enter")
	d.waits()
	d.on(&signIn{})
	d.sees("renewed elsewhere", "ray")
}

func TestHostileAttribute(t *testing.T) {
	d := accountOf(t, "account-app", "ray")
	d.opens("attributes", &attributes{})
	list := d.app.top().(*attributes)
	list.list = []cognito.Attribute{{Name: "na\x1b[31mme", Value: "\x1b]52;c;x\x07\u202eabc"}, {Name: "email", Value: "\x1b[2Jx@y"}}
	list.fill()
	d.sees("na␛[31mme")
	d.openAttribute("na\x1b[31mme")
	d.golden("attribute-hostile")
}

func TestGoldenAccount(t *testing.T) {
	d := accountOf(t, "account-app", "ray")
	d.opens("attributes", &attributes{})
	d.golden("attributes")
	d.openAttribute("email")
	d.golden("attribute-email")
	d.press("ctrl+u")
	d.write("ray.new@example.com")
	d.press("enter")
	d.waits()
	d.golden("attribute-verify")
	d.write("000000")
	d.press("enter")
	d.waits()
	d.golden("attribute-verify-wrong")
	d.press("esc")
	d.waits()
	d.opens("add", &attribute{})
	d.golden("attribute-add")
	d.press("esc")
	d.waits()
	d.press("esc")
	d.waits()
	d.opens("password", &changePassword{})
	d.golden("change-password")
	d.press("esc")
	d.waits()
	d.opens("delete", &deleteAccount{})
	d.write("someone")
	d.press("enter")
	d.golden("delete-account")
}
