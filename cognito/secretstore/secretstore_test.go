package secretstore

import (
	"errors"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"
)

func TestStore(t *testing.T) {
	keyring.MockInit()
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/mocked")
	s := New()
	if _, ok := s.Get("p", "c"); ok {
		t.Error("a secret from nowhere")
	}
	if err := s.Put("p", "c", "hidden-1"); err != nil {
		t.Fatal(err)
	}
	if got, ok := New().Get("p", "c"); !ok || got != "hidden-1" {
		t.Error("not kept")
	}
	if _, ok := s.Get("p", "other"); ok {
		t.Error("another client's secret")
	}
	for range 2 {
		if err := s.Drop("p", "c"); err != nil {
			t.Error(err)
		}
	}
	if _, ok := s.Get("p", "c"); ok {
		t.Error("still there")
	}
}

func TestNoKeyring(t *testing.T) {
	keyring.MockInitWithError(errors.New("dial /hidden: refused"))
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/mocked")
	s := New()
	if err := s.Put("p", "c", "hidden-1"); !errors.Is(err, ErrNoKeyring) || strings.Contains(err.Error(), "hidden") {
		t.Errorf("got %v", err)
	}
	if _, ok := s.Get("p", "c"); ok {
		t.Error("a secret from nowhere")
	}
	if err := s.Drop("p", "c"); !errors.Is(err, ErrNoKeyring) {
		t.Errorf("got %v", err)
	}
}
