package bulk

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What would keep a job from being begun is told before: a folder that can't be made,
// and a lock that can't be taken.
func TestKeepable(t *testing.T) {
	at := func(name string) string { return filepath.Join(t.TempDir(), name) }
	if err := Keepable(at("jobs")); err != nil {
		t.Errorf("a folder that is still to be made: %v", err)
	}
	below := at("file")
	if err := os.WriteFile(below, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	locked := at("jobs")
	if err := os.Mkdir(locked+".lock", 0o700); err != nil {
		t.Fatal(err)
	}
	for folder, says := range map[string]string{
		"": "", filepath.Join(below, "jobs"): "no job's journal can be kept in " + below,
		locked: locked + ": its lock file jobs.lock can't be used: it is a folder",
	} {
		if err := Keepable(folder); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v", folder, err)
		}
	}
	if now, err := os.ReadDir(filepath.Dir(locked)); err != nil || len(now) != 1 {
		t.Errorf("something was left behind: %v, %v", now, err)
	}
}
