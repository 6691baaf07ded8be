package bulk

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"cognito-tui/cognito"
	"cognito-tui/cognito/bubble"
	"cognito-tui/cognito/remedy"
)

// plan makes a dry run that must go well.
func (d *desk) plan(list List, id remedy.ID, group string) Plan {
	d.t.Helper()
	p, err := DryRun(context.Background(), d.config, list, id, group, nil)
	if err != nil {
		d.t.Fatal(err)
	}
	return p
}

// run makes a whole job that must go well.
func (d *desk) run(list List, id remedy.ID, group string) Report {
	d.t.Helper()
	j, err := Begin(d.config, d.plan(list, id, group))
	if err != nil {
		d.t.Fatal(err)
	}
	report, err := j.Run(context.Background())
	if err != nil {
		d.t.Fatal(err)
	}
	return report
}

// results reads a result file.
func results(t testing.TB, path string) [][]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// trouble are remedies with users for whom they work.
var trouble = []struct {
	id       remedy.ID
	group    string
	statuses []string
}{
	{remedy.Resend, "", []string{"UNCONFIRMED", "UNCONFIRMED", "UNCONFIRMED"}},
	{remedy.Confirm, "", []string{"UNCONFIRMED", "UNCONFIRMED", "UNCONFIRMED"}},
	{remedy.Invite, "", []string{"FORCE_CHANGE_PASSWORD", "FORCE_CHANGE_PASSWORD", "FORCE_CHANGE_PASSWORD"}},
	{remedy.Reset, "", []string{"CONFIRMED", "CONFIRMED", "RESET_REQUIRED"}},
	{remedy.VerifyEmail, "", []string{"FORCE_CHANGE_PASSWORD", "FORCE_CHANGE_PASSWORD", "FORCE_CHANGE_PASSWORD"}},
	{remedy.Enable, "", []string{"DISABLED", "DISABLED", "DISABLED"}},
	{remedy.Disable, "", []string{"CONFIRMED", "CONFIRMED", "CONFIRMED"}},
	{remedy.SignOut, "", []string{"CONFIRMED", "CONFIRMED", "CONFIRMED"}},
	{remedy.AddGroup, "staff", []string{"CONFIRMED", "CONFIRMED", "CONFIRMED"}},
	{remedy.RemoveGroup, "staff", []string{"CONFIRMED", "CONFIRMED", "CONFIRMED"}},
	{remedy.Delete, "", []string{"CONFIRMED", "CONFIRMED", "CONFIRMED"}},
}

// standing is what the pool holds of its users, and how many messages each got.
func (d *desk) standing() (users map[string]string, messages map[string]int) {
	d.t.Helper()
	users, messages = map[string]string{}, map[string]int{}
	for _, u := range d.all().Entries {
		now := d.user(u.Text)
		groups, err := d.admin.AdminListGroupsForUser(context.Background(), u.Text)
		if err != nil {
			d.t.Fatal(err)
		}
		verified := now.Value("email_verified")
		users[u.Text] = fmt.Sprint(now.Status, now.Enabled, verified, groups, now.MFA)
	}
	for _, m := range d.pool.Messages("") {
		messages[m.To]++
	}
	return users, messages
}

type killed struct{}

// killAt has the program end at the n-th point, as kill -9 would.
func killAt(n int) (hook func(string, int), at *string) {
	at = new(string)
	return func(point string, item int) {
		if n--; n < 0 {
			*at = fmt.Sprint(point, " ", item)
			panic(killed{})
		}
	}, at
}

// runUntilKilled runs a job; true where it was killed.
func runUntilKilled(j *Job) (died bool, report Report, err error) {
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(killed); !ok {
				panic(r)
			}
			died = true
		}
	}()
	report, err = j.Run(context.Background())
	return
}

