//go:build !unix

package ui

import (
	"os"

	tea "github.com/charmbracelet/bubbletea"
)

// canSuspend tells whether the system has job control.
const canSuspend = false

func (p *Program) catchJobs() {}

func jobMessage(os.Signal) tea.Msg { return nil }

func (p *Program) suspend() bool { return false }

func (p *Program) repaint() {}
