package ui

import (
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/ui/clip"
)

// framesPerSecond halves the wait from a key to its frame against Bubble Tea's
// own 60; an idle program writes nothing either way.
const framesPerSecond = 120

// Run shows the program on the terminal until it is left: by q, Ctrl+C or
// SIGTERM, which are no faults. A panic restores the terminal and is reported
// without its value, which may hold what was typed.
func Run(o Options) error {
	out := clip.NewTerminal(os.Stdout)
	if o.Copy == nil {
		board := clip.New(out)
		defer board.Close()
		o.Copy, o.CopySecret = board.Copy, board.CopySecret
	}
	o.Reading = readingTime
	return run(New(o), out)
}

func run(app *App, out *clip.Terminal) (err error) {
	defer app.quit()
	p := tea.NewProgram(guarded{app}, tea.WithOutput(out), tea.WithAltScreen(), tea.WithFPS(framesPerSecond),
		tea.WithoutSignalHandler(), tea.WithoutCatchPanics())
	app.onCrash = p.Quit
	stop := quitOnSignal(p)
	defer stop()
	defer func() {
		if r := recover(); r != nil {
			_ = p.ReleaseTerminal()
			err = errCrashed
		}
	}()
	final, err := p.Run()
	if g, ok := final.(guarded); ok && g.app.crashed {
		return errCrashed
	}
	if err != nil && !errors.Is(err, tea.ErrInterrupted) {
		return fmt.Errorf("the terminal can't be used; run it in a terminal of its own: %w", err)
	}
	return nil
}

var errCrashed = errors.New("the program met a fault of its own and stopped; nothing was kept. Start it again, and report what you pressed last")

func quitOnSignal(p *tea.Program) (stop func()) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP) // the last where its window is closed
	done := make(chan struct{})
	go func() {
		select {
		case <-signals:
			p.Quit()
		case <-done:
		}
	}()
	return func() {
		signal.Stop(signals)
		close(done)
	}
}

// guarded keeps a panic from the terminal: Bubble Tea would print its value and
// stack over the screen.
type guarded struct{ app *App }

func (g guarded) Init() tea.Cmd { return g.safe(g.app.Init()) }

func (g guarded) Update(msg tea.Msg) (_ tea.Model, cmd tea.Cmd) {
	if _, ok := msg.(crashed); ok {
		g.app.crashed = true
		return g, tea.Quit
	}
	defer func() {
		if recover() != nil {
			g.app.crashed = true
			cmd = tea.Quit
		}
	}()
	_, cmd = g.app.Update(msg)
	return g, g.safe(cmd)
}

func (g guarded) View() (view string) {
	defer func() {
		if recover() != nil {
			g.app.crashed = true
			view = ""
			go g.app.onCrash() // View can give no command
		}
	}()
	if g.app.crashed {
		return ""
	}
	return g.app.View()
}

type crashed struct{}

// safe catches the panic of a command, which runs on a goroutine of its own.
// A batch is taken apart, so that each of its commands is guarded too.
func (g guarded) safe(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer func() {
			if recover() != nil {
				msg = crashed{}
			}
		}()
		msg = cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			for i, c := range batch {
				batch[i] = g.safe(c)
			}
			return batch
		}
		return msg
	}
}
