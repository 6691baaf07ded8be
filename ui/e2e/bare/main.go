// Command bare is the least that a Bubble Tea program of this module's kind can be:
// one line on the alternate screen. The start of the program is measured against it.
package main

import (
	"os"

	tea "github.com/charmbracelet/bubbletea"

	_ "cognito-tui/ui/theme" // keeps Bubble Tea from asking the terminal; see there
)

type line struct{}

// Init does nothing.
func (line) Init() tea.Cmd { return nil }

// Update ends at any key.
func (l line) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := msg.(tea.KeyMsg); ok {
		return l, tea.Quit
	}
	return l, nil
}

// View is the line.
func (line) View() string { return "a bare program" }

func main() {
	if _, err := tea.NewProgram(line{}, tea.WithAltScreen(), tea.WithFPS(120)).Run(); err != nil {
		os.Exit(1)
	}
}
