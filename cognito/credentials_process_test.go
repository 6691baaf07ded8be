//go:build unix

package cognito

import (
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

const goodProcess = `echo '{"Version":1,"AccessKeyId":"AKIDTEST","SecretAccessKey":"hidden-1234"}'`

// processAdmin is an Admin whose credentials come from a shell script.
func processAdmin(t *testing.T, script string) *Admin {
	t.Helper()
	path := filepath.Join(t.TempDir(), "process.sh")
	if err := os.WriteFile(path, []byte(script), 0o600); err != nil {
		t.Fatal(err)
	}
	return adminOf(t, "p", "[profile p]\ncredential_process = sh "+path+"\n")
}

// printed is what fn lets out on this program's standard output and error.
func printed(t *testing.T, fn func()) string {
	t.Helper()
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	out, errs := os.Stdout, os.Stderr
	os.Stdout, os.Stderr = write, write
	fn()
	os.Stdout, os.Stderr = out, errs
	write.Close()
	text, _ := io.ReadAll(read)
	return string(text)
}

func TestCredentialProcess(t *testing.T) {
	a := processAdmin(t, "echo noise >&2\nif read line; then exit 9; fi\n"+goodProcess)
	in, err := os.CreateTemp(t.TempDir(), "in")
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	if _, err := in.WriteString("typed\n"); err != nil {
		t.Fatal(err)
	}
	if _, err := in.Seek(0, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	old := os.Stdin
	os.Stdin = in
	defer func() { os.Stdin = old }()
	text := printed(t, func() { _, err = a.DescribeUserPool(t.Context()) })
	if err != nil {
		t.Error(err) // exit 9 where it could read what is typed
	}
	if text != "" {
		t.Errorf("printed %q", text)
	}
}

// It may take longer than the usual search.
func TestSlowCredentialProcess(t *testing.T) {
	a := processAdmin(t, "sleep 1.3\n"+goodProcess)
	if _, err := a.DescribeUserPool(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestCredentialProcessWithRole(t *testing.T) {
	s := newSTS()
	path := filepath.Join(t.TempDir(), "process.sh")
	if err := os.WriteFile(path, []byte(goodProcess), 0o600); err != nil {
		t.Fatal(err)
	}
	a := adminOf(t, "top", "[profile p]\ncredential_process = sh "+path+"\n[profile top]\nsource_profile = p\nrole_arn = arn:aws:iam::123456789012:role/x\nexternal_id = ext\nrole_session_name = ann\n", asking(s))
	if _, err := a.DescribeUserPool(t.Context()); err != nil {
		t.Fatal(err)
	}
	given, err := a.finder.Retrieve(t.Context())
	if err != nil || given.AccessKeyID != "ASIAROLE" {
		t.Errorf("got %v, %v", given.AccessKeyID, err)
	}
	if f := s.asked[0]; f.Get("RoleArn") != "arn:aws:iam::123456789012:role/x" || f.Get("ExternalId") != "ext" || f.Get("RoleSessionName") != "ann" {
		t.Errorf("asked %v", f)
	}
}

func TestCredentialProcessFails(t *testing.T) {
	for _, test := range []struct {
		name, script, said string
		unfit              bool
	}{
		{"says why", "echo 'Error: sign in first' >&2\nexit 1", "Error: sign in first", false},
		{"on many lines", "printf 'Traceback:\\n  at x\\nsign in\\n' >&2\nexit 1", "Traceback: at x sign in", false},
		{"says nothing", "exit 3", "", false},
		{"not there", "no-such-program-here", "not found", false},
		{"steers", `printf '\033[31mred\033[0m \033]0;title\007x\r\302\205y' >&2; exit 1`, "red x y", false},
		{"no JSON", "echo hidden-1234", "", true},
		{"another version", `echo '{"Version":2,"SecretAccessKey":"hidden-1234"}'`, "", true},
		{"no key", `echo '{"Version":1}'`, "", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := processAdmin(t, test.script)
			var cause *ProcessFailed
			if text := printed(t, func() { cause = causeOf[*ProcessFailed](t, a) }); text != "" {
				t.Errorf("printed %q", text)
			}
			if cause.Profile != "p" || cause.Unfit != test.unfit || cause.TimedOut {
				t.Errorf("got %+v", *cause)
			}
			if test.name == "not there" && strings.Contains(cause.Said, test.said) {
				return // the shell's own words
			}
			if cause.Said != test.said {
				t.Errorf("said %q, want %q", cause.Said, test.said)
			}
		})
	}
}

func TestCredentialProcessWithoutShell(t *testing.T) {
	a := processAdmin(t, goodProcess)
	t.Setenv("PATH", t.TempDir())
	if cause := causeOf[*ProcessFailed](t, a); cause.Unfit || cause.Said != "the shell can't be started" {
		t.Errorf("got %+v", *cause)
	}
}

func TestCredentialProcessHangs(t *testing.T) {
	old := processFor
	processFor = lookFor + 100*time.Millisecond // as in life more than any search gets
	t.Cleanup(func() { processFor = old })
	file := filepath.Join(t.TempDir(), "pid")
	a := processAdmin(t, "echo waiting >&2\nsleep 60 &\necho $! >"+file+"\nwait\n")
	cause := causeOf[*ProcessFailed](t, a)
	if !cause.TimedOut || cause.Said != "waiting" {
		t.Errorf("got %+v", *cause)
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(raw)))
	if err != nil {
		t.Fatal(err)
	}
	for range 100 {
		state, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
		if syscall.Kill(pid, 0) != nil || err == nil && strings.Contains(string(state), ") Z ") {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("what the process started goes on")
}

func TestCredentialProcessFloods(t *testing.T) {
	cause := causeOf[*ProcessFailed](t, processAdmin(t, "yes >&2 & p=$!; sleep 0.1; kill $p; echo 'the end' >&2; yes\n"))
	if n := len([]rune(cause.Said)); n > maxProcessSaid {
		t.Errorf("%d characters", n)
	}
}

func TestProcessSaid(t *testing.T) {
	for _, test := range []struct{ raw, want string }{
		{`{"AccessKeyId":"ASIA","SecretAccessKey":"wJalrXUtnFEMI","SessionToken":"IQoJb3"} failed`, `{"AccessKeyId":…,"SecretAccessKey":…,"SessionToken":…} failed`},
		{`client_secret = hunter2 tried`, `client_secret = … tried`},
		{`--password=hunter2 tried`, `--password=… tried`},
		{`Authorization: Bearer abc.def tried`, `Authorization: … tried`},
		{`{"token": "a \"quoted\" one", "x": 1}`, `{"token": …, "x": 1}`},
		{`{"token": "never ends`, `{"token": …`},
		{"key wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY refused", "key … refused"},
		{"the-file-with-a-long-name-but-no-digit stays", "the-file-with-a-long-name-but-no-digit stays"},
		{"error: code: 3, refreshing the token: expired; the credentials: none", "error: code: 3, refreshing the token: expired; the credentials: none"},
		{"token: a1b2 token=abc", "token: … token=…"},
		{"not\xffvalid", "not?valid"},
		{"\u202eevil\u200b text", "evil text"},
		{strings.Repeat("a ", 400) + "end", "…" + (strings.Repeat("a ", 400) + "end")[len(strings.Repeat("a ", 400)+"end")-299:]},
	} {
		if got := processSaid([]byte(test.raw)); got != test.want {
			t.Errorf("%q: got %q, want %q", test.raw, got, test.want)
		}
	}
}
