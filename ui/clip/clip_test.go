package clip

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/atotto/clipboard"
	"go.uber.org/goleak"

	"cognito-tui/cognito/bubble"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const secret = "JBSWY3DPEHPK3PXP é 名"

var bare = "\x1b]52;c;" + base64.StdEncoding.EncodeToString([]byte(secret)) + "\x07"

// environment gives the variables named, and no other.
func environment(vars ...string) func(string) string {
	return func(name string) string {
		for _, v := range vars {
			if value, ok := strings.CutPrefix(v, name+"="); ok {
				return value
			}
		}
		return ""
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestCopyGoesWhereThePersonIs(t *testing.T) {
	refuses := errors.New("exit status 1")
	for name, c := range map[string]struct {
		env        []string
		noSystem   bool
		refused    error
		noTerminal bool
		terminal   io.Writer
		text       string // instead of the secret
		how        string
		says       []string // the error, where one is due
	}{
		"here":                        {how: ToSystem},
		"here, without a terminal":    {noTerminal: true, how: ToSystem},
		"over SSH":                    {env: []string{"SSH_TTY=/dev/pts/3"}, how: ToTerminal},
		"over SSH, by its connection": {env: []string{"SSH_CONNECTION=192.0.2.1 1 192.0.2.2 22"}, how: ToTerminal},
		"no clipboard":                {noSystem: true, how: ToTerminal},
		"no clipboard, no terminal":   {noSystem: true, noTerminal: true, says: []string{"run the program in a terminal"}},
		"refused":                     {refused: refuses, says: []string{"exit status 1", "mouse"}},
		"a closed terminal":           {noSystem: true, terminal: broken{}, says: []string{"closed pipe", "mouse"}},
		"the longest for a terminal":  {noSystem: true, text: strings.Repeat("x", osc52Most), how: ToTerminal},
		"too long for a terminal":     {noSystem: true, text: strings.Repeat("x", osc52Most+1), says: []string{"too long", "mouse"}},
		"long":                        {text: strings.Repeat("x", osc52Most+1), how: ToSystem},
	} {
		var system string
		var out bytes.Buffer
		clip := Clipboard{getenv: environment(c.env...), terminal: &out}
		if c.terminal != nil {
			clip.terminal = c.terminal
		}
		if c.noTerminal {
			clip.terminal = nil
		}
		if !c.noSystem {
			clip.system = func(s string) error { system = s; return c.refused }
		}
		text := secret
		if c.text != "" {
			text = c.text
		}
		how, err := clip.Copy(text)
		if how != c.how || (err == nil) != (c.says == nil) {
			t.Errorf("%s: %q, %v", name, how, err)
			continue
		}
		for _, part := range c.says {
			if !strings.Contains(err.Error(), part) || strings.Contains(err.Error(), text) {
				t.Errorf("%s: the error is %v", name, err)
			}
		}
		switch how {
		case ToSystem:
			if system != text || out.Len() > 0 {
				t.Errorf("%s: %d bytes to the terminal", name, out.Len())
			}
		case ToTerminal:
			if want := "\x1b]52;c;" + base64.StdEncoding.EncodeToString([]byte(text)) + "\x07"; system != "" || out.String() != want {
				t.Errorf("%s: the terminal got %.80q", name, out.String())
			}
		}
	}
}

func TestCopyDoesNotWaitForEver(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		answer := make(chan error)
		clip := Clipboard{getenv: environment(), system: func(string) error { return <-answer }}
		how, err := clip.Copy(secret)
		if how != "" || !errors.Is(err, errNoAnswer) {
			t.Errorf("%q, %v", how, err)
		}
		answer <- nil // the abandoned goroutine ends when its tool does
	})
}

