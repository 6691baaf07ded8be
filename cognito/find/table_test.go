package find

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"cognito-tui/cognito"
	"cognito-tui/cognito/clock"
)

var day = time.Date(2024, 5, 6, 7, 8, 9, 123e6, time.UTC)

// population is n users of a fixed seed, of every kind of attribute.
func population(n int) []cognito.FoundUser {
	r := rand.New(rand.NewPCG(1, 2))
	list := make([]cognito.FoundUser, n)
	for i := range list {
		email := fmt.Sprintf("user%07d@example.com", r.IntN(10_000_000))
		sub := fmt.Sprintf("%08x-%04x-4%03x-8%03x-%012x", r.Uint32(), r.Uint32()>>16, r.Uint32()>>20, r.Uint32()>>20, r.Uint64()>>16)
		list[i] = cognito.FoundUser{
			Username: email, Sub: sub, Status: Statuses[r.IntN(len(Statuses))], Enabled: r.IntN(20) > 0,
			Created: day.Add(time.Duration(i) * time.Minute), Modified: day.Add(time.Duration(i+r.IntN(1000)) * time.Minute),
			Attributes: []cognito.Attribute{{Name: "sub", Value: sub}, {Name: "email", Value: email},
				{Name: "email_verified", Value: "true"},
				{Name: "name", Value: fmt.Sprintf("Given%d Family%d", r.IntN(500), r.IntN(5000))},
				{Name: "phone_number", Value: fmt.Sprintf("+1555%07d", i)},
				{Name: "custom:team", Value: []string{"red", "green", "blue"}[r.IntN(3)]}},
		}
	}
	return list
}

// names are the user names shown.
func names(t *Table) []string {
	out := []string{}
	for i := range t.Len() {
		out = append(out, t.At(i).Username)
	}
	return out
}

func TestWhatIsPackedComesBack(t *testing.T) {
	odd := []cognito.FoundUser{
		{Username: ""}, {Username: "x", Status: "BRAND_NEW"},
		{Username: strings.Repeat("日", 2000), Created: time.UnixMilli(-5).UTC(), Modified: time.UnixMilli(0).UTC()},
		{
			Username:     "m",
			MFA:          []string{"SMS_MFA", "EMAIL_OTP"},
			PreferredMFA: "EMAIL_OTP",
			Attributes: []cognito.Attribute{
				{Name: "email_verified", Value: "false"},
				{Name: "a", Value: ""},
				{Name: "custom:x", Value: "\x1b[31m\xff"},
			},
		},
		{
			Username: "u",
			Sub:      "0123abcd-89ab-4cde-8f01-23456789abcd",
			Attributes: []cognito.Attribute{
				{Name: "sub", Value: "0123abcd-89ab-4cde-8f01-23456789abcd"},
				{Name: "custom:id", Value: "0123ABCD-89ab-4cde-8f01-23456789abcd"},
				{Name: "picture", Value: strings.Repeat("p", 2048)},
			},
		},
	}
	all := append(odd, population(3000)...)
	table := NewTable()
	if n := table.Add(all); n != table.Total() || n < 2990 {
		t.Fatalf("%d were added, there are %d", n, table.Total())
	}
	seen := map[string]bool{}
	i := 0
	for _, u := range all {
		if seen[u.Username] {
			continue
		}
		seen[u.Username] = true
		if diff := gocmp.Diff(u, table.At(i)); diff != "" {
			t.Fatalf("user %d: %s", i, diff)
		}
		if table.Where(u.Username) != i {
			t.Fatalf("user %d is at %d", i, table.Where(u.Username))
		}
		i++
	}
	if table.Where("nobody") != -1 {
		t.Error("somebody unknown is found")
	}
}

func TestEachNameOnce(t *testing.T) {
	table := NewTable()
	list := population(500)
	first := table.Add(list)
	if n := table.Add(list); n != 0 || table.Len() != first {
		t.Errorf("%d were added again", n)
	}
	table.Add([]cognito.FoundUser{user("Ann"), user("ann"), user("Ann")})
	if table.Len() != first+2 {
		t.Error("case doesn't tell user names apart")
	}
}

