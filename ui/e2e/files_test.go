//go:build unix

package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// settingsFiles are the files of settings in a home, which is the working folder too.
var settingsFiles = []string{".env", ".config/cognito-tui/pools.toml", ".aws/config", ".aws/credentials"}

// homeOf is a home in which put has made each file of settings.
func homeOf(t *testing.T, put func(path string) error) string {
	t.Helper()
	home := t.TempDir()
	for _, name := range settingsFiles {
		path := filepath.Join(home, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := put(path); err != nil {
			t.Fatal(err)
		}
	}
	return home
}

func inHome(t *testing.T, home string, args ...string) *terminal {
	t.Helper()
	cmd := exec.Command(program, args...)
	cmd.Dir = home
	cmd.Env = []string{"XDG_CONFIG_HOME=" + filepath.Join(home, ".config")}
	return startCommand(t, 100, 40, cmd)
}

// Nothing that lies at the names of settings holds up the first frame, and each is
// told where it would have counted.
func TestNoFileHoldsUpTheStart(t *testing.T) {
	for name, put := range map[string]func(string) error{
		"pipes":    func(path string) error { return syscall.Mkfifo(path, 0o600) },
		"endless":  func(path string) error { return os.Symlink("/dev/zero", path) },
		"folders":  func(path string) error { return os.Mkdir(path, 0o700) },
		"holes":    holes,
		"dangling": func(path string) error { return os.Symlink("nowhere", path) },
	} {
		t.Run(name, func(t *testing.T) {
			home := homeOf(t, put)
			for _, args := range [][]string{nil, {"--local"},
				{"--client-id", "client", "--user-pool-id", "eu-west-1_AbC123", "--profile", "work"}} {
				term := inHome(t, home, args...)
				term.within(2*time.Second, "the first frame",
					func() bool { return containsAll(term.screen(), []string{"Sign up", "Reset password"}) })
				term.press("6")
				term.see("Connection")
				if told := name != "dangling" && !(len(args) == 1); told {
					term.see(".env isn't read:")
				}
				if name != "dangling" && len(args) > 1 {
					term.see("The AWS profile can't be used:")
				}
				term.press(ctrlC + ctrlC)
				term.exit()
			}
		})
	}
}

// holes makes a file of 3 GB that takes no room.
func holes(path string) error {
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		return err
	}
	return os.Truncate(path, 3<<30)
}

// A Region that only the AWS files tell is read beside the first frame; keys that are
// typed meanwhile are taken then.
func TestRegionOfTheProfile(t *testing.T) {
	home := homeOf(t, func(path string) error {
		text := map[string]string{"config": "[default]\nregion = eu-west-3\n",
			".env": "COGNITO_CLIENT_ID=client\nnot so\n"}[filepath.Base(path)]
		return os.WriteFile(path, []byte(text), 0o600)
	})
	term := inHome(t, home)
	term.press("3ann@example.com")
	term.see("Email or username", "ann@example.com")
	term.press(esc)
	term.see("Sign up", "Enter a code")
	term.press("6")
	term.see("eu-west-3", "from profile default", ".env, line 2: not of the form NAME=value, and left out.")
	term.press(ctrlC + ctrlC)
	term.exit()
}

// A pipe that was named is read; a file that was named and isn't of its form ends the
// program, with the line.
func TestNamedEnvFile(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	written := make(chan error, 1)
	go func() {
		f, err := os.OpenFile(pipe, os.O_WRONLY, 0)
		if err == nil {
			_, err = f.WriteString("COGNITO_CLIENT_ID=frompipe\nAWS_REGION=eu-west-1\n")
			f.Close()
		}
		written <- err
	}()
	term := start(t, "--env-file", pipe)
	term.see("Sign up")
	term.press("6")
	term.see("frompipe", "from pipe COGNITO_CLIENT_ID")
	if err := <-written; err != nil {
		t.Error(err)
	}
	broken := filepath.Join(t.TempDir(), "broken.env")
	if err := os.WriteFile(broken, []byte("A=1\nhidden!\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	code, _, stderr := run(t, "--env-file", broken)
	if code != 2 || !strings.Contains(stderr, broken+", line 2: not of the form NAME=value") || strings.Contains(stderr, "hidden") {
		t.Errorf("exit code %d, %q", code, stderr)
	}
}
