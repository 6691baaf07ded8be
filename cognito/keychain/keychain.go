// Package keychain reaches the system's keyring for those who keep secrets in it:
// Keychain, Credential Manager, or the Secret Service. Begin with Access.
package keychain

import (
	"errors"
	"os"
	"os/user"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"github.com/zalando/go-keyring"

	"cognito-tui/cognito/routine"
)

// Ring is what a store needs of a keyring. An entry that isn't there is ErrNone.
type Ring interface {
	Get(service, name string) (string, error)
	Set(service, name, text string) error
	Delete(service, name string) error
}

// What an access may fail with.
var (
	ErrNone   = keyring.ErrNotFound
	ErrTooBig = keyring.ErrSetDataTooBig
	ErrNoRing = errors.New("no keyring")
	ErrSlow   = errors.New("the keyring doesn't answer") // it may be written after all
)

// patience is how long a keyring may take for one access. A locked one may ask
// the person, and wait for ever.
const patience = 2 * time.Second

// Access is the way to a keyring, until it fails. It is safe for concurrent use.
type Access struct {
	mu   sync.Mutex
	ring Ring // nil where none is used, or none answered
}

// To is an access to a keyring; nil is none.
func To(ring Ring) *Access { return &Access{ring: ring} }

// There tells whether a keyring is used. One counts until it fails.
func (a *Access) There() bool { return a.keyring() != nil }

// Use runs one access on a goroutine of its own, for it may hang in a question
// that nobody answers, or panic in a bus that breaks off. After any failure that
// is not about one entry the keyring is not used again: what made it fail stays,
// and a person who didn't unlock it is not to be asked each time.
func (a *Access) Use(fn func(Ring) (string, error)) (string, error) {
	r := a.keyring()
	if r == nil {
		return "", ErrNoRing
	}
	type answer struct {
		text string
		err  error
	}
	done := make(chan answer, 1)
	routine.Start(func() {
		var got answer
		defer func() {
			if recover() != nil {
				got = answer{err: ErrNoRing}
			}
			done <- got
		}()
		got.text, got.err = fn(r)
	})
	timer := time.NewTimer(patience)
	defer timer.Stop()
	var got answer
	select {
	case got = <-done:
	case <-timer.C:
		got.err = ErrSlow
	}
	if got.err != nil && !errors.Is(got.err, ErrNone) && !errors.Is(got.err, ErrTooBig) {
		a.giveUp()
	}
	return got.text, got.err
}

func (a *Access) keyring() Ring {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.ring
}

func (a *Access) giveUp() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.ring = nil
}

// System is the keyring of the system: Keychain, Credential Manager, or the
// Secret Service on the session's D-Bus.
type System struct{}

// Get reads an entry.
func (System) Get(service, name string) (string, error) {
	if !hasBus(runtime.GOOS, os.Getenv, exists) {
		return "", ErrNoRing
	}
	return keyring.Get(service, name)
}

// Set writes an entry.
func (System) Set(service, name, text string) error {
	if !hasBus(runtime.GOOS, os.Getenv, exists) {
		return ErrNoRing
	}
	return keyring.Set(service, name, text)
}

// Delete removes an entry.
func (System) Delete(service, name string) error {
	if !hasBus(runtime.GOOS, os.Getenv, exists) {
		return ErrNoRing
	}
	return keyring.Delete(service, name)
}

// hasBus tells whether a session bus is there where a keyring needs one. Without
// this question the D-Bus library would start a bus, which outlives the program.
func hasBus(system string, getenv func(string) string, exists func(string) bool) bool {
	if system == "darwin" || system == "windows" {
		return true
	}
	if address := getenv("DBUS_SESSION_BUS_ADDRESS"); address != "" && address != "autolaunch:" {
		return true
	}
	me, err := user.Current()
	if err != nil {
		return false
	}
	run := filepath.Join("/run/user", me.Uid)
	return exists(filepath.Join(run, "bus")) || exists(filepath.Join(run, "dbus-session"))
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}
