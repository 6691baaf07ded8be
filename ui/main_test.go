package ui

import (
	"flag"
	"os"
	"testing"
	"time"

	"go.uber.org/goleak"

	"cognito-tui/ui/theme"
)

// themes are all three. The colours of dark and light come even where the test
// has no terminal.
var themes []*theme.Theme

func TestMain(m *testing.M) {
	force, was := os.LookupEnv("CLICOLOR_FORCE")
	os.Setenv("CLICOLOR_FORCE", "1")
	for _, mode := range []theme.Mode{theme.Dark, theme.Light, theme.Mono} {
		themes = append(themes, theme.New(mode))
	}
	os.Unsetenv("CLICOLOR_FORCE")
	if was {
		os.Setenv("CLICOLOR_FORCE", force)
	}
	time.Local = time.UTC          // the goldens name the zone
	flag.Set("test.parallel", "4") // most tests wait for quiet; a flag given by hand comes after this
	goleak.VerifyTestMain(m)
}
