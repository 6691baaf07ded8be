package settings

import (
	"path/filepath"
	"runtime"
	"testing"
)

func TestStateFolder(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("these are no absolute paths there")
	}
	env := map[string]string{"HOME": "/h", "LocalAppData": "/l"}
	getenv := func(name string) string { return env[name] }
	for system, want := range map[string]string{"linux": "/h/.local/state", "darwin": "/h/Library/Application Support", "windows": "/l"} {
		if got := stateFolder(system, getenv); got != want {
			t.Errorf("%s: got %s", system, got)
		}
	}
	env["XDG_STATE_HOME"] = "relative"
	if got := stateFolder("linux", getenv); got != "/h/.local/state" {
		t.Errorf("a relative folder: got %s", got)
	}
	env["XDG_STATE_HOME"] = "/state"
	if got := stateFolder("linux", getenv); got != "/state" {
		t.Errorf("got %s", got)
	}
	clear(env)
	if got := stateFolder("linux", getenv); got != "" {
		t.Errorf("from nowhere: %s", got)
	}
	t.Setenv("XDG_STATE_HOME", "/state")
	if got := JobFolder(); runtime.GOOS == "linux" && got != filepath.Join("/state", "cognito-tui", "jobs") {
		t.Errorf("got %s", got)
	}
	if got := AuditPath(); runtime.GOOS == "linux" && got != filepath.Join("/state", "cognito-tui", "audit.jsonl") {
		t.Errorf("got %s", got)
	}
	t.Setenv("XDG_STATE_HOME", "")
	t.Setenv("HOME", "")
	if got := JobFolder(); runtime.GOOS == "linux" && got != "" {
		t.Errorf("from nowhere: %s", got)
	}
}
