package devicestore

import (
	"errors"
	"os"
	"os/user"
	"path/filepath"
	"runtime"
	"time"

	"github.com/zalando/go-keyring"
)

// ring is what a store needs of a keyring. An entry that isn't there is errNone.
type ring interface {
	Get(service, name string) (string, error)
	Set(service, name, text string) error
	Delete(service, name string) error
}

var (
	errNone   = keyring.ErrNotFound
	errTooBig = keyring.ErrSetDataTooBig
	errNoRing = errors.New("no keyring")
	errSlow   = errors.New("the keyring doesn't answer")
)

// use runs one access on a goroutine of its own, for it may hang in a question
// that nobody answers, or panic in a bus that breaks off. After any failure that
// is not about one entry the keyring is not used again: what made it fail stays,
// and a person who didn't unlock it is not to be asked each time.
func (s *Store) use(fn func(ring) (string, error)) (string, error) {
	r := s.keyring()
	if r == nil {
		return "", errNoRing
	}
	type answer struct {
		text string
		err  error
	}
	done := make(chan answer, 1)
	go func() {
		var a answer
		defer func() {
			if recover() != nil {
				a = answer{err: errNoRing}
			}
			done <- a
		}()
		a.text, a.err = fn(r)
	}()
	timer := time.NewTimer(patience)
	defer timer.Stop()
	var a answer
	select {
	case a = <-done:
	case <-timer.C:
		a.err = errSlow
	}
	if a.err != nil && !errors.Is(a.err, errNone) && !errors.Is(a.err, errTooBig) {
		s.giveUp()
	}
	return a.text, a.err
}

func (s *Store) keyring() ring {
	s.state.Lock()
	defer s.state.Unlock()
	return s.ring
}

func (s *Store) giveUp() {
	s.state.Lock()
	defer s.state.Unlock()
	s.ring = nil
}

// system is the keyring of the system: Keychain, Credential Manager, or the
// Secret Service on the session's D-Bus.
type system struct{}

func (system) Get(service, name string) (string, error) {
	if !hasBus(runtime.GOOS, os.Getenv, exists) {
		return "", errNoRing
	}
	return keyring.Get(service, name)
}

func (system) Set(service, name, text string) error {
	if !hasBus(runtime.GOOS, os.Getenv, exists) {
		return errNoRing
	}
	return keyring.Set(service, name, text)
}

func (system) Delete(service, name string) error {
	if !hasBus(runtime.GOOS, os.Getenv, exists) {
		return errNoRing
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
