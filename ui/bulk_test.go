package ui

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cognito-tui/cognito"
	"cognito-tui/cognito/bulk"
	"cognito-tui/cognito/localpool"
	"cognito-tui/cognito/remedy"
	"cognito-tui/cognito/settings"
)

// manyPool has users in every state, one of whom has hostile names.
func manyPool() *localpool.Server {
	person := func(name, status string, disabled bool) localpool.UserConfig {
		return localpool.UserConfig{Username: name, Status: status, Disabled: disabled, Attributes: []localpool.Attribute{
			{Name: "email", Value: name + "@example.com"}, {Name: "email_verified", Value: fmt.Sprint(status != "UNCONFIRMED")}}}
	}
	users := []localpool.UserConfig{person("ann", "", false), person("bob", "", false), person("una", "UNCONFIRMED", false),
		person("ivy", "FORCE_CHANGE_PASSWORD", false), person("rita", "RESET_REQUIRED", false), person("dan", "", true), person("zed", "", false)}
	return newPool(localpool.Config{Region: "us-east-1", Pools: []localpool.PoolConfig{{
		ID: "us-east-1_ManyPool", Name: "ManyPool", AutoVerified: []string{"email"}, Recovery: []string{"verified_email"}, Users: users,
		Groups:  []localpool.GroupConfig{{Name: "staff", Description: "all who work here"}, {Name: "admins"}},
		Clients: []localpool.ClientConfig{{ID: "5d3e5s1k5m2a8n6y0c3l7iep55", Name: "many-app", Flows: []string{"ALLOW_REFRESH_TOKEN_AUTH"}}},
	}}})
}

// many starts the program on “Many at once”, with these users marked.
func many(t testing.TB, marked ...string) *driver {
	t.Helper()
	pool := manyPool()
	d := driverOn(t, pool, optionsFor(t, pool, "many-app", pool.Transport()))
	d.follow(wantMany{users: d.people(marked...)})
	d.on("bulkSource")
	return d
}

// people are users of the pool as a list tells them.
func (d *driver) people(names ...string) []cognito.FoundUser {
	d.t.Helper()
	all, err := d.app.env.Admin.FindUsers(context.Background(), cognito.Filter{}, 0)
	if err != nil {
		d.t.Fatal(err)
	}
	var list []cognito.FoundUser
	for _, name := range names {
		for _, u := range all {
			if u.Username == name {
				list = append(list, u)
			}
		}
	}
	if len(list) != len(names) {
		d.t.Fatalf("of %v there are %d", names, len(list))
	}
	return list
}

// job is one for the first user of the pool, which isn't run yet.
func (d *driver) job(id remedy.ID) *bulk.Job {
	d.t.Helper()
	users, err := d.app.env.Admin.FindUsers(context.Background(), cognito.Filter{}, 1)
	if err != nil {
		d.t.Fatal(err)
	}
	config := bulkConfig(d.app.env, changePace(d.app.env))
	config.Folder = d.app.options.JobFolder
	plan, err := bulk.DryRun(context.Background(), config, bulk.Marked(users), id, "", nil)
	if err != nil {
		d.t.Fatal(err)
	}
	job, err := bulk.Begin(config, plan)
	if err != nil {
		d.t.Fatal(err)
	}
	return job
}

// csv writes a file and gives its path, which is the same in every frame.
func (d *driver) csv(text string) string {
	d.t.Helper()
	d.t.Chdir(d.t.TempDir())
	if err := os.WriteFile("users.csv", []byte(text), 0o600); err != nil {
		d.t.Fatal(err)
	}
	return "users.csv"
}

// picks moves to a remedy in the list and chooses it.
func (d *driver) picks(label string) {
	d.t.Helper()
	for range len(remedy.All()) {
		for _, l := range strings.Split(d.screen(), "\n") {
			if strings.Contains(l, "▌ "+label) {
				d.press("enter")
				return
			}
		}
		d.press("down")
	}
	d.t.Fatalf("no remedy is called %q:\n%s", label, d.screen())
}

func (d *driver) enabled(name string) bool {
	d.t.Helper()
	return d.people(name)[0].Enabled
}

// TestManyFromMarkedUsers goes the whole way with a remedy of one key.
func TestManyFromMarkedUsers(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := many(t, "ann", "una", "rita", "dan")
		d.sees("4 marked users")
		d.press("tab", "enter")
		d.on("bulkRemedy")
		d.picks("Reset password")
		d.on("bulkDry")
		d.sees("✓ 2 will work", "✗ 2 won't", "User password cannot be reset in the current")
		d.press("f")
		d.lacks("una")
		d.press("f")
		d.lacks("rita")
		d.sees("una", "dan")
		d.press("enter")
		d.on("bulkConfirm")
		d.sees("Reset password: 2 users", "2 messages will go out", "ManyPool")
		if n := len(d.pool.Messages("")); n != 0 {
			t.Errorf("%d messages went out before it was confirmed", n)
		}
		d.press("enter")
		d.on("bulkRun")
		d.sees("The job is done.", "2 done", "2 left out by the dry run", "Results")
		if n := len(d.pool.Messages("")); n != 2 {
			t.Errorf("%d messages", n)
		}
		d.press("esc")
		d.on("home")
	})
}

