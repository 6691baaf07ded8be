//go:build unix

package ui

import (
	"os"
	"os/signal"
	"syscall"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"golang.org/x/sys/unix"
)

// canSuspend tells whether the system has job control.
const canSuspend = true

// catchJobs catches the signals of job control: SIGTSTP, which may be sent from
// outside, and SIGCONT, also after SIGSTOP, which can't be caught.
func (p *Program) catchJobs() { signal.Notify(p.jobs, syscall.SIGTSTP, syscall.SIGCONT) }

// jobMessage is what the program is told of a signal of job control.
func jobMessage(s os.Signal) tea.Msg {
	if s == syscall.SIGTSTP {
		return suspendWanted{}
	}
	return continued{}
}

// suspend gives the terminal back, stops the process group, and takes the terminal
// again when the shell continues it; false where nobody would. Bubble Tea's own
// Suspend would wait for ever there. It runs on the event loop: nothing is read or
// drawn meanwhile.
func (p *Program) suspend() (stopped bool) {
	if session, err := unix.Getsid(0); err == nil && session == unix.Getpgrp() {
		return false // the group that the terminal began with: no shell of this session has it as a job
	}
	signal.Stop(p.jobs)
	defer p.catchJobs()
	if p.tea.ReleaseTerminal() != nil {
		p.leave()
		return true
	}
	p.away.Store(true)
	stopped = stopGroup()
	if p.awaitForeground() {
		p.takeTerminal()
	}
	return stopped
}

// repaint sets raw mode and the screen again after somebody else had the terminal.
func (p *Program) repaint() {
	signal.Stop(p.jobs)
	defer p.catchJobs()
	p.away.Store(true) // the shell has it
	if !p.awaitForeground() {
		return
	}
	if p.tea.ReleaseTerminal() != nil {
		p.leave()
		return
	}
	p.takeTerminal()
}

// takeTerminal takes the terminal again and draws all at its present size.
func (p *Program) takeTerminal() {
	p.away.Store(false)
	if p.tea.RestoreTerminal() != nil {
		p.leave()
	}
}

// awaitForeground stops the program again as long as it is continued in the
// background; false where it is to end there, or where nobody would continue it.
func (p *Program) awaitForeground() bool {
	for !inForeground() {
		select {
		case <-p.leaving:
			return false
		case <-time.After(tick): // a signal that came with SIGCONT is taken first
		}
		if !inForeground() && !stopGroup() {
			p.leave()
			return false
		}
	}
	return true
}

// inForeground tells whether the terminal is the process group's. It is also where
// that can't be told.
func inForeground() bool {
	group, err := unix.IoctlGetInt(int(os.Stdin.Fd()), unix.TIOCGPGRP)
	mine := int32(unix.Getpgrp())
	return err != nil || int32(group) == mine || int32(group>>32) == mine // the latter where the high half comes first
}

// tick is how often the program looks whether it was stopped, and maxTicks how often
// it does so.
const tick, maxTicks = 50 * time.Millisecond, 20

// stopGroup stops the process group and returns once it is continued. It does so by
// SIGTTOU, since Go's runtime never gives SIGTSTP back what it does by default once it
// was caught. Where the group is orphaned the system stops nobody, and tells nobody: no
// SIGCONT comes then, though the process runs. A process that is stopped doesn't run,
// so each of the ticks is one in which it did.
func stopGroup() (stopped bool) {
	goesOn := make(chan os.Signal, 1)
	signal.Notify(goesOn, syscall.SIGCONT)
	defer signal.Stop(goesOn)
	if syscall.Kill(0, syscall.SIGTTOU) != nil {
		return false
	}
	for range maxTicks {
		select {
		case <-goesOn:
			return true
		case <-time.After(tick):
		}
	}
	return false
}
