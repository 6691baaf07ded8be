package random_test

import (
	"bytes"
	"crypto/rand"
	"testing"
	"testing/iotest"

	"cognito-tui/cognito/random"
)

func TestNoSourceIsTheSystems(t *testing.T) {
	if random.Reader(nil) != rand.Reader {
		t.Error("no source isn't crypto/rand")
	}
	if a, b := random.Bytes(nil, 16), random.Bytes(nil, 16); bytes.Equal(a, b) {
		t.Errorf("drew %x twice", a)
	}
	seen := map[int64]bool{}
	for range 200 {
		n := random.Below(nil, 3)
		if n < 0 || n > 2 {
			t.Fatalf("drew %d below 3", n)
		}
		seen[n] = true
	}
	if len(seen) != 3 {
		t.Errorf("drew only %v in 200 draws", seen)
	}
}

func TestSourceIsRead(t *testing.T) {
	if got := random.Bytes(bytes.NewReader([]byte("abcdef")), 4); string(got) != "abcd" {
		t.Errorf("drew %q", got)
	}
	if got := random.Bytes(iotest.OneByteReader(bytes.NewReader([]byte("abcdef"))), 4); string(got) != "abcd" {
		t.Errorf("drew %q of a source that gives a byte at a time", got)
	}
	if got := random.Below(bytes.NewReader([]byte{7}), 256); got != 7 {
		t.Errorf("drew %d", got)
	}
}

func TestFailingSourcePanics(t *testing.T) {
	for name, draw := range map[string]func(){
		"Bytes": func() { random.Bytes(bytes.NewReader([]byte("abc")), 4) },
		"Below": func() { random.Below(bytes.NewReader(nil), 256) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s goes on with a source that fails", name)
				}
			}()
			draw()
		}()
	}
}
