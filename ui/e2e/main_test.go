//go:build unix

// Package e2e tests the built program from outside: it runs in a terminal of its
// own, keys go in, and the screen, the exit code and what it leaves behind are
// looked at. Begin with terminal_test.go, which is that terminal.
package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// program is the path of the binary under test.
var program string

func TestMain(m *testing.M) {
	if where := os.Getenv(panicWhere); where != "" {
		os.Exit(panicking(where))
	}
	os.Exit(build(m))
}

// build makes the program once, then runs the tests on it.
func build(m *testing.M) int {
	dir, err := os.MkdirTemp("", "e2e")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	program = filepath.Join(dir, "cognito-tui")
	if err := buildTo(program, "cognito-tui"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return m.Run()
}

// buildTo builds a command as it is released: without C, whose loader alone takes
// longer to start than the program's packages.
func buildTo(path, command string) error {
	cmd := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", path, command)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go build: %w\n%s", err, out)
	}
	return nil
}
