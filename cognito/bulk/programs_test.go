//go:build unix

package bulk

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/remedy"
)

// begins begins the same job in a folder for each line of standard input, and says
// what came of it.
func begins(folder string) {
	items := []Item{{Asked: "ann", User: "ann", Status: "CONFIRMED"}}
	spec := Spec{Pool: testPool, Remedy: string(remedy.Reset), From: "marked users", Users: "sha256:x"}
	for s := bufio.NewScanner(os.Stdin); s.Scan(); {
		j, err := create(Config{Folder: filepath.Join(folder, s.Text())}, spec, items)
		switch {
		case err == nil:
			fmt.Println("begun")
			j.Close()
		case errors.As(err, new(*AlreadyBegun)):
			fmt.Println("already")
		default:
			fmt.Println("failed:", err)
		}
	}
}

// beginTries is how often it is tried; BULK_TEST_TRIES says otherwise.
func beginTries() int {
	if n, err := strconv.Atoi(os.Getenv("BULK_TEST_TRIES")); err == nil {
		return n
	}
	return 40
}

// beginner is a program that begins jobs.
type beginner struct {
	in  io.WriteCloser
	out *bufio.Reader
	cmd *exec.Cmd
}

func newBeginner(t *testing.T, folder string) *beginner {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "BULK_TEST_BEGINS="+folder)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		_ = cmd.Wait()
	})
	return &beginner{in, bufio.NewReader(out), cmd}
}

// Two programs begin the same job at once: one of them does, and the other is told.
func TestSameJobOfTwoPrograms(t *testing.T) {
	folder := t.TempDir()
	two := [2]*beginner{newBeginner(t, folder), newBeginner(t, folder)}
	for try := range beginTries() {
		name := strconv.Itoa(try) + "\n"
		for _, b := range two {
			if _, err := io.WriteString(b.in, name); err != nil {
				t.Fatal(err)
			}
		}
		said := map[string]int{}
		for _, b := range two {
			line, err := b.out.ReadString('\n')
			if err != nil {
				t.Fatal(err)
			}
			said[strings.TrimSpace(line)]++
		}
		if said["begun"] != 1 || said["already"] != 1 {
			t.Errorf("try %d: %v", try, said)
		}
	}
}

// A job that is cancelled after the program was killed tells of a user whose state
// shows that nothing was done that it wasn't done, and looks for no other's.
func TestCancelledAfterItWasKilled(t *testing.T) {
	d := newDesk(t, poolOf("CONFIRMED", "CONFIRMED", "CONFIRMED")).described()
	for touched, want := range map[bool]Result{false: NotDone, true: Unknown} {
		d.pool.Reset()
		d.config.Folder = t.TempDir()
		j := d.begun(remedy.Reset, "")
		if err := j.journal.beginItem(1, time.Unix(1, 0)); err != nil {
			t.Fatal(err)
		}
		path, spec := j.journal.Path(), j.Spec()
		j.Close()
		if touched {
			d.pool.Advance(time.Minute)
			if _, err := d.config.Service.Apply(t.Context(), "user1", cognito.SignOutEverywhere{}); err != nil {
				t.Fatal(err)
			}
			if _, err := d.config.Service.Apply(t.Context(), "user1", cognito.DisableUser{}); err != nil {
				t.Fatal(err)
			}
		}
		j, err := Resume(d.config, path, spec)
		if err != nil {
			t.Fatal(err)
		}
		j.Cancel()
		report, err := j.Run(t.Context())
		if err != nil || report.Over != Cancelled || report.Counts[want] < 1 || report.Counts[NotDone]+report.Counts[want] < 3 ||
			len(d.pool.Messages("")) > 0 {
			t.Errorf("touched %v: %+v, %v", touched, report, err)
		}
	}
}
