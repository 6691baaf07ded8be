package ui

import (
	"fmt"
	"testing"

	"github.com/muesli/termenv"

	"cognito-tui/cognito"
	"cognito-tui/cognito/bulk"
	"cognito-tui/cognito/remedy"
	"cognito-tui/ui/theme"
)

// BenchmarkManyDryRun is a key and its frame with 100,000 users in the table.
func BenchmarkManyDryRun(b *testing.B) {
	env := &Env{Host: Host{Theme: theme.At(theme.Dark, termenv.TrueColor)}, Conn: &Conn{}}
	s := newBulkDry(env, wantDryRun{remedy: remedy.Disable})
	s.SetSize(120, 36)
	plan := bulk.Plan{Remedy: remedy.Get(remedy.Disable)}
	for i := range 100_000 {
		name := fmt.Sprintf("user%06d", i)
		v := bulk.Verdict{Entry: bulk.Entry{Line: i + 2, Text: name + "@example.com"}, User: &cognito.FoundUser{Username: name}, Will: i%3 != 0}
		if !v.Will {
			v.Why = "The user is disabled already."
		}
		plan.Verdicts = append(plan.Verdicts, v)
	}
	s.took(plan)
	keys := newMoveKeys()
	for i := 0; b.Loop(); i++ {
		s.at, _ = keys.move(keyOf(b, []string{"pgdown", "end", "home", "down"}[i%4]), s.at, len(s.shown), 20, false)
		if s.View() == "" {
			b.Fatal("nothing is drawn")
		}
	}
}
