//go:build unix

package e2e

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"cognito-tui/cognito/localpool"
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

// BenchmarkStart starts the program and a bare one (folder bare) in turn, 40 times
// each, and reports how many times as long as the bare one's the program's way to
// its first frame is. The goal is at most 1.2.
func BenchmarkStart(b *testing.B) {
	bare := filepath.Join(b.TempDir(), "bare")
	if err := buildTo(bare, "cognito-tui/ui/e2e/bare"); err != nil {
		b.Fatal(err)
	}
	starts := 40
	if testing.Short() {
		starts = 2
	}
	var ours, theirs []time.Duration
	for b.Loop() {
		for range starts {
			theirs = append(theirs, firstFrame(b, bare, "a bare program"))
			ours = append(ours, firstFrame(b, program, home...))
		}
	}
	b.ReportMetric(median(theirs), "ms-bare")
	b.ReportMetric(median(ours), "ms-p50")
	b.ReportMetric(median(ours)/median(theirs), "times-bare")
}

// firstFrame measures one start.
func firstFrame(b *testing.B, program string, shows ...string) time.Duration {
	began := time.Now()
	term := startCommand(b, 80, 24, exec.Command(program))
	term.see(shows...)
	took := time.Since(began)
	term.press("q")
	term.exit()
	term.close()
	return took
}

func median(times []time.Duration) float64 {
	slices.Sort(times)
	return float64(times[len(times)/2].Microseconds()) / 1000
}

// BenchmarkFirstSignIn measures the first sign-in of a run, begun as soon as the keys
// for it can be pressed, from Enter to the session. The goal is at most 150 ms.
func BenchmarkFirstSignIn(b *testing.B) {
	var times []time.Duration
	for b.Loop() {
		term := start(b)
		term.see(home...)
		term.press("3")
		term.see("Email or username")
		term.press("gus@example.com" + enter + localpool.DemoPassword)
		began := time.Now()
		term.press(enter)
		term.see("as gus@example.com")
		times = append(times, time.Since(began))
		term.press(ctrlC)
		term.exit()
		term.close()
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
