package ui

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestGoldensStay holds the golden screens against the list of what they were when
// files began to move: the folder of one may change, not a byte of it.
func TestGoldensStay(t *testing.T) {
	list, err := os.ReadFile("goldens.sum")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for line := range strings.Lines(string(list)) {
		sum, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
		want[name] = sum
	}
	err = filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Base(filepath.Dir(path)) != "testdata" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name := filepath.Base(path)
		if sum := sha256.Sum256(text); want[name] != hex.EncodeToString(sum[:]) {
			t.Errorf("%s is new, changed or there twice", path)
		}
		delete(want, name)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(want) > 0 {
		t.Errorf("gone: %v", slices.Sorted(maps.Keys(want)))
	}
}
