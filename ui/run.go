package ui

import (
	"errors"
	"fmt"
	"os"
	"os/signal"
	"sync"
	"syscall"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito/routine"
	"cognito-tui/ui/clip"
)

// framesPerSecond halves the wait from a key to its frame against Bubble Tea's
// own 60; an idle program writes nothing either way.
const framesPerSecond = 120

// Program is the program on the terminal of this process.
type Program struct {
	make  func() *App
	app   *App // nil before Bubble Tea begins
	tea   *tea.Program
	board *clip.Clipboard // nil where the options bring their own

	mu      sync.Mutex
	crashed *routine.Crash // the first
}

// NewProgram makes the program; Run shows it.
func NewProgram(o Options) *Program {
	p := &Program{}
	out := clip.NewTerminal(os.Stdout)
	if o.Copy == nil {
		p.board = clip.New(out)
		o.Copy, o.CopySecret = p.board.Copy, p.board.CopySecret
	}
	o.Reading, o.drawn = readingTime, out.Drawn()
	p.make = func() *App { return New(o) }
	p.tea = tea.NewProgram(guarded{p}, tea.WithOutput(out), tea.WithAltScreen(), tea.WithFPS(framesPerSecond),
		tea.WithoutSignalHandler(), tea.WithoutCatchPanics())
	return p
}

// Run shows the program until it is left: by q, Ctrl+C or SIGTERM, which are no
// faults. After a panic the error wraps a routine.Crash.
func (p *Program) Run() error {
	if p.board != nil {
		defer p.board.Close()
	}
	defer func() {
		if p.app != nil {
			p.app.quit()
		}
	}()
	stop := quitOnSignal(p.tea)
	defer stop()
	err := p.show()
	if c := p.crash(); c != nil {
		return fmt.Errorf("%w:\n%w", errCrashed, *c)
	}
	if err != nil && !errors.Is(err, tea.ErrInterrupted) {
		return fmt.Errorf("the terminal can't be used; run it in a terminal of its own: %w", err)
	}
	return nil
}

// show runs Bubble Tea. Where it panics itself, the terminal is as it was drawn.
func (p *Program) show() error {
	ended := false
	defer func() {
		if !ended {
			_ = p.tea.ReleaseTerminal()
		}
	}()
	defer routine.Guard()
	_, err := p.tea.Run()
	ended = true
	return err
}

var errCrashed = errors.New("the program met a fault of its own and stopped; nothing was kept. Start it again, and report what you pressed last, with these lines")

// Crash ends the program after a panic: Run restores the terminal and returns an
// error that tells where it was. It is what panics are to be reported to while the
// program runs, and may be called on any goroutine.
func (p *Program) Crash(c routine.Crash) {
	p.mu.Lock()
	first := p.crashed == nil
	if first {
		p.crashed = &c
	}
	p.mu.Unlock()
	if first {
		routine.Start(p.tea.Quit) // it waits for Bubble Tea, which may be the one that failed
	}
}

func (p *Program) crash() *routine.Crash {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.crashed
}

func quitOnSignal(p *tea.Program) (stop func()) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP) // the last where its window is closed
	done := make(chan struct{})
	routine.Start(func() {
		select {
		case <-signals:
			p.Quit()
		case <-done:
		}
	})
	return func() {
		signal.Stop(signals)
		close(done)
	}
}

// guarded is the App as Bubble Tea sees it, whose goroutines call it: a panic
// there is reported as on any other. Nothing is drawn after one.
type guarded struct{ p *Program }

// Init makes the App: Bubble Tea waits for its first tick then, 8 ms, before it draws
// anything.
func (g guarded) Init() (cmd tea.Cmd) {
	defer routine.Guard()
	g.p.app = g.p.make()
	return safe(g.p.app.Init())
}

func (g guarded) Update(msg tea.Msg) (_ tea.Model, cmd tea.Cmd) {
	if g.p.crash() != nil {
		return g, nil
	}
	defer routine.Guard()
	_, cmd = g.p.app.Update(msg)
	return g, safe(cmd)
}

func (g guarded) View() (view string) {
	if g.p.crash() != nil {
		return ""
	}
	defer routine.Guard()
	return g.p.app.View()
}

// safe reports the panic of a command, which runs on a goroutine of its own.
// A batch is taken apart, so that each of its commands is guarded too.
func safe(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer routine.Guard()
		msg = cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			for i, c := range batch {
				batch[i] = safe(c)
			}
			return batch
		}
		return msg
	}
}
