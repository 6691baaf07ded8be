package ui

import (
	"errors"
	"strings"
	"testing"

	"cognito-tui/cognito"
	"cognito-tui/cognito/remedy"
	"cognito-tui/cognito/settings"
)

// TestDeskKeys presses each key of the card: it does what the footer and the help say.
func TestDeskKeys(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		key   string
		on    string
		reads string
	}{
		{"enter", "remedyScreen", "Invite again"}, {"1", "remedyScreen", "Invite again"}, {"2", "remedyScreen", "Set a temporary password"},
		{"3", "remedyScreen", "Set a permanent password"}, {"9", "deskUser", "What works"},
		{"d", "deskPage", "Devices"}, {"g", "deskPage", "Groups"}, {"e", "deskPage", "Attributes"}, {"m", "deskPage", "All remedies"},
		{"y", "deskCopy", "The whole card"}, {"f2", "deskDetails", "email_verified"}, {"esc", "home", "What would you like to do?"},
		{"f1", "helpPanel", "preview of that remedy"}, {"ctrl+r", "deskUser", "What works"},
	} {
		t.Run(c.key, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				d := deskDriver(t, "desk-app", nil)
				d.person("ivan")
				d.press(c.key)
				d.waits()
				d.on(c.on)
				d.reads(c.reads)
				if c.on != "deskUser" {
					d.leavesByEsc()
				}
			})
		})
	}
}

// TestCardWithoutRemedies has keys all the same.
func TestCardWithoutRemedies(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := deskDriver(t, "desk-app", nil)
		d.size(80, 24)
		if card := d.person("lola"); len(card.rows()) != 0 {
			t.Fatalf("there is something to do:\n%s", d.screen())
		}
		d.press("down", "down", "up", "y")
		d.on("deskCopy")
		d.press("esc", "enter", "a", "1", "m")
		d.on("deskPage")
	})
}

// TestFactsComeIn shows who it is as soon as that is known, and lets nothing be pressed
// that isn't there yet.
func TestFactsComeIn(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := deskDriver(t, "desk-app", nil)
		release := d.pool.Hold("AdminListGroupsForUser")
		d.run(d.app.top().base().end(wantDeskUser{username: "ivan"}))
		d.send(nil)
		d.settleHeld()
		d.reads("ivan@example.com", "FORCE_CHANGE_PASSWORD", "Reading the groups…")
		d.golden("desk-reading")
		line := func() int { return strings.Count(strings.SplitN(d.body(), "Groups", 2)[0], "\n") }
		before := line()
		for _, k := range []string{"1", "enter", "a", "y", "m", "down", "f2"} {
			d.send(keyOf(t, k))
		}
		d.settleHeld()
		d.on("deskUser")
		release()
		d.waits()
		d.reads("What works", "customers")
		if line() != before {
			t.Errorf("what was on the screen moved:\n%s", d.screen())
		}
		if card := d.app.top().(*deskUser); card.at != "do:invite" {
			t.Errorf("the bar is on %q", card.at)
		}
	})
}

// TestReload reads the person again, and leaves the bar where it is.
func TestReload(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := deskDriver(t, "desk-app", nil)
		card := d.person("ivan")
		d.press("down")
		at := card.at
		if err := applies(d, "ivan", cognito.AddToGroup{Group: "beta"}); err != nil {
			t.Fatal(err)
		}
		d.misses("beta")
		d.press("ctrl+r")
		d.waits()
		d.reads("beta")
		if card.at != at {
			t.Errorf("the bar went from %s to %s", at, card.at)
		}
	})
}

// applies changes somebody from elsewhere.
func applies(d *driver, user string, c cognito.Change) error {
	d.t.Helper()
	_, err := d.app.env.Admin.Apply(d.t.Context(), user, c)
	return err
}

// TestQuestions answers what only the caller can tell: the diagnosis follows, and an
// answer can be taken back.
func TestQuestions(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := deskDriver(t, "desk-app", nil)
		card := d.person("carl")
		d.says(card, "LockedOut", "y")
		d.reads("too many wrong passwords", "yes")
		d.golden("desk-answered")
		if n := d.calls("AdminGetUser"); n != 1 {
			t.Errorf("AdminGetUser was called %d times", n)
		}
		d.says(card, "LockedOut", "n")
		d.misses("too many wrong passwords")
		d.press("a")
		d.golden("desk-asking")
		d.press("y")
		if _, copies := d.app.top().(*deskCopy); copies {
			t.Error("y copies on a question")
		}
	})
}

// TestRemediesSettleAnswers corrects a wrong address: it is wrong no more.
func TestRemediesSettleAnswers(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := deskDriver(t, "desk-app", nil)
		card := d.person("wim")
		d.says(card, "WrongAddress", "y")
		d.reads("The address is wrong")
		d.press("1")
		d.fillsIn([]string{"address", "wim@example.com", "confirm", "wim@exmaple.com"})
		pressIn(d, "submit")
		d.waits()
		d.press("enter")
		d.waits()
		d.on("deskUser")
		d.reads("wim@example.com", "Can sign in")
		d.misses("The address is wrong")
	})
}

// TestUnpermittedReadsAreOff shows what the credentials may not read as off, naming the
// action of IAM, and diagnoses with the rest.
func TestUnpermittedReadsAreOff(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		pool := demoPool()
		for _, op := range []string{"DescribeUserPool", "DescribeUserPoolClient", "AdminListGroupsForUser", "AdminListDevices", "AdminListUserAuthEvents", "ListUsers", "ListGroups"} {
			pool.Fail(op, 100, "AccessDeniedException", "not authorized to perform this")
		}
		d := deskDriverOn(t, pool, "desk-app", nil)
		d.person("ivan")
		d.reads("off: needs cognito-idp:AdminListGroupsForUser", "off: needs cognito-idp:AdminListDevices")
		d.golden("desk-denied")
		d.press("end")
		d.reads("off: needs cognito-idp:DescribeUserPool", "off: needs cognito-idp:ListUsers", "off: needs cognito-idp:AdminListUserAuthEvents")
		d.press("f2")
		d.reads("Not read", "AccessDeniedException")
		d.press("esc", "g", "down", "enter")
		d.waits()
		d.on("remedyScreen")
		if formOf(d.app.top()).Field("group").Choice() {
			t.Error("the group is chosen from a list that can't be read")
		}
	})
}

