package kit

import "testing"

func TestHasControls(t *testing.T) {
	for in, want := range map[string]bool{"plain": false, "❤\ufe0f": false, "👍🏽": false, "a\x1b": true, "\u202e": false, "a\u200db": false, "\xff": true} {
		if got := HasControls(in); got != want {
			t.Errorf("HasControls(%q) = %v", in, got)
		}
	}
}

func TestWindow(t *testing.T) {
	lines := []string{"0", "1", "2", "3", "4", "5", "6", "7"}
	more := func(up bool) string {
		if up {
			return "^"
		}
		return "v"
	}
	for _, c := range []struct {
		from, to, height int
		want             string
	}{
		{0, 0, 8, "01234567"}, {0, 0, 4, "012v"}, {7, 7, 4, "^567"}, {3, 4, 4, "^34v"}, {0, 0, 0, ""},
	} {
		got := ""
		for _, l := range Window(lines, c.from, c.to, c.height, more) {
			got += l
		}
		if got != c.want {
			t.Errorf("Window(%d..%d in %d) = %q, want %q", c.from, c.to, c.height, got, c.want)
		}
	}
}
