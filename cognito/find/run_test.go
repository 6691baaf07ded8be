package find_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/credentials"

	"cognito-tui/cognito"
	"cognito-tui/cognito/bubble"
	"cognito-tui/cognito/find"
	"cognito-tui/cognito/localpool"
	"cognito-tui/cognito/localpool/pooltest"
	"cognito-tui/cognito/pace"
	"cognito-tui/cognito/trace"
)

// poolOf is a pool with more users than a page holds, and calls to it.
func poolOf(t testing.TB, users ...localpool.UserConfig) (*localpool.Server, *cognito.Admin, *trace.Log) {
	t.Helper()
	for i := range 150 {
		email := fmt.Sprintf("user%03d@example.com", i)
		users = append(users, localpool.UserConfig{Username: email, NoPassword: true, Disabled: i%10 == 0,
			Attributes: []localpool.Attribute{{Name: "email", Value: email}, {Name: "custom:team", Value: []string{"red", "blue"}[i%2]}}})
	}
	pool := localpool.New(localpool.Config{Region: "us-east-1", Keys: pooltest.Keys, Random: pooltest.Random(),
		Pools: []localpool.PoolConfig{{
			ID: "us-east-1_Find", Name: "Find", Schema: []localpool.SchemaAttribute{{Name: "custom:team"}}, Users: users}}})
	log := trace.NewLog(1000)
	admin := cognito.NewAdmin(cognito.Config{Region: "us-east-1", UserPoolID: "us-east-1_Find",
		Transport: trace.New(pool.Transport(), log), Credentials: credentials.NewStaticCredentialsProvider("local", "local", "")})
	return pool, admin, log
}

func person(name string, more ...string) localpool.UserConfig {
	u := localpool.UserConfig{Username: name, NoPassword: true}
	for i := 0; i < len(more); i += 2 {
		u.Attributes = append(u.Attributes, localpool.Attribute{Name: more[i], Value: more[i+1]})
	}
	return u
}

var people = []localpool.UserConfig{
	person("ann", "email", "ann@example.com", "name", "Ann Archer", "phone_number", "+15550101234", "given_name", "Ann", "family_name",
		"Archer"),
	person("JoAnn", "email", "jo@example.com", "name", "Jo Ann Smith"),
	person("annabel", "email", "Ann@Example.org", "preferred_username", "queen"),
	person(`a"b\c`, "email", "quote@example.com", "name", `Robert "Bob" \ Tables`),
}

// runAll steps until all is done, and gives the user names in the order in which they came.
func runAll(t *testing.T, r *find.Run) (names []string, last find.Progress) {
	t.Helper()
	table := find.NewTable()
	for range 1000 {
		b, err := r.Step(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		table.Add(b.Users)
		if b.Done() {
			for i := range table.Len() {
				names = append(names, table.At(i).Username)
			}
			return names, b.Progress
		}
	}
	t.Fatal("it has no end")
	return nil, last
}

func planOf(t testing.TB, text string, facets find.Facets) find.Plan {
	t.Helper()
	p, err := find.PlanOf(find.Query{Text: text, Facets: facets})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestFindsPeople(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		pool, admin, log := poolOf(t, people...)
		var sub string
		for _, u := range pool.Users() {
			if u.Username == "ann" {
				found, err := admin.FindUsers(t.Context(), cognito.Filter{Attribute: "username", Value: "ann"}, 1)
				if err != nil || len(found) != 1 {
					t.Fatal(found, err)
				}
				sub = found[0].Sub
			}
		}
		for text, want := range map[string][]string{
			"ann@example.com":             {"ann"},
			"ANN@EXAMPLE.COM":             {"ann"},
			"ann@example":                 {"ann", "annabel"},
			sub:                           {"ann"},
			strings.ToUpper(sub):          {"ann"},
			"+1 555 010-1234":             {"ann"},
			"555 0101234":                 {"ann"},
			"+1555":                       {"ann"}, // too short for a number
			"ann":                         {"ann", "annabel"},
			"annabel":                     {"annabel"},
			"queen":                       {"annabel"},
			"Archer Ann":                  {"ann"},
			"smith":                       {"JoAnn"}, // nothing begins with it: all are read
			"JoAnn":                       {"JoAnn"},
			`a"b\c`:                       {`a"b\c`},
			`"Bob" \`:                     {`a"b\c`},
			"name^=ann":                   {"ann"},
			"name~=ann":                   {"ann", "JoAnn"},
			"nobody@example.com":          {},
			"zzz":                         {},
			"username=joann":              {}, // case counts
			"custom:team=purple":          {},
			`" or username ^= "`:          {},
			"family_name=archer":          {"ann"},
			"status=Disabled":             nil, // 15
			"custom:team=RED":             nil, // 75
			"cognito:user_status=UNKNOWN": {},
		} {
			got, _ := runAll(t, find.New(admin, planOf(t, text, find.Facets{}), find.Options{}))
			switch {
			case text == "status=Disabled" && len(got) == 15:
			case text == "custom:team=RED" && len(got) == 75:
			case want == nil, !slices.Equal(got, want) && len(got)+len(want) > 0:
				t.Errorf("%q finds %q, want %q", text, got, want)
			}
		}
		for _, e := range log.Snapshot() {
			if e.Op != "ListUsers" {
				t.Fatalf("%s was called", e.Op)
			}
		}
	})
}

