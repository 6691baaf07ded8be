package ui

import (
	"testing"
	"time"
)

// TestManyIsSeenInTheSearch comes back from jobs to the search: its table shows the
// users as the jobs read them back, also where lists are behind.
func TestManyIsSeenInTheSearch(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		for _, lag := range []time.Duration{0, time.Hour} {
			d := desk(t, 0)
			d.pool.LagLists(lag)
			d.seek("archer")
			d.press("a", "b")
			d.toConfirm("Disable")
			d.write("1") // the other is disabled already
			d.press("enter")
			d.sees("The job is done.")
			if u := d.app.stack[1].(*findScreen).table.At(0); u.Username != "ann" || u.Enabled {
				t.Errorf("lag %v: the list under the job has %+v", lag, u)
			}
			d.press("enter")
			d.on("findScreen")
			d.seek("archer")
			if u := d.find().table.At(0); u.Username != "ann" || u.Enabled {
				t.Errorf("lag %v: searched again, the list has %+v", lag, u)
			}
			d.press("a", "b")
			d.toConfirm("Delete the user")
			d.write("2")
			d.press("enter")
			d.sees("The job is done.", "2 done")
			d.press("enter")
			d.on("findScreen")
			if n := d.find().table.Len(); n != 0 {
				t.Errorf("lag %v: %d of those who were deleted are listed", lag, n)
			}
			d.seek("")
			for _, name := range []string{"ann", "dan"} {
				if d.find().table.Where(name) >= 0 {
					t.Errorf("lag %v: %s, who was deleted, is listed again", lag, name)
				}
			}
		}
	})
}