// TestKilledAtEveryStep ends the job before and after each write and each call, goes
// on with it, and compares what is left with a run that wasn't killed. A job that
// goes on is ended once more, at each second step.
func TestKilledAtEveryStep(t *testing.T) {
	for _, c := range trouble {
		t.Run(string(c.id), func(t *testing.T) {
			bubble.Run(t, func(t *testing.T) {
				d := newDesk(t, poolOf(c.statuses...)).described()
				list := d.all()
				d.run(list, c.id, c.group)
				wantUsers, wantMessages := d.standing()
				for n := 0; ; n++ {
					d.pool.Reset()
					d.config.Folder = t.TempDir()
					if d.killedAndResumed(c.id, c.group, n, n%7, wantUsers, wantMessages) {
						if n < 10 {
							t.Errorf("the job had %d steps only", n)
						}
						return
					}
				}
			})
		})
	}
}

// killedAndResumed kills a job at step n, and once more at a step of what follows;
// true where the job had no such step.
func (d *desk) killedAndResumed(id remedy.ID, group string, n, again int, wantUsers map[string]string, wantMessages map[string]int) bool {
	t := d.t
	config := d.config
	j, err := Begin(config, d.plan(d.all(), id, group))
	if err != nil {
		t.Fatal(err)
	}
	var first, second *string
	j.config.hook, first = killAt(n)
	died, report, err := runUntilKilled(j)
	if !died {
		if err != nil {
			t.Fatal(err)
		}
		return true
	}
	what := func() string { return fmt.Sprintf("killed at %q, then at %q", *first, *second) }
	j.config.hook, second = killAt(again)
	for round := 0; ; round++ {
		unfinished, err := Unfinished(config.Folder, config.PoolID)
		if err != nil {
			t.Fatal(err)
		}
		if len(unfinished) == 0 { // it was killed after it was over
			if *first != "after over -1" && *second != "after over -1" {
				t.Fatalf("%s: no job to go on with", what())
			}
			return false
		}
		next, err := Resume(config, unfinished[0].Path, unfinished[0].Spec)
		if err != nil {
			t.Fatalf("%s: %v", what(), err)
		}
		if round == 0 {
			next.config.hook = j.config.hook
		}
		if died, report, err = runUntilKilled(next); !died {
			if err != nil {
				t.Fatalf("%s: %v", what(), err)
			}
			break
		}
	}
	users, messages := d.standing()
	unknown := map[string]bool{}
	for _, o := range report.Bad {
		if o.Result != Unknown || classes[id] == repeatable {
			t.Errorf("%s: %+v", what(), o)
		}
		unknown[o.User] = true
	}
	if len(unknown) > 2 {
		t.Errorf("%s: %d users aren't known of; two were in flight", what(), len(unknown))
	}
	for name, want := range wantUsers {
		if !unknown[name] && users[name] != want {
			t.Errorf("%s: %s is %s, without the end it was %s", what(), name, users[name], want)
		}
		address := name + "@example.com"
		if got := messages[address]; got > wantMessages[address] || got < wantMessages[address] && !unknown[name] {
			t.Errorf("%s: %s got %d messages, without the end it was %d", what(), name, got, wantMessages[address])
		}
	}
	if len(users) != len(wantUsers) {
		t.Errorf("%s: %d users are left, without the end it was %d", what(), len(users), len(wantUsers))
	}
	rows := results(t, report.Results)
	if len(rows) != 4 || !slices.Equal(rows[0], []string{"user", "result", "reason", "request id", "user name"}) {
		t.Errorf("%s: results %q", what(), rows)
	}
	return false
}

