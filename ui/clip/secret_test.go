package clip

import (
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"cognito-tui/cognito/bubble"
)

// board is a system's clipboard in memory.
type board struct {
	mu      sync.Mutex
	text    string
	unread  error
	refused error
}

func (b *board) clipboard() *Clipboard {
	return &Clipboard{
		getenv: environment(), life: secretLife,
		system: func(text string) error {
			if b.refused == nil {
				b.set(text)
			}
			return b.refused
		},
		read: func() (string, error) { return b.holds(), b.unread },
	}
}

func (b *board) holds() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text
}

func (b *board) set(text string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.text = text
}

func copied(t *testing.T, c *Clipboard, want string) {
	t.Helper()
	if how, err := c.CopySecret(secret); how != want || (err != nil) != (want == "") {
		t.Fatalf("got %q, %v", how, err)
	}
}

func TestSecretIsClearedAfterAMinute(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		b := &board{}
		c := b.clipboard()
		copied(t, c, ToSystemForAWhile)
		time.Sleep(59 * time.Second)
		if b.holds() != secret {
			t.Fatal("cleared too early")
		}
		copied(t, c, ToSystemForAWhile) // again: the minute begins anew
		time.Sleep(59 * time.Second)
		if b.holds() != secret {
			t.Fatal("cleared by the first copy's timer")
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if b.holds() != "" {
			t.Error("not cleared")
		}
	})
}

func TestSecretIsClearedAtTheEnd(t *testing.T) {
	b := &board{}
	c := b.clipboard()
	copied(t, c, ToSystemForAWhile)
	c.Close()
	if b.holds() != "" {
		t.Error("not cleared")
	}
	b.set("later")
	c.Close()
	if b.holds() != "later" {
		t.Error("cleared twice")
	}
}

// What somebody else put there meanwhile stays, as does what can't be read.
func TestOthersTextStays(t *testing.T) {
	for name, change := range map[string]func(*board){
		"another text": func(b *board) { b.set("another") },
		"unreadable":   func(b *board) { b.unread = errors.New("no display") },
	} {
		b := &board{}
		c := b.clipboard()
		copied(t, c, ToSystemForAWhile)
		change(b)
		before := b.holds()
		c.Close()
		if b.holds() != before {
			t.Errorf("%s: cleared", name)
		}
	}
}

func TestSecretElsewhere(t *testing.T) {
	refused := &board{refused: errors.New("exit status 1")}
	copied(t, refused.clipboard(), "")
	b := &board{}
	c := b.clipboard()
	c.read = nil
	copied(t, c, ToSystem)
	c.Close()
	if b.holds() != secret {
		t.Error("cleared without being read")
	}
}
