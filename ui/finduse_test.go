package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/find"
)

// listed are the user names of the table, in its order.
func (d *driver) listed() (names []string) {
	for i := range d.find().table.Len() {
		names = append(names, d.find().table.At(i).Username)
	}
	return names
}

func (d *driver) lists(names ...string) {
	d.t.Helper()
	if got := d.listed(); !slices.Equal(got, names) {
		d.t.Fatalf("%q are listed, want %q\n%s", got, names, d.screen())
	}
}

func TestFindThePerson(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := desk(t, 0)
		for text, want := range map[string][]string{
			"ann.archer@example.com": {"ann"}, "ANN.ARCHER@EXAMPLE.COM": {"ann"}, "+1 (555) 010-1234": {"ann"}, "una": {"una"}, "Archer": {"ann", "dan"},
			"custom:team=red": {"zed", "dan"}, "status=disabled": {"dan"}, "UNA": {"una"}, "zimmer zed": {"zed"}, "nobody": nil,
		} {
			d.seek(text)
			got := d.listed()
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("%q lists %q, want %q", text, got, want)
			}
		}
		for _, e := range d.app.env.Log.Snapshot() {
			if e.Op == "AdminGetUser" {
				t.Error("AdminGetUser was called: the user is billed for the month")
			}
		}
	})
}

func TestFindBadTexts(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := desk(t, 0)
		calls := len(d.app.env.Log.Snapshot())
		d.paste(strings.Repeat("x", 10_000))
		d.press("enter")
		d.sees("too long")
		d.seek("custom:team=")
		d.sees("type it behind")
		if n := len(d.app.env.Log.Snapshot()); n != calls {
			t.Errorf("%d calls were made", n-calls)
		}
		d.press("ctrl+u")
		d.paste("an\x00n\x1b[31m")
		d.sees("control characters")
		d.seek(`a"b\c" or "x`)
		d.sees("Nobody was found")
		d.press("ctrl+u")
		d.paste("  ann\n")
		d.press("enter")
		d.lists("ann")
	})
}

// A text's facets narrow what is there; those of the empty line are the service's to
// narrow by, unless everybody is there.
func TestFindFacets(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := desk(t, 0)
		d.seek("archer")
		calls := len(d.app.env.Log.Snapshot())
		d.press("d")
		d.lists("ann")
		d.press("d")
		d.lists("dan")
		d.press("d", "t", "t")
		d.lists("ann", "dan")
		d.press("t")
		d.lists()
		d.sees("Nobody of those found is so")
		if n := len(d.app.env.Log.Snapshot()); n != calls {
			t.Errorf("narrowing made %d calls", n-calls)
		}
		d.press("t", "t", "t")

		d.find().form.FocusField("status")
		d.press("right")
		d.seek("")
		d.lists("una")
		if e := d.app.env.Log.Newest(); !strings.Contains(e.About, "UNCONFIRMED") && d.find().progress.Read != 1 {
			t.Errorf("the service gave %d users", d.find().progress.Read)
		}
		d.press("t") // the others were never read
		d.lists("zed", "ann", "dan")
		if !d.find().onTable() {
			t.Error("the focus went elsewhere")
		}
		d.press("shift+tab", "shift+tab", "left", "left")
		d.lists("zed", "ann", "una", "dan", "evil")
		if f := d.find().form.Focused(); f == nil || f.Key != "status" {
			t.Error("the focus went elsewhere")
		}
	})
}

func TestFindMarks(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := desk(t, 0)
		d.seek("")
		d.press("j", " ", " ")
		d.sees("● 2 marked")
		d.press("a")
		d.sees("● 5 marked")
		d.press("a")
		d.lacks("marked")
		d.press("k", " ")
		var left []any
		_ = d.find().Update(keyOf(t, "b"))
		_ = d.find().Update(keyOf(t, "enter"))
		for _, e := range d.app.env.ended {
			left = append(left, e.outcome)
		}
		d.app.env.ended = nil
		many, ok := left[0].(wantMany)
		one, also := left[1].(wantDeskUser)
		if !ok || !also || len(many.users) != 1 || one.username == "" || one.user.Username != one.username || len(one.user.Attributes) == 0 {
			t.Fatalf("it ends with %+v", left)
		}
		d.seek("ann")
		d.sees("1 mark went with the list before")
		d.seek("una")
		d.lacks("went with")
	})
}

