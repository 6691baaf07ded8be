package cognito

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsconfig "github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials/processcreds"

	"cognito-tui/cognito/lazy"
	"cognito-tui/cognito/routine"
)

// processFor is how long a credential_process may take before it is ended; it is
// the SDK's own bound. Tests shorten it.
var processFor = processcreds.DefaultTimeout

const (
	// maxProcessOutput bounds what is taken of a process's output, in bytes.
	maxProcessOutput = 64 << 10
	// maxProcessSaid bounds what is told of its standard error, in characters.
	maxProcessSaid = 300
	// processEnds is what a process gets, once killed, to close its output.
	processEnds = 200 * time.Millisecond
)

// processProvider runs a profile's credential_process. Unlike the SDK's it gives
// the process neither standard input nor this program's standard error nor,
// where the system has one, its controlling terminal.
func processProvider(shared *awsconfig.SharedConfig) aws.CredentialsProvider {
	command := shared.CredentialProcess
	return aws.NewCredentialsCache(aws.CredentialsProviderFunc(func(ctx context.Context) (aws.Credentials, error) {
		defer routine.Guard() // the cache calls it on a goroutine of its own
		run := &processRun{}
		builder := processcreds.NewCommandBuilderFunc(func(ctx context.Context) (*exec.Cmd, error) {
			return run.command(ctx, command), nil
		})
		provider := processcreds.NewProviderCommand(builder, func(o *processcreds.Options) { o.Timeout = processFor })
		begun := time.Now()
		given, err := provider.Retrieve(ctx)
		if err != nil {
			run.took, run.exit = time.Since(begun), errors.As(err, new(*exec.ExitError))
			if errors.As(err, new(*exec.Error)) {
				run.exit = true
				_, _ = run.stderr.Write([]byte("the shell can't be started"))
			}
			return aws.Credentials{}, run
		}
		return given, nil
	}))
}

// processRun is one run of a credential_process, and the error where it failed:
// the SDK's would quote what the process wrote.
type processRun struct {
	stdout, stderr head
	took           time.Duration
	exit           bool // it ended with a status that isn't 0, or was ended
}

// Error says nothing that the process wrote.
func (r *processRun) Error() string { return "the credential_process failed" }

func (r *processRun) command(ctx context.Context, line string) *exec.Cmd {
	shell := []string{"sh", "-c"}
	if runtime.GOOS == "windows" {
		shell = []string{"cmd.exe", "/C"}
	}
	cmd := exec.CommandContext(ctx, shell[0], shell[1], line)
	cmd.Env = os.Environ()
	cmd.Stdin = nil // the null device: there is nobody who could answer
	r.stdout.strict = true
	cmd.Stdout, cmd.Stderr = &r.stdout, &r.stderr
	cmd.WaitDelay = processEnds
	apart(cmd)
	return cmd
}

func (r *processRun) failed(profile string) *ProcessFailed {
	e := &ProcessFailed{Profile: profile, Said: processSaid(r.stderr.bytes())}
	switch {
	case r.took >= processFor:
		e.TimedOut = true
	case !r.exit:
		e.Unfit = true
	}
	return e
}

// head keeps the beginning of what is written to it. A strict one refuses more.
type head struct {
	strict bool

	mu  sync.Mutex
	buf bytes.Buffer
}

var errTooMuch = errors.New("too much output")

// Write keeps what fits.
func (h *head) Write(p []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	room := maxProcessOutput - h.buf.Len()
	h.buf.Write(p[:min(len(p), room)])
	if h.strict && len(p) > room {
		return 0, errTooMuch
	}
	return len(p), nil
}

func (h *head) bytes() []byte {
	h.mu.Lock()
	defer h.mu.Unlock()
	return bytes.Clone(h.buf.Bytes())
}

var (
	// secretField finds the value of a field whose name promises a secret: in JSON,
	// in name=value lines, in options and in prose.
	secretField = lazy.New(`(?i)([\w.-]*(?:secret|passw|passphrase|assertion|access_?key|api_?key|authorization|otp|mfa_?code|token_?code)[\w.-]*["']?\s*[:=]\s*)` + fieldValue)
	// tokenField is the same of tokens, but for prose such as "the token: expired".
	tokenField = lazy.New(`(?i)([\w.-]*token[\w.-]*(?:["']\s*[:=]|\s*=)\s*)` + fieldValue)
	tokenProse = lazy.New(`(?i)(token\w*:\s*)([^\s]*\d[^\s]*)`)
	// secretWord finds what has the form of a key or token.
	secretWord = lazy.New(`[A-Za-z0-9+/=_.-]{32,}`)
	// escapes finds the sequences that steer a terminal.
	escapes = lazy.New(`\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b.`)
)

const fieldValue = `("(?:[^"\\]|\\.)*"?|'[^']*'?|(?:bearer |basic )?[^\s,;}]+)`

// processSaid is the end of what a process wrote to standard error, on one line:
// its last words tell most. What looks secret is taken out of the whole before,
// so that no cut hides a name from its value.
func processSaid(raw []byte) string {
	text := escapes.ReplaceAllString(strings.ToValidUTF8(string(raw), "?"), "")
	for _, field := range []lazy.Regexp{secretField, tokenField, tokenProse} {
		text = field.ReplaceAllString(text, "${1}…")
	}
	text = secretWord.ReplaceAllStringFunc(text, func(word string) string {
		if strings.ContainsFunc(word, unicode.IsDigit) && strings.ContainsFunc(word, unicode.IsLetter) {
			return "…"
		}
		return word
	})
	text = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return ' '
		}
		return r
	}, text)
	text = strings.Join(strings.Fields(text), " ")
	if n := utf8.RuneCountInString(text); n > maxProcessSaid {
		runes := []rune(text)
		text = "…" + string(runes[n-maxProcessSaid+1:])
	}
	return text
}
