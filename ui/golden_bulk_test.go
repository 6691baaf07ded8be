package ui

import (
	"os"
	"testing"

	"cognito-tui/cognito"
	"cognito-tui/cognito/remedy"
	"cognito-tui/cognito/settings"
)

// manyHere starts the program on “Many at once” in a folder of its own, whose name no
// frame shows; recorder may be nil.
func manyHere(t testing.TB, recorder *memoryRecorder, marked ...string) *driver {
	t.Helper()
	t.Chdir(t.TempDir())
	pool := manyPool()
	o := optionsFor(t, pool, "many-app", pool.Transport())
	o.JobFolder = "jobs"
	if recorder != nil {
		connect := o.Connect
		o.Connect = func(s settings.Settings) (*Conn, error) {
			conn, err := connect(s)
			conn.Admin = cognito.NewAdmin(cognito.Config{Region: "us-east-1", UserPoolID: "us-east-1_ManyPool",
				ClientID: "5d3e5s1k5m2a8n6y0c3l7iep55", Transport: pool.Transport(), Credentials: localCredentials(), AWSTransport: unreachable, Recorder: recorder})
			return conn, err
		}
	}
	d := driverOn(t, pool, o)
	d.follow(wantMany{users: d.people(marked...)})
	d.on("bulkSource")
	return d
}

const manyFile = "id;User\r\n1;ann@example.com\r\n2;una\r\n\r\n3;ANN@example.com\r\n4;nobody\r\n5;rita\r\n6;ann\r\n7;dan\r\n"

// manyStates are the screens of a job in each of their states; golden draws them.
var manyStates = []struct {
	name   string
	marked []string
	lead   func(d *driver)
}{
	{"many-marked", []string{"ann", "bob"}, func(*driver) {}},
	{"many-file", nil, func(d *driver) { d.press("enter") }},
	{"many-file-wrong", nil, func(d *driver) { d.writes("id;name\n1;Ann\n"); d.press("enter") }},
	{"many-file-choice", []string{"ann", "bob"}, func(d *driver) { d.press("right") }},
	{"many-unfinished", []string{"ann"}, func(d *driver) { d.leftOne() }},
	{"many-unfinished-question", []string{"ann"}, func(d *driver) { d.leftOne(); d.press("tab", "tab", "right", "enter") }},
	{"many-unfinished-cancelled", []string{"ann"}, func(d *driver) { d.leftOne(); d.press("tab", "tab", "right", "enter", "y") }},
	{"many-remedies", []string{"ann", "bob"}, func(d *driver) { d.press("tab", "enter") }},
	{"many-remedies-off", []string{"ann", "bob"}, func(d *driver) { d.press("tab", "enter", "end", "enter") }},
	{"many-group", []string{"ann", "bob"}, func(d *driver) { d.press("tab", "enter"); d.picks("Add to a group") }},
	{"many-group-unread", []string{"ann"}, func(d *driver) {
		d.pool.Fail("ListGroups", 1, "NotAuthorizedException", "")
		d.press("tab", "enter")
		d.picks("Add to a group")
	}},
	{"many-dry-busy", nil, func(d *driver) {
		d.writes(manyFile)
		d.press("enter")
		release := d.pool.Hold("ListUsers")
		d.t.Cleanup(release)
		d.pickHeld("Reset password")
	}},
	{"many-dry", nil, func(d *driver) { d.writes(manyFile); d.press("enter"); d.picks("Reset password") }},
	{"many-dry-wont", nil, func(d *driver) {
		d.writes(manyFile)
		d.press("enter")
		d.picks("Reset password")
		d.press("f", "f", "down")
	}},
	{"many-dry-unsure", []string{"ann", "bob"}, func(d *driver) {
		d.press("tab", "enter")
		d.picks("Remove from a group")
		d.press("enter")
	}},
	{"many-dry-nobody", []string{"ann"}, func(d *driver) { d.press("tab", "enter"); d.picks("Resend the code"); d.press("enter") }},
	{"many-dry-failed", nil, func(d *driver) {
		d.writes(manyFile)
		d.press("enter")
		d.pool.Fail("ListUsers", 1, "NotAuthorizedException", "")
		d.picks("Reset password")
	}},
	{"many-confirm", []string{"ann", "una", "rita"}, func(d *driver) { d.toConfirm("Reset password") }},
	{"many-confirm-number", []string{"ann", "una"}, func(d *driver) { d.toConfirm("Delete the user"); d.write("3"); d.press("enter") }},
	{"many-confirm-again", []string{"ann"}, func(d *driver) {
		letGo(d.t, d.job(remedy.SignOut))
		d.toConfirm("Sign out everywhere")
		d.press("enter")
	}},
	{"many-running", []string{"ann", "bob", "zed"}, func(d *driver) { d.holds(); d.enterHeld() }},
	{"many-paused", []string{"ann", "bob", "zed"}, func(d *driver) { d.holds(); d.enterHeld(); d.pressHeld("p") }},
	{"many-question", []string{"ann", "bob", "zed"}, func(d *driver) { d.holds(); d.enterHeld(); d.pressHeld("esc") }},
	{"many-cancelling", []string{"ann", "bob", "zed"}, func(d *driver) {
		d.holds()
		d.enterHeld()
		d.pressHeld("c", "y")
	}},
	{"many-cause", []string{"ann", "bob", "zed"}, func(d *driver) {
		d.toConfirm("Sign out everywhere")
		d.pool.Fail("AdminUserGlobalSignOut", 1, "ExpiredTokenException", "")
		d.pressHeld("enter")
		d.sees("F2 shows the details")
	}},
	{"many-done", []string{"ann", "una", "rita"}, func(d *driver) { d.toConfirm("Reset password"); d.press("enter") }},
	{"many-done-bad", []string{"ann", "bob", "rita", "una", "zed"}, func(d *driver) {
		d.toConfirm("Reset password")
		d.pool.Fail("AdminResetUserPassword", 1, "InvalidParameterException", "Cannot reset password for the user as there is no registered/verified email or phone_number")
		d.without("bob")
		d.press("enter")
	}},
	{"many-cancelled", []string{"ann", "bob", "zed"}, func(d *driver) {
		release := d.holds()
		d.enterHeld()
		d.pressHeld("c", "y")
		release()
		d.settle()
	}},
	{"help-many-dry", []string{"ann"}, func(d *driver) { d.press("tab", "enter"); d.picks("Disable"); d.press("f1") }},
	{"help-many-run", []string{"ann"}, func(d *driver) { d.toConfirm("Reset password"); d.press("enter", "f1") }},
}