func TestAllUsersWithFacets(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		_, admin, _ := poolOf(t)
		for _, c := range []struct {
			facets find.Facets
			want   int
		}{
			{find.Facets{}, 150}, {find.Facets{Enabled: find.OnlyDisabled}, 15}, {find.Facets{Enabled: find.OnlyEnabled}, 135},
			{find.Facets{Status: "CONFIRMED"}, 150}, {find.Facets{Status: "CONFIRMED", Enabled: find.OnlyDisabled}, 15},
			{find.Facets{Status: "UNCONFIRMED"}, 0},
		} {
			got, last := runAll(t, find.New(admin, planOf(t, "", c.facets), find.Options{Estimated: 149}))
			if len(got) != c.want {
				t.Errorf("%v finds %d, want %d", c.facets, len(got), c.want)
			}
			if c.facets == (find.Facets{}) && last.Read != 150 {
				t.Errorf("%d were read", last.Read)
			}
		}
	})
}

// Where the exact text finds somebody, beginnings aren't asked for.
func TestExactIsEnough(t *testing.T) {
	for found, want := range map[string]int{"email": 3, "username": 3, "nothing": 6} { // the sixth call reads everybody
		src := &fake{page: func(_ int, f cognito.Filter, _ string) (cognito.UsersPage, error) {
			if f.Attribute == found && !f.Prefix {
				return cognito.UsersPage{Users: usersNamed("ann")}, nil
			}
			return cognito.UsersPage{}, nil
		}}
		runAll(t, find.New(src, planOf(t, "ann@example.com", find.Facets{}), find.Options{}))
		if src.calls != want {
			t.Errorf("where %s finds somebody %d calls are made, want %d", found, src.calls, want)
		}
	}
}

// Somebody who was found by a filter isn't looked for in the whole pool by itself,
// but may be; small pools are read anyway.
func TestEverywhereOnDemand(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		_, admin, _ := poolOf(t, people...)
		plan := planOf(t, "ann", find.Facets{})
		r := find.New(admin, plan, find.Options{Estimated: 100_000})
		if got, _ := runAll(t, r); !slices.Equal(got, []string{"ann", "annabel"}) || !r.MayGoOn() {
			t.Fatalf("it finds %q", got)
		}
		r.Everywhere()
		if r.Progress().Stage != find.Reading || r.Progress().Estimated != 100_000 {
			t.Errorf("it is at %+v", r.Progress())
		}
		if got, _ := runAll(t, r); !slices.Equal(got, []string{"ann", "JoAnn", "annabel"}) || r.MayGoOn() {
			t.Errorf("everywhere it finds %q", got)
		}
		if got, _ := runAll(t, find.New(admin, plan, find.Options{Estimated: 154})); !slices.Equal(got,
			[]string{"ann", "annabel", "JoAnn"}) {
			t.Errorf("in a small pool it finds %q", got)
		}
	})
}

