package bulk

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"cognito-tui/cognito"
	"cognito-tui/cognito/bubble"
	"cognito-tui/cognito/localpool"
	"cognito-tui/cognito/remedy"
)

// read reads a list that must be well.
func read(t testing.TB, text string) List {
	t.Helper()
	list, err := ReadList("users.csv", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// twins is a pool in which two users have one address, and one has a name that is
// another's address.
func twins() localpool.Config {
	c := poolOf("CONFIRMED", "CONFIRMED", "DISABLED")
	attribute := func(name, value string) localpool.Attribute { return localpool.Attribute{Name: name, Value: value} }
	c.Pools[0].Users = append(c.Pools[0].Users,
		localpool.UserConfig{
			Username:   "twin1",
			Attributes: []localpool.Attribute{attribute("email", "twin@example.com"), attribute("phone_number", "+15550100")},
		},
		localpool.UserConfig{Username: "Twin2", Attributes: []localpool.Attribute{attribute("email", "twin@example.com")}},
		localpool.UserConfig{Username: `a"b\c`, Attributes: []localpool.Attribute{attribute("email", "quoted@example.com")}})
	return c
}

// TestWhoIsMeant looks for each kind of name, one by one and by reading the whole
// pool: both find the same.
func TestWhoIsMeant(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		d := newDesk(t, twins()).described()
		sub := d.user("user1").Sub
		for _, c := range []struct{ text, want string }{
			{"username\nuser0\n", "user0"},
			{"username\nUSER0\n", "No such user. Of user names, capitals count."},
			{"username\nTwin2\n", "Twin2"},
			{"username\nuser0@example.com\n", "No such user. Of user names, capitals count."},
			{"email\nUser0@Example.com\n", "user0"},
			{"email\ntwin@example.com\n", "Two users have it: twin1 and Twin2. Name one by its user name."},
			{"email\nnobody@example.com\n", "No such user."},
			{"sub\n" + sub + "\n", "user1"},
			{"sub\n" + strings.ToUpper(sub) + "\n", "user1"},
			{"phone\n+15550100\n", "twin1"},
			{"user\nuser0\n", "user0"},
			{"user\nuser0@example.com\n", "user0"},
			{"user\n" + sub + "\n", "user1"},
			{"user\n+15550100\n", "twin1"},
			{"user\ntwin@example.com\n", "Two users have it: twin1 and Twin2. Name one by its user name."},
			{"username\n\"a\"\"b\\c\"\n", `a"b\c`},
			{"user,email\nuser0,user1@example.com\n", "user0"},
			{"email\nuser0@example.com\nuser1@example.com\n", "user0"},
		} {
			for _, whole := range []bool{false, true} {
				list := read(t, c.text)
				if whole { // so many names that reading the pool takes fewer calls
					for i := range 300 {
						list.Entries = append(list.Entries, Entry{Line: 1000 + i, Text: fmt.Sprint("other", i), By: ByUsername})
					}
				}
				before := d.calls.n["ListUsers"]
				p := d.plan(list, remedy.SignOut, "")
				if calls := d.calls.n["ListUsers"] - before; whole != (calls == 1) && (whole || calls > 4) {
					t.Errorf("%q: %d calls", c.text, calls)
				}
				got := p.Verdicts[0].Why
				if p.Verdicts[0].Will {
					got = p.Verdicts[0].User.Username
				}
				if got != c.want {
					t.Errorf("%q, whole pool %v: got %q, want %q", c.text, whole, got, c.want)
				}
			}
		}
		if d.calls.n["AdminGetUser"] != 1 { // of this test itself
			t.Errorf("a dry run bills users: %v", d.calls.n)
		}
	})
}

// TestTheSameUserTwice is told with the line that had the user first.
func TestTheSameUserTwice(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		d := newDesk(t, twins()).described()
		p := d.plan(read(t, "user\nuser0\nuser1\nuser0@example.com\n"), remedy.SignOut, "")
		if p.Will() != 2 || p.Verdicts[2].Why != "It is the same user as in line 2." {
			t.Errorf("got %+v", p.Verdicts)
		}
	})
}