func TestGoldenMany(t *testing.T) {
	for _, s := range manyStates {
		t.Run(s.name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				d := manyHere(t, nil, s.marked...)
				s.lead(d)
				d.golden(s.name)
			})
		})
	}
}

// TestGoldenManyStopped is a job whose record of changes can't be written.
func TestGoldenManyStopped(t *testing.T) {
	alone(t, func(t *testing.T) {
		d := manyHere(t, &memoryRecorder{fails: os.ErrPermission}, "ann", "bob")
		d.toConfirm("Reset password")
		d.press("enter")
		d.golden("many-stopped")
	})
}

// writes writes a CSV and types its path.
func (d *driver) writes(text string) {
	d.t.Helper()
	if err := os.WriteFile("users.csv", []byte(text), 0o600); err != nil {
		d.t.Fatal(err)
	}
	d.write("users.csv")
}

// leftOne leaves a job that isn't over, and comes back to where it is offered.
func (d *driver) leftOne() {
	d.t.Helper()
	users := d.app.top().(*bulkSource).users
	letGo(d.t, d.job(remedy.Disable))
	d.follow(back{})
	d.follow(wantMany{users: users})
}

// holds goes to the confirmation of a job whose first change is held.
func (d *driver) holds() (release func()) {
	d.t.Helper()
	d.toConfirm("Sign out everywhere")
	release = d.pool.Hold("AdminUserGlobalSignOut")
	d.t.Cleanup(release)
	return release
}

// enterHeld begins the job whose first change is held, and waits until it is.
func (d *driver) enterHeld() {
	d.t.Helper()
	d.pressHeld("enter")
	d.sees("now ann")
	if d.calls("AdminGetUser") == 0 {
		d.t.Fatal("the job never came to its first user")
	}
}

// pickHeld chooses a remedy though the calls after it are held.
func (d *driver) pickHeld(label string) {
	d.t.Helper()
	list := d.app.top().(*bulkRemedy)
	for i, r := range list.rows() {
		if r.label == label {
			list.at = i
		}
	}
	d.pressHeld("enter")
	d.sees("Looking for the users")
}

// without deletes a user beside the program.
func (d *driver) without(name string) {
	d.t.Helper()
	if _, err := d.app.env.Admin.Apply(d.t.Context(), name, cognito.DeleteUser{}); err != nil {
		d.t.Fatal(err)
	}
}
