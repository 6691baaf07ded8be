package clip

import (
	"strings"

	"github.com/aymanbagabas/go-osc52/v2"
)

// osc52Most is how many bytes terminals take: 100,000 of base64, less the
// sequence around it.
const osc52Most = 74_994

// osc52For is the sequence that sets the terminal's clipboard. tmux and screen
// hand it on only when it is wrapped in one of theirs, or take the bare one
// themselves, by their version and settings (tmux: allow-passthrough or
// set-clipboard), so they get both. What they don't know they drop.
func osc52For(text string, getenv func(string) string) string {
	bare := osc52.New(text)
	switch {
	case inTmux(getenv):
		return bare.String() + bare.Tmux().String()
	case getenv("STY") != "", strings.HasPrefix(getenv("TERM"), "screen"):
		return bare.String() + bare.Screen().String()
	}
	return bare.String()
}

// inTmux also knows a tmux at the other end of an SSH connection.
func inTmux(getenv func(string) string) bool {
	return getenv("TMUX") != "" || strings.HasPrefix(getenv("TERM"), "tmux")
}
