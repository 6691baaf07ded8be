package trace

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

// callInto makes n calls that a file keeps.
func callInto(t *testing.T, log *Log, n int) {
	t.Helper()
	for range n {
		answer, err := New(response(200, nil, `{"UserSub":"1"}`),
			log).RoundTrip(request(t, "SignUp", `{"Username":"ann","Password":"pa55word"}`))
		if err != nil {
			t.Fatal(err)
		}
		io.Copy(io.Discard, answer.Body)
		answer.Body.Close()
	}
}

// lines reads a file of JSON lines.
func lines(t *testing.T, raw []byte) []map[string]any {
	t.Helper()
	var all []map[string]any
	for s := bufio.NewScanner(bytes.NewReader(raw)); s.Scan(); {
		var l map[string]any
		if err := json.Unmarshal(s.Bytes(), &l); err != nil {
			t.Fatalf("%s: %v", s.Bytes(), err)
		}
		all = append(all, l)
	}
	return all
}

func TestFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "calls.jsonl")
	for run := range 2 { // the second goes on with the file of the first
		file, err := OpenFile(path)
		if err != nil {
			t.Fatal(err)
		}
		log := NewLog(10)
		log.Keep(file)
		callInto(t, log, 2)
		raw, err := os.ReadFile(path) // before it is closed
		if err != nil {
			t.Fatal(err)
		}
		all := lines(t, raw)
		if len(all) != 2*(run+1) {
			t.Fatalf("run %d: %d lines", run, len(all))
		}
		last := all[len(all)-1]
		if last["operation"] != "SignUp" || last["attempt"] != 2.0 || last["connection"] != "in process" || last["responseSize"] != 15.0 ||
			last["request"].(map[string]any)["Username"] != "ann" || last["duration"].(float64) <= 0 ||
			bytes.Contains(raw, []byte("pa55word")) {
			t.Errorf("got %v", last)
		}
		if err := file.Close(); err != nil {
			t.Error(err)
		}
		callInto(t, log, 1)
		if again, _ := os.ReadFile(path); !bytes.Equal(raw, again) {
			t.Error("written after it was closed")
		}
	}
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

func TestFilesThatAreRefused(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	put := func(name string, size int, mode fs.FileMode) {
		if err := os.WriteFile(at(name), make([]byte, size), mode); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(at(name), mode); err != nil {
			t.Fatal(err)
		}
	}
	put("full", 5000, 0o600)
	tests := map[string]struct{ path, want string }{
		"a folder":       {dir, "it is a folder"},
		"no such folder": {at("no/such"), "can't be written"},
		"full":           {at("full"), "has reached"},
	}
	if runtime.GOOS != "windows" {
		put("wide", 0, 0o640)
		put("target", 0, 0o600)
		if err := os.Symlink(at("target"), at("link")); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(at("nothing"), at("dangling")); err != nil {
			t.Fatal(err)
		}
		tests["no such folder"] = struct{ path, want string }{at("no/such"), "name another with --trace-file: no such file or directory"}
		tests["others may read it"] = struct{ path, want string }{at("wide"), "others may read it"}
		tests["a link"] = struct{ path, want string }{at("link"), "symbolic link"}
		tests["a link to nothing"] = struct{ path, want string }{at("dangling"), "symbolic link"}
		tests["a device"] = struct{ path, want string }{os.DevNull, "no regular file"}
	}
	for name, test := range tests {
		file, err := openFile(test.path, 5100)
		if file != nil || err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), "--trace-file") {
			t.Errorf("%s: got %v, %v", name, file, err)
		}
	}
	if _, err := os.Stat(at("nothing")); !errors.Is(err, fs.ErrNotExist) {
		t.Error("what the link names was made")
	}
}

func TestFullFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "calls.jsonl")
	file, err := openFile(path, 3000)
	if err != nil {
		t.Fatal(err)
	}
	log := NewLog(100)
	log.Keep(file)
	callInto(t, log, 20)
	raw, err := os.ReadFile(path)
	all := lines(t, raw)
	if err != nil || len(raw) > 3000 || len(all) < 3 || all[len(all)-1]["note"] != "the file is full; later calls aren't in it" {
		t.Errorf("%d bytes, %v, %v", len(raw), all[len(all)-1], err)
	}
	told(t, log, "The trace file is full.")
	if file.Close() != nil {
		t.Error("it can't be closed")
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) {
	return 0, &fs.PathError{Op: "write", Path: "/x", Err: errors.New("no space left on device")}
}
func (failing) Close() error { return nil }

func TestFileThatFails(t *testing.T) {
	log := NewLog(100)
	log.Keep(&File{to: failing{}, left: 1 << 20})
	callInto(t, log, 5)
	told(t, log, "The trace file can't be written: no space left on device.")
}

// shortOfRoom is a file on a disk that is full after some bytes.
type shortOfRoom struct {
	*os.File
	room int
}

func (f *shortOfRoom) Write(p []byte) (int, error) {
	if len(p) <= f.room {
		f.room -= len(p)
		return f.File.Write(p)
	}
	n, _ := f.File.Write(p[:f.room])
	f.room = 0
	return n, syscall.ENOSPC
}

// TestFileOnFullDisk: the file ends with a whole line.
func TestFileOnFullDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "trace")
	f, err := OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	f.to = &shortOfRoom{f.to.(*os.File), 1500}
	log := NewLog(100)
	log.Keep(f)
	callInto(t, log, 10)
	told(t, log, "The trace file can't be written: no space left on device.")
	text, err := os.ReadFile(path)
	if err != nil || len(text) == 0 || text[len(text)-1] != '\n' {
		t.Errorf("the file ends in %q, %v", text[max(0, len(text)-40):], err)
	}
}

// told fails unless exactly one note says so, and every call went well.
func told(t *testing.T, log *Log, want string) {
	t.Helper()
	notes := 0
	for _, e := range log.Snapshot() {
		if strings.HasPrefix(e.Note, want) {
			notes++
		} else if e.Status != 200 {
			t.Errorf("a call failed: %+v", e)
		}
	}
	if notes != 1 {
		t.Errorf("said %d times", notes)
	}
}
