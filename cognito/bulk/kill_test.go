//go:build unix

package bulk

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"cognito-tui/cognito"
	"cognito-tui/cognito/audit"
	"cognito-tui/cognito/remedy"

	"github.com/aws/aws-sdk-go-v2/credentials"
)

// TestMain runs a job for TestKillMinusNine, or begins some for
// TestSameJobOfTwoPrograms, where the environment says so.
func TestMain(m *testing.M) {
	if folder := os.Getenv("BULK_TEST_BEGINS"); folder != "" {
		begins(folder)
		return
	}
	if endpoint := os.Getenv("BULK_TEST_ENDPOINT"); endpoint != "" {
		child(endpoint, os.Getenv("BULK_TEST_FOLDER"), os.Getenv("BULK_TEST_POINT"))
		return
	}
	os.Exit(m.Run())
}

// served is a config of a pool that another process serves.
func served(endpoint, folder string) Config {
	admin := cognito.NewAdmin(cognito.Config{Region: "us-east-1", UserPoolID: testPool, ClientID: testClient, Endpoint: endpoint,
		Recorder: audit.New(folder + "/audit.jsonl"), Credentials: credentials.NewStaticCredentialsProvider("local", "local", "")})
	return Config{Service: admin, Pace: &unpaced{}, PoolID: testPool, Folder: folder}
}

// child begins a job and, at a point of it, says so and waits to be killed.
func child(endpoint, folder, point string) {
	config := served(endpoint, folder)
	fail := func(err error) {
		if err != nil {
			fmt.Println("failed:", err)
			os.Exit(1)
		}
	}
	page, err := config.Service.UsersPage(context.Background(), cognito.Filter{}, "")
	fail(err)
	plan, err := DryRun(context.Background(), config, Marked(page.Users), remedy.Reset, "", nil)
	fail(err)
	config.hook = func(at string, n int) {
		if fmt.Sprint(at, " ", n) == point {
			fmt.Println("here")
			_, _ = io.Copy(io.Discard, os.Stdin) // until killed
		}
	}
	job, err := Begin(config, plan)
	fail(err)
	_, err = job.Run(context.Background())
	fail(err)
	fmt.Println("over")
}

// TestKillMinusNine kills a process in the middle of a job, which the kernel's lock
// and what the disk holds are then asked about.
func TestKillMinusNine(t *testing.T) {
	d := newDesk(t, poolOf("CONFIRMED", "CONFIRMED", "CONFIRMED"))
	server := httptest.NewServer(d.pool.Handler())
	defer server.Close()
	for point, want := range map[string]map[Result]int{
		"after begun 1": {Done: 3}, // the user's state shows that nothing was sent
		"after call 1":  {Done: 3},
		"after end 1":   {Done: 3},
	} {
		d.pool.Reset()
		folder := t.TempDir()
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "BULK_TEST_ENDPOINT="+server.URL, "BULK_TEST_FOLDER="+folder, "BULK_TEST_POINT="+point)
		stdin, err := cmd.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		defer stdin.Close()
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		line, _ := bufio.NewReader(out).ReadString('\n')
		if strings.TrimSpace(line) != "here" {
			t.Fatalf("%s: the child says %q", point, line)
		}
		config := served(server.URL, folder)
		left, err := Unfinished(folder, testPool)
		if err != nil || len(left) != 1 || !strings.Contains(left[0].Problem, "another run") {
			t.Errorf("%s: while it runs: %+v, %v", point, left, err)
		}
		if err := cmd.Process.Signal(syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait()
		job, err := Resume(config, left[0].Path, left[0].Spec)
		if err != nil {
			t.Fatalf("%s: %v", point, err)
		}
		report, err := job.Run(context.Background())
		if err != nil || fmt.Sprint(report.Counts) != fmt.Sprint(want) {
			t.Errorf("%s: %+v, %v, want %v", point, report, err, want)
		}
		for i := range 3 {
			if n := len(d.pool.Messages(fmt.Sprintf("user%d@example.com", i))); n > 1 || n == 0 && want[Unknown] == 0 {
				t.Errorf("%s: user%d got %d messages", point, i, n)
			}
		}
	}
}
