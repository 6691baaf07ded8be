//go:build unix

package e2e

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// home is what the first screen shows.
var home = []string{"Sign up", "Enter a code", "Sign in", "Reset password"}

// Bubble Tea asks some terminals a question as it starts and waits five seconds
// for an answer that this one never gives.
func TestFirstFrameOnMuteTerminal(t *testing.T) {
	term := start(t)
	term.within(2*time.Second, "the first frame", func() bool { return containsAll(term.screen(), home) })
	for _, question := range []string{"\x1b]10;?", "\x1b]11;?", "\x1b[6n", "\x1b[c"} {
		if strings.Contains(term.output(), question) {
			t.Errorf("the terminal was asked %q, whose late answer would arrive as keys", question)
		}
	}
}

// Bubble Tea marks its own first frame by a carriage return at the home position. The
// program's own frame comes before it, at its full size.
func TestFirstFrameBeforeTick(t *testing.T) {
	const tick = "\x1b[H\r"
	term := start(t)
	term.within(patience, "the frame of the first tick", func() bool {
		_, after, found := strings.Cut(term.output(), tick)
		return found && containsAll(after, home)
	})
	before, _, _ := strings.Cut(term.output(), tick)
	if !containsAll(before, home) {
		t.Fatalf("nothing was drawn before the first tick: %q", before)
	}
	if breaks := strings.Count(before, "\r\n"); breaks != 23 {
		t.Errorf("the first frame has %d lines, not 24", breaks+1)
	}
}

func TestEndsWithTerminalRestored(t *testing.T) {
	ends := []struct {
		name string
		end  func(*terminal)
	}{
		{"q", func(term *terminal) { term.press("q") }},
		{"ctrl+c", func(term *terminal) { term.press(ctrlC) }},
		{"SIGTERM", func(term *terminal) { term.cmd.Process.Signal(syscall.SIGTERM) }},
		{"SIGINT", func(term *terminal) { term.cmd.Process.Signal(syscall.SIGINT) }},
		{"ctrl+c while typing", func(term *terminal) {
			term.press("3")
			term.see("Email or username", "Password")
			term.press("q?" + ctrlC)
		}},
	}
	for _, end := range ends {
		t.Run(end.name, func(t *testing.T) {
			term := start(t)
			term.see(home...)
			end.end(term)
			if code := term.exit(); code != 0 {
				t.Errorf("exit code %d", code)
			}
			term.restored()
			if said := term.errors(); said != "" {
				t.Errorf("standard error: %q", said)
			}
		})
	}
}

// run runs the program without a terminal and is its exit code and what it said.
func run(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	cmd := exec.Command(program, args...)
	cmd.Dir = t.TempDir()
	cmd.Env = []string{"HOME=" + cmd.Dir}
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	timer := time.AfterFunc(patience, func() { cmd.Process.Kill() })
	defer timer.Stop()
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), out.String(), errs.String()
}

func TestUsageErrorsExitWith2(t *testing.T) {
	for _, args := range [][]string{
		{"--no-such-flag"},
		{"no-such-command"},
		{"--theme", "plaid"},
		{"serve", "--no-such-flag"},
		{"serve", "--users"},
		{"serve", "--users", "many"},
		{"serve", "--users", "-1"},
		{"serve", "--users", "5000001"},
		{"serve", "--users", "1.5"},
		{"serve", "--addr", ""},
		{"--pool", ""},     // of a variable that is unset
		{"--env-file", ""}, // likewise
		{"--audit-file", ""},
		{"--trace-file="},
		{"--profile", ""},
		{"--trace-file", t.TempDir()}, // a folder
		{"--client-secret", "x"},      // never a flag for a secret
	} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			code, stdout, stderr := run(t, args...)
			if code != 2 {
				t.Errorf("exit code %d", code)
			}
			if stdout != "" || stderr == "" {
				t.Errorf("standard output %q, standard error %q", stdout, stderr)
			}
		})
	}
}

func TestHelpAndVersion(t *testing.T) {
	for _, args := range [][]string{{"--help"}, {"serve", "--help"}, {"--version"}} {
		code, stdout, stderr := run(t, args...)
		if code != 0 || stdout == "" || stderr != "" {
			t.Errorf("%v: exit code %d, standard output %q, standard error %q", args, code, stdout, stderr)
		}
	}
}

// The trace file is there once the calls are done, its owner's alone, and holds
// each of them.
func TestTraceFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "calls.jsonl")
	term := start(t, "--trace-file", path)
	term.see(home...)
	term.press("4")
	term.see("Email or username")
	term.press("ann@example.com" + enter)
	term.see("New password")
	raw, err := os.ReadFile(path)
	if err != nil || !bytes.Contains(raw, []byte(`"operation":"ForgotPassword"`)) || !bytes.Contains(raw, []byte("ann@example.com")) {
		t.Errorf("%v, %s", err, raw)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	term.press(ctrlC)
	if code := term.exit(); code != 0 {
		t.Errorf("exit code %d", code)
	}
}