// TestVerdictsAreTrue tries what the dry run says: each user for whom it will work
// is done, and each for whom it won't is refused by the pool or left as it is.
func TestVerdictsAreTrue(t *testing.T) {
	statuses := []string{"CONFIRMED", "UNCONFIRMED", "FORCE_CHANGE_PASSWORD", "RESET_REQUIRED", "EXTERNAL_PROVIDER", "DISABLED",
		"DISABLED UNCONFIRMED",
		"DISABLED FORCE_CHANGE_PASSWORD", "DISABLED RESET_REQUIRED"}
	for _, c := range trouble {
		t.Run(string(c.id), func(t *testing.T) {
			bubble.Run(t, func(t *testing.T) {
				d := newDesk(t, poolOf(statuses...)).described()
				p := d.plan(d.all(), c.id, c.group)
				for i, v := range p.Verdicts {
					if !v.Will && v.Why == "" {
						t.Errorf("%s: it won't work, without a reason", statuses[i])
					}
					change, err := changeOf(c.id, c.group, remedy.Case{User: *v.User, Pool: d.config.Pool, Client: d.config.Client})
					if err != nil {
						if v.Will {
							t.Errorf("%s: %v", statuses[i], err)
						}
						continue
					}
					before, messages := d.user(v.User.Username), len(d.pool.Messages(""))
					_, err = d.config.Service.Apply(context.Background(), v.User.Username, change)
					if v.Will && err != nil {
						t.Errorf("%s: it works, says the dry run (%q), and the pool: %v", statuses[i], v.Why, err)
					}
					if !v.Will && err == nil {
						after := d.user(v.User.Username)
						if after.Status != before.Status || after.Enabled != before.Enabled || len(d.pool.Messages("")) != messages {
							t.Errorf("%s: it doesn't work, says the dry run (%q), and it did", statuses[i], v.Why)
						}
					}
				}
			})
		})
	}
}

// TestNotForMany refuses the remedies that each user needs something of their own for.
func TestNotForMany(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		d := newDesk(t, poolOf("CONFIRMED"))
		for _, o := range Remedies() {
			_, err := DryRun(context.Background(), d.config, d.all(), o.ID, "staff", nil)
			if (err != nil) != (o.WhyNot != "") {
				t.Errorf("%s: %v", o.ID, err)
			}
		}
		if _, err := DryRun(context.Background(), d.config, d.all(), "no-such-remedy", "", nil); err == nil {
			t.Error("a remedy that isn't one")
		}
		if list := Remedies(); list[0].WhyNot != "" || list[len(list)-1].WhyNot == "" || len(list) != len(remedy.All()) {
			t.Errorf("got %+v", list)
		}
	})
}

// TestDryRunStops at a refusal or a cancel, and tells how far it is.
func TestDryRunStops(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		d := newDesk(t, poolOf("CONFIRMED", "CONFIRMED"))
		list := read(t, "username\nuser0\nuser1\n")
		var told []int
		if _, err := DryRun(context.Background(), d.config, list, remedy.Disable, "",
			func(n, of int) { told = append(told, n, of) }); err != nil || fmt.Sprint(told) != "[1 2 2 2]" {
			t.Errorf("told %v, %v", told, err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if _, err := DryRun(ctx, d.config, list, remedy.Disable, "", nil); !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled: %v", err)
		}
		d.config.Service = &throttledList{Service: d.config.Service, left: 3}
		if p := d.plan(list, remedy.Disable, ""); p.Will() != 2 || d.pace.throttled != 3 {
			t.Errorf("throttled %d times: %+v", d.pace.throttled, p)
		}
		d.config.Service = &throttledList{Service: d.config.Service, left: 1000}
		if _, err := DryRun(context.Background(), d.config, list, remedy.Disable, "", nil); !errors.Is(err, cognito.Throttled) {
			t.Errorf("throttled for ever: %v", err)
		}
	})
}

type throttledList struct {
	Service
	left int
}

func (l *throttledList) UsersPage(ctx context.Context, f cognito.Filter, token string) (cognito.UsersPage, error) {
	if l.left--; l.left >= 0 {
		return cognito.UsersPage{}, &cognito.Error{Op: "ListUsers", Kind: cognito.Throttled}
	}
	return l.Service.UsersPage(ctx, f, token)
}
