package ui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/term"
)

// open draws the first frame as soon as there is one. Bubble Tea draws at the ticks of
// a clock, the first of them 8 ms after it prepared the terminal, and draws the same
// frame over this one then. Where the terminal doesn't tell its size, that is the
// first.
func (p *Program) open() {
	width, height, err := term.GetSize(p.out.Fd())
	if err != nil || width <= 0 || height <= 0 {
		return
	}
	p.app.route(tea.WindowSizeMsg{Width: width, Height: height})
	// An error shows at the next frame, which Bubble Tea takes care of.
	_, _ = p.out.Write([]byte(strings.ReplaceAll(p.app.View(), "\n", "\r\n")))
}
