package ui

import (
	"errors"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/term"

	"cognito-tui/cognito/routine"
	"cognito-tui/ui/clip"
)

// framesPerSecond halves the wait from a key to its frame against Bubble Tea's
// own 60; an idle program writes nothing either way.
const framesPerSecond = 120

// grace is how long Bubble Tea may take to end once it was told to.
const grace = 2 * time.Second

// Program is the program on the terminal of this process.
type Program struct {
	make   func() *App
	app    *App // nil before Bubble Tea begins
	tea    *tea.Program
	out    *clip.Terminal
	board  *clip.Clipboard // nil where the options bring their own
	before *term.State     // the line settings when it started; nil where standard input is no terminal
	jobs   chan os.Signal  // what stops and continues it
	shown  atomic.Bool     // the terminal has served
	away   atomic.Bool     // the terminal is the shell's meanwhile

	leaving chan struct{} // closed when it is to end
	leave   func()        // closes leaving, once

	mu      sync.Mutex
	crashed *routine.Crash // the first
	ended   syscall.Signal // of those that are no polite request; 0 for none
}

// NewProgram makes the program; Run shows it.
func NewProgram(o Options) *Program {
	out := clip.NewTerminal(os.Stdout)
	p := &Program{out: out, jobs: make(chan os.Signal, 8), leaving: make(chan struct{})}
	p.leave = sync.OnceFunc(func() { close(p.leaving) })
	if o.Copy == nil {
		p.board = clip.New(out)
		o.Copy, o.CopySecret = p.board.Copy, p.board.CopySecret
	}
	o.Reading, o.Suspends, o.drawn = readingTime, canSuspend, out.Drawn()
	p.make = func() *App { return New(o) }
	options := []tea.ProgramOption{tea.WithOutput(out), tea.WithAltScreen(), tea.WithFPS(framesPerSecond),
		tea.WithoutSignalHandler(), tea.WithoutCatchPanics()}
	if before, err := term.GetState(os.Stdin.Fd()); err == nil {
		p.before = before
		options = append(options, tea.WithInput(keyboard{os.Stdin, p.leave}))
	}
	p.tea = tea.NewProgram(guarded{p}, options...)
	return p
}

// Run shows the program until it is left: by q, Ctrl+C, SIGTERM or the end of the
// terminal, which are no faults. SIGQUIT and SIGABRT end it too, as *Signalled. After
// a panic the error wraps a routine.Crash.
func (p *Program) Run() error {
	if p.board != nil {
		defer p.board.Close()
	}
	defer func() {
		if p.shown.Load() {
			p.app.quit()
		}
	}()
	stop := p.catchSignals()
	defer stop()
	err := p.show()
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.crashed != nil:
		return fmt.Errorf("%w:\n%w", errCrashed, *p.crashed)
	case p.ended != 0:
		return &Signalled{p.ended}
	case err != nil && !p.shown.Load():
		return fmt.Errorf("the terminal can't be used; run it in a terminal of its own: %w", err)
	}
	return nil // also where the terminal was lost
}

// show runs Bubble Tea until it ends, or doesn't though it was told to: something
// holds it up then, and the terminal is given back without it.
func (p *Program) show() error {
	ended := make(chan error, 1)
	clean := false
	routine.Start(func() {
		var err error
		defer func() { ended <- err }()
		defer routine.Guard()
		_, err = p.tea.Run()
		clean = true
	})
	leaving := p.leaving
	var late <-chan time.Time
	for {
		select {
		case err := <-ended:
			if !clean {
				p.giveBack()
			}
			return err
		case <-leaving:
			if p.away.Load() {
				return nil
			}
			leaving = nil
			routine.Start(p.tea.Quit) // it waits for Bubble Tea
			late = time.After(grace)
		case <-late:
			p.giveBack()
			return nil
		}
	}
}

// giveBack restores the terminal as far as it lets itself be: one that takes no
// output any more gets its line settings at least.
func (p *Program) giveBack() {
	if p.before != nil {
		_ = term.Restore(os.Stdin.Fd(), p.before)
	}
	released := make(chan struct{})
	routine.Start(func() {
		defer close(released)
		_ = p.tea.ReleaseTerminal()
	})
	select {
	case <-released:
	case <-time.After(grace / 2):
	}
}

var errCrashed = errors.New("the program met a fault of its own and stopped; nothing was kept. Start it again, and report what you pressed last, with these lines")

// Crash ends the program after a panic: Run restores the terminal and returns an
// error that tells where it was. It is what panics are to be reported to while the
// program runs, and may be called on any goroutine.
func (p *Program) Crash(c routine.Crash) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.crashed == nil {
		p.crashed = &c
	}
	p.leave()
}

func (p *Program) hasCrashed() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.crashed != nil
}

// keyboard is standard input, whose end is the end of the terminal: Bubble Tea would
// go on and hear nothing.
type keyboard struct {
	*os.File
	lost func()
}

// Read reads what was typed.
func (k keyboard) Read(b []byte) (int, error) {
	n, err := k.File.Read(b)
	if n == 0 && err != nil {
		k.lost()
	}
	return n, err
}

// guarded is the App as Bubble Tea sees it, whose goroutines call it: a panic
// there is reported as on any other. Nothing is drawn after one.
type guarded struct{ p *Program }

// Init makes the App, once the terminal is prepared for it.
func (g guarded) Init() (cmd tea.Cmd) {
	defer routine.Guard()
	g.p.app = g.p.make()
	cmd = safe(g.p.app.Init())
	g.p.open()
	return cmd
}

func (g guarded) Update(msg tea.Msg) (_ tea.Model, cmd tea.Cmd) {
	if g.p.hasCrashed() {
		return g, nil
	}
	defer routine.Guard()
	g.p.shown.Store(true)
	switch msg.(type) {
	case suspendWanted:
		if g.p.suspend() {
			return g, nil
		}
		msg = noShell{}
	case continued:
		g.p.repaint()
		return g, nil
	}
	_, cmd = g.p.app.Update(msg)
	return g, safe(cmd)
}

func (g guarded) View() (view string) {
	if g.p.hasCrashed() {
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
