package bulk

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/bubble"
	"cognito-tui/cognito/private"
	"cognito-tui/cognito/remedy"
)

// begun begins a job of a remedy for all users of the pool.
func (d *desk) begun(id remedy.ID, group string) *Job {
	d.t.Helper()
	j, err := Begin(d.config, d.plan(d.all(), id, group))
	if err != nil {
		d.t.Fatal(err)
	}
	return j
}

// beside runs a job beside the test.
func beside(j *Job) (report chan Report, failed chan error) {
	report, failed = make(chan Report, 1), make(chan error, 1)
	go func() {
		r, err := j.Run(context.Background())
		report <- r
		failed <- err
	}()
	return report, failed
}

// untilPaused lets a job run within a bubble until it pauses.
func untilPaused(t *testing.T, j *Job) Progress {
	t.Helper()
	for range 600 {
		synctest.Wait()
		if p := j.Progress(); p.Paused {
			return p
		}
		time.Sleep(time.Second)
	}
	t.Fatalf("it never pauses: %+v", j.Progress())
	return Progress{}
}

// refusing refuses so many changes before they are sent.
type refusing struct {
	Service
	kind cognito.Kind
	mu   sync.Mutex
	left int
}

func (r *refusing) set(n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.left = n
}

func (r *refusing) Apply(ctx context.Context, name string, c cognito.Change) (cognito.Applied, error) {
	r.mu.Lock()
	refuse := r.left > 0
	r.left--
	r.mu.Unlock()
	if refuse {
		return cognito.Applied{}, &cognito.Error{Op: c.Operation(), Kind: r.kind, RequestID: "1"}
	}
	return r.Service.Apply(ctx, name, c)
}

// TestThrottled has the service refuse calls as too many: the pace is told, and the
// users are tried again until it works.
func TestThrottled(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		d := newDesk(t, poolOf("CONFIRMED", "CONFIRMED", "CONFIRMED")).described()
		j := d.begun(remedy.Reset, "")
		d.pool.Fail("AdminResetUserPassword", 1, "TooManyRequestsException", "") // the SDK's own repeat does
		d.config.Service = &refusing{Service: d.config.Service, kind: cognito.Throttled, left: 3}
		j.config.Service = d.config.Service
		report, err := j.Run(context.Background())
		if err != nil || report.Counts[Done] != 3 || d.pace.throttled == 0 || len(d.pool.Messages("")) != 3 {
			t.Errorf("got %+v, %v, throttled %d times, %d messages", report, err, d.pace.throttled, len(d.pool.Messages("")))
		}
		if _, err := os.Stat(report.Journal); err != nil {
			t.Error(err)
		}
	})
}

// TestThrottledForEver pauses the job instead of telling every user as failed.
func TestThrottledForEver(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		d := newDesk(t, poolOf("DISABLED", "DISABLED")).described()
		busy := &refusing{Service: d.config.Service, kind: cognito.Throttled, left: 1000}
		d.config.Service = busy
		j := d.begun(remedy.Enable, "")
		report, failed := beside(j)
		p := untilPaused(t, j)
		if !errors.Is(p.Cause, cognito.Throttled) || p.Ended != 0 {
			t.Errorf("got %+v", p)
		}
		busy.set(0)
		j.Resume()
		if r := <-report; r.Counts[Done] != 2 || <-failed != nil {
			t.Errorf("got %+v", r)
		}
	})
}

