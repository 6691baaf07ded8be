package ui

import (
	"fmt"
	"os"
	"testing"

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
			inBubble(t, func(t *testing.T) {
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
				source := newBulkSource(d.app.env, nil, "")
				d.app.stack = append(d.app.stack, source)
				_ = source.Update(Reply[[]bulk.Summary]{Val: []bulk.Summary{{Path: text, Problem: text}, {Spec: bulk.Spec{Remedy: text, From: text}, Total: 3, Left: 2}, {}, {}, {}}})
				d.sound("unfinished jobs")
				source.results, source.done = text, "done"
				d.sound("a job that was cancelled")
			})
		})
	}
}

// manyKeys are pressed at random on the screens of a job.
var manyKeys = []string{"enter", "enter", "enter", "tab", "down", "up", "down", "end", "home", "esc", "f", "p", "c", "y", "n", "r", "f1", "f2", "left", "right",
	"2", "3", "ctrl+t", "pgdown", "backspace"}

// TestRandomMany presses keys at random on the way to jobs and while they run, with
// faults and resizes: every frame is sound, and no command outlives the program.
func TestRandomMany(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		script := rapid.SliceOfN(rapid.Custom(drawManyAction), 5, 30).Draw(rt, "script")
		if wrong := played(t, func(t *testing.T) string {
			return manyHere(t, nil, "ann", "bob", "una", "rita", "zed").playsMany(script)
		}); wrong != "" {
			rt.Fatal(wrong)
		}
	})
}

// drawManyAction is an action on the way to a job or while it runs.
func drawManyAction(rt *rapid.T) action {
	a := action{do: rapid.SampledFrom([]string{"key", "key", "key", "key", "fault", "size", "many", "delete", "wait"}).Draw(rt, "do")}
	switch a.do {
	case "key":
		a.text = rapid.SampledFrom(manyKeys).Draw(rt, "key")
	case "fault":
		a.text = rapid.SampledFrom([]string{"ListUsers", "ListGroups", "AdminGetUser", "AdminResetUserPassword", "AdminDisableUser", "AdminUserGlobalSignOut"}).Draw(rt, "op")
		a.fault = rapid.SampledFrom([]int{failing, dropping}).Draw(rt, "kind")
		a.exception = rapid.SampledFrom([]string{"NotAuthorizedException", "UserNotFoundException", "InvalidParameterException"}).Draw(rt, "exception")
	case "size":
		a.size = rapid.SampledFrom(someSizes).Draw(rt, "size")
	case "many":
		a.remedy = rapid.SampledFrom([]remedy.ID{remedy.Reset, remedy.Disable, remedy.SignOut, remedy.AddGroup, remedy.Delete}).Draw(rt, "remedy")
	}
	return a
}

// playsMany does one action after the other and tells what was wrong.
func (d *driver) playsMany(script []action) (wrong string) {
	d.writes(manyFile)
	w, h := 120, 40
	for _, a := range script {
		if a.do == "size" {
			w, h = a.size[0], a.size[1]
		}
		d.doesMany(a)
		if wrong := faultyFrame(d.app.View(), w, h); wrong != "" {
			return fmt.Sprintf("after %v, at %dx%d: %s\n%q", a, w, h, wrong, d.app.View())
		}
	}
	d.pool.ClearFaults()
	return ""
}

// doesMany does an action on jobs, or one of any screen.
func (d *driver) doesMany(a action) {
	switch a.do {
	case "many":
		if u := d.everybody(); len(u) > 0 && d.app.top().base().busy == "" {
			d.run(d.app.top().base().end(wantDryRun{list: bulk.Marked(u), remedy: a.remedy}))
			d.send(nil)
		}
	case "delete":
		if u := d.everybody(); len(u) > 1 {
			d.pool.ClearFaults()
			_, _ = d.app.env.Admin.Apply(d.t.Context(), u[0].Username, cognito.DeleteUser{})
		}
	default:
		d.does(a)
	}
	d.settleHeld()
}

// everybody is who the pool lists; nobody where it refuses.
func (d *driver) everybody() []cognito.FoundUser {
	users, _ := d.app.env.Admin.FindUsers(d.t.Context(), cognito.Filter{}, 0)
	return users
}
