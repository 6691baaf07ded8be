//go:build unix

package e2e

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"cognito-tui/cognito/cells"
)

// TestNamesOnStandardError gives the program names that would write to the
// terminal: each is told in one line, in which they are marked.
func TestNamesOnStandardError(t *testing.T) {
	const name = "x\x1b]0;title\a\x1b[2J\u202e\u009b31m\u200d\u3164\nit is all right"
	home := t.TempDir()
	folder := filepath.Join(home, ".config", "cognito-tui")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	pools := "[\"y\\u001b]0;t\\u0007\\u202E\"]\nregion = \"eu-west-1\"\n"
	if err := os.WriteFile(filepath.Join(folder, "pools.toml"), []byte(pools), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"--pool", name}, {"--pool", "z"}, {"--env-file", name}, {"--trace-file", "nowhere/" + name}, {"--theme", name},
		{"--" + name}, {name}, {"serve", "--users", name}, {"serve", "--addr", name}, {"--profile", name, "--pool", "z"},
	} {
		cmd := exec.Command(program, args...)
		cmd.Dir, cmd.Env = home, []string{"HOME=" + home, "TERM=xterm-256color"}
		var said bytes.Buffer
		cmd.Stderr = &said
		var failed *exec.ExitError
		if err := cmd.Run(); !errors.As(err, &failed) {
			t.Errorf("%q: %v", args, err)
		}
		lines := strings.Split(strings.TrimSuffix(said.String(), "\n"), "\n")
		if len(lines) > 2 || !strings.HasPrefix(lines[0], "cognito-tui: ") {
			t.Errorf("%q: %d lines: %q", args, len(lines), lines)
		}
		for _, line := range lines {
			if cells.Clean(line) != line {
				t.Errorf("%q is told as it is: %q", args, line)
			}
		}
	}
}
