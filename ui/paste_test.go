package ui

import (
	"go/ast"
	"go/token"
	"maps"
	"strings"
	"testing"

	"cognito-tui/cognito/source"

	tea "github.com/charmbracelet/bubbletea"
)

// TestPastedCodes shows that a code arrives clean, however it was pasted, and
// that control characters in other fields are left out and said so.
func TestPastedCodes(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.press("2")
		d.paste("una@example.com\n")
		d.press("tab")
		for _, pasted := range []string{"482 913", "482-913", " 482913\r\n", "482\u00a0913", "\nYour code is\n482913\n"} {
			d.press("ctrl+u")
			d.paste(pasted)
			if got := d.app.top().(*confirm).form.Value("code"); got != "482913" {
				t.Errorf("%q arrived as %q", pasted, got)
			}
		}
		d.press("shift+tab", "ctrl+u")
		d.paste("u\x1b[31mna")
		d.sees("u[31mna", "What was pasted held control characters")
	})
}

// No part of a paste is a key, whatever has the focus: on every screen it changes
// at most what a field holds.
func TestPastesAreNoKeys(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		for name, c := range map[string]struct {
			keys []string
			want string
		}{
			"home": {nil, "home"}, "help": {[]string{"f1"}, "helpPanel"}, "calls": {[]string{"ctrl+t"}, "callsPanel"},
			"inbox": {[]string{"ctrl+o"}, "inboxPanel"}, "the local pool": {[]string{"ctrl+l"}, "localPool"},
			"a button": {[]string{"1", "shift+tab"}, "signUp"}, "a choice": {[]string{"3", "tab", "tab"}, "signIn"},
			"the desk": {[]string{"5"}, "findScreen"},
		} {
			d := newDriver(t, "demo-app")
			d.press(c.keys...)
			d.on(c.want)
			before := d.steady()
			for _, text := range []string{"1", "2", "3", "4", "5", "6", "q", "?", "/", "y", "n", "j", "ctrl+c", "esc", "enter", "f1", "\t", "\n", "\r", "\x03", "\x1b", "1\n2\nq\n", "qy1?", "]", "[", "tab", " "} {
				d.paste(text)
				d.on(c.want)
				if d.quit {
					t.Fatalf("%s: %q ended the program", name, text)
				}
			}
			if c.want != "findScreen" && d.steady() != before {
				t.Errorf("%s: pastes changed it:\n%s\n---\n%s", name, before, d.steady())
			}
		}
	})
}

// Only App looks whether a key message is a paste, so that no screen can forget to.
func TestOnePlaceKnowsPastes(t *testing.T) {
	found := map[string]int{}
	source.Program(t, func(name string, _ *token.FileSet, file *ast.File) {
		if !strings.HasPrefix(name, "ui/") {
			return
		}
		called := map[ast.Expr]bool{}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				called[n.Fun] = true
			case *ast.SelectorExpr:
				if n.Sel.Name == "Paste" && !called[n] {
					found[name]++
				}
			}
			return true
		})
	})
	// The field marks what it hands to the widget as text.
	if want := map[string]int{"ui/appkeys.go": 1, "ui/kit/field.go": 1}; !maps.Equal(found, want) {
		t.Errorf("pastes are asked for in %v, want %v", found, want)
	}
}

// A token that a terminal broke into lines is found.
func TestPastedToken(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.follow(wantForeignToken{})
		d.paste("Authorization: Bearer eyJhbGciOiJS\nUzI1NiJ9.eyJzdWIiOiIxIn0\n.c2lnbmF0dXJl\nHost: example.com\n")
		d.press("enter")
		if got := d.app.top().(*foreignToken).raw; got != "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl" {
			t.Errorf("got %q", got)
		}
	})
}

// TestTypedAhead shows that keys which arrive together reach the screens that
// they lead to.
func TestTypedAhead(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("4gus@example.com")})
		d.settle()
		d.on("forgot")
		d.sees("gus@example.com")
	})
}