// The list is behind for a while; what was read of a user meanwhile stands.
func TestFindHidesEventualConsistency(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := desk(t, 0)
		d.seek("archer")
		d.press("j")
		ann, dan := d.find().table.At(0), d.find().table.At(1)
		dan.Enabled, dan.Status, dan.Modified = true, "RESET_REQUIRED", dan.Modified.Add(time.Second)
		d.find().hear(readBack{dan, false})
		d.sees("RESET_REQUIRED")
		d.find().hear(readBack{ann, true})
		d.lists("dan")
		d.seek("archer") // the pool knows nothing of it
		d.lists("dan")
		d.sees("RESET_REQUIRED")
		d.find().hear(readBack{cognito.FoundUser{Username: "stranger"}, false})
		d.lists("dan")
	})
}

func TestFindEverywhere(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := desk(t, 3500) // more than are read without being asked
		d.seek("zim")
		d.lists("zed")
		d.sees("3,505 users read") // no attribute begins with it
		d.seek("an")
		d.lists("ann")
		d.sees("w reads every user")
		d.press("w")
		d.lists("ann", "dan")
		d.sees("✓ 2 found")
		d.press("w")
		d.on("findScreen")
	})
}

// w while the filters are still asked has everybody read afterwards.
func TestFindEverywhereAtOnce(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := desk(t, 3500)
		d.find().form.FocusField("find")
		d.write("ann")
		release := d.pool.Hold("ListUsers")
		d.pressHeld("enter")
		d.press("w")
		release()
		d.settle()
		d.sees("users read")
		if d.find().progress.Read < 3505 {
			t.Errorf("%d were read", d.find().progress.Read)
		}
	})
}

func TestFindEndedToken(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := desk(t, 400)
		release := d.holdPage(3)
		d.pressHeld("enter")
		d.pool.Advance(2 * time.Hour)
		release()
		d.settle()
		d.sees("✓ 405 found · 405 users read", "the list had expired")
	})
}

// Leaving the screen ends its calls, and what comes late is dropped.
func TestFindIsLeft(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := desk(t, 400)
		release := d.holdPage(3)
		d.pressHeld("enter")
		s := d.find()
		d.run(s.end(goHome{}))
		d.send(nil)
		if s.ctx.Err() == nil {
			t.Error("the search goes on")
		}
		release()
		d.settle()
		d.on("home")
	})
}

// A search that takes the place of another one isn't disturbed by it.
func TestFindAnew(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := desk(t, 0)
		release := d.pool.Hold("ListUsers")
		d.pressHeld("enter")
		s := d.find()
		s.form.FocusField("find")
		for _, r := range "una" {
			d.send(keyOf(t, string(r)))
		}
		d.pressHeld("enter")
		release()
		d.settle()
		d.lists("una")
		if s.state != finished {
			t.Errorf("it is in state %d:\n%s", s.state, d.screen())
		}
	})
}

// Facets that are turned while everybody is read have the service read fewer; with a
// text the search goes on.
func TestFindFacetsUnderWay(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := desk(t, 400)
		release := d.holdPage(3)
		d.pressHeld("enter")
		d.send(keyOf(t, "t"))
		release()
		d.settle()
		d.lists("una")
		if d.find().progress.Read != 1 {
			t.Errorf("%d were read", d.find().progress.Read)
		}
		d.send(keyOf(t, "/"))
		for _, r := range "archer" {
			d.send(keyOf(t, string(r)))
		}
		release = d.pool.Hold("ListUsers")
		d.pressHeld("enter")
		runs := d.find().runs
		d.send(keyOf(t, "t"))
		release()
		d.settle()
		d.lists("ann", "dan")
		if d.find().runs != runs {
			t.Error("the search began anew")
		}
	})
}

