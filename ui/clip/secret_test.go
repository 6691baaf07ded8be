package clip

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

// board is a system's clipboard in memory.
type board struct {
	text    string
	unread  error
	refused error
}

func (b *board) clipboard() *Clipboard {
	return &Clipboard{
		getenv: environment(), life: secretLife,
		system: func(text string) error {
			if b.refused == nil {
				b.text = text
			}
			return b.refused
		},
		read: func() (string, error) { return b.text, b.unread },
	}
}

func copied(t *testing.T, c *Clipboard, want string) {
	t.Helper()
	if how, err := c.CopySecret(secret); how != want || (err != nil) != (want == "") {
		t.Fatalf("got %q, %v", how, err)
	}
}

func TestSecretIsClearedAfterAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &board{}
		c := b.clipboard()
		copied(t, c, ToSystemForAWhile)
		time.Sleep(59 * time.Second)
		if b.text != secret {
			t.Fatal("cleared too early")
		}
		copied(t, c, ToSystemForAWhile) // again: the minute begins anew
		time.Sleep(59 * time.Second)
		if b.text != secret {
			t.Fatal("cleared by the first copy's timer")
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if b.text != "" {
			t.Error("not cleared")
		}
	})
}

func TestSecretIsClearedAtTheEnd(t *testing.T) {
	b := &board{}
	c := b.clipboard()
	copied(t, c, ToSystemForAWhile)
	c.Close()
	if b.text != "" {
		t.Error("not cleared")
	}
	b.text = "later"
	c.Close()
	if b.text != "later" {
		t.Error("cleared twice")
	}
}

// What somebody else put there meanwhile stays, as does what can't be read.
func TestOthersTextStays(t *testing.T) {
	for name, change := range map[string]func(*board){
		"another text": func(b *board) { b.text = "another" },
		"unreadable":   func(b *board) { b.unread = errors.New("no display") },
	} {
		b := &board{}
		c := b.clipboard()
		copied(t, c, ToSystemForAWhile)
		change(b)
		before := b.text
		c.Close()
		if b.text != before {
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
	if b.text != secret {
		t.Error("cleared without being read")
	}
}
