package ui

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"
)

// TestPastedCodes shows that a code arrives clean, however it was pasted, and
// that control characters in other fields are left out and said so.
func TestPastedCodes(t *testing.T) {
	d := newDriver(t, "demo-app")
	d.press("2")
	d.paste("una@example.com\n")
	d.press("tab")
	for _, pasted := range []string{"482 913", "482-913", " 482913\r\n", "482\u00a0913"} {
		d.press("ctrl+u")
		d.paste(pasted)
		if got := d.app.top().(*confirm).form.Value("code"); got != "482913" {
			t.Errorf("%q arrived as %q", pasted, got)
		}
	}
	d.press("shift+tab", "ctrl+u")
	d.paste("u\x1b[31mna")
	d.sees("u[31mna", "What was pasted held control characters")
}

// TestTypedAhead shows that keys which arrive together reach the screens that
// they lead to.
func TestTypedAhead(t *testing.T) {
	d := newDriver(t, "demo-app")
	d.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("4gus@example.com")})
	d.settle()
	d.on(&forgot{})
	d.sees("gus@example.com")
}
