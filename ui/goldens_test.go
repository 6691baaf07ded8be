package ui

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cognito-tui/cognito/bubble"
)

// goldens is the folder of the golden screens, wherever a test goes.
var goldens, _ = filepath.Abs("testdata")

var update = flag.Bool("update", false, "write the golden screens anew")

// golden compares the screen at both sizes with the files kept of it.
func (d *driver) golden(name string) {
	d.t.Helper()
	for _, s := range []struct {
		w, h   int
		suffix string
	}{{80, 24, "80x24"}, {120, 40, "120x40"}} {
		d.size(s.w, s.h)
		d.settleHeld()
		compare(d.t, filepath.Join(goldens, name+"."+s.suffix+".txt"), d.steady(), &d.moments)
	}
}

// steady is the screen without blanks at the ends of lines. Nothing on it differs from
// run to run; what did would be the SDK's invocation ids, which no screen shows.
func (d *driver) steady() string {
	lines := strings.Split(d.screen(), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " ")
	}
	return strings.Join(lines, "\n") + "\n"
}

// compare compares a screen with the file kept of it. Where the instant or the zone
// isn't that of the files, the moments on it are written as of theirs first.
func compare(t testing.TB, path, got string, shown *moments) {
	t.Helper()
	if *update {
		if !stored() {
			t.Fatal("goldens are written as of the stored instant, in UTC")
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (go test ./ui -update writes it)", err)
	}
	if !stored() {
		got = shown.asStored(got, string(want))
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs:\n%s", path, diff)
	}
}

// stored tells that the tests play as of the instant and in the zone of the goldens.
func stored() bool {
	return bubble.Instant().Equal(bubble.Stored) && bubble.Zone().String() == "UTC"
}
