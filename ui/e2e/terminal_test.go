//go:build unix

package e2e

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"reflect"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"
	"github.com/hinshun/vt10x"
)

// patience is how long a test waits for what must come; on a busy machine a
// late frame is no fault. What has a limit of its own is waited for by within.
const patience = 20 * time.Second

// The keys that tests press, as a terminal sends them.
const (
	enter    = "\r"
	tab      = "\t"
	shiftTab = "\x1b[Z"
	esc      = "\x1b"
	ctrlC    = "\x03"
	ctrlL    = "\x0c"
	ctrlR    = "\x12"
	ctrlY    = "\x19"
)

// terminal is a pseudo-terminal with the program in it. It never answers what
// the program asks, as many terminals do.
type terminal struct {
	tb          testing.TB
	cmd         *exec.Cmd
	master, tty *os.File
	before      *term.State // the line settings before the program started
	changed     chan struct{}
	exited      chan struct{}
	exitErr     error // valid once exited is closed

	mu     sync.Mutex // guards what is below
	vt     vt10x.Terminal
	raw    bytes.Buffer // every byte that arrived
	rest   []byte       // the start of a rune whose end hasn't arrived
	stderr bytes.Buffer
}

// start runs the program in a terminal of 80 columns and 24 rows.
func start(tb testing.TB, args ...string) *terminal {
	tb.Helper()
	return startCommand(tb, 80, 24, exec.Command(program, args...))
}

// startCommand runs any command in a terminal. The environment has nothing but
// what every shell sets: no AWS variable, and a home folder with nothing in it, but
// for what the command's own folder holds.
func startCommand(tb testing.TB, cols, rows int, cmd *exec.Cmd) *terminal {
	tb.Helper()
	master, tty, err := pty.Open()
	if err != nil {
		tb.Fatal(err)
	}
	t := &terminal{
		tb: tb, cmd: cmd, master: master, tty: tty,
		changed: make(chan struct{}, 1), exited: make(chan struct{}),
		vt: vt10x.New(vt10x.WithSize(cols, rows)),
	}
	t.setSize(cols, rows)
	if t.before, err = term.GetState(tty.Fd()); err != nil {
		tb.Fatal(err)
	}
	home := cmd.Dir
	if home == "" {
		home = tb.TempDir()
		cmd.Dir = home
	}
	cmd.Env = append(cmd.Env, "HOME="+home, "TERM=xterm-256color")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = tty, tty, stderrOf{t}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := cmd.Start(); err != nil {
		tb.Fatal(err)
	}
	go t.read()
	go func() {
		t.exitErr = cmd.Wait()
		close(t.exited)
	}()
	tb.Cleanup(t.close)
	return t
}

func (t *terminal) close() {
	select {
	case <-t.exited:
	default:
		t.cmd.Process.Kill()
		<-t.exited
	}
	t.master.Close()
	t.tty.Close()
}

// read feeds the screen until the terminal is closed.
func (t *terminal) read() {
	buf := make([]byte, 32<<10)
	for {
		n, err := t.master.Read(buf)
		if n > 0 {
			t.feed(buf[:n])
		}
		if err != nil {
			return
		}
	}
}

func (t *terminal) feed(p []byte) {
	t.mu.Lock()
	t.raw.Write(p)
	t.rest = append(t.rest, p...)
	whole := wholeRunes(t.rest)
	t.vt.Write(t.rest[:whole])
	t.rest = append(t.rest[:0], t.rest[whole:]...)
	t.mu.Unlock()
	t.signal()
}

// wholeRunes is the length of p without a rune cut off at its end, which vt10x
// would lose.
func wholeRunes(p []byte) int {
	for i := len(p) - 1; i >= 0 && i >= len(p)-utf8.UTFMax; i-- {
		if utf8.RuneStart(p[i]) {
			if utf8.FullRune(p[i:]) {
				return len(p)
			}
			return i
		}
	}
	return len(p)
}

func (t *terminal) signal() {
	select {
	case t.changed <- struct{}{}:
	default:
	}
}

// stderrOf collects standard error apart from the screen.
type stderrOf struct{ t *terminal }

func (w stderrOf) Write(p []byte) (int, error) {
	w.t.mu.Lock()
	defer w.t.mu.Unlock()
	return w.t.stderr.Write(p)
}

