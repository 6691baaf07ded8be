package ui

import (
	"strings"
	"testing"
	"time"

	"cognito-tui/cognito/bulk"
	"cognito-tui/cognito/remedy"
)

// TestManyPaceFits keeps what is said of the pace within the narrowest window, with
// the largest numbers that the quota lets through.
func TestManyPaceFits(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := many(t, "ann")
		s := newBulkRun(d.app.env, d.job(remedy.Disable))
		t.Cleanup(func() { s.job.Close() })
		s.env.Local, s.env.Still = nil, false
		for _, p := range []bulk.Progress{
			{Total: 970, Ended: 46, Rate: 27.9, Allowed: 12.2, Left: 46 * time.Second},
			{Total: 100_000, Ended: 46, Rate: 19.9, Allowed: 12.2, Left: 2*time.Hour + 59*time.Minute},
			{Total: 970, Allowed: 20, Left: 46 * time.Second},
		} {
			text := s.paceText(p)
			if w := len([]rune(text)); w > 76 || !strings.HasSuffix(text, "within the quota") || !strings.Contains(text, "a second") {
				t.Errorf("%d wide: %s", w, text)
			}
		}
	})
}

// TestManyNobodyLeft doesn't offer to go on with a job that lacks its results only.
func TestManyNobodyLeft(t *testing.T) {
	if text := leftText(bulk.Progress{Total: 2, Ended: 2}); !strings.HasPrefix(text, "Nobody is left: r writes the results") {
		t.Error(text)
	}
	if text := leftText(bulk.Progress{Total: 2, Ended: 1}); !strings.HasPrefix(text, "1 user left: r goes on") {
		t.Error(text)
	}
}

// TestManyReasonsInFull tells the whole reason for each user for whom it wasn't done.
func TestManyReasonsInFull(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := many(t, "ann")
		d.toConfirm("Sign out everywhere")
		d.press("enter")
		s := d.app.top().(*bulkRun)
		s.report.Bad = []bulk.Outcome{{User: "ann", End: bulk.End{Result: bulk.Unknown, Reason: "It was begun, and the user's state doesn't show whether it was done: look before doing it again."}}}
		s.bad = nil
		for _, w := range []int{80, 120} {
			s.SetSize(w, 20)
			view := s.View()
			if said := strings.Join(strings.Fields(view), " "); !strings.HasSuffix(said, "before doing it again.") || strings.Contains(said, "…") {
				t.Errorf("%d wide, the reason is cut off:\n%s", w, view)
			}
		}
	})
}

// TestManyInUse says which job another run of the program is at.
func TestManyInUse(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := many(t, "ann")
		busy := d.job(remedy.Disable)
		t.Cleanup(func() { busy.Close() })
		d.follow(goHome{})
		d.follow(wantMany{users: d.people("ann")})
		d.sees("! Disable · marked users: Another run of the program is at this job.")
		d.lacks("Go on with the job")
	})
}

// TestManyUnfinishedTwice says which of two jobs its buttons mean.
func TestManyUnfinishedTwice(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := many(t, "ann")
		for _, id := range []remedy.ID{remedy.Disable, remedy.SignOut} {
			letGo(t, d.job(id))
		}
		d.follow(goHome{})
		d.follow(wantMany{users: d.people("ann")})
		d.sees("Go on with the newest", "Cancel the newest")
		d.press("tab", "tab", "right", "enter", "y")
		d.sees("The job is cancelled.", "Go on with the job")
	})
}
