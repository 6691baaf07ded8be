//go:build unix

package e2e

import (
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// coloured finds an SGR sequence with a colour in it.
var coloured = regexp.MustCompile(`\x1b\[(?:[0-9;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])[;m]`)

// TestColours starts the program in terminals of several names. A theme that was
// asked for beats NO_COLOR.
func TestColours(t *testing.T) {
	for _, c := range []struct {
		env, args string
		want      string // what the output holds: an SGR parameter; empty is no colour at all
	}{
		{"TERM=tmux", "", "[1;94m"}, {"TERM=screen", "", "[1;94m"}, {"TERM=tmux-256color", "", "38;5;68"},
		{"TERM=foot", "", "38;2;125;131;153"}, {"TERM=xterm-direct", "", "38;2;125;131;153"},
		{"TERM=xterm-256color NO_COLOR=1", "", ""}, {"TERM=dumb", "", ""}, {"TERM=tmux", "--theme mono", ""},
		{"TERM=xterm-256color NO_COLOR=1", "--theme dark", "38;5;111"},
		{"TERM=xterm-256color NO_COLOR=1", "--theme light", "38;5;26"},
		{"TERM=xterm-256color COLORFGBG=0;15", "", "38;5;26"}, {"TERM=xterm-256color COLORFGBG=15;0", "", "38;5;111"},
	} {
		t.Run(strings.TrimSpace(c.env+" "+c.args), func(t *testing.T) {
			t.Parallel()
			line := append(strings.Fields(c.env), program)
			term := startCommand(t, 80, 24, exec.Command("env", append(line, strings.Fields(c.args)...)...))
			term.see("Sign up")
			term.see("F1 help")
			got := term.output()
			if c.want == "" && coloured.MatchString(got) {
				t.Errorf("colour: %q", coloured.FindString(got))
			}
			if !strings.Contains(got, c.want) {
				t.Errorf("no %q in %q", c.want, got)
			}
		})
	}
}