// TestResults looks at the files of a job: their owner's alone, with nothing
// overwritten and no formula.
func TestResults(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		d := newDesk(t, poolOf("CONFIRMED", "DISABLED", "UNCONFIRMED")).described()
		list := d.all()
		list.Entries = append(list.Entries, Entry{Text: "=cmd|'/c calc'!A1", By: ByUsername}, Entry{Text: "nobody", By: ByEmail})
		plan := d.plan(list, remedy.Disable, "")
		j, err := Begin(d.config, plan)
		if err != nil {
			t.Fatal(err)
		}
		taken := strings.TrimSuffix(j.journal.Path(), running) + "-results.csv"
		if err := os.WriteFile(taken, []byte("mine"), 0o600); err != nil {
			t.Fatal(err)
		}
		report, err := j.Run(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		rows := results(t, report.Results)
		if rows[1][0] != "user0" || rows[1][1] != "done" || rows[1][3] == "" || rows[1][4] != "user0" {
			t.Errorf("the first row is %q", rows[1])
		}
		if rows[4][0] != "'=cmd|'/c calc'!A1" || rows[4][1] != "left out" || rows[4][4] != "" ||
			!strings.HasPrefix(rows[5][2], "No such user") {
			t.Errorf("got %q", rows)
		}
		if report.Results == taken || report.Over != Finished {
			t.Errorf("got %+v", report)
		}
		if raw, _ := os.ReadFile(taken); string(raw) != "mine" {
			t.Error("a file was overwritten")
		}
		if _, err := os.Stat(report.Journal); err != nil || !strings.HasSuffix(report.Journal, done) {
			t.Errorf("the journal of a job that is over: %q, %v", report.Journal, err)
		}
		if runtime.GOOS != "windows" {
			for _, path := range []string{report.Results, report.Journal} {
				if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
					t.Errorf("%s: %v, %v", path, info, err)
				}
			}
		}
		for _, r := range d.audit.list {
			if r.User == "user0" && r.Stage == cognito.StageDone {
				return
			}
		}
		t.Error("the record lacks the change")
	})
}

// TestCancelAndPause steps through a job: a pause makes no change, a cancel tells
// those who are left.
func TestCancelAndPause(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		d := newDesk(t, poolOf("CONFIRMED", "CONFIRMED", "CONFIRMED", "CONFIRMED")).described()
		j, err := Begin(d.config, d.plan(d.all(), remedy.Disable, ""))
		if err != nil {
			t.Fatal(err)
		}
		paused := make(chan Progress)
		j.config.hook = func(point string, n int) {
			switch {
			case point == "after call" && n == 0:
				j.Pause()
				go func() {
					synctest.Wait() // the change in flight has ended
					paused <- j.Progress()
					j.Resume()
				}()
			case point == "after call" && n == 2:
				j.Cancel()
			}
		}
		done := make(chan Report)
		go func() {
			report, err := j.Run(context.Background())
			if err != nil {
				t.Error(err)
			}
			done <- report
		}()
		if p := <-paused; !p.Paused || p.Now != "" || p.Cause != nil || p.Ended != 1 || p.Total != 4 || p.Counts[Done] != 1 || p.Left != 0 {
			t.Errorf("paused: %+v", p)
		}
		report := <-done
		if want := map[Result]int{Done: 3, NotDone: 1}; !maps.Equal(report.Counts, want) || report.Over != Cancelled {
			t.Errorf("got %+v, want %v", report, want)
		}
		if !d.user("user3").Enabled || d.user("user2").Enabled {
			t.Error("the change in flight is ended, the next one isn't begun")
		}
		if rows := results(t, report.Results); rows[4][1] != "not done" {
			t.Errorf("results %q", rows)
		}
	})
}

// TestLeftByTheProgram has the context end in the middle: the change in flight is
// ended, and the job can be gone on with.
func TestLeftByTheProgram(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		d := newDesk(t, poolOf("CONFIRMED", "CONFIRMED", "CONFIRMED")).described()
		j, err := Begin(d.config, d.plan(d.all(), remedy.Reset, ""))
		if err != nil {
			t.Fatal(err)
		}
		ctx, quit := context.WithCancel(context.Background())
		j.config.hook = func(point string, n int) {
			if point == "after begun" && n == 1 {
				quit()
			}
		}
		report, err := j.Run(ctx)
		if !errors.Is(err, context.Canceled) || report.Over != "" || report.Counts[Done] != 2 {
			t.Errorf("got %+v, %v", report, err)
		}
		left, err := Unfinished(d.config.Folder, testPool)
		if err != nil || len(left) != 1 || left[0].Total != 3 || left[0].Left != 1 || left[0].Problem != "" {
			t.Fatalf("got %+v, %v", left, err)
		}
		if other, err := Unfinished(d.config.Folder, "us-east-1_Other"); err != nil || len(other) != 0 {
			t.Errorf("of another pool: %+v, %v", other, err)
		}
		if j, err = Resume(d.config, left[0].Path, left[0].Spec); err != nil {
			t.Fatal(err)
		}
		if report, err = j.Run(context.Background()); err != nil || report.Counts[Done] != 3 {
			t.Errorf("got %+v, %v", report, err)
		}
		for i := range 3 {
			if n := len(d.pool.Messages(fmt.Sprintf("user%d@example.com", i))); n != 1 {
				t.Errorf("user%d got %d messages", i, n)
			}
		}
	})
}

