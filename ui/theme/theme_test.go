package theme

import (
	"fmt"
	"math"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

// rgb is a colour of 24 bits.
type rgb [3]int

func hex(text string) (c rgb) {
	if _, err := fmt.Sscanf(text, "#%02x%02x%02x", &c[0], &c[1], &c[2]); err != nil {
		panic(err)
	}
	return c
}

// xterm and vga are what 16 colours are where nobody chose others.
var (
	xterm = strings.Fields(
		"#000000 #cd0000 #00cd00 #cdcd00 #0000ee #cd00cd #00cdcd #e5e5e5 #7f7f7f #ff0000 #00ff00 #ffff00 #5c5cff #ff00ff #00ffff #ffffff")
	vga = strings.Fields(
		"#000000 #aa0000 #00aa00 #aa5500 #0000aa #aa00aa #00aaaa #aaaaaa #555555 #ff5555 #55ff55 #ffff55 #5555ff #ff55ff #55ffff #ffffff")
)

// indexed is a colour by its number, of which the first 16 are the terminal's.
func indexed(n int, first []string) rgb {
	switch {
	case n < 16:
		return hex(first[n])
	case n >= 232:
		g := 8 + (n-232)*10
		return rgb{g, g, g}
	}
	n -= 16
	levels := []int{0, 95, 135, 175, 215, 255}
	return rgb{levels[n/36], levels[n/6%6], levels[n%6]}
}

// contrast is WCAG's ratio of two colours.
// Source: WCAG 2.1, definitions of contrast ratio and relative luminance.
func contrast(a, b rgb) float64 {
	luminance := func(c rgb) float64 {
		linear := func(part int) float64 {
			v := float64(part) / 255
			if v <= 0.03928 {
				return v / 12.92
			}
			return math.Pow((v+0.055)/1.055, 2.4)
		}
		return 0.2126*linear(c[0]) + 0.7152*linear(c[1]) + 0.0722*linear(c[2])
	}
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

var sgr = regexp.MustCompile("\x1b\\[([0-9;]*)m")

// drawn are the colours that a style draws with, as the terminal gets them; nil
// is its own.
func drawn(t *testing.T, s lipgloss.Style, first []string) (fg, bg *rgb) {
	t.Helper()
	found := sgr.FindStringSubmatch(s.Render("x"))
	if found == nil {
		return nil, nil
	}
	codes := strings.Split(found[1], ";")
	number := func(i int) int {
		n, err := strconv.Atoi(codes[i])
		if err != nil {
			t.Fatalf("%q in %q", codes[i], codes)
		}
		return n
	}
	for i := 0; i < len(codes); i++ {
		var c rgb
		n := number(i)
		switch {
		case n == 38 || n == 48:
			if number(i+1) == 5 {
				c = indexed(number(i+2), first)
				i += 2
			} else {
				c = rgb{number(i + 2), number(i + 3), number(i + 4)}
				i += 4
			}
		case n >= 90:
			c = indexed(n%10+8, first)
		case n >= 30:
			c = indexed(n%10, first)
		default: // bold, reverse
			continue
		}
		if n/10%10 == 4 || n/10 == 10 {
			bg = &c
		} else {
			fg = &c
		}
	}
	return fg, bg
}

// roles are all styles of a theme by their names.
func roles(t *Theme) map[string]lipgloss.Style {
	found := map[string]lipgloss.Style{}
	v := reflect.ValueOf(*t)
	for i := range v.NumField() {
		if s, ok := v.Field(i).Interface().(lipgloss.Style); ok {
			found[v.Type().Field(i).Name] = s
		}
	}
	return found
}

// ground is a background and the contrast that every text has on it at least.
type ground struct {
	colour string
	least  float64
}

// TestContrast computes the contrast of every role of every theme in every depth
// of colour. What brings both its colours holds with 4.5:1 in itself.
func TestContrast(t *testing.T) {
	onBoth := []ground{{"#ffffff", 3.4}, {"#161820", 4.5}, {"#fdf6e3", 3.1}, {"#282828", 3.1}, {"#002b36", 3.1}}
	onDark := []ground{{"#1e1e1e", 4.5}, {"#000000", 4.5}}
	onLight := []ground{{"#ffffff", 4.5}, {"#fdf6e3", 4.5}}
	for _, c := range []struct {
		mode    Mode
		depth   termenv.Profile
		first   []string
		grounds []ground
		pairs   float64
	}{
		{Auto, termenv.TrueColor, xterm, onBoth, 4.5}, {Auto, termenv.ANSI256, xterm, onBoth, 4.5},
		{Dark, termenv.TrueColor, xterm, onDark, 4.5}, {Dark, termenv.ANSI256, xterm, onDark, 4.5},
		{Light, termenv.TrueColor, xterm, onLight, 4.5}, {Light, termenv.ANSI256, xterm, onLight, 4.5},
		// 16 colours are what the terminal makes of them.
		{Auto, termenv.ANSI, xterm, []ground{{"#ffffff", 3.4}, {"#161820", 3.4}}, 3.4},
		{Dark, termenv.ANSI, xterm, []ground{{"#1e1e1e", 4}, {"#000000", 4}}, 3.4},
		{Dark, termenv.ANSI, vga, []ground{{"#000000", 4}}, 3.4},
		{Light, termenv.ANSI, xterm, []ground{{"#ffffff", 3.4}}, 3.4},
	} {
		for name, style := range roles(At(c.mode, c.depth)) {
			fg, bg := drawn(t, style, c.first)
			where := fmt.Sprintf("%s, %s, %s", c.mode, c.depth.Name(), name)
			switch {
			case fg == nil && bg != nil:
				t.Errorf("%s: a background of its own under the terminal's foreground", where)
			case bg != nil:
				if got := contrast(*fg, *bg); got < c.pairs {
					t.Errorf("%s: %.2f:1 in itself, want %.1f", where, got, c.pairs)
				}
			case fg != nil:
				for _, g := range c.grounds {
					if got := contrast(*fg, hex(g.colour)); got < g.least {
						t.Errorf("%s: %.2f:1 on %s, want %.1f", where, got, g.colour, g.least)
					}
				}
			}
		}
	}
}

// TestOwnForeground: where nothing is known of the background, what must be read
// is drawn as the terminal draws text itself, and all else in a colour of ours.
func TestOwnForeground(t *testing.T) {
	own := map[string]bool{"Text": true, "Strong": true, "Key": true, "Cursor": true}
	for _, depth := range []termenv.Profile{termenv.TrueColor, termenv.ANSI256} {
		for name, style := range roles(At(Auto, depth)) {
			fg, bg := drawn(t, style, xterm)
			if own[name] != (fg == nil && bg == nil) {
				t.Errorf("%s, %s: its own colours %v on %v", depth.Name(), name, fg, bg)
			}
		}
	}
	for name, style := range roles(At(Mono, termenv.TrueColor)) {
		if fg, bg := drawn(t, style, xterm); fg != nil || bg != nil {
			t.Errorf("mono, %s: %v on %v", name, fg, bg)
		}
	}
}

// TestContrastIsMeasured checks the test's own measure on known values.
func TestContrastIsMeasured(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{{"#000000", "#ffffff", 21}, {"#ffffff", "#ffffff", 1}, {"#767676", "#ffffff", 4.54}, {"#d8dee9", "#ffffff", 1.35}} {
		if got := contrast(hex(c.a), hex(c.b)); math.Abs(got-c.want) > 0.005 {
			t.Errorf("%s on %s: %.3f, want %.2f", c.a, c.b, got, c.want)
		}
	}
	r := renderer(termenv.ANSI)
	fg, bg := drawn(t, r.NewStyle().Bold(true).Foreground(lipgloss.Color("12")).Background(lipgloss.Color("3")), xterm)
	if fg == nil || bg == nil || *fg != hex("#5c5cff") || *bg != hex("#cdcd00") {
		t.Errorf("bright blue on yellow is read as %v on %v", fg, bg)
	}
}

func TestDepth(t *testing.T) {
	type env map[string]string
	for _, c := range []struct {
		env  env
		want termenv.Profile
	}{
		{env{"TERM": "tmux"}, termenv.ANSI}, {env{"TERM": "tmux-256color"}, termenv.ANSI256},
		{env{"TERM": "screen"}, termenv.ANSI}, {env{"TERM": "screen-256color"}, termenv.ANSI256},
		{env{"TERM": "screen.xterm-256color"}, termenv.ANSI256}, {env{"TERM": "tmux-direct"}, termenv.TrueColor},
		{env{"TERM": "foot"}, termenv.TrueColor}, {env{"TERM": "foot-extra"}, termenv.TrueColor},
		{env{"TERM": "xterm-direct"}, termenv.TrueColor}, {env{"TERM": "xterm-256color"}, termenv.ANSI256},
		{env{"TERM": "xterm"}, termenv.ANSI}, {env{"TERM": "linux"}, termenv.ANSI}, {env{"TERM": "alacritty"}, termenv.TrueColor},
		{env{"TERM": "rxvt"}, termenv.ANSI}, {env{"TERM": "rxvt-unicode"}, termenv.ANSI}, {env{"TERM": "konsole"}, termenv.ANSI},
		{env{"TERM": "tmux", "COLORTERM": "truecolor"}, termenv.TrueColor}, {env{"TERM": "vte"}, termenv.ANSI},
		{env{"TERM": "screen", "COLORTERM": "truecolor"}, termenv.ANSI256},
		{env{"TERM": "screen", "COLORTERM": "truecolor", "TERM_PROGRAM": "tmux"}, termenv.TrueColor},
		{env{"TERM": "dumb"}, termenv.Ascii}, {env{"TERM": "dumb", "COLORTERM": "truecolor"}, termenv.Ascii},
		{env{"TERM": "vt100"}, termenv.Ascii}, {env{"TERM": "vt220"}, termenv.Ascii}, {env{"TERM": "xterm-mono"}, termenv.Ascii},
		{env{"TERM": "linux-m"}, termenv.Ascii}, {env{"TERM": "vt100", "CLICOLOR_FORCE": "1"}, termenv.ANSI},
		{env{"TERM": "vt100", "CLICOLOR_FORCE": "0"}, termenv.Ascii},
		// What is wanted is for the settings to say.
		{env{"TERM": "xterm-256color", "NO_COLOR": "1", "CI": "true"}, termenv.ANSI256},
	} {
		if got := Depth(func(name string) string { return c.env[name] }); got != c.want {
			t.Errorf("%v has %s, want %s", c.env, got.Name(), c.want.Name())
		}
	}
}

// TestNamedBeatsNoColor: a theme that was asked for by name has colours whatever
// NO_COLOR says.
func TestNamedBeatsNoColor(t *testing.T) {
	t.Setenv("TERM", "xterm-256color")
	t.Setenv("NO_COLOR", "1")
	for _, mode := range []Mode{Auto, Dark, Light, Mono} {
		if got := New(mode); got.Mode != mode {
			t.Errorf("%s became %s", mode, got.Mode)
		}
	}
	t.Setenv("TERM", "dumb")
	if got := New(Dark); got.Mode != Mono {
		t.Errorf("a terminal without colours gets %s", got.Mode)
	}
}
