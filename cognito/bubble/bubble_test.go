package bubble_test

import (
	"testing"
	"time"

	"cognito-tui/cognito/bubble"
)

func TestRunBeginsAtTheInstant(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		if now := time.Now(); !now.Equal(bubble.Instant()) {
			t.Errorf("began at %v", now)
		}
		time.Sleep(time.Hour)
		if now := time.Now(); !now.Equal(bubble.Instant().Add(time.Hour)) {
			t.Errorf("an hour later it is %v", now)
		}
	})
}
