//go:build unix

package e2e

import (
	"strings"
	"testing"
)

// A window too small to work in says so; what was typed is there when it grows.
func TestSmallWindowKeepsWhatWasTyped(t *testing.T) {
	term := start(t)
	term.see(home...)
	term.press("1")
	term.see("Email or username")
	term.press("someone.typed.this@example.com")
	term.see("someone.typed.this@example.com")

	term.resize(20, 5)
	term.lose("Email or username")
	term.within(patience, "a word that the window is small", func() bool {
		screen := strings.ToLower(term.screen())
		return strings.Contains(screen, "small") || strings.Contains(screen, "80")
	})
	term.resize(80, 24)
	term.see("Email or username", "someone.typed.this@example.com")
	term.press("X")
	term.see("someone.typed.this@example.comX")

	term.resize(120, 40)
	term.see("Inbox", "Calls", "someone.typed.this@example.comX")
	term.resize(1, 1)
	term.resize(80, 24)
	term.see("Email or username", "someone.typed.this@example.comX")
	term.press(ctrlC)
	if code := term.exit(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	term.restored()
}