// screen is the text that a person would see now, a line a row.
func (t *terminal) screen() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.vt.String()
}

func (t *terminal) mode() (mode vt10x.ModeFlag, cursor bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.vt.Mode(), t.vt.CursorVisible()
}

// output is every byte that the program wrote to the terminal so far.
func (t *terminal) output() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.raw.String()
}

func (t *terminal) errors() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.stderr.String()
}

// within waits until cond holds, looked at whenever something arrives, and
// fails the test with the screen at the end of limit.
func (t *terminal) within(limit time.Duration, what string, cond func() bool) {
	t.tb.Helper()
	deadline := time.NewTimer(limit)
	defer deadline.Stop()
	for !cond() {
		select {
		case <-t.changed:
		case <-deadline.C:
			t.tb.Fatalf("after %v still not: %s\nscreen:\n%s\nstandard error:\n%s", limit, what, t.screen(), t.errors())
		}
	}
}

// see waits until the screen shows every one of the texts.
func (t *terminal) see(texts ...string) {
	t.tb.Helper()
	t.within(patience, strings.Join(texts, ", "), func() bool { return containsAll(t.screen(), texts) })
}

// lose waits until the screen shows the text no longer.
func (t *terminal) lose(text string) {
	t.tb.Helper()
	t.within(patience, "gone: "+text, func() bool { return !strings.Contains(t.screen(), text) })
}

func containsAll(screen string, texts []string) bool {
	for _, text := range texts {
		if !strings.Contains(screen, text) {
			return false
		}
	}
	return true
}

// press sends keys, or text as if typed.
func (t *terminal) press(keys string) {
	t.tb.Helper()
	if _, err := io.WriteString(t.master, keys); err != nil {
		t.tb.Fatal(err)
	}
}

// resize changes the window as a person does with the mouse.
func (t *terminal) resize(cols, rows int) {
	t.tb.Helper()
	t.mu.Lock()
	t.vt.Resize(cols, rows)
	t.mu.Unlock()
	t.setSize(cols, rows)
}

func (t *terminal) setSize(cols, rows int) {
	t.tb.Helper()
	if err := pty.Setsize(t.master, &pty.Winsize{Rows: uint16(rows), Cols: uint16(cols)}); err != nil {
		t.tb.Fatal(err)
	}
}

// exit waits for the program's end and is its exit code; -1 means a signal
// ended it. Everything that it wrote has arrived then.
func (t *terminal) exit() int {
	t.tb.Helper()
	select {
	case <-t.exited:
	case <-time.After(patience):
		t.tb.Fatalf("still running after %v\nscreen:\n%s", patience, t.screen())
	}
	var exit *exec.ExitError
	if t.exitErr != nil && !errors.As(t.exitErr, &exit) {
		t.tb.Fatal(t.exitErr)
	}
	// What is written to the line now comes after all that the program wrote.
	const end = "\x1b]2;end of output\a"
	if _, err := io.WriteString(t.tty, end); err != nil {
		t.tb.Fatal(err)
	}
	t.within(patience, "the end of the output", func() bool { return strings.HasSuffix(t.output(), end) })
	return t.cmd.ProcessState.ExitCode()
}

// restored fails the test where the terminal is not as it was before.
func (t *terminal) restored() {
	t.tb.Helper()
	mode, cursor := t.mode()
	if mode&vt10x.ModeAltScreen != 0 {
		t.tb.Error("the alternate screen was not left")
	}
	if !cursor {
		t.tb.Error("the cursor is still hidden")
	}
	if mode&vt10x.ModeMouseMask != 0 {
		t.tb.Error("the mouse is still reported")
	}
	if out := t.output(); strings.LastIndex(out, "\x1b[?2004h") > strings.LastIndex(out, "\x1b[?2004l") {
		t.tb.Error("bracketed paste is still on")
	}
	if out := t.output(); strings.LastIndex(out, "\x1b[?7l") > strings.LastIndex(out, "\x1b[?7h") {
		t.tb.Error("lines are still cut at the edge")
	}
	after, err := term.GetState(t.tty.Fd())
	if err != nil {
		t.tb.Fatal(err)
	}
	if !reflect.DeepEqual(t.before, after) {
		t.tb.Errorf("line settings before %+v, after %+v", t.before, after)
	}
}