// TestManyFromAFile reads a CSV, types the number, and disables them.
func TestManyFromAFile(t *testing.T) {
	alone(t, func(t *testing.T) {
		d := many(t)
		path := d.csv("Name;E-Mail\r\nAnn;ann@example.com\r\n\r\nBob;BOB@example.com\r\nX;nobody@example.com\r\nAnn again;ann@example.com\r\n")
		d.write("'" + path + "' ") // as a terminal writes a file that is dropped on it
		d.press("enter")
		d.on("bulkRemedy")
		d.sees("by its column “E-Mail”")
		d.picks("Disable")
		d.on("bulkDry")
		d.sees("✓ 2 will work", "✗ 1 won't", "2 lines left out", "No such user.", "It says the same as line 2.", "The line is empty.")
		d.press("enter")
		d.on("bulkConfirm")
		d.press("enter")
		d.sees("Type 2, the number of users")
		d.write("3")
		d.press("enter")
		d.on("bulkConfirm")
		d.press("backspace")
		d.write("2")
		d.press("enter")
		d.on("bulkRun")
		d.sees("The job is done.")
		if d.enabled("ann") || d.enabled("bob") || !d.enabled("zed") {
			t.Error("others were disabled")
		}
	})
}

// TestManyGroups chooses a group of the pool, or types one where they can't be listed.
func TestManyGroups(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := many(t, "ann", "bob")
		d.press("tab", "enter")
		d.picks("Add to a group")
		d.on("bulkGroup")
		d.sees("staff", "all who work here")
		d.press("right", "enter")
		d.on("bulkDry")
		d.sees("Add to a group “admins”")
		d.press("enter", "enter")
		d.sees("The job is done.")
		groups, err := d.app.env.Admin.AdminListGroupsForUser(context.Background(), "bob")
		if err != nil || len(groups) != 1 || groups[0].Name != "admins" {
			t.Errorf("got %v, %v", groups, err)
		}
		d.follow(wantMany{users: d.people("ann")})
		d.pool.Fail("ListGroups", 1, "NotAuthorizedException", "")
		d.press("tab", "enter")
		d.picks("Remove from a group")
		d.sees("The groups can't be listed")
		d.press("enter")
		d.sees("Type the name of a group.")
		d.write("admins")
		d.press("enter")
		d.on("bulkDry")
	})
}

// TestManyBadFiles says beside the path what is wrong with a file.
func TestManyBadFiles(t *testing.T) {
	alone(t, func(t *testing.T) {
		d := many(t)
		for text, want := range map[string]string{
			"":                        "The file is empty.",
			"id;name\n1;Ann\n":        "names no column of users",
			"user\nann\nJos\xe9\n":    "isn't UTF-8",
			"user\n\"ann\nbob\n":      "a quotation mark",
			"user\n\x1b[2J\x1b]0;x\n": "control characters",
		} {
			d.write(d.csv(text))
			d.press("enter")
			d.on("bulkSource")
			d.sees(want)
			d.press("ctrl+u")
		}
		for path, want := range map[string]string{"nothing-there.csv": "There is no such file.", ".": "This is no file", "": "Type the path"} {
			d.write(path)
			d.press("enter")
			d.sees(want)
			d.press("ctrl+u")
		}
	})
}

// TestManyPauseCancelAndPanels holds a change, pauses, looks at a panel, and cancels
// the rest after a question.
func TestManyPauseCancelAndPanels(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := many(t, "ann", "bob", "zed")
		d.toConfirm("Sign out everywhere")
		release := d.pool.Hold("AdminUserGlobalSignOut")
		d.enterHeld()
		d.on("bulkRun")
		d.sees("0 of 3", "now ann", "Quitting the program keeps the job")
		d.send(keyOf(t, "p"))
		d.sees("Paused.")
		d.send(keyOf(t, "f1"))
		d.on("helpPanel")
		d.send(keyOf(t, "esc"))
		d.on("bulkRun")
		d.send(keyOf(t, "p"))
		d.lacks("Paused.")
		d.send(keyOf(t, "esc"))
		d.sees("Cancel the rest?")
		d.send(keyOf(t, "esc"))
		d.lacks("Cancel the rest?")
		d.send(keyOf(t, "c"))
		d.send(keyOf(t, "n"))
		d.send(keyOf(t, "c"))
		d.send(keyOf(t, "y"))
		d.sees("Cancelling")
		release()
		d.settle()
		d.sees("Cancelled.", "1 done", "2 not done: cancelled before")
		if n := d.calls("AdminUserGlobalSignOut"); n != 1 {
			t.Errorf("%d users were signed out", n)
		}
		d.leavesByEsc()
	})
}

