package bulk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/audit"
	"cognito-tui/cognito/pace"
	"cognito-tui/cognito/remedy"
)

// BenchmarkDryRun judges 1,000 users of a CSV, by reading the pool and one by one.
func BenchmarkDryRun(b *testing.B) {
	d := newDesk(b, poolOf(slices.Repeat([]string{"CONFIRMED"}, 1000)...)).described()
	var text strings.Builder
	text.WriteString("email\n")
	for i := range 1000 {
		fmt.Fprintf(&text, "user%d@example.com\n", i)
	}
	for name, estimate := range map[string]int{"pages": 1000, "one by one": 1_000_000} {
		b.Run(name, func(b *testing.B) {
			d.config.Pool.EstimatedUsers = estimate
			calls := d.calls.n["ListUsers"]
			for b.Loop() {
				list, err := ReadList("users.csv", strings.NewReader(text.String()))
				if err != nil {
					b.Fatal(err)
				}
				if p := d.plan(list, remedy.Disable, ""); p.Will() != 1000 {
					b.Fatal(p.Will())
				}
			}
			b.ReportMetric(float64(d.calls.n["ListUsers"]-calls)/float64(b.N), "calls/op")
		})
	}
}

// BenchmarkJournal writes the two lines of one user, each on the disk.
func BenchmarkJournal(b *testing.B) {
	j, err := create(Config{Folder: b.TempDir()}, Spec{Pool: testPool, Remedy: "disable", Users: "sha256:"},
		[]Item{{Asked: "user0", User: "user0"}})
	if err != nil {
		b.Fatal(err)
	}
	defer j.Close()
	for b.Loop() {
		if j.beginItem(0, time.Now()) != nil || j.endItem(0, End{Result: Done, RequestID: strings.Repeat("x", 36), Time: time.Now()}) !=
			nil {
			b.Fatal("not written")
		}
	}
}

// BenchmarkJob makes a job of 1,000 users with its journal and its record, without a
// pace and within 20 a second, as which it is to take 50 s; of 100 with -short.
func BenchmarkJob(b *testing.B) {
	users := 1000
	if testing.Short() {
		users = 100
	}
	for _, c := range []struct {
		name    string
		pace    Pacer
		workers int
		delay   time.Duration
	}{
		{"no pace", &unpaced{}, 1, 0},
		{"20 a second", pace.New(20), 1, 0},
		{"20 a second, 50 ms a call, 4 workers", pace.New(20), 4, 50 * time.Millisecond},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				d := newDesk(b, poolOf(slices.Repeat([]string{"CONFIRMED"}, users)...), func(s *cognito.Config) {
					s.Recorder = audit.New(b.TempDir() + "/audit.jsonl")
				}).described()
				p := d.plan(d.all(), remedy.Disable, "")
				for _, op := range []string{"AdminGetUser", "AdminDisableUser"} {
					if c.delay > 0 {
						d.pool.Delay(op, 10_000, c.delay)
					}
				}
				d.config.Pace, d.config.Workers = c.pace, c.workers
				j, err := Begin(d.config, p)
				if err != nil {
					b.Fatal(err)
				}
				start := time.Now()
				if report, err := j.Run(context.Background()); err != nil || report.Counts[Done] != users {
					b.Fatal(report, err)
				}
				b.ReportMetric(float64(users)/time.Since(start).Seconds(), "users/s")
			}
		})
	}
}
