package bulk

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"cognito-tui/cognito/bubble"
	"cognito-tui/cognito/remedy"
)

// TestTornLine cuts the journal after every byte: what is whole counts, and the job
// can be gone on with as soon as its head is whole.
func TestTornLine(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		d := newDesk(t, poolOf("CONFIRMED", "CONFIRMED")).described()
		j := d.begun(remedy.Reset, "")
		path := j.journal.Path()
		head := int(j.journal.size)
		now := time.Unix(1_700_000_000, 0).UTC()
		for _, err := range []error{j.journal.beginItem(0, now), j.journal.putBack(0, "Too many requests.", now),
			j.journal.beginItem(0, now),
			j.journal.endItem(0, End{Result: Done, RequestID: "1", Time: now}), j.journal.beginItem(1, now)} {
			if err != nil {
				t.Fatal(err)
			}
		}
		j.journal.Close()
		whole, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for n := range whole {
			if err := os.WriteFile(path, whole[:n], 0o600); err != nil {
				t.Fatal(err)
			}
			j, err := Open(path)
			if n < head {
				if err == nil {
					t.Fatalf("a head of %d of %d bytes was gone on with", n, head)
				}
				if left, err := Unfinished(d.config.Folder, testPool); err != nil || len(left) != 0 {
					t.Fatalf("a head of %d bytes is offered: %+v, %v", n, left, err)
				}
				continue
			}
			if err != nil {
				t.Fatalf("%d bytes: %v", n, err)
			}
			lines := strings.Count(string(whole[head:n]), "\n")
			want := []state{waiting, begun, waiting, begun, ended}[lines]
			if j.states[0] != want || j.states[1] != waiting {
				t.Errorf("%d bytes, %d lines: states %v, want %v", n, lines, j.states, want)
			}
			if err := j.endItem(1, End{Result: Done}); err != nil { // it stands on a line of its own
				t.Fatal(err)
			}
			j.Close()
			if j, err = Open(path); err != nil || j.states[1] != ended {
				t.Fatalf("%d bytes, gone on with: %v", n, err)
			}
			j.Close()
		}
	})
}

// TestJournalsThatArentUsed are told in a sentence, and what is in them stays.
func TestJournalsThatArentUsed(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		d := newDesk(t, poolOf("CONFIRMED", "CONFIRMED")).described()
		j := d.begun(remedy.Reset, "")
		path := j.journal.Path()
		j.journal.Close()
		whole, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		text := string(whole)
		for _, c := range []struct{ name, text, want string }{
			{"a line of something else", text + "what is this?\n", "damaged in line 4"},
			{"an item that isn't there", text + `{"begun":{"n":2}}` + "\n", "damaged in line 4"},
			{"before the first", text + `{"end":{"n":-1}}` + "\n", "damaged in line 4"},
			{"an empty line", text + "\n", "damaged in line 4"},
			{"a newer version", strings.Replace(text, `"version":1`, `"version":2`, 1), "damaged in line 1"},
			{"one user too many", text + strings.SplitAfter(text, "\n")[1], "damaged in line 4"},
			{"lines out of order", `{"begun":{"n":0}}` + "\n" + text, "damaged in line 1"},
			{"too many users", strings.Replace(text, `"count":2`, `"count":2000000`, 1), "damaged in line 1"},
		} {
			if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := Open(path); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: %v", c.name, err)
			}
			left, err := Unfinished(d.config.Folder, testPool)
			if err != nil || len(left) != 1 || !strings.Contains(left[0].Problem, c.want) {
				t.Errorf("%s: told as %+v, %v", c.name, left, err)
			}
			if raw, _ := os.ReadFile(path); string(raw) != c.text {
				t.Errorf("%s: the file was changed", c.name)
			}
		}
		if err := os.WriteFile(path, whole, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(filepath.Join(d.config.Folder, "none"+running)); err == nil {
			t.Error("a journal that isn't there was opened")
		}
		if runtime.GOOS == "windows" {
			return
		}
		if err := os.Chmod(path, 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(path); err == nil || !strings.Contains(err.Error(), "others may read") {
			t.Errorf("a journal that others may read: %v", err)
		}
		if err := os.Chmod(path, 0o600); err != nil {
			t.Fatal(err)
		}
		link := filepath.Join(d.config.Folder, "link"+running)
		if err := os.Symlink(path, link); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(link); err == nil {
			t.Error("a symbolic link was followed")
		}
	})
}

