// Package secretstore keeps the client secrets of pools that were kept under a
// name, in the system's keyring and nowhere else.
package secretstore

import (
	"errors"
	"fmt"
	"net/url"

	"cognito-tui/cognito/keychain"
)

// service is the name under which a keyring lists the entries.
const service = "cognito-tui client secret"

// ErrNoKeyring means that no keyring answered: nothing was kept.
var ErrNoKeyring = errors.New("no keyring answered")

// Store keeps the secret of each app client of a pool. It is safe for concurrent
// use, and waits two seconds for a keyring at most: one that failed isn't asked
// again in this run.
type Store struct{ ring *keychain.Access }

// New makes a store on the system's keyring. It doesn't ask the keyring anything.
func New() *Store { return on(keychain.System{}) }

func on(r keychain.Ring) *Store { return &Store{keychain.To(r)} }

// Get gives a client's secret; ok is false where none is kept or no keyring answers.
func (s *Store) Get(poolID, clientID string) (secret string, ok bool) {
	secret, err := s.ring.Use(func(r keychain.Ring) (string, error) { return r.Get(service, entry(poolID, clientID)) })
	return secret, err == nil && secret != ""
}

// Put keeps a client's secret, in place of an earlier one.
func (s *Store) Put(poolID, clientID, secret string) error {
	_, err := s.ring.Use(func(r keychain.Ring) (string, error) { return "", r.Set(service, entry(poolID, clientID), secret) })
	switch {
	case err == nil:
		return nil
	case errors.Is(err, keychain.ErrSlow):
		return fmt.Errorf("%w in time; look for %q, %s", ErrNoKeyring, service, entry(poolID, clientID))
	}
	return ErrNoKeyring
}

// Drop forgets a client's secret; that there is none is no error.
func (s *Store) Drop(poolID, clientID string) error {
	_, err := s.ring.Use(func(r keychain.Ring) (string, error) { return "", r.Delete(service, entry(poolID, clientID)) })
	if err == nil || errors.Is(err, keychain.ErrNone) {
		return nil
	}
	return ErrNoKeyring
}

// entry names a client's entry: neither id holds a slash.
func entry(poolID, clientID string) string {
	return url.PathEscape(poolID) + "/" + url.PathEscape(clientID)
}
