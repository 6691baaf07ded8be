package ui

import (
	"slices"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
)

// Ctrl+z asks to be suspended everywhere, also in a field and while the program asks
// whether to quit, and changes nothing on the screen; where the system has no job
// control it is no key.
func TestCtrlZSuspends(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		for _, suspends := range []bool{true, false} {
			pool := demoPool()
			o := optionsFor(t, pool, "demo-app", pool.Transport())
			o.Suspends, o.Altered = suspends, func() bool { return true }
			d := driverOn(t, pool, o)
			for _, keys := range [][]string{{"down"}, {"3", "a"}, {"ctrl+c"}} {
				d.press(keys...)
				before := d.screen()
				_, cmd := d.app.Update(keyOf(t, "ctrl+z"))
				if got := wantsSuspending(cmd); got != suspends {
					t.Errorf("after %q: suspending is asked for: %v, want %v", keys, got, suspends)
				}
				if d.screen() != before {
					t.Errorf("after %q ctrl+z changes the screen:\n%s", keys, d.screen())
				}
			}
			d.press("n", "f1")
			if suspends {
				d.sees("ctrl+z", "suspend")
			} else {
				d.lacks("ctrl+z")
			}
		}
	})
}

// wantsSuspending tells whether a command of Update's asks for it.
func wantsSuspending(cmd tea.Cmd) bool {
	if cmd == nil {
		return false
	}
	switch msg := cmd().(type) {
	case suspendWanted:
		return true
	case tea.BatchMsg:
		return slices.ContainsFunc(msg, wantsSuspending)
	}
	return false
}

// That there is no shell is said until the next key, which acts as ever.
func TestNoShell(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.press("3")
		d.send(noShell{})
		d.golden("no-shell")
		d.write("a")
		d.lacks("There is no shell")
		d.sees("Email or username  a")
	})
}