// TestOneRunAtATime keeps a second run from a journal, and lets it in after the
// first has ended.
func TestOneRunAtATime(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		d := newDesk(t, poolOf("CONFIRMED")).described()
		j := d.begun(remedy.Disable, "")
		if _, err := Resume(d.config, j.journal.Path(), j.Spec()); err == nil || !strings.Contains(err.Error(), "another run") {
			t.Errorf("a second run: %v", err)
		}
		left, err := Unfinished(d.config.Folder, testPool)
		if err != nil || len(left) != 1 || !strings.Contains(left[0].Problem, "another run") || left[0].Left != 1 {
			t.Errorf("told as %+v, %v", left, err)
		}
		j.journal.Close()
		if j, err = Resume(d.config, left[0].Path, left[0].Spec); err != nil {
			t.Fatal(err)
		}
		j.journal.Close()
	})
}

// TestAnotherJob says in a sentence what is another one's.
func TestAnotherJob(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		d := newDesk(t, poolOf("CONFIRMED", "CONFIRMED")).described()
		j := d.begun(remedy.AddGroup, "staff")
		defer j.journal.Close()
		spec := j.Spec()
		if err := j.journal.Fits(spec); err != nil {
			t.Errorf("the same: %v", err)
		}
		for want, change := range map[string]func(*Spec){
			"of the pool us-east-1_LocalPool": func(s *Spec) { s.Pool = "us-east-1_Other" },
			`"add-group", not "disable"`:      func(s *Spec) { s.Remedy = "disable" },
			`"staff", not "admins"`:           func(s *Spec) { s.Group = "admins" },
			"another list":                    func(s *Spec) { s.Users = Fingerprint(List{Entries: []Entry{{Text: "user0"}}}) },
		} {
			other := spec
			change(&other)
			if err := j.journal.Fits(other); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("got %v, want %q", err, want)
			}
		}
		j.journal.Close()
		other := spec
		other.Users = "sha256:another"
		if _, err := Resume(d.config, j.journal.Path(), other); err == nil || !strings.Contains(err.Error(), "another list") {
			t.Errorf("with another list: %v", err)
		}
		d.config.PoolID = "us-east-1_Other"
		if _, err := Resume(d.config, j.journal.Path(), j.Spec()); err == nil || !strings.Contains(err.Error(), "connect to that") {
			t.Errorf("in another pool: %v", err)
		}
	})
}

// TestJournalHoldsNoSecret looks at what a whole job leaves.
func TestJournalHoldsNoSecret(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		d := newDesk(t, poolOf("FORCE_CHANGE_PASSWORD")).described()
		report := d.run(d.all(), remedy.Invite, "")
		raw, err := os.ReadFile(report.Journal)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range d.pool.Messages("") {
			if m.Code == "" || strings.Contains(string(raw), m.Code) {
				t.Errorf("the journal holds %q:\n%s", m.Code, raw)
			}
		}
		for _, o := range Remedies() {
			_, known := classes[o.ID]
			if _, decoded := kinds[o.ID]; known != decoded || known != (o.WhyNot == "") {
				t.Errorf("%s: offered %v, %v, %q", o.ID, known, decoded, o.WhyNot)
			}
			for _, secret := range []remedy.Input{remedy.Password, remedy.Address, remedy.Device, remedy.Username} {
				for _, need := range o.Needs {
					if need == secret && known {
						t.Errorf("%s needs %s, which is one user's own", o.ID, secret)
					}
				}
			}
		}
	})
}

// TestDiscard takes a job back that did nothing, and none that did something.
func TestDiscard(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		d := newDesk(t, poolOf("CONFIRMED", "DISABLED")).described()
		j := d.begun(remedy.Disable, "")
		if err := j.Discard(); err != nil {
			t.Fatal(err)
		}
		if files, err := os.ReadDir(d.config.Folder); err != nil || len(files) != 0 {
			t.Errorf("it leaves %v, %v", files, err)
		}
		j = d.begun(remedy.Disable, "")
		defer j.Close()
		if err := j.journal.beginItem(0, time.Time{}); err != nil {
			t.Fatal(err)
		}
		if err := j.Discard(); err == nil {
			t.Error("a job that may have done something was taken back")
		}
	})
}

// TestNoFolder begins no job where there is nowhere to keep it, and finds none.
func TestNoFolder(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		d := newDesk(t, poolOf("CONFIRMED")).described()
		d.config.Folder = ""
		p, err := DryRun(context.Background(), d.config, d.all(), remedy.Disable, "", nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Begin(d.config, p); err == nil || !strings.Contains(err.Error(), "no folder") {
			t.Errorf("got %v", err)
		}
		if left, err := Unfinished("", testPool); err != nil || len(left) != 0 {
			t.Errorf("got %v, %v", left, err)
		}
	})
}