// Batches that come while the table is sorted end up where a sort would put them.
func TestMergedAsSorted(t *testing.T) {
	list := population(2000)
	list = append(list, user("noemail"), user("Zoë", "name", "Zoë"), user("zoé", "given_name", "Zoé"), user("last", "family_name", "Äb"),
		user("a"), user("a\x00\x00"), user("a\x00"), user("a\x00b"), user(strings.Repeat("long", 9)+"b"), user(strings.Repeat("long", 9)),
		user(strings.Repeat("long", 9)+"a"))
	for c := Arrival; c < columns; c++ {
		for _, down := range []bool{false, true} {
			for _, facets := range []Facets{{}, {Status: "CONFIRMED"}, {Enabled: OnlyDisabled}} {
				grown, whole := NewTable(), NewTable()
				grown.Order(c, down)
				grown.Narrow(facets)
				for batch := range slices.Chunk(list, 37) {
					grown.Add(batch)
				}
				whole.Add(list)
				whole.Narrow(facets)
				whole.Order(c, down)
				if diff := gocmp.Diff(names(whole), names(grown)); diff != "" {
					t.Fatalf("column %d, down %v, %v: %s", c, down, facets, diff)
				}
				if c == Arrival || facets != (Facets{}) {
					continue
				}
				for i := range whole.Len() - 1 {
					a, b := whole.At(i), whole.At(i+1)
					if wrongWay(&a, &b, c, down) {
						t.Fatalf("column %d, down %v: %q stands before %q", c, down, TextOf(&a, c, clock.Clock{}),
							TextOf(&b, c, clock.Clock{}))
					}
				}
				for i := range whole.Len() {
					if name := whole.At(i).Username; whole.Where(name) != i {
						t.Fatalf("column %d: %q is at %d, not %d", c, name, whole.Where(name), i)
					}
				}
			}
		}
	}
}

func wrongWay(a, b *cognito.FoundUser, c Column, down bool) bool {
	x, y := strings.ToLower(TextOf(a, c, clock.Clock{})), strings.ToLower(TextOf(b, c, clock.Clock{}))
	switch {
	case c == EnabledState: // the enabled first
		x, y = fmt.Sprint(!a.Enabled), fmt.Sprint(!b.Enabled)
	case x == "" || y == "":
		return x == "" && y != ""
	}
	if down {
		x, y = y, x
	}
	return cmp.Compare(x, y) > 0
}

func TestNarrowing(t *testing.T) {
	table := NewTable()
	table.Add(population(1000))
	all := table.Total()
	table.Narrow(Facets{"RESET_REQUIRED", OnlyEnabled})
	for i := range table.Len() {
		if u := table.At(i); u.Status != "RESET_REQUIRED" || !u.Enabled {
			t.Fatalf("%v is shown", u)
		}
	}
	if table.Len() == 0 || table.Len() == all || table.Total() != all {
		t.Errorf("%d of %d are shown", table.Len(), table.Total())
	}
	table.Narrow(Facets{})
	if table.Len() != all {
		t.Error("not all are shown again")
	}
}

func TestMarks(t *testing.T) {
	table := NewTable()
	for i := range 200 {
		u := user(fmt.Sprintf("u%03d", i))
		u.Enabled = i%2 == 0
		table.Add([]cognito.FoundUser{u})
	}
	table.Mark(7, true)
	table.Mark(7, true)
	if table.Marks() != 1 || !table.IsMarked(7) || table.IsMarked(8) {
		t.Errorf("%d marks", table.Marks())
	}
	table.Order(Username, true)
	if !table.IsMarked(199 - 7) {
		t.Error("the mark doesn't stay with its user")
	}
	table.Narrow(Facets{Enabled: OnlyEnabled})
	table.MarkShown()
	if table.Marks() != 101 || table.MarksShown() != 100 {
		t.Errorf("%d marks, %d shown", table.Marks(), table.MarksShown())
	}
	if m := table.Marked(); len(m) != 101 || m[0].Username != "u198" || m[100].Username != "u007" {
		t.Errorf("%d are marked, first %v, last %v", len(m), m[0], m[len(m)-1])
	}
	table.MarkShown()
	if table.Marks() != 1 {
		t.Errorf("%d marks are left", table.Marks())
	}
	table.Mark(0, true)
	table.Mark(0, false)
	if table.Marks() != 1 {
		t.Error("a mark stays")
	}
}

// What was read of a user outside the list stands against a list that is behind.
func TestRefreshed(t *testing.T) {
	old := user("ann", "email", "old@example.com")
	old.Created, old.Modified, old.Status = day, day, "UNCONFIRMED"
	table := NewTable()
	table.Add([]cognito.FoundUser{old, user("bob")})
	table.Order(Username, false)
	table.Narrow(Facets{Status: "UNCONFIRMED"})
	table.Mark(0, true)

	changed := old
	changed.Attributes = []cognito.Attribute{{Name: "email", Value: "new@example.com"}}
	changed.Modified, changed.Status = day.Add(time.Second), "CONFIRMED"
	table.Refresh(changed, false)
	if table.Len() != 0 || table.Marks() != 1 {
		t.Errorf("a confirmed user is still shown as unconfirmed: %v", names(table))
	}
	table.Narrow(Facets{})
	if u := table.At(0); u.Status != "CONFIRMED" || u.Value("email") != "new@example.com" {
		t.Errorf("the row is %v", u)
	}
	table.Clear()
	table.Add([]cognito.FoundUser{old})
	if u := table.At(0); u.Status != "CONFIRMED" {
		t.Errorf("a list that is behind shows %v", u)
	}
	later := old
	later.Modified, later.Status = day.Add(time.Minute), "RESET_REQUIRED"
	table.Clear()
	table.Add([]cognito.FoundUser{later})
	if u := table.At(0); u.Status != "RESET_REQUIRED" {
		t.Errorf("a later change shows as %v", u)
	}

	table.Mark(0, true)
	table.Refresh(later, true)
	if table.Len() != 0 || table.Total() != 0 || table.Where("ann") != -1 || table.Marks() != 0 {
		t.Errorf("a deleted user is shown: %v", names(table))
	}
	table.Add([]cognito.FoundUser{later})
	if table.Len() != 0 {
		t.Error("a list that is behind brings a deleted user back")
	}
	again := user("ann")
	again.Created, again.Modified = day.Add(time.Hour), day.Add(time.Hour)
	table.Add([]cognito.FoundUser{again})
	if table.Len() != 1 || table.Where("ann") != 0 {
		t.Error("a user made anew isn't shown")
	}
}