// TestUnpermittedRemediesAreOff: what was refused to the credentials once is off, with
// the action of IAM, until the card is read anew.
func TestUnpermittedRemediesAreOff(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		const off = "off: not allowed, needs cognito-idp:AdminConfirmSignUp"
		pool := demoPool()
		pool.Fail("AdminConfirmSignUp", 1, "AccessDeniedException", "not authorized to perform this")
		d := deskDriverOn(t, pool, "desk-app", nil)
		d.person("uma")
		d.misses(off)
		confirm := func() {
			d.press("2")
			d.on("remedyScreen")
			d.reads("Confirm sign-up")
			pressIn(d, "submit")
			d.waits()
		}
		confirm()
		d.reads("cognito-idp:AdminConfirmSignUp")
		d.press("esc")
		d.waits()
		d.reads(off)
		confirm()
		d.on("remedyScreen")
		d.reads("Off: not allowed, needs cognito-idp:AdminConfirmSignUp")
		d.press("esc", "ctrl+r")
		d.waits()
		d.misses(off)
		confirm()
		d.reads("Done: Confirm sign-up")
	})
}

// TestPersonNotPermitted opens somebody whom AdminGetUser may not read: as the list
// told them, else not at all.
func TestPersonNotPermitted(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		pool := demoPool()
		pool.Fail("AdminGetUser", 100, "AccessDeniedException", "not authorized to perform this")
		d := deskDriverOn(t, pool, "desk-app", nil)
		found, err := d.app.env.Admin.FindUsers(t.Context(), cognito.Filter{Attribute: "username", Value: "theo"}, 1)
		if err != nil || len(found) != 1 {
			t.Fatal(found, err)
		}
		d.follow(wantDeskUser{username: "theo", user: found[0]})
		d.waits()
		d.reads("theo@example.com", "off: needs cognito-idp:AdminGetUser")
		d.golden("desk-listed")
		d.press("esc")
		d.person("theo")
		d.reads("Your AWS credentials may not do this.", "cognito-idp:AdminGetUser")
		d.golden("desk-unreadable")
		d.press("ctrl+r")
		d.waits()
		d.leavesByEsc()
	})
}

// refreshes notes what a list is told of a person.
type refreshes struct {
	textScreen
	users []cognito.FoundUser
	gone  []bool
}

func (r *refreshes) hear(event any) {
	if b, ok := event.(readBack); ok {
		r.users, r.gone = append(r.users, b.user), append(r.gone, b.gone)
	}
}

// TestListHearsOfRemedies tells the search what a remedy left, as read back.
func TestListHearsOfRemedies(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := deskDriver(t, "desk-app", nil)
		list := &refreshes{textScreen: textScreen{Base: newBase(d.app.env)}}
		d.app.stack = append(d.app.stack, list)
		d.follow(wantDeskUser{username: "dean"})
		d.waits()
		d.press("1", "y")
		d.waits()
		d.reads("Done: Enable", "no → yes")
		if len(list.users) != 1 || !list.users[0].Enabled || list.users[0].Username != "dean" || list.gone[0] {
			t.Fatalf("the list heard %v %v", list.users, list.gone)
		}
		d.press("enter")
		d.waits()
		d.follow(wantRemedy{id: remedy.Delete, of: d.app.top().(*deskUser).person})
		d.fillsIn([]string{"confirm", "dean@example.com"})
		pressIn(d, "submit")
		d.waits()
		if n := len(list.users); n != 2 || !list.gone[1] || list.users[1].Username != "dean" {
			t.Fatalf("the list heard %v %v", list.users, list.gone)
		}
	})
}

// TestCopyOfTheCard copies the parts of the card, and the whole as text.
func TestCopyOfTheCard(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := deskDriver(t, "desk-app", nil)
		var copied string
		d.app.env.Copy = func(text string) (string, error) { copied = text; return "Copied.", nil }
		card := d.person("ivan")
		d.press("y")
		d.golden("desk-copy")
		for _, want := range []string{"ivan@example.com", card.user().Sub, "ivan"} {
			d.press("enter")
			d.waits()
			if copied != want {
				t.Errorf("copied %q, not %q", copied, want)
			}
			d.press("down")
		}
		d.press("enter")
		d.waits()
		d.reads("Copied.")
		for _, part := range []string{"ivan@example.com", "FORCE_CHANGE_PASSWORD", "Can't sign in", "Invite again", "What doesn't, and why"} {
			if !strings.Contains(copied, part) {
				t.Errorf("the card as text lacks %q:\n%s", part, copied)
			}
		}
		if strings.ContainsAny(copied, "\x1b▌") {
			t.Errorf("the card as text holds what only a screen draws:\n%q", copied)
		}
	})
}

// TestDeskWithoutCredentials says so in place of a person.
func TestDeskWithoutCredentials(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := whyDriver(t, "demo-app", noCredentials, nil)
		d.person("ann@example.com")
		d.reads("This needs AWS credentials, and none were found.")
		d.leavesByEsc()
		if d.app.env.Settings.Get(settings.UserPoolID) == "" {
			t.Fatal(errors.New("the test has no pool"))
		}
	})
}
