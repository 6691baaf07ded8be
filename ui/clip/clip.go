// Package clip puts text on a clipboard: the system's, or the terminal's by an
// escape sequence (OSC 52), which also works over SSH. Begin with Clipboard.
package clip

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"time"

	"github.com/atotto/clipboard"
	"github.com/charmbracelet/x/term"

	"cognito-tui/cognito/routine"
)

// What Copy answers.
const (
	ToSystem   = "Copied to the clipboard."
	ToTerminal = "Sent to the terminal's clipboard (OSC 52); it stays there."
	// ToTmux says what tmux's own defaults lack.
	ToTmux = "Sent to the terminal's clipboard (OSC 52; tmux needs set-clipboard on); it stays there."
)

// patience is how long the system's clipboard may take: its tools wait for a
// display that may not answer.
const patience = 3 * time.Second

// Clipboard is where Copy puts text.
type Clipboard struct {
	system   func(string) error // nil where there is none
	terminal io.Writer          // nil where the output is no terminal
	getenv   func(string) string

	read func() (string, error) // the system's clipboard; nil where it can't be
	life time.Duration          // of a secret on it
	held holding
}

// New makes a clipboard that writes OSC 52 through out. It does no I/O.
func New(out *Terminal) *Clipboard {
	c := &Clipboard{getenv: os.Getenv, life: secretLife}
	if hasSystem(runtime.GOOS, os.Getenv) {
		c.system, c.read = clipboard.WriteAll, readSystem
	}
	if term.IsTerminal(out.Fd()) {
		c.terminal = out
	}
	return c
}

// hasSystem tells whether there is a clipboard to write to. Elsewhere than on
// macOS and Windows it takes a tool, and the tools need a display, or that WSL
// or Termux reaches the one of its host.
func hasSystem(system string, getenv func(string) string) bool {
	if clipboard.Unsupported {
		return false
	}
	if system == "darwin" || system == "windows" {
		return true
	}
	for _, name := range []string{"WAYLAND_DISPLAY", "DISPLAY", "WSL_DISTRO_NAME", "TERMUX_VERSION"} {
		if getenv(name) != "" {
			return true
		}
	}
	return false
}

// usesSystem tells whether texts go to the system's clipboard: over SSH that is of
// another machine.
func (c *Clipboard) usesSystem() bool {
	return c.system != nil && c.getenv("SSH_TTY") == "" && c.getenv("SSH_CONNECTION") == ""
}

// Copy puts text on the clipboard in front of the person: over SSH the
// terminal's, else the system's, or the terminal's where there is none. How is
// ToSystem, ToTerminal or ToTmux; no terminal says whether it took the text. It takes
// at most three seconds, and its error, which never holds the text, ends in
// what to do instead.
func (c *Clipboard) Copy(text string) (how string, err error) {
	if !c.usesSystem() {
		return c.toTerminal(text)
	}
	if err := within(patience, func() error { return c.system(text) }); err != nil {
		return "", fmt.Errorf("the system's clipboard didn't take the text (%w); select it on the screen with the mouse instead", err)
	}
	return ToSystem, nil
}

func (c *Clipboard) toTerminal(text string) (string, error) {
	if c.terminal == nil {
		return "", errors.New("there is neither a clipboard nor a terminal here; run the program in a terminal")
	}
	if len(text) > osc52Most {
		return "", errors.New("the text is too long for the terminal's clipboard (OSC 52); select it on the screen with the mouse instead")
	}
	if _, err := io.WriteString(c.terminal, osc52For(text, c.getenv)); err != nil {
		return "", fmt.Errorf("the terminal can't be written to (%w); select the text on the screen with the mouse instead", err)
	}
	if inTmux(c.getenv) {
		return ToTmux, nil
	}
	return ToTerminal, nil
}

var errNoAnswer = errors.New("it doesn't answer")

// within runs fn and leaves it to itself when it takes longer than limit.
func within(limit time.Duration, fn func() error) error {
	done := make(chan error, 1)
	routine.Start(func() { done <- fn() })
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case err := <-done:
		return err
	case <-timer.C:
		return errNoAnswer
	}
}
