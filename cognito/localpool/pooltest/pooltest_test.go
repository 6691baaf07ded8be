package pooltest_test

import (
	"testing"

	"cognito-tui/cognito/localpool/pooltest"
	"cognito-tui/cognito/random"
)

func TestKeysDiffer(t *testing.T) {
	seen := map[string]int{}
	for pool := range 16 {
		id, access := pooltest.Keys(pool)
		seen[id.N.String()]++
		seen[access.N.String()]++
	}
	if len(seen) != 32 {
		t.Errorf("16 pools have %d keys", len(seen))
	}
}

func TestRandomCounts(t *testing.T) {
	draw := func(source func(string) []byte) [3]string {
		return [3]string{string(source("code")), string(source("code")), string(source("id"))}
	}
	of := func() func(string) []byte {
		source := pooltest.Random()
		return func(purpose string) []byte { return random.Bytes(source(purpose), 8) }
	}
	first, second := draw(of()), draw(of())
	if first != second {
		t.Errorf("drew %x, then %x", first, second)
	}
	if first[0] == first[1] || first[0] == first[2] {
		t.Errorf("drew %x", first)
	}
	beside := of()
	beside("other")
	if got := draw(beside); got != first {
		t.Errorf("beside another purpose drew %x, not %x", got, first)
	}
}
