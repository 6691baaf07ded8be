package ui

import (
	"os"
	"testing"
	"time"

	"pgregory.net/rapid"

	"cognito-tui/cognito"
	"cognito-tui/cognito/bulk"
	"cognito-tui/cognito/remedy"
)

// TestHostileMany has strangers' texts wherever a job shows them: names, groups,
// reasons, what a file holds, and where it is.
func TestHostileMany(t *testing.T) {
	for name, text := range hostile {
		t.Run(name, func(t *testing.T) {
			d := &hostileDriver{driver: manyHere(t, nil, "ann")}
			list := bulk.List{From: text, Column: text, Entries: []bulk.Entry{{Line: 2, Text: text}}}
			d.follow(listChosen{list})
			d.sound("the remedies")
			d.follow(wantDryRun{list: list, remedy: remedy.AddGroup})
			d.sound("the groups")
			if g, ok := d.app.top().(*bulkGroup); ok {
				_ = g.Update(Reply[[]cognito.Group]{Val: []cognito.Group{{Name: text, Description: text}}})
				d.sound("a group")
				_ = g.Update(Reply[[]cognito.Group]{Err: &cognito.Error{Op: "ListGroups", Message: text}})
				d.sound("groups that can't be read")
			}
			d.follow(wantDryRun{list: list, remedy: remedy.Disable})
			dry := d.app.top().(*bulkDry)
			plan := bulk.Plan{Remedy: remedy.Get(remedy.AddGroup), Spec: bulk.Spec{Pool: text, Group: text, From: text},
				Left: []bulk.Left{{Line: 1, To: 1, Text: text, Why: text}, {Line: 5, To: 9}}}
			for i := range 50 {
				plan.Verdicts = append(plan.Verdicts, bulk.Verdict{Entry: bulk.Entry{Line: i, Text: text}, Why: text, Will: i%2 == 0,
					User: &cognito.FoundUser{Username: text + "x"}})
			}
			dry.took(plan)
			d.sound("a dry run")
			for _, k := range []string{"end", "f", "f", "home"} {
				d.press(k)
				d.sound("a dry run after " + k)
			}
			d.follow(planned{plan})
			d.sound("the confirmation")
			run := newBulkRun(d.app.env, d.job(remedy.SignOut))
			letGo(t, run.job)
			report := bulk.Report{Over: bulk.Finished, Results: text, Journal: text, Counts: map[bulk.Result]int{bulk.Refused: 60}}
			for range 60 {
				report.Bad = append(report.Bad, bulk.Outcome{User: text, End: bulk.End{Result: bulk.Unknown, Reason: text}})
			}
			d.app.stack = append(d.app.stack, run)
			for _, fault := range []error{nil, &cognito.Error{Op: "AdminEnableUser", Kind: cognito.TriggerRefused, Message: text, Code: text}, os.ErrInvalid} {
				_ = run.Update(jobOver{run.id, report, fault})
				d.sound("a job that is over")
				d.press("end")
				d.sound("the end of its report")
			}
			source := newBulkSource(d.app.env, nil)
			d.app.stack = append(d.app.stack, source)
			_ = source.Update(Reply[[]bulk.Summary]{Val: []bulk.Summary{{Path: text, Problem: text}, {Spec: bulk.Spec{Remedy: text, From: text}, Total: 3, Left: 2}, {}, {}, {}}})
			d.sound("unfinished jobs")
			source.results, source.done = text, "done"
			d.sound("a job that was cancelled")
		})
	}
}

// manyKeys are pressed at random on the screens of a job.
var manyKeys = []string{"enter", "enter", "enter", "tab", "down", "up", "down", "end", "home", "esc", "f", "p", "c", "y", "n", "r", "f1", "f2", "left", "right",
	"2", "3", "ctrl+t", "pgdown", "backspace"}

// TestRandomMany presses keys at random on the way to jobs and while they run, with
// faults and resizes: every frame is sound, and no command outlives the program.
func TestRandomMany(t *testing.T) {
	began := time.Now()
	rapid.Check(t, func(rt *rapid.T) {
		if time.Since(began) > propertyTime {
			return
		}
		d := manyHere(t, nil, "ann", "bob", "una", "rita", "zed")
		d.writes(manyFile)
		w, h := 120, 40
		for range rapid.IntRange(5, 30).Draw(rt, "actions") {
			switch rapid.SampledFrom([]string{"key", "key", "key", "key", "fault", "size", "many", "delete"}).Draw(rt, "do") {
			case "key":
				d.send(keyOf(t, rapid.SampledFrom(manyKeys).Draw(rt, "key")))
			case "fault":
				op := rapid.SampledFrom([]string{"ListUsers", "ListGroups", "AdminGetUser", "AdminResetUserPassword", "AdminDisableUser", "AdminUserGlobalSignOut"}).Draw(rt, "op")
				if rapid.Bool().Draw(rt, "lost") {
					d.pool.DropAnswer(op, 1)
				} else {
					d.pool.Fail(op, 1, rapid.SampledFrom([]string{"NotAuthorizedException", "UserNotFoundException", "InvalidParameterException"}).Draw(rt, "exception"), "")
				}
			case "size":
				s := rapid.SampledFrom(someSizes).Draw(rt, "size")
				w, h = s[0], s[1]
				d.size(w, h)
			case "many":
				id := rapid.SampledFrom([]remedy.ID{remedy.Reset, remedy.Disable, remedy.SignOut, remedy.AddGroup, remedy.Delete}).Draw(rt, "remedy")
				if u := d.everybody(); len(u) > 0 && d.app.top().base().busy == "" {
					d.run(d.app.top().base().end(wantDryRun{list: bulk.Marked(u), remedy: id}))
					d.send(nil)
				}
			case "delete":
				if u := d.everybody(); len(u) > 1 {
					d.pool.ClearFaults()
					_, _ = d.app.env.Admin.Apply(t.Context(), u[0].Username, cognito.DeleteUser{})
				}
			}
			d.takeWhatIsThere()
			if wrong := faultyFrame(d.app.View(), w, h); wrong != "" {
				rt.Fatalf("%s\n%q", wrong, d.app.View())
			}
		}
		d.pool.ClearFaults()
		d.app.quit()
		d.drain()
	})
}

// everybody is who the pool lists; nobody where it refuses.
func (d *driver) everybody() []cognito.FoundUser {
	users, _ := d.app.env.Admin.FindUsers(d.t.Context(), cognito.Filter{}, 0)
	return users
}
