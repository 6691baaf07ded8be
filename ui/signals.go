package ui

import (
	"os"
	"os/signal"
	"syscall"

	"cognito-tui/cognito/routine"
)

// suspendWanted asks for the program to be stopped, as a shell's job.
type suspendWanted struct{}

// continued tells that the program goes on after it was stopped from outside.
type continued struct{}

// noShell tells that nobody would continue the program if it stopped.
type noShell struct{}

// Signalled is the end by a signal that is no polite request.
type Signalled struct{ Signal syscall.Signal }

// Error names the signal.
func (s *Signalled) Error() string { return "ended by a signal: " + s.Signal.String() }

// Code is the exit code that tells of it.
func (s *Signalled) Code() int { return 128 + int(s.Signal) }

// catchSignals ends, stops and continues the program by signals.
func (p *Program) catchSignals() (stop func()) {
	ends, done := make(chan os.Signal, 8), make(chan struct{})
	signal.Notify(ends, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT, syscall.SIGABRT) // SIGHUP where its window is closed
	p.catchJobs()
	routine.Start(func() {
		for {
			select {
			case s := <-ends:
				p.endBy(s)
			case s := <-p.jobs:
				msg := jobMessage(s)
				routine.Start(func() { p.tea.Send(msg) }) // it waits for Bubble Tea
			case <-done:
				return
			}
		}
	})
	return func() {
		signal.Stop(ends)
		signal.Stop(p.jobs)
		close(done)
	}
}

// endBy ends the program by a signal.
func (p *Program) endBy(s os.Signal) {
	if number, ok := s.(syscall.Signal); ok && (number == syscall.SIGQUIT || number == syscall.SIGABRT) {
		p.mu.Lock()
		p.ended = number
		p.mu.Unlock()
	}
	p.leave()
}