// TestExpiredCredentials end in the middle of a job: it pauses with the cause, and
// goes on once there are new ones.
func TestExpiredCredentials(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		broken := &brokenCredentials{}
		d := newDesk(t, poolOf("CONFIRMED", "CONFIRMED", "CONFIRMED"), func(c *cognito.Config) {
			next := c.Transport
			c.Transport = roundTrip(func(r *http.Request) (*http.Response, error) {
				broken.mu.Lock()
				bad := broken.bad
				broken.mu.Unlock()
				if bad {
					return refusal(r, "ExpiredTokenException"), nil
				}
				return next.RoundTrip(r)
			})
		}).described()
		j := d.begun(remedy.Reset, "")
		j.config.hook = func(point string, n int) {
			if point == "after end" && n == 0 {
				broken.mu.Lock()
				broken.bad = true
				broken.mu.Unlock()
			}
		}
		report, failed := beside(j)
		p := untilPaused(t, j)
		if !errors.Is(p.Cause, cognito.CredentialsRefused) || p.Ended != 1 || p.Counts[Done] != 1 {
			t.Errorf("got %+v", p)
		}
		broken.mu.Lock()
		broken.bad = false
		broken.mu.Unlock()
		j.Resume()
		if r := <-report; r.Counts[Done] != 3 || <-failed != nil || len(d.pool.Messages("")) != 3 {
			t.Errorf("got %+v, %d messages", r, len(d.pool.Messages("")))
		}
	})
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// refusal is the service's answer to a bad signature.
func refusal(r *http.Request, exception string) *http.Response {
	h := http.Header{"X-Amzn-Errortype": {exception}, "X-Amzn-Requestid": {"1"}, "Content-Type": {"application/x-amz-json-1.1"}}
	return &http.Response{StatusCode: 400, Header: h, Request: r, Body: http.NoBody}
}

// TestLostAnswers has the answer to a change lost: what may be repeated is, what
// sends a message is told as unknown, and what shows in the user's state is looked at.
func TestLostAnswers(t *testing.T) {
	for _, c := range []struct {
		id     remedy.ID
		status string
		want   Result
		calls  int // of the operation
	}{
		{remedy.Enable, "DISABLED", Done, 2},
		{remedy.Resend, "UNCONFIRMED", Unknown, 1},
		{remedy.Invite, "FORCE_CHANGE_PASSWORD", Unknown, 1},
		{remedy.Reset, "CONFIRMED", Done, 1},
		{remedy.Reset, "RESET_REQUIRED", Unknown, 1},
		{remedy.Confirm, "UNCONFIRMED", Done, 1},
		{remedy.Delete, "CONFIRMED", Done, 1},
	} {
		t.Run(string(c.id)+" "+c.status, func(t *testing.T) {
			bubble.Run(t, func(t *testing.T) {
				d := newDesk(t, poolOf(c.status)).described()
				j := d.begun(c.id, "")
				op := j.changes[0].Operation()
				d.pool.DropAnswer(op, 1)
				report, err := j.Run(context.Background())
				if err != nil || report.Counts[c.want] != 1 {
					t.Errorf("got %+v, %v", report, err)
				}
				if d.calls.n[op] != c.calls {
					t.Errorf("%s was called %d times, want %d", op, d.calls.n[op], c.calls)
				}
				if n := len(d.pool.Messages("")); n > 1 {
					t.Errorf("%d messages", n)
				}
			})
		})
	}
}

// late answers a change as lost before it is made; it is made after the next look.
type late struct {
	Service
	change func()
	looks  int
}

func (l *late) Apply(ctx context.Context, name string, c cognito.Change) (cognito.Applied, error) {
	if l.change == nil {
		l.change = func() { _, _ = l.Service.Apply(ctx, name, c) }
		return cognito.Applied{}, &cognito.Error{Op: c.Operation(), Kind: cognito.TimedOut, MayHaveHappened: true}
	}
	return l.Service.Apply(ctx, name, c)
}

func (l *late) AdminGetUser(ctx context.Context, name string) (cognito.FoundUser, error) {
	u, err := l.Service.AdminGetUser(ctx, name)
	if l.looks++; l.looks == 1 {
		l.change()
	}
	return u, err
}

// TestLateChanges are seen as not made and then made all the same: what the second
// call is refused for is told as done.
func TestLateChanges(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		for id, status := range map[remedy.ID]string{remedy.Confirm: "UNCONFIRMED", remedy.Delete: "CONFIRMED"} {
			d := newDesk(t, poolOf(status)).described()
			d.config.Service = &late{Service: d.config.Service}
			report, err := d.begun(id, "").Run(context.Background())
			if err != nil || report.Counts[Done] != 1 {
				t.Errorf("%s: %+v, %v", id, report, err)
			}
		}
	})
}

