package diagnosis

import (
	"testing"
	"time"
)

// What is at the most is never said too short.
func TestRoundedUp(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "1 second", time.Second + 1: "2 seconds", 59*time.Second + 1: "1 minute", 14*time.Minute + 1: "15 minutes", 15 * time.Minute: "15 minutes",
		59*time.Minute + 1: "1 hour", 23*time.Hour + time.Minute: "1 day", 24 * time.Hour: "1 day", 73 * time.Hour: "4 days",
	} {
		if got := roundedUp(d); got != want {
			t.Errorf("%v: %s", d, got)
		}
	}
}
