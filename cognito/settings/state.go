package settings

import (
	"os"
	"path/filepath"
	"runtime"
)

// AuditPath is where changes are recorded unless --audit-file says otherwise:
// audit.jsonl in the folder cognito-tui of the user's state folder. It is empty
// where no such folder is known. Source: XDG Base Directory Specification; on
// macOS the Application Support folder, on Windows %LocalAppData%.
func AuditPath() string {
	folder := stateFolder(runtime.GOOS, os.Getenv)
	if folder == "" {
		return ""
	}
	return filepath.Join(folder, "cognito-tui", "audit.jsonl")
}

// JobFolder is where jobs for many users are kept: the folder jobs beside the record
// of changes; empty where no state folder is known.
func JobFolder() string {
	record := AuditPath()
	if record == "" {
		return ""
	}
	return filepath.Join(filepath.Dir(record), "jobs")
}

func stateFolder(system string, getenv func(string) string) string {
	under := func(variable string, more ...string) string {
		root := getenv(variable)
		if !filepath.IsAbs(root) { // a relative path is to be ignored, says the specification
			return ""
		}
		return filepath.Join(append([]string{root}, more...)...)
	}
	switch system {
	case "windows":
		return under("LocalAppData")
	case "darwin":
		return under("HOME", "Library", "Application Support")
	}
	if folder := under("XDG_STATE_HOME"); folder != "" {
		return folder
	}
	return under("HOME", ".local", "state")
}
