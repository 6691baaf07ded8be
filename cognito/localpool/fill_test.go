package localpool

import (
	"cmp"
	"slices"
	"strings"
	"testing"
	"time"
)

// filledTester has n more users in the pool of these settings, which comes first.
func filledTester(t *testing.T, n int, set PoolConfig) tester {
	set.ID, set.Name = "us-east-1_Filled", "Filled"
	set.Clients = []ClientConfig{{ID: "filledclient", Name: "filled-app", Flows: demoFlows()}}
	// The support desk's pool, which would be the one to fill, is left out.
	others := slices.DeleteFunc(Demo().Pools, func(p PoolConfig) bool { return p.ID == deskPool })
	c, id, err := Config{Region: DemoRegion, Pools: append([]PoolConfig{set}, others...)}.Fill(n)
	if err != nil || id != "us-east-1_Filled" {
		t.Fatal(id, err)
	}
	x := testerWith(t, c)
	start := time.Unix(2_000_000_000, 0)
	x.s.clock = func() time.Time { return start }
	x.s.Reset()
	return x
}

func (x tester) filled() []*user { return x.s.state.Load().pools["us-east-1_Filled"].users }

// lines are the users as they are listed.
func lines(users []*user) (list []string) {
	for _, u := range users {
		list = append(list, toJSON([]any{u.describe(), u.shown(everything), u.passwordSet}))
	}
	return list
}

// TestFillIsTheSame at every start, at every Reset, and the beginning of a larger one.
func TestFillIsTheSame(t *testing.T) {
	x := filledTester(t, 500, PoolConfig{})
	want := lines(x.filled())
	if x.s.Reset(); !slices.Equal(lines(x.filled()), want) {
		t.Error("Reset makes others")
	}
	if got := lines(filledTester(t, 500, PoolConfig{}).filled()); !slices.Equal(got, want) {
		t.Error("another start makes others")
	}
	if got := lines(filledTester(t, 800, PoolConfig{}).filled()); len(got) != 800 || !slices.Equal(got[:500], want) {
		t.Errorf("%d users begin otherwise", len(got))
	}
	if len(want) != 500 || !strings.Contains(want[0], `"Username":"`) || want[0] == want[1] {
		t.Errorf("users %v", want[:2])
	}
}

// TestFillIsRealistic: the shares of 20,000 users are about what they are meant to be.
func TestFillIsRealistic(t *testing.T) {
	users := filledTester(t, 20_000, PoolConfig{}).filled()
	of := func(what string, perMille int, is func(*user) bool) {
		t.Helper()
		n := 0
		for _, u := range users {
			if is(u) {
				n++
			}
		}
		if want := len(users) * perMille / 1000; n < want*8/10 || n > want*12/10 {
			t.Errorf("%s: %d of %d, want about %d", what, n, len(users), want)
		}
	}
	now := time.Unix(2_000_000_000, 0)
	for s, perMille := range map[status]int{unconfirmed: 60, mustChange: 40, resetRequired: 10, confirmed: 890} {
		of(s.String(), perMille, func(u *user) bool { return u.status == s })
	}
	of("disabled", 20, func(u *user) bool { return u.disabled })
	of("email not verified", 60+38, func(u *user) bool { return !u.verified("email") })
	of("phone", 450, func(u *user) bool { return u.get("phone_number") != "" })
	of("phone not verified", 90, func(u *user) bool { return u.get("phone_number") != "" && !u.verified("phone_number") })
	of("unconfirmed, with something verified", 0, func(u *user) bool {
		return u.status == unconfirmed && (u.verified("email") || u.verified("phone_number"))
	})
	of("invitation expired", 20, func(u *user) bool {
		return u.status == mustChange && now.Sub(time.Unix(u.passwordSet, 0)) >= 7*24*time.Hour
	})
	of("older than a year", 620, func(u *user) bool { return now.Sub(time.UnixMilli(u.created)) > 365*24*time.Hour })
	of("changed before made", 0, func(u *user) bool { return u.modified < u.created })
	of("in the future", 0, func(u *user) bool { return u.modified > now.UnixMilli() })
	for what, key := range map[string]func(*user) string{
		"name": func(u *user) string { return u.name }, "sub": func(u *user) string { return u.sub.String() },
		"email": func(u *user) string { return u.get("email") },
		"phone": func(u *user) string { return cmp.Or(u.get("phone_number"), u.name) },
	} {
		seen := map[string]bool{}
		for _, u := range users {
			if k := key(u); seen[k] {
				t.Fatalf("two users have the %s %q", what, k)
			} else {
				seen[k] = true
			}
		}
	}
}

