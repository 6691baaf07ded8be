//go:build unix

package settings

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"cognito-tui/cognito/private"
)

// TestMain keeps pools for TestPoolsOfSeveralPrograms where the environment says so.
func TestMain(m *testing.M) {
	if path := os.Getenv("POOLS_TEST_PATH"); path != "" {
		keepMany(path, os.Getenv("POOLS_TEST_NAME"), keptEach())
		return
	}
	os.Exit(m.Run())
}

func keepMany(path, name string, n int) {
	for i := 0; i < n; i++ {
		err := KeepPool(path, NamedPool{Name: fmt.Sprint(name, "-", i), ClientID: "x"}, i%2 == 0)
		switch {
		case errors.Is(err, private.ErrLocked): // who is told so tries again
			i--
		case err != nil:
			fmt.Println(err)
			os.Exit(1)
		}
	}
}

// keptEach is how many pools each program keeps; POOLS_TEST_EACH says otherwise.
func keptEach() int {
	if n, err := strconv.Atoi(os.Getenv("POOLS_TEST_EACH")); err == nil {
		return n
	}
	return 15
}

// Of what several programs keep at once in one file, nothing is lost, whether it was
// added or the file was written anew.
func TestPoolsOfSeveralPrograms(t *testing.T) {
	const programs = 2
	path := filepath.Join(t.TempDir(), "pools.toml")
	var all []*exec.Cmd
	for n := range programs {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "POOLS_TEST_PATH="+path, fmt.Sprint("POOLS_TEST_NAME=p", n))
		cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		all = append(all, cmd)
	}
	for _, cmd := range all {
		if err := cmd.Wait(); err != nil {
			t.Error(err)
		}
	}
	kept, err := ReadPools(path)
	if err != nil || len(kept.List) != programs*keptEach() {
		t.Errorf("%d pools of %d are there, %v", len(kept.List), programs*keptEach(), err)
	}
}
