// Package theme gives every style of the program a name by its role. Begin
// with New.
package theme

import (
	"os"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

// Bubble Tea v1 asks the terminal for its background colour in its own init
// and waits five seconds where none answers. Telling lipgloss the answer first
// prevents the question. Packages are initialised in the order of their import
// paths once what they import is ready; "cognito-tui/ui/theme" sorts before
// "github.com/charmbracelet/bubbletea" and imports nothing that needs it, so
// this init always comes first. It must not import bubbles, which does.
func init() { lipgloss.SetHasDarkBackground(true) }

// Mode is a set of colours.
type Mode string

// The modes. Auto is for a background that nothing is known of. Mono uses no
// colour, but keeps bold, underline and reverse.
const (
	Auto  Mode = "auto"
	Dark  Mode = "dark"
	Light Mode = "light"
	Mono  Mode = "mono"
)

// Theme holds one style for each role.
type Theme struct {
	Mode Mode

	Text   lipgloss.Style // what one reads
	Strong lipgloss.Style // titles, the newest code
	Muted  lipgloss.Style // labels, hints, what is off
	Accent lipgloss.Style // the name, panel titles, the focused label
	Bar    lipgloss.Style // the mark of the focus
	Rule   lipgloss.Style // lines of the frame
	Good   lipgloss.Style // ✓
	Bad    lipgloss.Style // ✗ and the sentence beside it
	Warn   lipgloss.Style // ! and what is out of the ordinary
	Key    lipgloss.Style // a key in the footer
	Code   lipgloss.Style // a code in the inbox

	Button      lipgloss.Style
	ButtonFocus lipgloss.Style
	Cursor      lipgloss.Style
	BadgeLocal  lipgloss.Style
	BadgeAWS    lipgloss.Style

	// QR draws the dark modules of a code as text on a light ground, whatever
	// the terminal's own colours.
	QR lipgloss.Style
}

// New makes the theme of a mode for this process's terminal. It never asks the
// terminal anything; a terminal without colours gets Mono.
func New(mode Mode) *Theme { return At(mode, Depth(os.Getenv)) }

// At makes the theme of a mode for a terminal with so many colours.
func At(mode Mode, depth termenv.Profile) *Theme {
	p, ok := palettes[mode]
	if !ok || depth == termenv.Ascii {
		return mono(renderer(termenv.ANSI))
	}
	return inColours(renderer(depth), mode, p)
}

func renderer(depth termenv.Profile) *lipgloss.Renderer {
	r := lipgloss.NewRenderer(nil, termenv.WithProfile(depth))
	r.SetColorProfile(depth)
	r.SetHasDarkBackground(true)
	return r
}

func inColours(r *lipgloss.Renderer, mode Mode, p palette) *Theme {
	fg := func(c lipgloss.CompleteColor) lipgloss.Style { return r.NewStyle().Foreground(c) }
	on := func(c pair) lipgloss.Style { return fg(c.text).Background(c.ground) }
	return &Theme{
		Mode: mode,
		Text: fg(p.text), Strong: fg(p.text).Bold(true), Muted: fg(p.muted),
		Accent: fg(p.accent).Bold(true), Bar: fg(p.accent), Rule: fg(p.rule),
		Good: fg(p.good), Bad: fg(p.bad).Bold(true), Warn: fg(p.warn),
		Key:    fg(p.text).Bold(r.ColorProfile() == termenv.ANSI), // of 16 colours few tell it from what is muted
		Code:   fg(p.good).Bold(true),
		Button: on(p.button), ButtonFocus: on(p.focus).Bold(true),
		Cursor:     fg(p.text).Reverse(true),
		BadgeLocal: on(p.local).Bold(true), BadgeAWS: on(p.aws).Bold(true),
		QR: on(pair{ink("#000000", "16", "0"), ink("#ffffff", "231", "15")}),
	}
}

func mono(r *lipgloss.Renderer) *Theme {
	plain, bold := r.NewStyle(), r.NewStyle().Bold(true)
	return &Theme{
		Mode: Mono,
		Text: plain, Strong: bold, Muted: plain, Accent: bold, Bar: bold, Rule: plain,
		Good: plain, Bad: bold, Warn: bold, Key: bold, Code: bold,
		Button:      r.NewStyle().Underline(true),
		ButtonFocus: bold.Reverse(true), Cursor: r.NewStyle().Reverse(true),
		BadgeLocal: bold.Reverse(true), BadgeAWS: bold.Reverse(true),
		QR: r.NewStyle().Reverse(true), // dark on light where the terminal is dark
	}
}
