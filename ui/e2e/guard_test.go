//go:build unix

package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"cognito-tui/cognito/settings"
)

// What pools.toml says of a pool holds where the pool is not opened by its name.
func TestPoolIsGuardedByItsID(t *testing.T) {
	t.Setenv("HOME", t.TempDir())
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	path, err := settings.PoolsPath()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	pool := serve(t)
	text := "[live]\nuser_pool_id = \"" + pool.settings["COGNITO_USER_POOL_ID"] + "\"\nread_only = true\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program)
	cmd.Env = append(cmd.Env, "PATH="+os.Getenv("PATH"), "HOME="+os.Getenv("HOME"), "XDG_CONFIG_HOME="+os.Getenv("XDG_CONFIG_HOME"))
	for setting, value := range pool.settings {
		cmd.Env = append(cmd.Env, setting+"="+value)
	}
	term := startCommand(t, 100, 24, cmd)
	term.see(home...)
	term.press("5")
	term.see("Support desk", "READ-ONLY")
	term.press(ctrlC)
}
