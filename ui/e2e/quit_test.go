//go:build unix

package e2e

import (
	"os"
	"syscall"
	"testing"
)

// quits quits by ctrl+c where that is asked about first.
func (t *terminal) quits(lost string) {
	t.tb.Helper()
	t.press(ctrlC)
	t.see("Quit? Lost: " + lost)
	t.press(ctrlC)
}

// changed is the program on its embedded pool, in which something was created.
func changed(t *testing.T) *terminal {
	t.Helper()
	const password = "Mine-is-9-long!"
	term := start(t)
	term.see(home...)
	term.press("1")
	term.see("Email or username", "Repeat password")
	term.press("new@example.com" + enter + password + enter + password + enter)
	term.see("Enter a code", "Confirm")
	return term
}

// A person is asked before changes are lost; whoever ends the program from outside
// isn't. All of it is no fault.
func TestQuittingWithChanges(t *testing.T) {
	asked := func(keys string) func(*terminal) {
		return func(term *terminal) {
			term.press(esc)
			term.see(home...)
			term.press(keys[:1])
			term.see("Quit? Lost: the local pool's changes", "y yes", "n no")
			term.press(keys[1:])
		}
	}
	signalled := func(s os.Signal) func(*terminal) {
		return func(term *terminal) { term.cmd.Process.Signal(s) }
	}
	ends := map[string]func(*terminal){
		"q twice": asked("qq"), "q and y": asked("qy"), "q and enter": asked("q" + enter), "q and ctrl+c": asked("q" + ctrlC),
		"ctrl+c twice": asked(ctrlC + ctrlC), "ctrl+c and y": asked(ctrlC + "y"),
		"no, then yes": func(term *terminal) {
			term.press(ctrlC)
			term.see("Quit?")
			term.press("n")
			term.lose("Quit?")
			term.press(ctrlC)
			term.see("Quit?")
			term.press(esc)
			term.lose("Quit?")
			term.quits("the local pool's changes")
		},
		"SIGTERM": signalled(syscall.SIGTERM), "SIGINT": signalled(syscall.SIGINT), "SIGHUP": signalled(syscall.SIGHUP),
		"SIGTERM while it is asked": func(term *terminal) {
			term.press(ctrlC)
			term.see("Quit?")
			term.cmd.Process.Signal(syscall.SIGTERM)
		},
	}
	for name, end := range ends {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			term := changed(t)
			end(term)
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
