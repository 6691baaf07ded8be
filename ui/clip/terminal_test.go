package clip

import (
	"io"
	"os"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/hinshun/vt10x"
)

// TestLinesStayInTheirRow draws a line that is wider than the window: in the
// alternate screen what stands below it stays where it is, and after it lines wrap
// again.
func TestLinesStayInTheirRow(t *testing.T) {
	from, to, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	terminal := NewTerminal(to)
	for _, s := range []string{ansi.SetModeAltScreenSaveCursor, "\x1b[1;1H" + strings.Repeat("x", 30) + "\r\nbelow"} {
		if n, err := terminal.WriteString(s); n != len(s) || err != nil {
			t.Fatal(n, err)
		}
	}
	vt := vt10x.New(vt10x.WithSize(20, 5))
	draw := func() {
		buf := make([]byte, 4096)
		n, err := io.ReadAtLeast(from, buf, 1)
		if err != nil {
			t.Fatal(err)
		}
		vt.Write(buf[:n])
	}
	draw()
	if rows := strings.Split(vt.String(), "\n"); strings.TrimSpace(rows[1]) != "below" {
		t.Errorf("the line moved what is below it: %q", rows)
	}
	terminal.WriteString(ansi.ResetModeAltScreenSaveCursor)
	if draw(); vt.Mode()&vt10x.ModeAltScreen != 0 || vt.Mode()&vt10x.ModeWrap == 0 {
		t.Errorf("the modes left behind are %b", vt.Mode())
	}
	terminal.Close()
	from.Close()
}