// fake answers by a function, and counts.
type fake struct {
	calls int
	page  func(call int, f cognito.Filter, token string) (cognito.UsersPage, error)
}

func (s *fake) UsersPage(_ context.Context, f cognito.Filter, token string) (cognito.UsersPage, error) {
	s.calls++
	return s.page(s.calls, f, token)
}

func usersNamed(names ...string) (list []cognito.FoundUser) {
	for _, n := range names {
		list = append(list, cognito.FoundUser{Username: n})
	}
	return list
}

// restless keeps the waits of a run instead of waiting.
type restless struct{ waits []time.Duration }

func (r *restless) rest(ctx context.Context, d time.Duration) error {
	r.waits = append(r.waits, d)
	return ctx.Err()
}

type counted struct{ waited, throttled int }

func (c *counted) Wait(ctx context.Context) error { c.waited++; return ctx.Err() }
func (c *counted) Throttled()                     { c.throttled++ }

func TestThrottledInTheMiddle(t *testing.T) {
	var tokens []string
	src := &fake{page: func(call int, _ cognito.Filter, token string) (cognito.UsersPage, error) {
		tokens = append(tokens, token)
		switch call {
		case 2, 3, 5:
			return cognito.UsersPage{}, &cognito.Error{Op: "ListUsers", Kind: cognito.Throttled}
		case 6:
			return cognito.UsersPage{Users: usersNamed("e")}, nil
		}
		return cognito.UsersPage{Users: usersNamed(fmt.Sprint(call)), Next: fmt.Sprint("t", call)}, nil
	}}
	clock, quota := &restless{}, &counted{}
	r := find.New(src, planOf(t, "", find.Facets{}), find.Options{Rest: clock.rest, Pace: quota})
	b, err := r.Step(t.Context())
	if err != nil || b.Progress.Waiting != 0 {
		t.Fatal(b, err)
	}
	if b, err = r.Step(t.Context()); err != nil || b.Progress.Waiting == 0 || b.Done() {
		t.Fatalf("throttled: %+v %v", b, err)
	}
	got, last := runAll(t, r)
	if !slices.Equal(got, []string{"4", "e"}) || last.Waiting != 0 || last.Read != 3 {
		t.Errorf("it found %q, %+v", got, last)
	}
	if want := []string{"", "t1", "t1", "t1", "t4", "t4"}; !slices.Equal(tokens, want) {
		t.Errorf("it asked for %q, want %q", tokens, want)
	}
	if want := []time.Duration{time.Second, 2 * time.Second, time.Second}; !slices.Equal(clock.waits, want) {
		t.Errorf("it waited %v", clock.waits)
	}
	if quota.waited != 6 || quota.throttled != 3 {
		t.Errorf("the pace was asked %d times and told %d times", quota.waited, quota.throttled)
	}
}

func TestEndedToken(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		pool, admin, _ := poolOf(t)
		r := find.New(admin, planOf(t, "", find.Facets{}), find.Options{})
		table := find.NewTable()
		for range 2 {
			b, err := r.Step(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			table.Add(b.Users)
		}
		pool.Advance(2 * time.Hour)
		b, err := r.Step(t.Context())
		if err != nil || !b.Progress.Again || b.Progress.Read != 0 {
			t.Fatalf("%+v %v", b, err)
		}
		for !b.Done() {
			if b, err = r.Step(t.Context()); err != nil {
				t.Fatal(err)
			}
			table.Add(b.Users)
		}
		if table.Len() != 150 || b.Progress.Read != 150 {
			t.Errorf("%d rows, %d read", table.Len(), b.Progress.Read)
		}
	})
}

