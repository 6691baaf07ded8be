//go:build unix

package e2e

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// BenchmarkFirstFrame measures from the start of the process to its first whole
// frame on a terminal that answers nothing.
func BenchmarkFirstFrame(b *testing.B) {
	times := make([]time.Duration, 0, 64)
	for b.Loop() {
		began := time.Now()
		term := start(b)
		term.see(home...)
		times = append(times, time.Since(began))
		b.StopTimer()
		term.press("q")
		term.exit()
		term.close()
		b.StartTimer()
	}
	report(b, times)
}

// BenchmarkKeyToFrame measures from a key in a text field to the frame that
// shows it.
func BenchmarkKeyToFrame(b *testing.B) {
	term := start(b)
	term.see(home...)
	term.press("3")
	term.see("Email or username")
	times := make([]time.Duration, 0, 1024)
	typed := ""
	for i := 0; b.Loop(); i++ {
		if len(typed) == 20 {
			b.StopTimer()
			term.press("\x15") // ctrl+u empties the field
			term.lose(typed)
			typed = ""
			b.StartTimer()
		}
		key := fmt.Sprint(i % 10)
		typed += key
		began := time.Now()
		term.press(key)
		term.within(patience, typed, func() bool { return strings.Contains(term.screen(), typed) })
		times = append(times, time.Since(began))
	}
	report(b, times)
}

// report prints the median and the slowest hundredth beside the mean.
func report(b *testing.B, times []time.Duration) {
	b.Helper()
	slices.Sort(times)
	at := func(part float64) float64 {
		return float64(times[int(part*float64(len(times)-1))].Microseconds()) / 1000
	}
	b.ReportMetric(at(0.50), "ms-p50")
	b.ReportMetric(at(0.99), "ms-p99")
}
