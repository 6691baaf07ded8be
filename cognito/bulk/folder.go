package bulk

import (
	"os"
	"path/filepath"
	"runtime"
)

// DefaultFolder is where jobs are kept where nobody says otherwise: in the user's
// state folder. It is empty where there is none, and then no job begins.
func DefaultFolder() string { return defaultFolder(runtime.GOOS, os.Getenv) }

func defaultFolder(system string, getenv func(string) string) string {
	under := func(variable string, more ...string) string {
		root := getenv(variable)
		if !filepath.IsAbs(root) { // the XDG specification has relative ones ignored
			return ""
		}
		return filepath.Join(append(append([]string{root}, more...), "cognito-tui", "jobs")...)
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