// TestFaultsOfTheService are tried a few times more, and then told of the one user.
func TestFaultsOfTheService(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		d := newDesk(t, poolOf("DISABLED", "DISABLED")).described()
		d.config.Service = &refusing{Service: d.config.Service, kind: cognito.ServiceFault, left: tries}
		j := d.begun(remedy.Enable, "")
		report, err := j.Run(context.Background())
		if err != nil || report.Counts[Failed] != 1 || report.Counts[Done] != 1 || report.Bad[0].User != "user0" {
			t.Errorf("got %+v, %v", report, err)
		}
	})
}

// TestRefused tells what the service says of one user, and goes on with the others.
func TestRefused(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		d := newDesk(t, poolOf("CONFIRMED", "CONFIRMED")).described()
		j := d.begun(remedy.Reset, "")
		d.pool.Fail("AdminResetUserPassword", 1, "InvalidParameterException", "")
		report, err := j.Run(context.Background())
		if err != nil || report.Counts[Refused] != 1 || report.Counts[Done] != 1 || report.Bad[0].Reason == "" ||
			report.Bad[0].RequestID == "" {
			t.Errorf("got %+v, %v", report, err)
		}
	})
}

// TestNoRecordNoChange has the record of changes fail: before a change nothing is
// done and the job stops; after one the job stops with what was done.
func TestNoRecordNoChange(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		for _, stage := range []string{cognito.StageBegun, cognito.StageDone} {
			d := newDesk(t, poolOf("CONFIRMED", "CONFIRMED", "CONFIRMED")).described()
			j := d.begun(remedy.Reset, "")
			full := true
			d.audit.fail = func(r cognito.Record) error {
				if full && r.User == "user1" && r.Stage == stage {
					return syscall.ENOSPC
				}
				return nil
			}
			report, err := j.Run(context.Background())
			want := map[string]int{cognito.StageBegun: 1, cognito.StageDone: 2}[stage]
			if !errors.Is(err, cognito.NotRecorded) || report.Over != "" || report.Counts[Done] != want ||
				len(d.pool.Messages("")) != want {
				t.Errorf("%s: %+v, %v, %d messages", stage, report, err, len(d.pool.Messages("")))
			}
			full = false
			left, err := Unfinished(d.config.Folder, testPool)
			if err != nil || len(left) != 1 || left[0].Left != 3-want {
				t.Fatalf("%s: %+v, %v", stage, left, err)
			}
			if j, err = Resume(d.config, left[0].Path, left[0].Spec); err != nil {
				t.Fatal(err)
			}
			if report, err = j.Run(context.Background()); err != nil || report.Counts[Done] != 3 || len(d.pool.Messages("")) != 3 {
				t.Errorf("%s: gone on: %+v, %v, %d messages", stage, report, err, len(d.pool.Messages("")))
			}
		}
	})
}

// TestReadOnlyAndProtected are told by the dry run, and keep a job from changing
// anything.
func TestReadOnlyAndProtected(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		d := newDesk(t, poolOf("CONFIRMED", "CONFIRMED"), func(c *cognito.Config) {
			c.Protected = cognito.Protection{Users: []string{"USER0@example.com"}, Groups: []string{"staff"}}
		}).described()
		p := d.plan(d.all(), remedy.Disable, "")
		if p.Verdicts[0].Will || !strings.Contains(p.Verdicts[0].Why, "protected") || !p.Verdicts[1].Will {
			t.Errorf("got %+v", p.Verdicts)
		}
		if p := d.plan(d.all(), remedy.AddGroup, "staff"); p.Will() != 0 {
			t.Errorf("a protected group: %+v", p.Verdicts)
		}
		admin := newDesk(t, poolOf("CONFIRMED"), func(c *cognito.Config) { c.ReadOnly = "--read-only" }).described()
		p = admin.plan(admin.all(), remedy.Disable, "")
		if p.Will() != 0 || !strings.Contains(p.Verdicts[0].Why, "read-only") {
			t.Errorf("got %+v", p.Verdicts)
		}
		if _, err := Begin(admin.config, p); err == nil {
			t.Error("a job for nobody was begun")
		}
		// A job that was begun before and is gone on with under --read-only.
		open := newDesk(t, poolOf("CONFIRMED")).described()
		j := open.begun(remedy.Disable, "")
		j.journal.Close()
		open.config.Service = cognito.NewAdmin(cognito.Config{Region: "us-east-1", UserPoolID: testPool, ClientID: testClient,
			Transport: open.calls, Recorder: open.audit, ReadOnly: "--read-only"})
		j, err := Resume(open.config, j.journal.Path(), j.Spec())
		if err != nil {
			t.Fatal(err)
		}
		if report, err := j.Run(context.Background()); !errors.Is(err, cognito.ReadOnly) || report.Over != "" || len(report.Counts) != 0 {
			t.Errorf("got %+v, %v", report, err)
		}
	})
}