// toConfirm goes with the marked users to the last question before a job.
func (d *driver) toConfirm(label string) {
	d.t.Helper()
	d.press("tab", "enter")
	d.picks(label)
	d.on("bulkDry")
	d.press("enter")
	d.on("bulkConfirm")
}

// TestManyCauses pauses a job whose credentials are refused in the middle, says why,
// and goes on.
func TestManyCauses(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := many(t, "ann", "bob", "zed")
		d.toConfirm("Sign out everywhere")
		d.pool.Fail("AdminUserGlobalSignOut", 1, "ExpiredTokenException", "")
		d.pressHeld("enter")
		d.sees("F2 shows the details")
		d.sees("The AWS credentials have expired.", "p goes on where it stopped")
		d.send(keyOf(t, "f2"))
		d.on("detailsPanel")
		d.send(keyOf(t, "esc"))
		d.send(keyOf(t, "p"))
		d.settle()
		d.sees("The job is done.", "3 done")
	})
}

// TestManyStops has the record of changes fail: the job stops, nothing is done, and r
// goes on with it once there is room.
func TestManyStops(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		pool := manyPool()
		o := optionsFor(t, pool, "many-app", pool.Transport())
		recorder := &memoryRecorder{fails: os.ErrPermission}
		connect := o.Connect
		o.Connect = func(s settings.Settings) (*Conn, error) {
			conn, err := connect(s)
			conn.Admin = cognito.NewAdmin(cognito.Config{Region: "us-east-1", UserPoolID: "us-east-1_ManyPool", ClientID: "5d3e5s1k5m2a8n6y0c3l7iep55",
				Transport: pool.Transport(), Credentials: localCredentials(), AWSTransport: unreachable, Recorder: recorder})
			return conn, err
		}
		d := driverOn(t, pool, o)
		d.follow(wantMany{users: d.people("ann", "bob")})
		d.toConfirm("Reset password")
		d.press("enter")
		d.on("bulkRun")
		d.sees("2 users left: r goes on")
		if n := len(pool.Messages("")); n != 0 {
			t.Errorf("%d messages without a record", n)
		}
		recorder.mu.Lock()
		recorder.fails = nil
		recorder.mu.Unlock()
		d.press("r")
		d.sees("The job is done.", "2 done")
		if n := len(recorder.records()); n != 4 { // two for each change
			t.Errorf("%d records", n)
		}
	})
}

// TestManyUnfinished offers a job that isn't over, to go on with or to cancel.
func TestManyUnfinished(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		for _, goOn := range []bool{true, false} {
			d := many(t, "ann", "bob")
			left := d.job(remedy.Disable)
			letGo(t, left)
			d.follow(goHome{})
			d.follow(wantMany{users: d.people("bob")})
			d.sees("Unfinished: Disable · 1 of 1 left")
			d.press("tab", "tab")
			if goOn {
				d.press("enter")
				d.on("bulkRun")
				d.sees("The job is done.")
			} else {
				d.press("right", "enter")
				d.sees("Cancel the job?")
				d.press("y")
				d.sees("The job is cancelled. Its results:")
				d.lacks("Unfinished: ")
			}
			if d.enabled("ann") == goOn {
				t.Errorf("going on %v: ann enabled %v", goOn, d.enabled("ann"))
			}
		}
	})
}

// letGo lets a job go as the end of the program does: it was begun and does nothing.
func letGo(t testing.TB, j *bulk.Job) {
	t.Helper()
	ctx, quit := context.WithCancel(context.Background())
	quit()
	if _, err := j.Run(ctx); err == nil {
		t.Fatal("the job came to an end")
	}
}

// TestManyOnlyOnce refuses to begin the same job a second time.
func TestManyOnlyOnce(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := many(t, "ann")
		d.press("tab", "enter")
		d.picks("Sign out everywhere")
		letGo(t, d.job(remedy.SignOut))
		d.press("enter", "enter")
		d.on("bulkConfirm")
		d.sees("The same job was begun")
	})
}

// TestManyLeavesNoCall leaves the program while a job runs: it can be gone on with.
func TestManyLeavesNoCall(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := many(t, "ann", "bob")
		d.toConfirm("Sign out everywhere")
		release := d.pool.Hold("AdminUserGlobalSignOut")
		d.enterHeld()
		d.pressHeld("ctrl+c")
		d.sees("Quit? Lost: the running job")
		d.pressHeld("y")
		release()
		d.drain()
		left, err := bulk.Unfinished(d.app.options.JobFolder, "us-east-1_ManyPool")
		if err != nil || len(left) != 1 || left[0].Left != 1 || left[0].Problem != "" {
			t.Errorf("got %+v, %v", left, err)
		}
		if files, _ := filepath.Glob(filepath.Join(d.app.options.JobFolder, "*-results.csv")); len(files) != 0 {
			t.Errorf("a job that isn't over has results: %v", files)
		}
	})
}
