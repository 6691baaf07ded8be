package localpool

import (
	"maps"
	"slices"
	"testing"
	"testing/synctest"

	"cognito-tui/cognito/bubble"
	"cognito-tui/cognito/localpool/pooltest"
)

// TestKeysAreMade: a Config that gives no keys has some made, for each pool its own,
// and a Reset keeps them.
func TestKeysAreMade(t *testing.T) {
	t.Parallel()
	x := tester{t, newAt(Demo(), bubble.Instant)}
	_, id := x.verified(x.signIn("demo-app", "ann@example.com").str("AuthenticationResult", "IdToken"))
	first := x.published("us-east-1_LocalPool")
	if len(first) != 2 || first[id] == nil {
		t.Errorf("keys %q, and a token signed by %q", slices.Sorted(maps.Keys(first)), id)
	}
	for kid := range x.published(x.s.config.Pools[1].ID) {
		if first[kid] != nil {
			t.Errorf("two pools have key %s", kid)
		}
	}
	x.s.Reset()
	if _, again := x.verified(x.signIn("demo-app", "ann@example.com").str("AuthenticationResult", "IdToken")); again != id {
		t.Errorf("after a Reset key %q signs, not %q", again, id)
	}
	if other := New(Demo()); other.keys[0] == x.s.keys[0] {
		t.Error("two servers share their keys")
	}
}

// TestWarmKeys: keys are made without a call that needs them; where there is no pool
// there is nothing to make.
func TestWarmKeys(t *testing.T) {
	New(Config{Region: "us-east-1"}).WarmKeys()
	bubble.Run(t, func(t *testing.T) {
		s := New(Demo())
		s.WarmKeys()
		synctest.Wait()
		if s.keys[0].id == nil || s.keys[0].access == nil {
			t.Error("a key is missing")
		}
		select {
		case <-s.keys[1].ready:
			t.Error("the second pool's keys are made, which nothing asked for")
		default:
		}
	})
}

func TestKeysOfTheConfig(t *testing.T) {
	x := newTester(t)
	for i, p := range x.s.config.Pools {
		id, access := pooltest.Keys(i)
		published := x.published(p.ID)
		for _, key := range published {
			if !key.Equal(&id.PublicKey) && !key.Equal(&access.PublicKey) {
				t.Errorf("pool %s has another key", p.ID)
			}
		}
		if len(published) != 2 {
			t.Errorf("pool %s has %d keys", p.ID, len(published))
		}
	}
}
