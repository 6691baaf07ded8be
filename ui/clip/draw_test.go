//go:build unix

package clip

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/creack/pty"
)

// drawing is a program that draws a new frame for each message, copies in a
// command as often, and ends after the last.
type drawing struct {
	clip  *Clipboard
	n     int
	sizes []tea.WindowSizeMsg
	err   error
}

type did struct{ err error }

const copies = 60

func (d *drawing) copy() tea.Msg {
	how, err := d.clip.Copy(secret)
	if err == nil && how != ToTerminal {
		err = fmt.Errorf("it went elsewhere: %s", how)
	}
	return did{err}
}

func (d *drawing) Init() tea.Cmd { return d.copy }

func (d *drawing) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		d.sizes = append(d.sizes, msg)
	case did:
		d.err = msg.err
		if d.n++; d.err == nil && d.n < copies {
			return d, d.copy
		}
	}
	if d.err != nil || d.n == copies && len(d.sizes) > 0 { // the size comes on a goroutine of its own
		return d, tea.Quit
	}
	return d, nil
}

func (d *drawing) View() string { return strings.Repeat(fmt.Sprintf("frame %03d\n", d.n), 20) }

// To Bubble Tea the terminal is what os.Stdout would be, window size included,
// and no frame is drawn into a sequence.
func TestBubbleTeaDrawsThroughTheTerminal(t *testing.T) {
	master, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	if err := pty.Setsize(master, &pty.Winsize{Rows: 33, Cols: 77}); err != nil {
		t.Fatal(err)
	}
	var seen bytes.Buffer
	read := make(chan struct{})
	go func() {
		defer close(read)
		io.Copy(&seen, master)
	}()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	out := NewTerminal(tty)
	model := &drawing{clip: New(out)}
	model.clip.system, model.clip.getenv = nil, environment("TERM=xterm-256color")
	_, err = tea.NewProgram(model, tea.WithContext(ctx), tea.WithInput(nil), tea.WithOutput(out), tea.WithFPS(120),
		tea.WithoutSignalHandler()).Run()
	tty.Close()
	<-read
	master.Close()
	if err != nil || model.err != nil {
		t.Fatal(err, model.err)
	}
	if len(model.sizes) != 1 || model.sizes[0] != (tea.WindowSizeMsg{Width: 77, Height: 33}) {
		t.Errorf("the sizes were %v", model.sizes)
	}
	if n := strings.Count(seen.String(), bare); n != copies {
		t.Errorf("%d sequences arrived whole, of %d", n, copies)
	}
	if !strings.Contains(seen.String(), "frame") {
		t.Error("no frame was drawn")
	}
}
