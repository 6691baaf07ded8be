package localpool

import (
	"regexp"
	"testing"
)

// TestDrawsCount: what is drawn is the same in each run whatever the order of calls,
// looks like the service's and never repeats.
func TestDrawsCount(t *testing.T) {
	form := regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	ids := func(operations ...string) map[string][]string {
		x, ids := newTester(t), map[string][]string{}
		for _, op := range operations {
			ids[op] = append(ids[op], x.call(op, object{}).header.Get("x-amzn-RequestId"))
		}
		return ids
	}
	one, other := ids("GetUser", "ListUsers", "GetUser"), ids("ListUsers", "GetUser", "GetUser")
	seen := map[string]bool{}
	for op, list := range one {
		for i, id := range list {
			if id != other[op][i] {
				t.Errorf("request %d of %s is %s, and %s in another order", i+1, op, id, other[op][i])
			}
			if !form.MatchString(id) || seen[id] {
				t.Errorf("request %d of %s is %s", i+1, op, id)
			}
			seen[id] = true
		}
	}

	six, codes := regexp.MustCompile(`^\d{6}$`), map[string]bool{}
	pool, again := newServer(Demo()).state.Load().order[0], newServer(Demo()).state.Load().order[0]
	for range 50 {
		code := pool.newCode(6)
		if !six.MatchString(code) || code != again.newCode(6) {
			t.Errorf("a code is %q, and another in another run", code)
		}
		codes[code] = true
	}
	if len(codes) != 50 {
		t.Errorf("50 codes, of which %d differ", len(codes))
	}
}
