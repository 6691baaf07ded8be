package bulk

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"cognito-tui/cognito/remedy"
)

func TestDefaultFolder(t *testing.T) {
	for _, c := range []struct {
		system string
		env    map[string]string
		want   string
	}{
		{"linux", map[string]string{"HOME": "/u", "XDG_STATE_HOME": "/s"}, "/s/cognito-tui/jobs"},
		{"linux", map[string]string{"HOME": "/u", "XDG_STATE_HOME": "s"}, "/u/.local/state/cognito-tui/jobs"},
		{"darwin", map[string]string{"HOME": "/u", "XDG_STATE_HOME": "/s"}, "/u/Library/Application Support/cognito-tui/jobs"},
		{"windows", map[string]string{"HOME": "/u", "LocalAppData": "/l"}, "/l/cognito-tui/jobs"},
		{"linux", nil, ""},
	} {
		got := defaultFolder(c.system, func(name string) string { return c.env[name] })
		if got != filepath.FromSlash(c.want) {
			t.Errorf("%s with %v: %q, want %q", c.system, c.env, got, c.want)
		}
	}
}

// TestNoFolder begins no job where there is nowhere to keep it, and finds none.
func TestNoFolder(t *testing.T) {
	d := newDesk(t, poolOf("CONFIRMED")).described()
	d.config.Folder = ""
	p, err := DryRun(context.Background(), d.config, d.all(), remedy.Disable, "", nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Begin(d.config, p); err == nil || !strings.Contains(err.Error(), "no folder") {
		t.Errorf("got %v", err)
	}
	if left, err := Unfinished("", testPool); err != nil || len(left) != 0 {
		t.Errorf("got %v, %v", left, err)
	}
}
