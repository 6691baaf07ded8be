package ui

import (
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/ui/kit"
)

// readingTime is how long a preview or a result must have been on the screen before a
// key counts as an answer to it.
const readingTime = 400 * time.Millisecond

// unread keeps what nobody can have read yet from being answered: by an enter pressed
// twice, typed ahead or held down. Such a key does nothing, and those that follow it
// as fast do nothing either.
type unread struct{ since time.Time }

// appears notes that something new is on the screen now.
func (u *unread) appears() { u.since = time.Now() }

// unseen tells whether what appeared can't have been read yet.
func (u *unread) unseen(env *Env) bool { return time.Since(u.since) < env.Reading }

// drops tells whether a key that would answer comes too early.
func (u *unread) drops(env *Env, k tea.KeyMsg, answers ...key.Binding) bool {
	if !key.Matches(k, append(answers, kit.NewFormKeys().Enter)...) || !u.unseen(env) {
		return false
	}
	u.appears()
	return true
}