// A search goes on under a panel.
func TestFindUnderAPanel(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := desk(t, 400)
		release := d.holdPage(2)
		d.pressHeld("enter")
		d.send(keyOf(t, "ctrl+t"))
		release()
		d.settle()
		d.on("callsPanel")
		d.press("esc")
		d.sees("✓ 405 found")
	})
}

// The bar stays with its user while others come, and the order changes.
func TestFindBarStays(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := desk(t, 400)
		d.seek("")
		d.press("end", "k", "k")
		name := d.find().barred
		d.press("s", "S", "s")
		if u := d.find().table.At(d.find().at); u.Username != name {
			t.Errorf("the bar went from %s to %s", name, u.Username)
		}
		d.sees(name)
	})
}

// TestHostileFind draws rows full of what strangers may write.
func TestHostileFind(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := desk(t, 0)
		var users []cognito.FoundUser
		for name, text := range hostile {
			users = append(users, cognito.FoundUser{Username: text, Status: text, Sub: text, Attributes: []cognito.Attribute{
				{Name: "email", Value: name + text}, {Name: "name", Value: text}, {Name: "phone_number", Value: text}, {Name: "custom:" + text, Value: text}}})
		}
		d.seek("")
		d.find().add(users)
		for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
			d.size(size[0], size[1])
			for range d.find().table.Len() {
				if wrong := faultyFrame(d.app.View(), size[0], size[1]); wrong != "" {
					t.Fatalf("at %v: %s\n%q", size, wrong, d.app.View())
				}
				d.press("j")
			}
			d.press("home", "s")
		}
	})
}

// BenchmarkFindKeyToFrame is a key and the frame after it, with 100,000 users in the
// table.
func BenchmarkFindKeyToFrame(b *testing.B) {
	pool := demoPool()
	t := &testing.T{}
	app := New(optionsFor(t, pool, "demo-app", pool.Transport()))
	defer app.quit()
	app.w, app.h = 120, 40
	s := newFind(app.env, "")
	app.stack = append(app.stack, s)
	app.resize()
	var users []cognito.FoundUser
	for i := range 100_000 {
		name := fmt.Sprintf("user%06d", i*7919%100_000)
		users = append(users, cognito.FoundUser{Username: name, Status: "CONFIRMED", Enabled: true, Created: time.Unix(int64(i), 0), Attributes: []cognito.Attribute{
			{Name: "email", Value: name + "@example.com"}, {Name: "name", Value: fmt.Sprintf("Given%d Family%d", i%500, i)}}})
	}
	s.state = finished
	s.add(users)
	s.form.FocusButton()
	for name, keys := range map[string][]string{"move": {"j", "pgdown", "j", "k"}, "mark": {" ", " "}, "mark all": {"a"}, "sort": {"s"}, "facet": {"d"}} {
		b.Run(name, func(b *testing.B) {
			s.order(find.Username, false)
			for i := 0; b.Loop(); i++ {
				app.Update(keyOf(b, keys[i%len(keys)]))
				if app.View() == "" {
					b.Fatal("nothing is drawn")
				}
			}
		})
	}
}

// TestUnknownCustomAttribute shows that nothing is read to look for an attribute which
// the pool doesn't have, and that one which it has is looked for.
func TestUnknownCustomAttribute(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := desk(t, 0)
		before := len(d.app.env.Log.Snapshot())
		d.seek("custom:tema=red")
		d.sees("This pool has no attribute custom:tema; it has custom:team.")
		if n := len(d.app.env.Log.Snapshot()) - before; n > 0 {
			t.Errorf("%d calls were made", n)
		}
		d.seek("custom:team=red")
		d.lacks("has no attribute")
		d.sees("2 found")
		d.app.env.Pool.Schema = nil // where it isn't known, it is looked for
		d.seek("custom:tema=red")
		d.sees("Nobody was found")
	})
}
