// Package theme gives every style of the program a name by its role. Begin
// with New.
package theme

import (
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

// The modes. Mono uses no colour, but keeps bold, underline and reverse.
const (
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

// New makes the theme of a mode. It never asks the terminal anything; the
// depth of colour comes from the environment (TERM, COLORTERM).
func New(mode Mode) *Theme {
	profile := termenv.EnvColorProfile()
	if profile == termenv.Ascii {
		mode = Mono
	}
	if mode == Mono {
		return mono(renderer(termenv.ANSI))
	}
	p := darkPalette
	if mode == Light {
		p = lightPalette
	}
	return coloured(renderer(profile), mode, p)
}

func renderer(profile termenv.Profile) *lipgloss.Renderer {
	r := lipgloss.NewRenderer(nil, termenv.WithProfile(profile))
	r.SetColorProfile(profile)
	r.SetHasDarkBackground(true)
	return r
}

type palette struct {
	text, muted, accent, rule, good, bad, warn, code        lipgloss.Color
	button, buttonText, focusText, badge, badgeAWS, onBadge lipgloss.Color
}

var (
	darkPalette = palette{
		text: "#d8dee9", muted: "#7a829a", accent: "#7aa2f7", rule: "#565f78",
		good: "#9ece6a", bad: "#f7768e", warn: "#e0af68", code: "#9ece6a",
		button: "#2f354d", buttonText: "#d8dee9", focusText: "#14161d",
		badge: "#e0af68", badgeAWS: "#bb9af7", onBadge: "#14161d",
	}
	lightPalette = palette{
		text: "#1f2430", muted: "#646b7d", accent: "#2453b8", rule: "#a0a6b4",
		good: "#2f6f1f", bad: "#b3203c", warn: "#8a5a00", code: "#2f6f1f",
		button: "#dfe3ec", buttonText: "#1f2430", focusText: "#ffffff",
		badge: "#f0c060", badgeAWS: "#d9c4ff", onBadge: "#1f2430",
	}
)

func coloured(r *lipgloss.Renderer, mode Mode, p palette) *Theme {
	fg := func(c lipgloss.Color) lipgloss.Style { return r.NewStyle().Foreground(c) }
	return &Theme{
		Mode: mode,
		Text: fg(p.text), Strong: fg(p.text).Bold(true), Muted: fg(p.muted),
		Accent: fg(p.accent).Bold(true), Bar: fg(p.accent), Rule: fg(p.rule),
		Good: fg(p.good), Bad: fg(p.bad).Bold(true), Warn: fg(p.warn),
		Key: fg(p.text), Code: fg(p.code).Bold(true),
		Button:      fg(p.buttonText).Background(p.button),
		ButtonFocus: fg(p.focusText).Background(p.accent).Bold(true),
		Cursor:      fg(p.text).Reverse(true),
		BadgeLocal:  fg(p.onBadge).Background(p.badge).Bold(true),
		BadgeAWS:    fg(p.onBadge).Background(p.badgeAWS).Bold(true),
		QR:          fg("#000000").Background(lipgloss.Color("#ffffff")),
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
