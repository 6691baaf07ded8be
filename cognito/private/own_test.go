package private

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// file writes a file of a test.
func file(t *testing.T, path, text string, mode fs.FileMode) string {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
	return path
}

func holds(t *testing.T, path, want string) {
	t.Helper()
	if raw, err := os.ReadFile(path); err != nil || string(raw) != want {
		t.Errorf("%s holds %q, %v; want %q", filepath.Base(path), raw, err, want)
	}
}

// only fails where a folder holds more than the names given.
func only(t *testing.T, folder string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if err != nil || strings.Join(got, " ") != strings.Join(names, " ") {
		t.Errorf("the folder holds %q, %v; want %q", got, err, names)
	}
}

func TestCreateAndReplace(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "tokens")
	if err := Create(path, []byte("one")); err != nil {
		t.Fatal(err)
	}
	if err := Create(path, []byte("two")); !errors.Is(err, fs.ErrExist) {
		t.Errorf("created twice: %v", err)
	}
	holds(t, path, "one")
	if err := Replace(path, []byte("three")); err != nil {
		t.Fatal(err)
	}
	holds(t, path, "three")
	in := filepath.Join(folder, "in place")
	if err := createInPlace(in, []byte("four")); err != nil {
		t.Fatal(err)
	}
	holds(t, in, "four")
	if err := createInPlace(in, nil); !errors.Is(err, fs.ErrExist) {
		t.Errorf("created twice in place: %v", err)
	}
	if err := Rename(in, filepath.Join(folder, "named")); err != nil {
		t.Fatal(err)
	}
	only(t, folder, "named", "tokens")
	if err := Create(filepath.Join(folder, "no", "such"), nil); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("in a folder that isn't there: %v", err)
	}
}

// The flags of os.OpenFile keep their meaning.
func TestOpenFileFlags(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x")
	if _, err := OpenFile(path, os.O_RDWR, 0); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("opened what isn't there: %v", err)
	}
	for _, c := range []struct {
		flag int
		want string
	}{
		{os.O_WRONLY | os.O_CREATE | os.O_EXCL, "ab"},
		{os.O_WRONLY | os.O_CREATE | os.O_APPEND, "abab"},
		{os.O_WRONLY | os.O_CREATE, "abab"},
		{os.O_WRONLY | os.O_TRUNC, "ab"},
	} {
		f, err := OpenFile(path, c.flag, 0o644)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.WriteString("ab"); err != nil {
			t.Fatal(err)
		}
		f.Close()
		holds(t, path, c.want)
	}
	if _, err := OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0); !errors.Is(err, fs.ErrExist) {
		t.Errorf("made what is there: %v", err)
	}
}

func TestAppend(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "state", "audit")
	for _, line := range []string{"one\n", "two\n"} {
		if err := Append(path, []byte(line)); err != nil {
			t.Fatal(err)
		}
	}
	holds(t, path, "one\ntwo\n")
	only(t, filepath.Dir(path), "audit", "audit.lock")
	cut := file(t, filepath.Join(folder, "cut"), "hal", 0o600)
	if err := Append(cut, []byte("whole\n")); err != nil {
		t.Fatal(err)
	}
	holds(t, cut, "hal\nwhole\n")
}

// What can't be written is known before, and nothing is made to know it.
func TestAppendable(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "state", "audit")
	if err := Appendable(path); err != nil {
		t.Error(err)
	}
	only(t, folder)
	in := filepath.Join(file(t, filepath.Join(folder, "file"), "", 0o600), "audit")
	if err := Appendable(in); err == nil {
		t.Error("below a file")
	}
	if err := Appendable(folder); !errors.Is(err, errFolder) {
		t.Errorf("a folder: %v", err)
	}
}

func TestLock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "data")
	first, err := Lock(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := TryLock(path); !errors.Is(err, ErrLocked) {
		t.Errorf("locked twice: %v", err)
	}
	first.Unlock()
	first.Unlock()
	second, err := TryLock(path)
	if err != nil {
		t.Fatalf("after it was let go: %v", err)
	}
	second.Remove()
	only(t, filepath.Dir(path))
	third, err := TryLock(path)
	if err != nil {
		t.Fatalf("after it was removed: %v", err)
	}
	third.Unlock()
	(*Held)(nil).Unlock()
	(*Held)(nil).Remove()
}

// Who waits is told after two seconds.
func TestLockIsWaitedFor(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "data")
	held, err := Lock(path)
	if err != nil {
		t.Fatal(err)
	}
	defer held.Unlock()
	if _, err := Lock(path); !errors.Is(err, ErrLocked) {
		t.Errorf("got %v", err)
	}
}

func TestTextOfSettings(t *testing.T) {
	for name, raw := range map[string]string{
		"UTF-8": "a=ä\r\n", "a mark": "\xef\xbb\xbfa=ä\r\n",
		"UTF-16": "\xff\xfea\x00=\x00\xe4\x00\r\x00\n\x00", "the other UTF-16": "\xfe\xff\x00a\x00=\x00\xe4\x00\r\x00\n",
		"cut": "\xff\xfea\x00=\x00\xe4\x00\r\x00\n\x00b",
	} {
		path := file(t, filepath.Join(t.TempDir(), ".env"), raw, 0o600)
		got, err := ReadSettings(path)
		if err != nil || string(got.Text) != "a=ä\r\n" {
			t.Errorf("%s: got %q, %v", name, got.Text, err)
		}
	}
}

func TestSizeOfSettings(t *testing.T) {
	path := filepath.Join(t.TempDir(), ".env")
	for size, fits := range map[int]bool{MaxSettings: true, MaxSettings + 1: false} {
		file(t, path, strings.Repeat("x", size), 0o600)
		got, err := ReadSettings(path)
		if fits != (err == nil) || fits && len(got.Text) != size || !fits && !errors.Is(err, errTooLarge) {
			t.Errorf("%d bytes: %d read, %v", size, len(got.Text), err)
		}
	}
	if _, err := atMost(bytes.NewReader(make([]byte, MaxSettings+1))); !errors.Is(err, errTooLarge) {
		t.Errorf("of what grows while it is read: %v", err)
	}
	if got, err := ReadSettings(os.DevNull); err != nil || len(got.Text) > 0 {
		t.Errorf("the null device: %q, %v", got.Text, err)
	}
	if _, err := ReadSettings(t.TempDir()); !errors.Is(err, errFolder) {
		t.Errorf("a folder: %v", err)
	}
	if _, err := ReadSettings(filepath.Join(t.TempDir(), "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("none: %v", err)
	}
}
