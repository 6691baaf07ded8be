package ui

import (
	"testing"
)

// TestNobodyFound asks once more for a name that nobody was found by: the card of
// somebody who isn't there, from which they are created and the list hears of them.
func TestNobodyFound(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := deskDriver(t, "desk-app", nil)
		d.press("5")
		d.write("newt@example.com")
		d.press("enter")
		d.waits()
		d.reads("Nobody was found", "Enter once more")
		if n := d.calls("AdminGetUser"); n != 0 {
			t.Fatalf("the search called AdminGetUser %d times", n)
		}
		d.press("enter")
		d.waits()
		d.on("deskUser")
		d.reads("there is no user newt@example.com")
		d.press("n")
		d.waits()
		d.set("username", "newt")
		pressIn(d, "submit")
		d.press("enter")
		d.waits()
		d.press("enter")
		d.waits()
		d.on("deskUser")
		d.reads("newt@example.com", "FORCE_CHANGE_PASSWORD")
		d.press("esc", "esc")
		d.waits()
		d.on("findScreen")
		d.reads("newt@example.com")
	})
}

// TestNobodyToAskFor tells texts that can name somebody from those that can't.
func TestNobodyToAskFor(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := deskDriver(t, "desk-app", nil)
		d.press("5")
		for text, want := range map[string]string{"nobody": "nobody", "+1 555 019-9999": "+15550199999", "Nobody Atall": "",
			"custom:team=none": "", " nobody@example.com ": "nobody@example.com"} {
			d.press("ctrl+u")
			d.write(text)
			d.press("enter")
			d.waits()
			if got := d.app.top().(*findScreen).nobody(); got != want {
				t.Errorf("%q asks for %q, not %q", text, got, want)
			}
		}
		d.write("x")
		if got := d.app.top().(*findScreen).nobody(); got != "" {
			t.Errorf("another text asks for %q before it is looked for", got)
		}
	})
}

// TestPersonOfTheList opens somebody from the list, changes them, and finds them in the
// list as read back.
func TestPersonOfTheList(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := deskDriver(t, "desk-app", nil)
		d.press("5")
		d.write("dean")
		d.press("enter")
		d.waits()
		d.press("enter")
		d.waits()
		d.on("deskUser")
		d.press("1", "enter")
		d.waits()
		d.reads("no → yes")
		d.press("enter")
		d.waits()
		d.press("esc")
		d.on("findScreen")
		if u := d.app.top().(*findScreen).table.At(0); u.Username != "dean" || !u.Enabled {
			t.Errorf("the list has %+v", u)
		}
		if n := d.calls("AdminGetUser"); n != 3 { // opened, before the change, after it
			t.Errorf("AdminGetUser was called %d times", n)
		}
	})
}
