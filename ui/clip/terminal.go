package clip

import (
	"io"
	"os"
	"sync"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
)

// Terminal is the one way to the terminal: Bubble Tea draws through it, and OSC
// 52 goes between two of its writes, never into one. To Bubble Tea it is a file,
// whose descriptor tells it the window's size.
type Terminal struct {
	mu   sync.Mutex // held for a whole write
	file *os.File

	first sync.Once
	drawn chan struct{} // closed once the first frame is written
}

var (
	_ term.File       = (*Terminal)(nil)
	_ io.StringWriter = (*Terminal)(nil)
)

// NewTerminal takes over a file, which nobody else may write to from now on.
func NewTerminal(file *os.File) *Terminal {
	return &Terminal{file: file, drawn: make(chan struct{})}
}

// Drawn is closed once the first frame is on the terminal: what isn't needed for it
// waits until then. Bubble Tea writes frames by Write, and what it prepares the
// terminal with by WriteString.
func (t *Terminal) Drawn() <-chan struct{} { return t.drawn }

// Write writes all of p before anyone else may write.
func (t *Terminal) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	defer t.first.Do(func() { close(t.drawn) })
	return t.file.Write(p)
}

// WriteString writes all of s before anyone else may write. In the alternate
// screen a line that this terminal draws wider than it was measured, as some do
// joined emoji, is cut at the edge; wrapped, it would move all below it.
func (t *Terminal) WriteString(s string) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	more := s
	switch s {
	case ansi.SetModeAltScreenSaveCursor:
		more = s + ansi.ResetModeAutoWrap
	case ansi.ResetModeAltScreenSaveCursor:
		more = ansi.SetModeAutoWrap + s
	}
	n, err := t.file.WriteString(more)
	return min(n, len(s)), err
}

// Read reads from the file.
func (t *Terminal) Read(p []byte) (int, error) { return t.file.Read(p) }

// Close closes the file.
func (t *Terminal) Close() error { return t.file.Close() }

// Fd is the file's descriptor.
func (t *Terminal) Fd() uintptr { return t.file.Fd() }
