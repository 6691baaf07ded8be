package kit

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"
	"pgregory.net/rapid"

	"cognito-tui/cognito/cells"
	"cognito-tui/ui/theme"
)

// written is clean text of many scripts.
var written = rapid.Custom(func(t *rapid.T) string {
	part := rapid.SampledFrom([]string{"a", "word ", " ", "é", "e\u0301", "山田", "太郎 ", "می\u200cخواهم", "क्\u200dष", "हिन्दी ", "กำ", "ก้ำ", "👩\u200d👩\u200d👧", "🇩🇪", "한", "ﾊﾞ", "ශ්\u200dරී", "\x1b", "e\u0301\u0301\u0301\u0301\u0301\u0301"})
	return Clean(strings.Join(rapid.SliceOfN(part, 0, 30).Draw(t, "parts"), ""))
})

// TestMeasures: what is cut, fitted, wrapped and broken has the width that was
// asked for, loses nothing else, and keeps its styles.
func TestMeasures(t *testing.T) {
	th := theme.At(theme.Dark, termenv.TrueColor)
	bare := strings.NewReplacer(" ", "", nonJoiner, "") // these may go where a line ends
	rapid.Check(t, func(t *rapid.T) {
		text, more := written.Draw(t, "text"), written.Draw(t, "more")
		width := rapid.IntRange(1, 40).Draw(t, "width")
		whole, styled := text+more, th.Accent.Render(text)+th.Muted.Render(more)
		wide := Width(styled)
		if plain := cells.Width(text) + cells.Width(more); wide != plain {
			t.Fatalf("%q takes %d cells with styles, %d without", whole, wide, plain)
		}
		cut := Cut(styled, width)
		switch got := ansi.Strip(cut); {
		case Width(cut) > width:
			t.Fatalf("%q cut to %d cells takes %d: %q", whole, width, Width(cut), got)
		case wide <= width && got != whole:
			t.Fatalf("%q fits into %d cells, and was cut to %q", whole, width, got)
		case wide > width && (!strings.HasSuffix(got, "…") || !strings.HasPrefix(whole, strings.TrimSuffix(got, "…")) || Width(cut) < width-2):
			t.Fatalf("%q was cut to %q for %d cells", whole, got, width)
		}
		if strings.Contains(cut, "\x1b[") && !strings.HasSuffix(cut, "\x1b[0m") {
			t.Fatalf("the style goes on after %q", cut)
		}
		if got := Width(Fit(styled, width)); got != width {
			t.Fatalf("%q fitted into %d cells takes %d", whole, width, got)
		}
		if left := cutLeft(text, width); Width(left) > width || Width(text) > width && !strings.HasSuffix(text, strings.TrimPrefix(left, "…")) {
			t.Fatalf("%q was cut to %q for %d cells", text, left, width)
		}
		lines := Break(text, width+1)
		if bare.Replace(strings.Join(lines, "")) != bare.Replace(text) || slices.ContainsFunc(lines, func(l string) bool { return Width(l) > width+1 }) {
			t.Fatalf("%q was broken into %q for %d cells", text, lines, width+1)
		}
		if lines = Wrap(text, width); !cells.Odd(text) {
			return // what ansi makes of it
		}
		if bare.Replace(strings.Join(lines, "")) != bare.Replace(text) ||
			slices.ContainsFunc(lines, func(l string) bool { return Width(l) > max(width, 4) }) {
			t.Fatalf("%q was wrapped into %q for %d cells", text, lines, width)
		}
	})
}

func TestWrapOdd(t *testing.T) {
	for text, want := range map[string][]string{
		"हिन्दी हिन्दी":   {"हिन्दी", "हिन्दी"},
		"กำ กำ กำ กำ":     {"กำ กำ กำ", "กำ"},
		"ab กำ\nกำ":       {"ab กำ", "กำ"},
		"กำกำกำกำกำกำ ab": {"กำกำกำกำ", "กำกำ ab"},
	} {
		if got := Wrap(text, 8); !slices.Equal(got, want) {
			t.Errorf("%q is wrapped into %q, want %q", text, got, want)
		}
	}
}

// TestFieldDraws puts the cursor at every place of a value: the value is whole, in
// its width, and the cursor stands on what isn't cut in two.
func TestFieldDraws(t *testing.T) {
	th := theme.At(theme.Mono, termenv.TrueColor)
	for _, value := range []string{"", "ann", "山田 太郎", "क्\u200dषi", "x👩\u200d👩\u200d👧y", "e\u0301e\u0301", "❤\ufe0fx", "a\u200db", "กำ", "\u0301x"} {
		f := NewField("x", "X")
		f.focus(true)
		f.Set(value)
		for pos := range len([]rune(value)) + 1 {
			f.input.SetCursor(pos)
			got := ansi.Strip(f.view(th, 20, true))
			if strings.TrimSuffix(got, " ") != Clean(value) {
				t.Errorf("%q with the cursor at %d is drawn %q", value, pos, got)
			}
			before, cursor, _ := around(Clean(value), len(strings.Join(f.drawn()[:pos], "")))
			if Width(before)+Width(cursor) > Width(Clean(value))+1 || cursor == "" || Clean(cursor) != cursor && Clean(value) != value {
				t.Errorf("%q at %d: the cursor is on %q after %q", value, pos, cursor, before)
			}
			if narrow := f.view(th, 4, true); Width(narrow) > 4 {
				t.Errorf("%q at %d takes %d of 4 cells: %q", value, pos, Width(narrow), narrow)
			}
		}
	}
}

// TestFormMeasuresLabels: labels and hints are measured in cells.
func TestFormMeasuresLabels(t *testing.T) {
	f := NewForm("OK", NewField("a", "メールアドレスまたは名前"))
	f.Fields[0].Hint = "半角英数字のみ"
	f.Width = 80
	f.Fields[0].Set("ann")
	lines, _, _ := f.Lines(theme.At(theme.Mono, termenv.TrueColor))
	line := ansi.Strip(lines[0])
	if !strings.Contains(line, "メールアドレスまたは名前  ann") || !strings.Contains(line, "半角英数字のみ") || Width(line) > 80 {
		t.Errorf("%q", line)
	}
}
