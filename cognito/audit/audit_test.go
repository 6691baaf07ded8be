package audit

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"cognito-tui/cognito"
)

func lines(t *testing.T, path string) []cognito.Record {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var list []cognito.Record
	for _, line := range strings.Split(strings.TrimSuffix(string(raw), "\n"), "\n") {
		var r cognito.Record
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		list = append(list, r)
	}
	return list
}

// The folder is made, the file is its owner's alone, and nothing is overwritten.
func TestRecordsAreAppended(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state", "audit.jsonl")
	for i, stage := range []string{cognito.StageBegun, cognito.StageDone} {
		if err := New(path).Record(cognito.Record{ID: "1", Stage: stage, User: "an\nn"}); err != nil {
			t.Fatal(err)
		}
		if got := lines(t, path); len(got) != i+1 || got[i].Stage != stage || got[i].User != "an\nn" {
			t.Fatalf("got %+v", got)
		}
	}
	if runtime.GOOS == "windows" {
		return
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("got %v, %v", info.Mode(), err)
	}
}

// A record that others may read, or that a link stands for, isn't used and isn't
// touched: the change is not made, and one is told before.
func TestRecordIsTheOwners(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no such permissions")
	}
	folder := t.TempDir()
	path, link := filepath.Join(folder, "audit.jsonl"), filepath.Join(folder, "link.jsonl")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	for name, says := range map[string]string{path: "chmod 600", link: "symbolic link"} {
		for _, err := range []error{New(name).Writable(), New(name).Record(cognito.Record{})} {
			if err == nil || !strings.Contains(err.Error(), says) || !strings.Contains(err.Error(), name) ||
				!strings.Contains(err.Error(), "--audit-file") {
				t.Errorf("%s: got %v", name, err)
			}
		}
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o644 || info.Size() > 0 {
		t.Errorf("got %v, %v", info.Mode(), err)
	}
}

// After a line that was cut short the next one stands alone.
func TestRecordAfterACutLine(t *testing.T) {
	path := filepath.Join(t.TempDir(), "audit.jsonl")
	if err := os.WriteFile(path, []byte(`{"id":"half`), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := New(path).Record(cognito.Record{ID: "2"}); err != nil {
		t.Fatal(err)
	}
	raw, _ := os.ReadFile(path)
	if text := string(raw); !strings.Contains(text, "{\"id\":\"half\n{") || !strings.HasSuffix(text, "\n") {
		t.Errorf("got %q", text)
	}
}

// What can't be written is said with the place.
func TestRecordThatCannotBeKept(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"", folder, filepath.Join(file, "below")} {
		if err := New(path).Writable(); err == nil || strings.Contains(err.Error(), "stat ") || strings.Contains(err.Error(), "open ") {
			t.Errorf("%q: it is told only when it is too late, or not in words: %v", path, err)
		}
		err := New(path).Record(cognito.Record{})
		if err == nil || path != "" && !strings.Contains(err.Error(), path) ||
			path == "" && !strings.Contains(err.Error(), "--audit-file") {
			t.Errorf("%q: got %v", path, err)
		}
	}
}

// A disk that is full leaves no half of a line.
func TestFullDisk(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("no /dev/full here")
	}
	if err := New("/dev/full").Record(cognito.Record{}); err == nil {
		t.Error("a record on a full disk was kept")
	}
}

// Lines of several goroutines don't mix.
func TestRecordsAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "audit.jsonl")
	log := New(path)
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if err := log.Record(cognito.Record{User: strings.Repeat("x", 5000)}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if got := lines(t, path); len(got) != 20 {
		t.Errorf("got %d lines", len(got))
	}
}
