package clock_test

import (
	"testing"
	"time"

	"cognito-tui/cognito/clock"
)

func TestFormat(t *testing.T) {
	at := time.Date(2026, 11, 30, 18, 29, 30, 0, time.UTC)
	const layout = "Mon 2 Jan 2006 15:04:05 MST"
	if got, want := (clock.Clock{}).Format(at, layout), at.Local().Format(layout); got != want {
		t.Errorf("the zero clock writes %q, not %q", got, want)
	}
	var told []string
	c := clock.Clock{Zone: time.FixedZone("IST", 5*3600+1800), Wrote: func(when time.Time, how, text string) {
		if !when.Equal(at) || how != layout {
			t.Errorf("Wrote is told of %v in %q", when, how)
		}
		told = append(told, text)
	}}
	const want = "Mon 30 Nov 2026 23:59:30 IST"
	if got := c.Format(at, layout); got != want {
		t.Errorf("the clock of a zone writes %q, not %q", got, want)
	}
	if len(told) != 1 || told[0] != want {
		t.Errorf("Wrote was told of %q", told)
	}
}
