//go:build unix

package e2e

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/routine"
	"cognito-tui/cognito/settings"
	"cognito-tui/cognito/trace"
	"cognito-tui/ui"
	"cognito-tui/ui/theme"
)

// panicWhere is the variable that makes the test binary a program with the same
// App in which something panics: "command", "frame",
// "screen" or "goroutine"; "stuck" makes it one whose screens never answer again.
const panicWhere = "E2E_PANIC"

const panicValue = "panic-value-with-a-secret"

// broken is an embedded pool whose transport, inbox or users panic. Every method
// that is not below panics too, for the interface in it is nil.
type broken struct {
	ui.Local
	where string
	armed atomic.Bool // the next look at the inbox panics
}

// RoundTrip panics, or lets the next frame do so.
func (b *broken) RoundTrip(*http.Request) (*http.Response, error) {
	switch b.where {
	case "command":
		panic(panicValue)
	case "goroutine":
		routine.Start(func() { panic(panicValue) })
		select {} // as one that waits for what will never come
	}
	b.armed.Store(true)
	return nil, errors.New("no answer")
}

// Messages is asked for while a frame is drawn.
func (b *broken) Messages() []ui.Message {
	if b.where == "frame" && b.armed.Load() {
		panic(panicValue)
	}
	return nil
}

// Users is asked for by the local pool's screen.
func (b *broken) Users() []ui.LocalUser {
	if b.where == "stuck" {
		select {}
	}
	panic(panicValue)
}

func (b *broken) ListsLag() time.Duration { return 0 }
func (b *broken) RatesLimited() bool      { return false }

func (b *broken) Changed() <-chan struct{} { return nil }
func (b *broken) Now() time.Time           { return time.Now() }
func (b *broken) Faults() []string         { return nil }
func (b *broken) Password() string         { return "" }

// panicking is the program with a broken pool; its exit code is main's.
func panicking(where string) int {
	pool, log := &broken{where: where}, trace.NewLog(10)
	set := settings.Settings{}.With(settings.Region, "us-east-1").With(settings.ClientID, "1panicking0000000000000001")
	set.Local = true
	p := ui.NewProgram(ui.Options{
		Host: ui.Host{Theme: theme.New(theme.Mono), Log: log},
		Connector: ui.Connector{Settings: set, Connect: func(s settings.Settings) (*ui.Conn, error) {
			c := cognito.Config{
				Region: s.Get(settings.Region), ClientID: s.Get(settings.ClientID), Transport: trace.New(pool, log), Log: log,
			}
			return &ui.Conn{Client: cognito.New(c), Local: pool, Settings: s}, nil
		}},
	})
	routine.OnPanic(p.Crash)
	if err := p.Run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// A panic, wherever it comes from, leaves a usable terminal and tells nothing of
// what it met or of what was typed.
func TestPanicRestoresTerminalAndTellsNothing(t *testing.T) {
	const (
		name     = "before-the-panic@example.com"
		password = "Field-Content-5!"
	)
	ends := map[string]string{"command": enter, "frame": enter, "screen": ctrlL, "goroutine": enter}
	for where, last := range ends {
		t.Run(where, func(t *testing.T) {
			self, err := os.Executable()
			if err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command(self)
			cmd.Env = []string{panicWhere + "=" + where}
			term := startCommand(t, 120, 40, cmd)
			term.see(home...)
			term.press("1")
			term.see("Email or username", "Repeat password")
			term.press(name + enter + password + enter + password)
			term.see(name, strings.Repeat("•", len(password)))
			term.press(last)
			if code := term.exit(); code != 1 {
				t.Errorf("exit code %d", code)
			}
			term.restored()
			said := term.errors()
			if said == "" {
				t.Error("the program ended without a word")
			}
			if !strings.Contains(said, "e2e.(*broken).") {
				t.Errorf("it isn't told where the fault was: %s", said)
			}
			for _, secret := range []string{panicValue, password, "goroutine "} {
				if strings.Contains(term.output()+said, secret) {
					t.Errorf("%q was printed", secret)
				}
			}
			if strings.Contains(term.screen()+said, name) {
				t.Error("the name typed is left behind on the terminal")
			}
		})
	}
}
