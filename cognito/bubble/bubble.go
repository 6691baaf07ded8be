// Package bubble runs tests at one fixed instant: in a bubble of testing/synctest,
// whose clock moves only when everything in it waits. What a test is about is made
// inside its bubble, t.Run and t.Parallel are called outside it, and nothing global
// may hold a channel, a timer or a WaitGroup.
//
// It is the one place that reads two variables, by which CI moves the whole suite
// to another day or another part of the world: COGNITO_TEST_INSTANT, in RFC 3339,
// and COGNITO_TEST_ZONE, a name of the IANA time zone database.
package bubble

import (
	"fmt"
	"os"
	"sync"
	"testing"
	"testing/synctest"
	"time"
	_ "time/tzdata" // zones are there on every machine
)

// Stored is the instant that golden files were written at, and UTC their zone.
var Stored = time.Date(2026, time.November, 16, 10, 42, 7, 0, time.UTC)

// Instant is when each bubble begins: Stored, or the variable's.
func Instant() time.Time { return settings().instant }

// Zone is where the reader of a bubble's screens lives: UTC, or the variable's.
func Zone() *time.Location { return settings().zone }

type setting struct {
	instant time.Time
	zone    *time.Location
}

var settings = sync.OnceValue(func() setting {
	s := setting{Stored, time.UTC}
	var err error
	if text := os.Getenv("COGNITO_TEST_INSTANT"); text != "" {
		if s.instant, err = time.Parse(time.RFC3339, text); err != nil {
			panic(fmt.Sprintf("COGNITO_TEST_INSTANT: %v", err))
		}
	}
	if name := os.Getenv("COGNITO_TEST_ZONE"); name != "" {
		if s.zone, err = time.LoadLocation(name); err != nil {
			panic(fmt.Sprintf("COGNITO_TEST_ZONE: %v", err))
		}
	}
	return s
})

// Run runs f in a bubble whose time begins at Instant, which can't be before the year
// 2000. It ends when all goroutines that f started have.
func Run(t *testing.T, f func(t *testing.T)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(Instant()))
		if now := time.Now(); !now.Equal(Instant()) {
			t.Fatalf("a bubble can't begin at %v: it is %v in it", Instant(), now)
		}
		f(t)
	})
}