// A token that never leads on isn't one that ended.
func TestBadTokenForEver(t *testing.T) {
	src := &fake{page: func(_ int, _ cognito.Filter, token string) (cognito.UsersPage, error) {
		if token != "" {
			return cognito.UsersPage{}, &cognito.Error{Op: "ListUsers", Kind: cognito.InvalidInput}
		}
		return cognito.UsersPage{Users: usersNamed("a"), Next: "t"}, nil
	}}
	r := find.New(src, planOf(t, "", find.Facets{}), find.Options{})
	for range 20 {
		if _, err := r.Step(t.Context()); errors.Is(err, cognito.InvalidInput) {
			return
		}
	}
	t.Error("it goes round for ever")
}

func TestListsWithoutEnd(t *testing.T) {
	for name, page := range map[string]func(int, cognito.Filter, string) (cognito.UsersPage, error){
		"itself": func(int, cognito.Filter, string) (cognito.UsersPage, error) { return cognito.UsersPage{Next: "t"}, nil },
		"empty": func(call int, _ cognito.Filter, _ string) (cognito.UsersPage, error) {
			return cognito.UsersPage{Next: fmt.Sprint(call)}, nil
		},
	} {
		src := &fake{page: page}
		r := find.New(src, planOf(t, "", find.Facets{}), find.Options{})
		err := error(nil)
		for err == nil && src.calls < 20_000 {
			_, err = r.Step(t.Context())
		}
		if !errors.Is(err, cognito.NotTheProtocol) || name == "itself" && src.calls > 2 {
			t.Errorf("%s, after %d calls: %v", name, src.calls, err)
		}
	}
}

// After a fault the same page is asked for again.
func TestGoesOnAfterAFault(t *testing.T) {
	broken := true
	src := &fake{page: func(_ int, _ cognito.Filter, token string) (cognito.UsersPage, error) {
		switch {
		case token == "":
			return cognito.UsersPage{Users: usersNamed("a"), Next: "t"}, nil
		case broken:
			broken = false
			return cognito.UsersPage{}, &cognito.Error{Op: "ListUsers", Kind: cognito.NoNetwork}
		}
		return cognito.UsersPage{Users: usersNamed("b")}, nil
	}}
	r := find.New(src, planOf(t, "", find.Facets{}), find.Options{})
	if _, err := r.Step(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Step(t.Context()); !errors.Is(err, cognito.NoNetwork) {
		t.Fatal(err)
	}
	if got, _ := runAll(t, r); !slices.Equal(got, []string{"b"}) || src.calls != 3 {
		t.Errorf("it went on with %q, %d calls", got, src.calls)
	}
}

func TestCancelledRun(t *testing.T) {
	src := &fake{page: func(int, cognito.Filter, string) (cognito.UsersPage, error) {
		return cognito.UsersPage{}, &cognito.Error{Op: "ListUsers", Kind: cognito.Throttled}
	}}
	ctx, cancel := context.WithCancel(t.Context())
	r := find.New(src, planOf(t, "x@y.z", find.Facets{}), find.Options{Pace: pace.New(1000)})
	if b, err := r.Step(ctx); err != nil || b.Progress.Waiting == 0 {
		t.Fatal(b, err)
	}
	cancel()
	if _, err := r.Step(ctx); !errors.Is(err, cognito.Cancelled) || src.calls != 1 {
		t.Errorf("after %d calls: %v", src.calls, err)
	}
}

func TestUsersASecond(t *testing.T) {
	now := time.Unix(0, 0)
	src := &fake{page: func(call int, _ cognito.Filter, _ string) (cognito.UsersPage, error) {
		now = now.Add(100 * time.Millisecond)
		return cognito.UsersPage{Users: make([]cognito.FoundUser, 60), Next: fmt.Sprint(call)}, nil
	}}
	r := find.New(src, planOf(t, "", find.Facets{}), find.Options{Now: func() time.Time { return now }})
	for range 300 {
		if _, err := r.Step(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if p := r.Progress(); p.PerSecond != 600 || p.Read != 18_000 || p.Stage != find.Reading {
		t.Errorf("%+v", p)
	}
	now = now.Add(5 * time.Second)
	_, _ = r.Step(t.Context())
	if p := r.Progress().PerSecond; p < 200 || p > 400 {
		t.Errorf("after a pause it is %d a second", p)
	}
}