// TestWorkers has several users changed at the same time: each once.
func TestWorkers(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		statuses := slices.Repeat([]string{"CONFIRMED"}, 60)
		d := newDesk(t, poolOf(statuses...)).described()
		d.config.Workers = 4
		report := d.run(d.all(), remedy.Reset, "")
		if report.Counts[Done] != 60 || len(d.pool.Messages("")) != 60 {
			t.Errorf("got %+v, %d messages", report.Counts, len(d.pool.Messages("")))
		}
		if d.calls.n["AdminResetUserPassword"] != 60 || d.calls.n["AdminGetUser"] != 120 {
			t.Errorf("calls %v", d.calls.n)
		}
	})
}

// TestDeleted has a user deleted between the list and the change: it is told, and
// the others are changed.
func TestDeleted(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		for _, id := range []remedy.ID{remedy.Reset, remedy.Delete, remedy.SignOut} {
			d := newDesk(t, poolOf("CONFIRMED", "CONFIRMED", "CONFIRMED")).described()
			p := d.plan(d.all(), id, "")
			if _, err := d.config.Service.Apply(context.Background(), "user1", cognito.DeleteUser{}); err != nil {
				t.Fatal(err)
			}
			j, err := Begin(d.config, p)
			if err != nil {
				t.Fatal(err)
			}
			report, err := j.Run(context.Background())
			if err != nil || report.Counts[Done] != 2 || report.Counts[Gone] != 1 || report.Bad[0].User != "user1" {
				t.Errorf("%s: %+v, %v", id, report, err)
			}
		}
	})
}

// TestAJobIsBegunOnce keeps the same job from being begun a second time while it
// isn't over; another list, remedy or group is another job.
func TestAJobIsBegunOnce(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		d := newDesk(t, poolOf("CONFIRMED", "CONFIRMED")).described()
		p := d.plan(d.all(), remedy.AddGroup, "staff")
		j, err := Begin(d.config, p)
		if err != nil {
			t.Fatal(err)
		}
		var earlier *AlreadyBegun
		if _, err := Begin(d.config, p); !errors.As(err, &earlier) || earlier.Path != j.journal.Path() {
			t.Errorf("while it runs: %v", err)
		}
		j.journal.Close()
		if _, err := Begin(d.config, p); !errors.As(err, &earlier) {
			t.Errorf("while it isn't over: %v", err)
		}
		other, err := Begin(d.config, d.plan(d.all(), remedy.AddGroup, "admins"))
		if err != nil {
			t.Fatalf("another group: %v", err)
		}
		other.journal.Close()
		if j, err = Resume(d.config, earlier.Path, p.Spec); err != nil {
			t.Fatal(err)
		}
		j.Cancel() // a job that isn't wanted any more
		if report, err := j.Run(context.Background()); err != nil || report.Over != Cancelled || report.Counts[NotDone] != 2 {
			t.Errorf("got %+v, %v", report, err)
		}
		if j, err = Begin(d.config, p); err != nil {
			t.Fatalf("after it is over: %v", err)
		}
		j.journal.Close()
		files, _ := filepath.Glob(filepath.Join(d.config.Folder, "*"+running))
		if len(files) != 2 {
			t.Errorf("files %v", files)
		}
	})
}