// TestFillFitsThePool: the users keep the pool's own rules, whatever its names and
// attributes are, and sign in under their names.
func TestFillFitsThePool(t *testing.T) {
	schema := func(kind string) []SchemaAttribute {
		return []SchemaAttribute{{Name: "name", Required: true}, {Name: "custom:x", Type: kind, Immutable: true}, {Name: "custom:y"}}
	}
	for _, tt := range []struct {
		set  PoolConfig
		name func(u *user) string // that it signs in with
		own  func(u *user) bool   // what the user name is
	}{
		{PoolConfig{CaseInsensitive: true}, func(u *user) string { return u.name }, func(u *user) bool { return u.name == u.get("email") }},
		{PoolConfig{UsernameAttributes: []string{"email", "phone_number"}, Schema: schema("Number")},
			func(u *user) string { return u.get("email") },
			func(u *user) bool { return u.name == u.sub.String() }},
		{PoolConfig{UsernameAttributes: []string{"phone_number"}, Schema: schema("Boolean")},
			func(u *user) string { return u.get("phone_number") },
			func(u *user) bool { return u.name == u.sub.String() }},
		{PoolConfig{AliasAttributes: []string{"email"}, Schema: schema("")}, func(u *user) string { return u.get("email") },
			func(u *user) bool { return !looksLikeEmail(u.name) && strings.HasPrefix(u.get("email"), u.name+"@") }},
		{PoolConfig{Schema: schema("DateTime")}, func(u *user) string { return u.name },
			func(u *user) bool { return u.name == u.get("email") }},
	} {
		x := filledTester(t, 200, tt.set)
		p := x.s.state.Load().pools["us-east-1_Filled"]
		in := 0
		for _, u := range x.filled() {
			if err := p.checkAttributes(u.attributes, true); err != nil {
				t.Fatalf("%+v: %s: %v", tt.set, u.name, err)
			}
			if custom := u.get("custom:x"); len(tt.set.Schema) > 0 == (custom == "") || u.get("custom:y") != "" {
				t.Errorf("custom attribute %q", custom)
			}
			if !tt.own(u) {
				t.Errorf("%+v: user name %s of %v", tt.set, u.name, u.attributes)
			}
			if u.status == confirmed && u.verified("email") && !u.disabled && in < 3 {
				x.signIn("filled-app", tt.name(u))
				in++
			}
		}
		if len(x.filled()) != 200 || in != 3 {
			t.Errorf("%+v: %d users, %d signed in", tt.set, len(x.filled()), in)
		}
	}
}

// TestFillKeepsSeeds: the users of the Config come first, and none is replaced.
func TestFillKeepsSeeds(t *testing.T) {
	taken := filledTester(t, 3, PoolConfig{}).filled()[1].get("email")
	x := filledTester(t, 3, PoolConfig{Users: []UserConfig{{Username: taken, Shows: "the first"}}})
	if got := x.listed("us-east-1_Filled", "", 0); len(got) != 3 || got[0] != taken || slices.Contains(got[1:], taken) {
		t.Errorf("listed %v", got)
	}
	users := x.s.Users()
	if users[0].Shows != "the first" || users[len(users)-1].Shows != "" || len(users) < 3 {
		t.Errorf("users %v", users)
	}
}

// TestFillChooses: the pool named DeskPool, else the first; the Config that it was
// asked of stays as it is.
func TestFillChooses(t *testing.T) {
	for want, c := range map[string]Config{
		"us-east-1_A": {Pools: []PoolConfig{{ID: "us-east-1_A", Name: "A"}, {ID: "us-east-1_B", Name: "B"}}},
		"us-east-1_B": {Pools: []PoolConfig{{ID: "us-east-1_A", Name: "A"}, {ID: "us-east-1_B", Name: "DeskPool"}}},
	} {
		got, id, err := c.Fill(7)
		if err != nil || id != want || got.Pools[0].More+got.Pools[1].More != 7 || c.Pools[0].More+c.Pools[1].More != 0 {
			t.Errorf("%s: %s, %v, %v", want, id, got, err)
		}
	}
	for n, want := range map[int]string{-1: "-1 users can't be made: give a number from 0 to 5000000", 5_000_001: "5000001 users can't"} {
		if _, _, err := Demo().Fill(n); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%d: %v", n, err)
		}
	}
	if _, _, err := (Config{}).Fill(1); err == nil {
		t.Error("no pool is filled")
	}
	for _, n := range []int{0, MaxMore} {
		if _, _, err := Demo().Fill(n); err != nil {
			t.Errorf("%d: %v", n, err)
		}
	}
}

// TestFilledPoolIsLedTo: the .env names the pool that has the users.
func TestFilledPoolIsLedTo(t *testing.T) {
	for n, want := range map[int]string{0: localPool, 1: "us-east-1_DeskPool"} {
		filled, _, err := Demo().Fill(n)
		if err != nil {
			t.Fatal(err)
		}
		if got := newServer(filled).envFile("http://127.0.0.1:9229"); !strings.Contains(got, "COGNITO_USER_POOL_ID="+want+"\n") {
			t.Errorf("%d more: %s", n, got)
		}
	}
}