// tmux takes out its own wrapping and undoubles escapes; screen takes the parts
// of its own together.
func TestOSC52InMultiplexers(t *testing.T) {
	long := strings.Repeat("token ", 500)
	for name, c := range map[string]struct {
		env    []string
		unwrap func(string) string
	}{
		"tmux":                  {[]string{"TMUX=socket,1,0", "TERM=screen-256color"}, outOfTmux},
		"tmux on the other end": {[]string{"TERM=tmux-256color"}, outOfTmux},
		"screen":                {[]string{"STY=1.pts-0.host", "TERM=xterm-256color"}, outOfScreen},
		"screen by its name":    {[]string{"TERM=screen.xterm-256color"}, outOfScreen},
	} {
		for _, text := range []string{secret, long} {
			want := "\x1b]52;c;" + base64.StdEncoding.EncodeToString([]byte(text)) + "\x07"
			wrapped, ok := strings.CutPrefix(osc52For(text, environment(c.env...)), want)
			if got := c.unwrap(wrapped); !ok || got != want {
				t.Errorf("%s: bare first %v, and out of %.60q came %.60q", name, ok, wrapped, got)
			}
		}
	}
	var out bytes.Buffer
	clip := Clipboard{terminal: &out, getenv: environment("TMUX=x")}
	if how, err := clip.Copy(secret); how != ToTmux || err != nil || !strings.HasPrefix(out.String(), bare) {
		t.Errorf("in tmux: %q, %v, %q", how, err, out.String())
	}
	if got := osc52For(secret, environment("TERM=xterm-256color")); got != bare {
		t.Errorf("without a multiplexer: %q", got)
	}
}

func outOfTmux(s string) string {
	s, ok := strings.CutPrefix(s, "\x1bPtmux;")
	s, end := strings.CutSuffix(s, "\x1b\\")
	if !ok || !end {
		return ""
	}
	return strings.ReplaceAll(s, "\x1b\x1b", "\x1b")
}

func outOfScreen(s string) string {
	var out strings.Builder
	for s != "" {
		part, rest, ended := strings.Cut(s, "\x1b\\")
		part, ok := strings.CutPrefix(part, "\x1bP")
		if !ok || !ended || len(part) > 760 { // screen's buffer holds 768
			return ""
		}
		out.WriteString(part)
		s = rest
	}
	return out.String()
}

func TestHasSystem(t *testing.T) {
	was := clipboard.Unsupported
	defer func() { clipboard.Unsupported = was }()
	for _, c := range []struct {
		os   string
		env  []string
		tool bool
		want bool
	}{
		{"darwin", nil, true, true}, {"windows", nil, true, true},
		{"linux", nil, true, false}, {"linux", []string{"DISPLAY=:0"}, true, true},
		{"linux", []string{"WAYLAND_DISPLAY=wayland-0"}, true, true}, {"linux", []string{"WSL_DISTRO_NAME=Debian"}, true, true},
		{"linux", []string{"TERMUX_VERSION=0.118"}, true, true}, {"linux", []string{"DISPLAY=:0"}, false, false},
		{"freebsd", []string{"DISPLAY="}, true, false},
	} {
		clipboard.Unsupported = !c.tool
		if got := hasSystem(c.os, environment(c.env...)); got != c.want {
			t.Errorf("%s %v, a tool %v: %v", c.os, c.env, c.tool, got)
		}
	}
}

func TestNewTellsTerminalsFromFiles(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	defer w.Close()
	if c := New(NewTerminal(w)); c.terminal != nil {
		t.Error("OSC 52 would go into a pipe")
	}
}

// Writes longer than a pipe holds at once stay whole.
func TestTerminalWritesAreWhole(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	out := NewTerminal(w)
	const writers, times, size = 4, 8, 200_000
	var wait sync.WaitGroup
	for i := range writers {
		wait.Go(func() {
			line := strings.Repeat(string(rune('a'+i)), size)
			for n := range times {
				if n%2 == 0 {
					io.WriteString(out, line)
				} else {
					out.Write([]byte(line))
				}
			}
		})
	}
	go func() {
		wait.Wait()
		out.Close()
	}()
	all, err := io.ReadAll(r)
	r.Close()
	if err != nil || len(all) != writers*times*size {
		t.Fatalf("%d bytes, %v", len(all), err)
	}
	for ; len(all) > 0; all = all[size:] {
		if n := bytes.Count(all[:size], all[:1]); n != size {
			t.Fatalf("a write of %q was cut after %d bytes", all[0], n)
		}
	}
}