// Refreshed rows move to where they belong, with others around them.
func TestRefreshKeepsOrder(t *testing.T) {
	table := NewTable()
	list := population(300)
	table.Add(list)
	table.Order(FullName, false)
	for i, u := range list {
		u.Attributes = []cognito.Attribute{{Name: "name", Value: fmt.Sprint("name ", (i*7919)%300)}}
		table.Refresh(u, i%10 == 0)
	}
	got := names(table)
	table.Order(FullName, false)
	if diff := gocmp.Diff(names(table), got); diff != "" {
		t.Error(diff)
	}
}

func TestColumnsThatTell(t *testing.T) {
	table := NewTable()
	table.Add([]cognito.FoundUser{user("ann@example.com", "email", "ann@example.com")})
	if tells, _ := table.Tells(Email); tells {
		t.Error("an email that is the user name tells something")
	}
	if tells, _ := table.Tells(EnabledState); tells {
		t.Error("that all are enabled tells something")
	}
	u := user("bob", "email", "b@example.com")
	u.Enabled = false
	table.Add([]cognito.FoundUser{u})
	if tells, wide := table.Tells(Email); !tells || wide != len("b@example.com") {
		t.Error("another email doesn't tell", wide)
	}
	if tells, _ := table.Tells(EnabledState); !tells {
		t.Error("somebody disabled doesn't tell")
	}
	for name, cells := range map[string]int{"山田 太郎": 9, "हिन्दी": 5, "a\u202eb": 3} {
		table := NewTable()
		table.Add([]cognito.FoundUser{user("1", "name", name)})
		if _, wide := table.Tells(FullName); wide != cells {
			t.Errorf("%q is taken for %d cells wide, not %d", name, wide, cells)
		}
	}
	table.Refresh(u, true)
	if tells, _ := table.Tells(Email); tells {
		t.Error("a deleted user's email tells")
	}
}

// Any user comes back as packed, in any company.
func TestAnyUserIsPacked(t *testing.T) {
	text := rapid.OneOf(rapid.SampledFrom([]string{"", "true", "false", "ann", "0123abcd-89ab-4cde-8f01-23456789abcd"}), rapid.String())
	rapid.Check(t, func(t *rapid.T) {
		table := NewTable()
		kept := map[string]cognito.FoundUser{}
		for range rapid.IntRange(1, 20).Draw(t, "users") {
			u := cognito.FoundUser{Username: text.Draw(t, "name"), Status: text.Draw(t, "status"), Enabled: rapid.Bool().Draw(t, "enabled")}
			if ms := rapid.Int64Range(-1e12, 4e12).Draw(t, "created"); ms%3 != 0 {
				u.Created = time.UnixMilli(ms).UTC()
			}
			for range rapid.IntRange(0, 5).Draw(t, "attributes") {
				a := cognito.Attribute{Name: text.Draw(t, "attribute"), Value: text.Draw(t, "value")}
				if u.Sub == "" && a.Name == "sub" {
					u.Sub = a.Value
				}
				u.Attributes = append(u.Attributes, a)
			}
			if _, known := kept[u.Username]; !known {
				kept[u.Username] = u
			}
			table.Add([]cognito.FoundUser{u})
			table.Order(Column(rapid.IntRange(0, int(columns)-1).Draw(t, "column")), rapid.Bool().Draw(t, "down"))
		}
		if table.Len() != len(kept) {
			t.Fatalf("%d users of %d", table.Len(), len(kept))
		}
		for i := range table.Len() {
			u := table.At(i)
			if diff := gocmp.Diff(kept[u.Username], u); diff != "" || table.Where(u.Username) != i {
				t.Fatalf("at %d, found at %d: %s", i, table.Where(u.Username), diff)
			}
		}
	})
}
