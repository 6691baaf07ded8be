//go:build linux

package audit

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"cognito-tui/cognito"
)

// What several programs do to one record, on a disk that fills up. The programs are
// this test's own, so that the system's locks and limits are the real ones.

// TestMain writes for TestFullDiskOfSeveral where the environment says so.
func TestMain(m *testing.M) {
	if path := os.Getenv("AUDIT_TEST_PATH"); path != "" {
		writer(path, os.Getenv("AUDIT_TEST_NAME"), os.Getenv("AUDIT_TEST_LIMIT"))
		return
	}
	os.Exit(m.Run())
}

// writer records again and again until it was refused ten times, and says of each
// record what became of it. A limit, in bytes, is how large its files may grow.
func writer(path, name, limit string) {
	if bytes, err := strconv.Atoi(limit); err == nil {
		signal.Ignore(syscall.SIGXFSZ)
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: uint64(bytes), Max: uint64(bytes)}); err != nil {
			panic(err)
		}
	}
	log := New(path)
	for n, refused := 0, 0; refused < 10; n++ {
		id := fmt.Sprintf("%s-%d", name, n)
		err := log.Record(cognito.Record{ID: id, User: strings.Repeat("x", 100+37*n%900)})
		if err == nil {
			fmt.Println("kept", id)
			continue
		}
		refused++
		fmt.Println("refused", id)
	}
}

// rounds is how often it is tried; AUDIT_TEST_ROUNDS says otherwise.
func rounds() int {
	if n, err := strconv.Atoi(os.Getenv("AUDIT_TEST_ROUNDS")); err == nil {
		return n
	}
	return 3
}

// Four programs write to one record until there is no room: what was acknowledged is
// there, once and whole, and of what wasn't nothing is left.
func TestFullDiskOfSeveral(t *testing.T) {
	for name, place := range map[string]func(*testing.T, int) (folder string, limit func(writer int) string){
		"limits that differ": func(t *testing.T, round int) (string, func(int) string) {
			return t.TempDir(), func(writer int) string { return strconv.Itoa(20_000 + 311*round + 137*writer) }
		},
		"a file system of 64 KiB": func(t *testing.T, _ int) (string, func(int) string) {
			folder := t.TempDir()
			if err := syscall.Mount("none", folder, "tmpfs", 0, "size=64k"); err != nil {
				t.Skip("none can be mounted here: ", err)
			}
			t.Cleanup(func() { _ = syscall.Unmount(folder, syscall.MNT_DETACH) })
			return folder, func(int) string { return "" }
		},
	} {
		t.Run(name, func(t *testing.T) {
			kept, refused := 0, 0
			for round := range rounds() {
				folder, limit := place(t, round)
				k, r := fill(t, filepath.Join(folder, "audit.jsonl"), limit)
				kept, refused = kept+k, refused+r
			}
			t.Logf("%d records kept, %d refused", kept, refused)
			if kept == 0 || refused == 0 {
				t.Error("nothing was tried")
			}
		})
	}
}

// fill has four writers fill a record, and compares it with what they were told.
func fill(t *testing.T, path string, limit func(int) string) (kept, refused int) {
	t.Helper()
	var writers []*exec.Cmd
	var said []*bytes.Buffer
	for n := range 4 {
		cmd, out := exec.Command(os.Args[0]), &bytes.Buffer{}
		cmd.Env = append(os.Environ(), "AUDIT_TEST_PATH="+path, fmt.Sprint("AUDIT_TEST_NAME=w", n), "AUDIT_TEST_LIMIT="+limit(n))
		cmd.Stdout, cmd.Stderr = out, os.Stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		writers, said = append(writers, cmd), append(said, out)
	}
	want := map[string]bool{}
	for n, cmd := range writers {
		if err := cmd.Wait(); err != nil {
			t.Fatal(err)
		}
		for s := bufio.NewScanner(said[n]); s.Scan(); {
			what, id, _ := strings.Cut(s.Text(), " ")
			if want[id] = what == "kept"; want[id] {
				kept++
			} else {
				refused++
			}
		}
	}
	raw, err := os.ReadFile(path)
	if err != nil || !bytes.HasSuffix(raw, []byte("\n")) {
		t.Fatalf("the record ends in %q, %v", raw[max(0, len(raw)-40):], err)
	}
	there := map[string]int{}
	for line := range bytes.Lines(raw) {
		var r cognito.Record
		if err := json.Unmarshal(line, &r); err != nil {
			t.Errorf("torn: %q", line)
		}
		there[r.ID]++
	}
	for id, acknowledged := range want {
		if n := there[id]; acknowledged && n != 1 || !acknowledged && n != 0 {
			t.Errorf("%s, acknowledged: %v, is there %d times", id, acknowledged, n)
		}
	}
	return kept, refused
}
