// Package devicestore keeps remembered devices from one run of the program to
// the next: in the system's keyring, or for this run only where none answers.
// A device belongs to a user of a pool, whichever app client it was confirmed
// through.
package devicestore

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"sync"

	"cognito-tui/cognito/keychain"
)

// Device is what proves a remembered device: DeviceKey and DeviceGroupKey as the
// service gave them, and the password that ConfirmDevice set. All are secret.
type Device struct {
	Key      string `json:"key"`
	GroupKey string `json:"groupKey"`
	Password string `json:"password"`
}

// String keeps a device from being printed.
func (Device) String() string { return "a remembered device" }

// GoString is String: %#v prints no secret either.
func (d Device) GoString() string { return d.String() }

// service is the name under which a keyring lists the entries.
const service = "cognito-tui device"

// Store keeps one device for each user of a pool. Its methods may be called at
// the same time from several goroutines; Where alone never waits.
type Store struct {
	access sync.Mutex // held for a whole Get, Put or Drop; guards devices and there
	// devices are those of this run alone.
	devices map[string]Device
	// there are the entries that this run has seen in the keyring, or may have
	// written to it.
	there map[string]bool

	ring  *keychain.Access
	asked bool // whether a keyring was wanted
}

// New makes a store on the system's keyring, or, as the embedded pool needs it,
// for this run only. It doesn't ask the keyring anything yet.
func New(keyring bool) *Store {
	if keyring {
		return on(keychain.System{})
	}
	return on(nil)
}

func on(r keychain.Ring) *Store {
	return &Store{devices: make(map[string]Device), there: make(map[string]bool), ring: keychain.To(r), asked: r != nil}
}

// Where says in words where devices are kept. A keyring counts until it fails.
func (s *Store) Where() string {
	switch {
	case s.ring.There():
		return "in the system's keyring"
	case s.asked:
		return "for this run only: no keyring answered"
	}
	return "for this run only"
}

// Get finds the device of a user by the pool's own name for them. It waits two
// seconds for a keyring, and never again in this run for one that failed. The
// error is about an entry that can't be understood.
func (s *Store) Get(poolID, username string) (d Device, ok bool, err error) {
	s.access.Lock()
	defer s.access.Unlock()
	name := entry(poolID, username)
	if d, ok := s.devices[name]; ok {
		return d, true, nil
	}
	text, err := s.ring.Use(func(r keychain.Ring) (string, error) { return r.Get(service, name) })
	if err != nil {
		return Device{}, false, nil // there is none, or no keyring, which Where says
	}
	s.there[name] = true
	if json.Unmarshal([]byte(text), &d) != nil || d.Key == "" || d.GroupKey == "" || d.Password == "" {
		return Device{}, false, fmt.Errorf(
			"the remembered device in %s can't be understood; remove it there, or let this one be remembered anew", place(name))
	}
	return d, true, nil
}

// Put keeps the device of a user, in place of an earlier one. It goes to the
// keyring, or stays for this run only where that fails, which Where says; a
// keyring that holds an earlier device and fails is an error.
func (s *Store) Put(poolID, username string, d Device) error {
	s.access.Lock()
	defer s.access.Unlock()
	name := entry(poolID, username)
	text, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("keeping a device: %w", err)
	}
	_, err = s.ring.Use(func(r keychain.Ring) (string, error) { return "", r.Set(service, name, string(text)) })
	if err == nil {
		s.there[name] = true
		delete(s.devices, name)
		return nil
	}
	s.devices[name] = d
	outdated := s.there[name]
	s.there[name] = outdated || errors.Is(err, keychain.ErrSlow) // it may be written after all
	if outdated {
		return fmt.Errorf(
			"the device is kept for this run only: the keyring didn't take it in place of the earlier one; remove %s by hand", place(name))
	}
	return nil
}

// Drop forgets the device of a user; that there is none is no error. The error
// says that an entry may be left in a keyring that failed.
func (s *Store) Drop(poolID, username string) error {
	s.access.Lock()
	defer s.access.Unlock()
	name := entry(poolID, username)
	delete(s.devices, name)
	_, err := s.ring.Use(func(r keychain.Ring) (string, error) { return "", r.Delete(service, name) })
	switch {
	case err == nil, errors.Is(err, keychain.ErrNone):
		delete(s.there, name)
	case s.there[name], errors.Is(err, keychain.ErrSlow):
		return fmt.Errorf("the device is forgotten for this run, but the keyring didn't let go of it; remove %s by hand", place(name))
	}
	return nil
}

// entry names a user's entry: a pool id holds no slash, and a user name no
// control character that a keyring's tools might trip over.
func entry(poolID, username string) string {
	return url.PathEscape(poolID) + "/" + url.PathEscape(username)
}

// place is where a person finds an entry.
func place(name string) string { return fmt.Sprintf("the keyring's entry %q, %s", service, name) }
