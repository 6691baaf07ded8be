package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func written(t interface{ Fatal(...any) }, lines ...[]string) string {
	var b bytes.Buffer
	w := NewWriter(&b)
	for _, cells := range lines {
		if err := w.Write(cells); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWritten(t *testing.T) {
	for cell, want := range map[string]string{
		"": `""`, "ann": `"ann"`, "O'Neil": `"O'Neil"`, "'tis": `"'tis"`, "''": `"''"`, "a=b": `"a=b"`, " =x": `" =x"`,
		"=cmd": `"'=cmd"`, "'=cmd": `"''=cmd"`, "''=cmd": `"'''=cmd"`, "+1": `"'+1"`, "-1": `"'-1"`, "@a": `"'@a"`,
		"\tx": "\"'\tx\"", "\rx": "\"'\rx\"", "\nx": "\"'\nx\"", "＝x": `"'＝x"`, `=HYPERLINK("a")`: `"'=HYPERLINK(""a"")"`,
		"a,b": `"a,b"`, "a\nb": "\"a\nb\"",
	} {
		if got := written(t, []string{cell, "z"}); got != want+`,"z"`+"\n" {
			t.Errorf("%q is written %q, want %q", cell, got, want)
		}
	}
}

// TestOthersFiles reads what no Writer wrote.
func TestOthersFiles(t *testing.T) {
	got, err := NewReader(strings.NewReader("=cmd;'=cmd;'tis\n+1\n"), ';').ReadAll()
	if err != nil || len(got) != 2 || !slices.Equal(got[0], []string{"=cmd", "=cmd", "'tis"}) || !slices.Equal(got[1], []string{"+1"}) {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := NewReader(strings.NewReader("a\n\"b"), ',').ReadAll(); !errors.Is(err, csv.ErrQuote) {
		t.Error(err)
	}
}

// TestRoundTrip writes any lines and reads them again: no two are written the
// same, all are read as they were, and no spreadsheet finds a formula.
func TestRoundTrip(t *testing.T) {
	text := rapid.OneOf(rapid.String(), rapid.StringMatching("['=+\\-@\t\r\n＝\", a]{0,8}"))
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(1, 4).Draw(t, "width")
		lines := rapid.SliceOf(rapid.SliceOfN(text, width, width)).Draw(t, "lines")
		file := written(t, lines...)
		got, err := NewReader(strings.NewReader(file), ',').ReadAll()
		if err != nil || len(got) != len(lines) {
			t.Fatalf("%q is read as %d lines of %d: %v", file, len(got), len(lines), err)
		}
		raw := csv.NewReader(strings.NewReader(file))
		for i := range lines {
			for j, want := range lines[i] {
				if want = strings.ReplaceAll(want, "\r\n", "\n"); got[i][j] != want {
					t.Fatalf("%q is read as %q", want, got[i][j])
				}
			}
			cells, err := raw.Read()
			if err != nil {
				t.Fatal(err)
			}
			for _, cell := range cells {
				if cell != "" && strings.ContainsAny(string([]rune(cell)[:1]), formula) {
					t.Fatalf("a formula is written: %q", cell)
				}
			}
		}
		if _, err := raw.Read(); err != io.EOF {
			t.Fatal(err)
		}
	})
}

// full is a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestFullDisk(t *testing.T) {
	w := NewWriter(full{})
	if err := w.Write([]string{strings.Repeat("x", 1<<16)}); err == nil {
		t.Error("a line that isn't written is no error")
	}
	if err := w.Flush(); err == nil {
		t.Error("the end of a full disk is no error")
	}
}
