//go:build unix

package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	terminals "github.com/charmbracelet/x/term"
	"github.com/hinshun/vt10x"
)

const ctrlZ = "\x1a"

func itoa(n int) string { return strconv.Itoa(n) }

// shell is bash with job control in a terminal; the program is at its command `run`,
// which keeps its process id in the file pid.
func shell(t *testing.T) *terminal {
	t.Helper()
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("there is no bash")
	}
	cmd := exec.Command(bash, "--norc", "--noprofile", "--noediting", "-i")
	cmd.Env = []string{"PS1=shell> ", "PROGRAM=" + program}
	term := startCommand(t, 80, 24, cmd)
	term.press("exec 2>&1\n")
	term.see("shell> ")
	term.press("cls() { printf '\\033[H\\033[2J'; }\n")
	term.press(`run() { sh -c 'echo $$ >pid; exec "$PROGRAM"'; }` + "\n")
	return term
}

// pid is the program's process id.
func (t *terminal) pid() int {
	t.tb.Helper()
	text, err := os.ReadFile(filepath.Join(t.cmd.Dir, "pid"))
	if err != nil {
		t.tb.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		t.tb.Fatal(err)
	}
	return pid
}

// isRaw tells whether the line settings are the program's.
func (t *terminal) isRaw() bool {
	t.tb.Helper()
	state, err := terminals.GetState(t.tty.Fd())
	if err != nil {
		t.tb.Fatal(err)
	}
	return state.Lflag&syscall.ICANON == 0 && state.Lflag&syscall.ISIG == 0
}

// stopped waits until the shell tells that the program stopped.
func (t *terminal) stopped() {
	t.tb.Helper()
	t.see("Stopped", "shell> ")
	if mode, cursor := t.mode(); mode&vt10x.ModeAltScreen != 0 || !cursor {
		t.tb.Errorf("the shell has the alternate screen, or no cursor:\n%s", t.screen())
	}
}

// typed leads to a field with something typed in it.
func (t *terminal) typed(text string) {
	t.tb.Helper()
	t.see(home...)
	t.press("3")
	t.see("Email or username", "Password")
	t.press(text)
	t.see(text)
}

// The shell gets the terminal back by ctrl+z, also in a field, and the program goes
// on where it was, at the window's new size.
func TestSuspendAndGoOn(t *testing.T) {
	ways := map[string]func(*terminal){
		"ctrl+z":  func(term *terminal) { term.press(ctrlZ) },
		"SIGTSTP": func(term *terminal) { syscall.Kill(term.pid(), syscall.SIGTSTP) },
	}
	for name, stop := range ways {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			term := shell(t)
			term.press("run\n")
			term.typed("ann@exa")
			for _, size := range [][2]int{{120, 40}, {80, 24}} {
				stop(term)
				term.stopped()
				term.press("echo still $((40+2))\n")
				term.see("still 42")
				term.resize(size[0], size[1])
				term.press("cls; fg\n")
				term.see("Email or username", "ann@exa", "F1 help")
				term.within(patience, "a frame as high as the window", func() bool {
					return strings.Contains(strings.Split(term.screen(), "\n")[size[1]-1], "F1 help")
				})
			}
			term.press("mple.com")
			term.see("ann@example.com")
			term.press(ctrlC)
			term.see("shell> ")
			term.press("echo code $?; exit\n")
			term.see("code 0")
			term.exit()
			term.restored()
		})
	}
}

// In the background the program stops again without touching the shell's terminal;
// ended there it ends.
func TestSuspendedInTheBackground(t *testing.T) {
	term := shell(t)
	term.press("run\n")
	term.typed("ann@exa")
	term.press(ctrlZ)
	term.stopped()
	term.press("set -b; cls; bg\n")
	term.see("&", "Stopped")
	if mode, _ := term.mode(); mode&vt10x.ModeAltScreen != 0 {
		t.Error("the alternate screen was entered in the background")
	}
	term.press("fg\n")
	term.see("Email or username", "ann@exa")
	term.press(ctrlZ)
	term.stopped()
	term.press("cls; kill %1\n")
	term.see("Done")
	term.press("exit\n")
	term.exit()
	term.restored()
}

// SIGSTOP can't be caught: once it is over, raw mode and the screen are set again.
func TestStoppedFromOutside(t *testing.T) {
	term := shell(t)
	term.press("run\n")
	term.typed("ann@exa")
	syscall.Kill(term.pid(), syscall.SIGSTOP)
	term.see("Stopped")
	term.press("cls; echo mess\n")
	term.see("mess")
	term.press("fg\n")
	term.see("Email or username", "ann@exa", "F1 help")
	term.lose("mess")
	term.within(patience, "raw mode", term.isRaw)
	term.press("mple.com")
	term.see("ann@example.com")
	term.press(ctrlC)
	term.see("shell> ")
	term.press("exit\n")
	term.exit()
	term.restored()
}

// Without a shell's job control nobody would continue the program: it says so, and
// goes on.
func TestNoShellToReturnTo(t *testing.T) {
	commands := map[string]*exec.Cmd{
		"alone":           exec.Command(program),
		"within a script": exec.Command("sh", "-c", `"$0"; exit $?`, program),
	}
	for name, cmd := range commands {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			term := startCommand(t, 80, 24, cmd)
			term.typed("ann@exa")
			term.press(ctrlZ)
			term.see("There is no shell to return to.", "ann@exa")
			if strings.Contains(term.output(), "\x1b[?1049l") {
				t.Error("the screen was given away: what is typed meanwhile would show in clear")
			}
			term.press("mple.com")
			term.lose("There is no shell")
			term.see("ann@example.com")
			term.press(ctrlC)
			if code := term.exit(); code != 0 {
				t.Errorf("exit code %d", code)
			}
			term.restored()
		})
	}
}

// The same where nothing but signals stops it.
func TestStoppedWithoutShell(t *testing.T) {
	term := start(t)
	term.typed("ann@exa")
	term.cmd.Process.Signal(syscall.SIGTSTP)
	term.see("There is no shell to return to.")
	term.cmd.Process.Signal(syscall.SIGSTOP)
	var status syscall.WaitStatus
	if _, err := syscall.Wait4(term.cmd.Process.Pid, &status, syscall.WUNTRACED, nil); err != nil {
		t.Fatal(err)
	}
	if err := terminals.Restore(term.tty.Fd(), term.before); err != nil {
		t.Fatal(err)
	}
	if _, err := term.tty.WriteString("\x1b[H\x1b[2Jmess"); err != nil {
		t.Fatal(err)
	}
	term.see("mess")
	term.cmd.Process.Signal(syscall.SIGCONT)
	term.within(patience, "raw mode", term.isRaw)
	term.press("mple.com")
	term.see("ann@example.com", "F1 help")
	term.lose("mess")
	term.press(ctrlC)
	if code := term.exit(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	term.restored()
}
