package routine

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"cognito-tui/cognito/bubble"
)

const secret = "value-with-a-secret"

// fails panics with an index out of range, or with a value that holds a secret.
func fails(value any) {
	if value == nil {
		_ = []int{}[len(secret)]
	}
	panic(value)
}

// Every way to a goroutine reports its panic, and by type and position only.
func TestPanicsAreReported(t *testing.T) {
	ways := map[string]func(fn func()){
		"Start": Start,
		"Group": func(fn func()) {
			var g Group
			g.Start(fn)
			g.Wait() // doesn't hang
		},
		"After":  func(fn func()) { After(time.Second, fn) },
		"OnDone": func(fn func()) { ctx, cancel := context.WithCancel(context.Background()); OnDone(ctx, fn); cancel() },
		"Guard": func(fn func()) {
			defer Guard()
			fn()
		},
	}
	values := map[string]any{
		"runtime.boundsError": nil,
		"string":              secret,
		"*errors.errorString": errors.New(secret),
		"struct { s string }": struct{ s string }{secret},
	}
	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			bubble.Run(t, func(t *testing.T) {
				for kind, value := range values {
					got := make(chan Crash, 1)
					OnPanic(func(c Crash) { got <- c })
					way(func() { fails(value) })
					c := <-got
					OnPanic(nil)
					if c.Type != kind {
						t.Errorf("%s: the type is %q, want %q", name, c.Type, kind)
					}
					if strings.Contains(c.String(), secret) {
						t.Errorf("%s: the report tells the value: %s", name, c)
					}
					if len(c.Frames) == 0 || !strings.HasPrefix(c.Frames[0], "routine.fails routine_test.go:") {
						t.Errorf("%s: the report begins elsewhere than at what failed: %q", name, c.Frames)
					}
				}
			})
		})
	}
}