// failing is a disk that is full after some bytes.
type failing struct {
	file
	room int
}

func (f *failing) Write(p []byte) (int, error) {
	if len(p) > f.room {
		n, _ := f.file.Write(p[:f.room])
		f.room = 0
		return n, syscall.ENOSPC
	}
	f.room -= len(p)
	return f.file.Write(p)
}

// TestFullDisk fills the disk after each number of bytes: the job stops with a
// sentence, nothing is done without a line, and it goes on where it stopped.
func TestFullDisk(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		d := newDesk(t, poolOf("CONFIRMED", "CONFIRMED", "CONFIRMED")).described()
		for room := 0; ; room += 37 {
			d.pool.Reset()
			d.config.Folder = t.TempDir()
			j := d.begun(remedy.Reset, "")
			j.journal.file = &failing{j.journal.file, room}
			report, err := j.Run(context.Background())
			if err == nil {
				if room < 300 {
					t.Errorf("the journal took %d bytes only", room)
				}
				return
			}
			if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "journal can't be written") || report.Over != "" {
				t.Fatalf("%d bytes: %+v, %v", room, report, err)
			}
			sent := len(d.pool.Messages(""))
			left, err := Unfinished(d.config.Folder, testPool)
			if err != nil || len(left) != 1 || left[0].Problem != "" {
				t.Fatalf("%d bytes: %+v, %v", room, left, err)
			}
			if sent > 3-left[0].Left+1 {
				t.Errorf("%d bytes: %d messages, %d users left", room, sent, left[0].Left)
			}
			if j, err = Resume(d.config, left[0].Path, left[0].Spec); err != nil {
				t.Fatal(err)
			}
			if report, err = j.Run(context.Background()); err != nil || len(d.pool.Messages("")) > 3 ||
				report.Counts[Done]+report.Counts[Unknown] != 3 {
				t.Errorf("%d bytes: gone on: %+v, %v", room, report, err)
			}
		}
	})
}

// TestNoRoomForAJournal leaves nothing behind where a journal can't be made.
func TestNoRoomForAJournal(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		d := newDesk(t, poolOf("CONFIRMED")).described()
		p := d.plan(d.all(), remedy.Disable, "")
		d.config.Folder += "/file/within"
		if err := os.WriteFile(d.config.Folder[:len(d.config.Folder)-len("/within")], nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Begin(d.config, p); err == nil || !strings.Contains(err.Error(), "nothing was done") {
			t.Errorf("got %v", err)
		}
		if !d.user("user0").Enabled {
			t.Error("the user was changed")
		}
	})
}

// TestDevFull writes to a real device that is full.
func TestDevFull(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("there is no /dev/full here")
	}
	defer full.Close()
	j := &Journal{spec: Spec{Pool: testPool}, file: full, items: []Item{{User: "ann"}}, states: make([]state, 1), ends: make([]End, 1)}
	for _, err := range []error{j.beginItem(0, time.Time{}), j.endItem(0, End{Result: Done})} {
		if !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("got %v", err)
		}
	}
	if err := private.Create("/dev/full", []byte("x")); err == nil {
		t.Error("a file that is there was written")
	}
}

// TestReasonsAreSentences says every kind of refusal in a sentence without a secret
// or a control character of its own.
func TestReasonsAreSentences(t *testing.T) {
	for k := range cognito.NotTheProtocol + 1 {
		why := reasonOf(&cognito.Error{Op: "AdminEnableUser", Kind: k, Message: "text of the service", Err: fmt.Errorf("cause")})
		if len(why) < 5 || !strings.HasSuffix(why, ".") || why[:1] != strings.ToUpper(why[:1]) {
			t.Errorf("%v: %q", k, why)
		}
	}
}
