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

// Signals that are no polite request leave a usable terminal too, and the exit code
// tells of them; nothing of the program's memory is printed.
func TestSignalsThatDumpRestoreTerminal(t *testing.T) {
	for s, code := range map[syscall.Signal]int{syscall.SIGQUIT: 131, syscall.SIGABRT: 134} {
		t.Run(s.String(), func(t *testing.T) {
			term := start(t)
			term.see(home...)
			term.press("3")
			term.see("Email or username")
			term.cmd.Process.Signal(s)
			if got := term.exit(); got != code {
				t.Errorf("exit code %d, want %d", got, code)
			}
			term.restored()
			if said := term.errors(); !strings.HasPrefix(said, "cognito-tui: ended by a signal") || strings.Count(said, "\n") > 1 {
				t.Errorf("standard error: %q", said)
			}
		})
	}
}

// A program whose screens hang ends all the same, and gives the terminal back.
func TestStuckProgramEnds(t *testing.T) {
	for s, code := range map[syscall.Signal]int{syscall.SIGTERM: 0, syscall.SIGHUP: 0, syscall.SIGQUIT: 1} {
		t.Run(s.String(), func(t *testing.T) {
			t.Parallel()
			self, err := os.Executable()
			if err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command(self)
			cmd.Env = []string{panicWhere + "=stuck"}
			term := startCommand(t, 80, 24, cmd)
			term.see(home...)
			term.press(ctrlL + "1")
			cmd.Process.Signal(s)
			if got := term.exit(); got != code {
				t.Errorf("exit code %d, want %d", got, code)
			}
			term.restored()
		})
	}
}

// A terminal that is gone ends the program, which is no fault, also where no SIGHUP
// tells of it.
func TestLostTerminal(t *testing.T) {
	code := filepath.Join(t.TempDir(), "code")
	cmd := exec.Command("sh", "-c", `trap "" HUP; "$0"; echo $? >"$1"`, program, code)
	term := startCommand(t, 80, 24, cmd)
	term.see(home...)
	term.master.Close()
	term.tty.WriteString(" ") // ends the read that keeps it open
	select {
	case <-term.exited:
	case <-time.After(patience):
		t.Fatal("still running")
	}
	got, err := os.ReadFile(code)
	if err != nil || string(got) != "0\n" {
		t.Errorf("exit code %q, %v", got, err)
	}
}

// No core dump is written, for it would hold what was typed.
func TestNoCoreDumps(t *testing.T) {
	term := start(t)
	term.see(home...)
	limits, err := os.ReadFile(filepath.Join("/proc", itoa(term.cmd.Process.Pid), "limits"))
	if err != nil {
		t.Skipf("the limits of a process can't be read here: %v", err)
	}
	for line := range strings.Lines(string(limits)) {
		if f := strings.Fields(line); strings.HasPrefix(line, "Max core file size") && (f[4] != "0" || f[5] != "0") {
			t.Errorf("%s", line)
		}
	}
	owner, err := os.Stat(filepath.Join("/proc", itoa(term.cmd.Process.Pid), "mem"))
	if err != nil {
		t.Fatal(err)
	}
	if uid := owner.Sys().(*syscall.Stat_t).Uid; uid != 0 { // files of what may be dumped are their user's
		t.Errorf("the process may be dumped: its memory is of user %d", uid)
	}
	term.press("q")
	term.exit()
}
