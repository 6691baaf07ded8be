package ui

import (
	"testing"

	"github.com/muesli/termenv"
	"go.uber.org/goleak"

	"cognito-tui/ui/theme"
)

// themes are all of them, in colours whatever terminal the test has.
var themes []*theme.Theme

func TestMain(m *testing.M) {
	for _, mode := range []theme.Mode{theme.Auto, theme.Dark, theme.Light, theme.Mono} {
		themes = append(themes, theme.At(mode, termenv.TrueColor))
	}
	goleak.VerifyTestMain(m)
}
