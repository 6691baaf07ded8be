//go:build unix

package e2e

import (
	"os/exec"
	"strings"
	"testing"
)

// Where its output goes elsewhere the program ends with a sentence: it would run
// unseen.
func TestOutputIsNoTerminal(t *testing.T) {
	term := startCommand(t, 80, 24, exec.Command("sh", "-c", `"$0" --local >screen; echo "code $?, $(wc -c <screen) bytes"`, program))
	term.exit()
	term.see("code 1, 0 bytes")
	if got := term.errors(); !strings.Contains(got, "standard output isn't a terminal") {
		t.Errorf("got %q", got)
	}
	term.restored()
}
