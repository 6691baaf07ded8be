package cells

import (
	"bytes"
	"errors"
	"fmt"
	"testing"
)

func TestLines(t *testing.T) {
	var b bytes.Buffer
	n, err := fmt.Fprintf(Lines(&b), "%s signs in\nas \x1b]0;t\a\u202e\n", "می\u200cخواهم")
	if err != nil || n == 0 || b.String() != "می\u200cخواهم signs in\nas ␛]0;t␇�\n" {
		t.Errorf("%d bytes, %v: %q", n, err, b.String())
	}
	if n, err := Lines(closed{}).Write([]byte("x\n")); n != 0 || err == nil {
		t.Errorf("%d, %v", n, err)
	}
}

// closed takes nothing.
type closed struct{}

func (closed) Write([]byte) (int, error) { return 0, errors.New("closed") }
