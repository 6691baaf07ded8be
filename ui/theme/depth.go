package theme

import (
	"os"
	"strings"

	"github.com/muesli/termenv"
)

// Depth is how many colours the terminal has, by what its environment says:
// TERM, COLORTERM and, where TERM names none, CLICOLOR_FORCE. Whether colours
// are wanted (NO_COLOR, --theme) is for the settings to say. The terminal is
// never asked.
func Depth(getenv func(string) string) termenv.Profile {
	depth, term := termenv.Ascii, getenv("TERM")
	if term == "" || coloured(term) { // Windows sets no TERM
		depth = termenv.NewOutput(nil, termenv.WithTTY(true), termenv.WithEnvironment(environ(getenv))).ColorProfile()
	}
	switch {
	case strings.Contains(term, "-direct"), strings.HasPrefix(term, "foot"):
		return termenv.TrueColor
	case depth == termenv.Ascii && (coloured(term) || forced(getenv("CLICOLOR_FORCE"))):
		return termenv.ANSI
	}
	return depth
}

// coloured tells whether a terminal of this name has colours: all but those that
// are known to have none. termenv knows some by name, and
// takes all others, such as tmux and screen, for colourless.
func coloured(term string) bool {
	switch term {
	case "", "dumb", "unknown":
		return false
	}
	for _, end := range []string{"-m", "-mono"} {
		if strings.HasSuffix(term, end) {
			return false
		}
	}
	rest, vt := strings.CutPrefix(term, "vt") // a vt100 or vt220 of DEC's own
	return !vt || rest == "" || rest[0] < '0' || rest[0] > '9'
}

func forced(value string) bool { return value != "" && value != "0" }

// environ is an environment as termenv asks for it.
type environ func(string) string

// Environ is not asked for: a list of all variables.
func (e environ) Environ() []string { return os.Environ() }

// Getenv is a variable's value, empty where it isn't set.
func (e environ) Getenv(name string) string { return e(name) }
