package devicestore

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/zalando/go-keyring"
	"go.uber.org/goleak"
	"pgregory.net/rapid"

	"cognito-tui/cognito/bubble"
	"cognito-tui/cognito/keychain"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	pool = "eu-west-1_AbC123"
	ann  = "ann@example.com"

	inKeyring = "in the system's keyring"
	noAnswer  = "for this run only: no keyring answered"
)

var (
	first  = Device{Key: "eu-west-1_k3y-1", GroupKey: "-gr0up-1", Password: "passw0rd-1"}
	second = Device{Key: "eu-west-1_k3y-2", GroupKey: "-gr0up-2", Password: "passw0rd-2"}
)

// fake is a keyring in memory whose next accesses can be made to fail, to panic
// or to wait.
type fake struct {
	mu      sync.Mutex
	entries map[string]string
	err     error
	panics  bool
	wait    chan struct{} // where set, an access waits until it is closed
	calls   int
}

func (f *fake) begin() error {
	f.mu.Lock()
	f.calls++
	wait, err, panics := f.wait, f.err, f.panics
	f.mu.Unlock()
	if wait != nil {
		<-wait
	}
	if panics {
		panic("the bus broke off")
	}
	return err
}

func (f *fake) Get(service, name string) (string, error) {
	if err := f.begin(); err != nil {
		return "", err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	text, ok := f.entries[service+"\n"+name]
	if !ok {
		return "", keychain.ErrNone
	}
	return text, nil
}

func (f *fake) Set(service, name, text string) error {
	if err := f.begin(); err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.entries == nil {
		f.entries = make(map[string]string)
	}
	f.entries[service+"\n"+name] = text
	return nil
}

func (f *fake) Delete(service, name string) error {
	if err := f.begin(); err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if _, ok := f.entries[service+"\n"+name]; !ok {
		return keychain.ErrNone
	}
	delete(f.entries, service+"\n"+name)
	return nil
}

func holds(t *testing.T, s *Store, poolID, username string, want Device) {
	t.Helper()
	got, ok, err := s.Get(poolID, username)
	if err != nil || got != want || ok != (want != Device{}) {
		t.Errorf("%s of %s: device %q, %v, %v; want %q", username, poolID, got.Key, ok, err, want.Key)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Error(err)
	}
}

// safe fails on an error that holds a secret, or doesn't say what to do.
func safe(t *testing.T, err error) {
	t.Helper()
	if err == nil {
		t.Error("an error is missing")
		return
	}
	for _, d := range []Device{first, second} {
		for _, secret := range []string{d.Key, d.GroupKey, d.Password} {
			if strings.Contains(err.Error(), secret) {
				t.Errorf("the error holds a secret: %v", err)
			}
		}
	}
	if !strings.Contains(err.Error(), "remove") {
		t.Errorf("the error has no next step: %v", err)
	}
}

// The same steps pass in the keyring, which go-keyring mocks, and without it.
func TestStore(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent") // the mock needs none, but is asked only where a bus is
	keyring.MockInit()
	for where, s := range map[string]*Store{inKeyring: New(true), "for this run only": New(false)} {
		holds(t, s, pool, ann, Device{})
		must(t, s.Drop(pool, ann))
		must(t, s.Put(pool, ann, first))
		holds(t, s, pool, ann, first)
		holds(t, s, pool, "bob@example.com", Device{})
		holds(t, s, "eu-west-1_Other", ann, Device{})
		must(t, s.Put("eu-west-1_Other", ann, second))
		holds(t, s, pool, ann, first)
		must(t, s.Put(pool, ann, second))
		holds(t, s, pool, ann, second)
		must(t, s.Drop(pool, ann))
		holds(t, s, pool, ann, Device{})
		holds(t, s, "eu-west-1_Other", ann, second)
		if got := s.Where(); got != where {
			t.Errorf("kept %s, want %s", got, where)
		}
	}
	holds(t, New(true), "eu-west-1_Other", ann, second)
	holds(t, New(false), "eu-west-1_Other", ann, Device{})
}

// Where there is no keyring, all works for this run, no error is shown, and the
// keyring is asked once.
func TestNoKeyring(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
	for _, err := range []error{
		keyring.ErrUnsupportedPlatform, keychain.ErrNoRing, errors.New("dial unix /nonexistent: connect: no such file or directory"),
		errors.New("The name org.freedesktop.secrets was not provided by any .service files"), errors.New("prompt dismissed"),
	} {
		keyring.MockInitWithError(err)
		counted := &fake{err: err}
		for _, s := range []*Store{New(true), on(counted), on(&fake{panics: true})} {
			must(t, s.Drop(pool, ann))
			if got := s.Where(); got != noAnswer {
				t.Errorf("%v: kept %s", err, got)
			}
			holds(t, s, pool, ann, Device{})
			must(t, s.Put(pool, ann, first))
			must(t, s.Put(pool, ann, second))
			holds(t, s, pool, ann, second)
			must(t, s.Drop(pool, ann))
			holds(t, s, pool, ann, Device{})
		}
		if counted.calls != 1 {
			t.Errorf("%v: the keyring was asked %d times", err, counted.calls)
		}
		s := New(true)
		must(t, s.Put(pool, ann, first)) // the first access of a run may be any
		holds(t, s, pool, ann, first)
		must(t, s.Drop(pool, ann))
	}
}

// The real library finds no bus here, and says so at once. Once it is mocked it
// stays so: the test runs itself in a process where nothing was.
func TestNoBusIsNoKeyring(t *testing.T) {
	const alone = "DEVICESTORE_ALONE"
	if os.Getenv(alone) == "" {
		cmd := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
		cmd.Env = append(os.Environ(), alone+"=1")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	if runtime.GOOS == "darwin" || runtime.GOOS == "windows" {
		t.Skip("the keyring here needs no bus")
	}
	for _, address := range []string{"unix:path=" + filepath.Join(t.TempDir(), "none"), "nonsense:"} {
		t.Setenv("DBUS_SESSION_BUS_ADDRESS", address)
		s := New(true)
		holds(t, s, pool, ann, Device{})
		must(t, s.Put(pool, ann, first))
		holds(t, s, pool, ann, first)
		if got := s.Where(); got != noAnswer {
			t.Errorf("kept %s", got)
		}
	}
}

// A keyring that asks the person and gets no answer is left alone, and what was
// going on there may still end.
func TestKeyringThatHangs(t *testing.T) {
	steps := map[string]func(*testing.T, *Store){
		"get": func(t *testing.T, s *Store) { holds(t, s, pool, ann, Device{}) },
		"put": func(t *testing.T, s *Store) {
			must(t, s.Put(pool, ann, first))
			holds(t, s, pool, ann, first)
			safe(t, s.Drop(pool, ann)) // for it may be written after all
		},
		"drop": func(t *testing.T, s *Store) { safe(t, s.Drop(pool, ann)) },
	}
	for name, step := range steps {
		t.Run(name, func(t *testing.T) {
			bubble.Run(t, func(t *testing.T) {
				hanging := &fake{wait: make(chan struct{})}
				s := on(hanging)
				step(t, s)
				holds(t, s, pool, "bob@example.com", Device{})
				if s.Where() != noAnswer {
					t.Errorf("kept %s", s.Where())
				}
				must(t, s.Put(pool, "bob@example.com", second))
				holds(t, s, pool, "bob@example.com", second)
				hanging.mu.Lock()
				if hanging.calls != 1 {
					t.Errorf("the keyring was asked %d times", hanging.calls)
				}
				hanging.mu.Unlock()
				close(hanging.wait)
			})
		})
	}
}

// Each user keeps what was put last, whoever else is at the store.
func TestStoreAtTheSameTime(t *testing.T) {
	for _, s := range []*Store{on(&fake{}), on(nil), on(&fake{err: keychain.ErrNoRing})} {
		var all sync.WaitGroup
		for _, who := range []string{"ann", "bob", "cy", "di"} {
			all.Go(func() {
				for range 50 {
					must(t, s.Put(pool, who, first))
					must(t, s.Put(pool, who, second))
					holds(t, s, pool, who, second)
					_ = s.Where()
					must(t, s.Drop(pool, who))
					holds(t, s, pool, who, Device{})
				}
			})
		}
		all.Wait()
	}
}

// A keyring that worked and then fails leaves an entry behind, which is said.
func TestKeyringThatStops(t *testing.T) {
	stops := errors.New("the session was closed: " + first.Password)
	begin := func() (*Store, *fake) {
		f := &fake{}
		s := on(f)
		must(t, s.Put(pool, ann, first))
		f.err = stops
		return s, f
	}

	s, _ := begin()
	safe(t, s.Put(pool, ann, second))
	holds(t, s, pool, ann, second)
	if s.Where() != noAnswer {
		t.Errorf("kept %s", s.Where())
	}

	s, _ = begin()
	safe(t, s.Drop(pool, ann))
	holds(t, s, pool, ann, Device{})

	s, f := begin()
	holds(t, s, pool, ann, Device{})
	safe(t, s.Drop(pool, ann))
	if f.calls != 2 {
		t.Errorf("the keyring was asked %d times", f.calls)
	}
}

// What one entry is refused for says nothing of the keyring.
func TestEntryTooBig(t *testing.T) {
	f := &fake{err: keychain.ErrTooBig}
	s := on(f)
	must(t, s.Put(pool, ann, first))
	f.err = nil
	holds(t, s, pool, ann, first)
	must(t, s.Put(pool, "bob@example.com", second))
	if s.Where() != inKeyring || len(f.entries) != 1 {
		t.Errorf("kept %s, %d entries", s.Where(), len(f.entries))
	}
	must(t, s.Put(pool, ann, second)) // now it takes it
	if len(f.entries) != 2 {
		t.Errorf("%d entries", len(f.entries))
	}
	holds(t, s, pool, ann, second)
}

func TestEntryOfNoUse(t *testing.T) {
	for _, text := range []string{"", "passw0rd-1", "null", "[]", `{"key":1}`, `{"key":"eu-west-1_k3y-1","password":"passw0rd-1"}`} {
		f := &fake{}
		s := on(f)
		must(t, s.Put(pool, ann, first))
		name := slices.Collect(maps.Keys(f.entries))[0]
		f.entries[name] = text
		d, ok, err := s.Get(pool, ann)
		if ok || d != (Device{}) {
			t.Errorf("%q gave a device", text)
		}
		safe(t, err)
		must(t, s.Put(pool, ann, second))
		holds(t, s, pool, ann, second)
		f.entries[name] = text
		must(t, s.Drop(pool, ann))
		holds(t, s, pool, ann, Device{})
	}
}

// No two users share an entry, and no name holds what a keyring's tools might
// take for more than a name.
func TestEntryNames(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, q := rapid.String().Draw(t, "pool"), rapid.String().Draw(t, "other pool")
		u, v := rapid.String().Draw(t, "user"), rapid.String().Draw(t, "other user")
		if (entry(p, u) == entry(q, v)) != (p == q && u == v) {
			t.Fatalf("%q and %q", entry(p, u), entry(q, v))
		}
		if strings.ContainsFunc(entry(p, u), func(r rune) bool { return r <= ' ' || r > '~' }) {
			t.Fatalf("%q", entry(p, u))
		}
	})
	if got, want := entry(pool, "ann+1@example.com"), "eu-west-1_AbC123/ann+1@example.com"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestDevicePrintsNoSecret(t *testing.T) {
	for _, format := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
		text := fmt.Sprintf(format, first) + fmt.Sprintf(format, &first) + fmt.Sprintf(format, struct{ Device }{first})
		if strings.Contains(text, first.Password) || strings.Contains(text, first.Key) {
			t.Errorf("%s prints %s", format, text)
		}
	}
}
