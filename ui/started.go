package ui

import (
	"os"
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito/settings"
	"cognito-tui/ui/kit"
)

// What the start does beside the first frame, never before it.

// profilePatience is how long the AWS files, which may lie on a network, are waited
// for by one whose Region is to come from them.
const profilePatience = 2 * time.Second

// afterFrame runs a command once the first frame is on the terminal.
func (a *App) afterFrame(cmd tea.Cmd) tea.Cmd {
	drawn, left := a.options.drawn, a.env.ctx.Done()
	if cmd == nil || drawn == nil {
		return cmd
	}
	return func() tea.Msg {
		select {
		case <-drawn:
			return cmd()
		case <-left:
			return nil
		}
	}
}

// drawn tells main that the first frame is there.
func (a *App) drawn() tea.Cmd {
	if a.options.Drawn == nil {
		return nil
	}
	do := a.options.Drawn
	return func() tea.Msg {
		do()
		return nil
	}
}

// profileRead are the settings with what the AWS files say.
type profileRead struct{ settings settings.Settings }

// readProfile reads the AWS files. Where they don't answer in time, the program goes
// on without them.
func (a *App) readProfile() tea.Cmd {
	s := a.options.Settings
	if !s.ProfileUnread() {
		return nil
	}
	read := a.afterFrame(func() tea.Msg { return profileRead{s.Profiled(os.LookupEnv)} })
	if !a.unread {
		return read
	}
	return tea.Batch(read, tea.Tick(profilePatience, func(time.Time) tea.Msg { return profileRead{s.WithoutProfile()} }))
}

// takeProfile notes what was read, and connects where that was waited for.
func (a *App) takeProfile(msg profileRead) tea.Cmd {
	if !a.options.Settings.ProfileUnread() { // it comes too late
		return nil
	}
	a.options.Settings = msg.settings
	if !a.unread {
		return nil
	}
	a.unread, a.env.Settings = false, msg.settings
	a.open()
	return tea.Batch(a.listenLocal(), a.begin(), a.top().Enter())
}

// waits keeps a key until there is a connection, unless it ends the program.
func (a *App) waits(msg tea.Msg) bool {
	if !a.unread {
		return false
	}
	switch msg := msg.(type) {
	case tea.KeyMsg:
		if key.Matches(msg, a.keys.Quit) {
			return false
		}
	case kit.Pasted:
	default:
		return false
	}
	a.waiting = append(a.waiting, msg)
	return true
}
