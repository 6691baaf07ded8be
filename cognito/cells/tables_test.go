package cells

import (
	"testing"
	"unicode"

	"golang.org/x/text/secure/precis"
	"golang.org/x/text/unicode/norm"
)

// TestTables compares the tables with what golang.org/x/text knows of every rune.
func TestTables(t *testing.T) {
	freeform := precis.NewFreeform()
	parted := func(before, after rune) bool {
		_, err := freeform.String(string([]rune{before, zwnj, after}))
		return err == nil
	}
	const beh = 'ب'
	for r := rune(0x80); r <= unicode.MaxRune; r++ {
		if unicode.IsLetter(r) {
			if got, want := unicode.Is(joinsNext, r), parted(r, beh); got != want {
				t.Errorf("%U joins the next: %v, want %v", r, got, want)
			}
			if got, want := unicode.Is(joinsLast, r), parted(beh, r); got != want {
				t.Errorf("%U joins the last: %v, want %v", r, got, want)
			}
		}
		if unicode.IsMark(r) {
			if got, want := virama(r), norm.NFC.PropertiesString(string(r)).CCC() == 9; got != want {
				t.Errorf("%U is a virama: %v, want %v", r, got, want)
			}
		}
	}
}
