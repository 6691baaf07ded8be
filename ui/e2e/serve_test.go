//go:build unix

package e2e

import (
	"bufio"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// served is a pool served to other programs, and the settings it printed.
type served struct {
	cmd      *exec.Cmd
	out      io.Reader
	settings map[string]string
}

// serve starts the pool on a free port and waits for its settings.
func serve(t *testing.T, args ...string) *served {
	t.Helper()
	args = append([]string{"serve", "--addr", "127.0.0.1:0"}, args...)
	s := &served{cmd: exec.Command(program, args...), settings: make(map[string]string)}
	s.cmd.Dir = t.TempDir()
	s.cmd.Env = []string{"HOME=" + s.cmd.Dir}
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.cmd.Process.Kill() })
	timer := time.AfterFunc(patience, func() { s.cmd.Process.Kill() })
	defer timer.Stop()
	lines := bufio.NewScanner(out)
	for !s.ready() && lines.Scan() {
		if name, value, ok := strings.Cut(lines.Text(), "="); ok && !strings.HasPrefix(name, "#") {
			s.settings[name] = strings.Trim(value, `"'`)
		}
	}
	if !s.ready() {
		t.Fatalf("serve printed only %v", s.settings)
	}
	s.out = out
	return s
}

func (s *served) ready() bool {
	for _, name := range []string{
		"AWS_REGION", "AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER",
		"COGNITO_USER_POOL_ID", "COGNITO_CLIENT_ID", "COGNITO_CLIENT_SECRET", "COGNITO_PUBLIC_CLIENT_ID",
		"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY",
	} {
		if s.settings[name] == "" {
			return false
		}
	}
	return true
}

func TestServeEndsOnSignals(t *testing.T) {
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		t.Run(sig.String(), func(t *testing.T) {
			s := serve(t)
			if err := s.cmd.Process.Signal(sig); err != nil {
				t.Fatal(err)
			}
			timer := time.AfterFunc(patience, func() { s.cmd.Process.Kill() })
			defer timer.Stop()
			io.Copy(io.Discard, s.out)
			if err := s.cmd.Wait(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestServeOnUsedAddressExitsWith1(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	code, stdout, stderr := run(t, "serve", "--addr", taken.Addr().String())
	if code != 1 {
		t.Errorf("exit code %d", code)
	}
	if stdout != "" {
		t.Errorf("standard output: %q", stdout)
	}
	if !strings.Contains(stderr, "--addr") || !strings.Contains(stderr, taken.Addr().String()) {
		t.Errorf("standard error doesn't name the flag and the address: %q", stderr)
	}
}

func TestServeRefusesOtherMachines(t *testing.T) {
	code, stdout, stderr := run(t, "serve", "--addr", "0.0.0.0:0")
	if code == 0 || stdout != "" || !strings.Contains(stderr, "--unsafe-listen") {
		t.Errorf("exit code %d, standard output %q, standard error %q", code, stdout, stderr)
	}
}

// TestServeMoreUsers: --users adds so many, the same at every start, and a number
// that can't be is told in a sentence.
func TestServeMoreUsers(t *testing.T) {
	users := func(args ...string) (names []string) {
		endpoint := serve(t, args...).settings["AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER"]
		resp, err := http.Get(endpoint + "/_local/users")
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		var list []struct{ Pool, Username string }
		if err := json.NewDecoder(resp.Body).Decode(&list); err != nil {
			t.Fatal(err)
		}
		for _, u := range list {
			names = append(names, u.Pool+"/"+u.Username)
		}
		return names
	}
	seeds, more, again := users(), users("--users", "300"), users("--users=300")
	if len(more) != len(seeds)+300 || !slices.Equal(more, again) {
		t.Errorf("%d users without more, %d and %d with 300", len(seeds), len(more), len(again))
	}
	code, _, stderr := run(t, "serve", "--users", "-1")
	if want := `cognito-tui: invalid argument "-1" for "--users" flag: give a whole number from 0 to 5000000`; code != 2 ||
		!strings.HasPrefix(stderr, want) {
		t.Errorf("exit code %d, standard error %q", code, stderr)
	}
}
