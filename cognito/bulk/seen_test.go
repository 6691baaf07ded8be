package bulk

import (
	"context"
	"testing"

	"cognito-tui/cognito"
	"cognito-tui/cognito/bubble"
	"cognito-tui/cognito/remedy"
)

// TestSeen tells each user once, as read after the change, and who is gone: deleted by
// the job or before it.
func TestSeen(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		for _, id := range []remedy.ID{remedy.Disable, remedy.Delete} {
			d := newDesk(t, poolOf("CONFIRMED", "CONFIRMED")).described()
			p := d.plan(d.all(), id, "")
			if _, err := d.admin.Apply(context.Background(), "user1", cognito.DeleteUser{}); err != nil {
				t.Fatal(err)
			}
			j, err := Begin(d.config, p)
			if err != nil {
				t.Fatal(err)
			}
			if seen := j.Seen(); len(seen) != 0 {
				t.Errorf("%s: before it ran, %+v", id, seen)
			}
			if _, err := j.Run(context.Background()); err != nil {
				t.Fatal(err)
			}
			got := map[string]Seen{}
			for _, s := range j.Seen() {
				got[s.User.Username] = s
			}
			if len(got) != 2 || !got["user1"].Gone || got["user0"].Gone != (id == remedy.Delete) || got["user0"].User.Enabled ||
				got["user0"].User.Modified.IsZero() {
				t.Errorf("%s: %+v", id, got)
			}
			if seen := j.Seen(); len(seen) != 0 {
				t.Errorf("%s: told twice: %+v", id, seen)
			}
		}
	})
}
