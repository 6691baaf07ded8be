package ui

import (
	"os"
	"path/filepath"
	"testing"

	"cognito-tui/cognito"
	"cognito-tui/cognito/audit"
	"cognito-tui/cognito/remedy"
)

// What can't be written is told when the desk opens, not when something is changed,
// and no longer once it is mended.
func TestUnwritableIsToldWhenTheDeskOpens(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		folder := t.TempDir()
		at := filepath.Join(folder, "file")
		if err := os.WriteFile(at, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		d := deskDriver(t, "demo-app", func(c *cognito.Config) { c.Recorder = audit.New(filepath.Join(at, "audit.jsonl")) })
		d.app.options.JobFolder = filepath.Join(at, "jobs")
		d.size(200, 40)
		d.press("5")
		d.reads("Nothing can be changed now: the record of changes "+at, "Many at once is off: no job's journal can be kept in "+at)
		if err := os.Remove(at); err != nil {
			t.Fatal(err)
		}
		d.press("esc", "5")
		d.misses("Nothing can be changed", "Many at once is off")
		if entries, err := os.ReadDir(folder); err != nil || len(entries) > 0 {
			t.Errorf("looking left %v, %v", entries, err)
		}
	})
}

// A desk that changes nothing needs no record.
func TestReadOnlyDeskNeedsNoRecord(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := deskDriver(t, "demo-app", func(c *cognito.Config) { c.Recorder, c.ReadOnly = audit.New(""), "--read-only" })
		d.app.options.JobFolder = ""
		d.press("5")
		d.misses("Nothing can be changed", "Many at once is off")
	})
}

// Of a change whose answer was lost and whose end couldn't be recorded, nothing says
// that it was done, nor that it wasn't.
func TestLostAndNotRecorded(t *testing.T) {
	lost := &cognito.Error{Op: "AdminEnableUser", Kind: cognito.ConnectionLost, MayHaveHappened: true}
	err := &cognito.Error{Op: "AdminEnableUser", Kind: cognito.NotRecorded, MayHaveHappened: true, Err: lost}
	if doneNotRecorded(err) != nil {
		t.Error("it is told as done")
	}
	if p := explainDesk(err); p.sentence != "No good answer came, and that couldn't be recorded." || len(p.offers) != 1 || p.offers[0] != offerReload {
		t.Errorf("got %+v", p)
	}
	err.Err = os.ErrClosed
	if doneNotRecorded(err) != err {
		t.Error("a change that was made isn't told as done")
	}
}

// endless is a recorder that can't keep how a change ended.
type endless struct{ memoryRecorder }

func (r *endless) Record(one cognito.Record) error {
	if one.Stage != cognito.StageBegun {
		return os.ErrDeadlineExceeded
	}
	return r.memoryRecorder.Record(one)
}

func TestDoneNotRecorded(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := deskDriver(t, "demo-app", func(c *cognito.Config) { c.Recorder = &endless{} })
		d.remedy("dan@example.com", remedy.Enable)
		d.press("enter")
		d.waits()
		d.reads("Done. Read back:", "Done, not recorded: how it ended couldn't be written down.")
		if !d.enabled("dan@example.com") {
			t.Error("it wasn't done")
		}
	})
}
