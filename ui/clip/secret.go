package clip

import (
	"crypto/sha256"
	"sync"
	"time"

	"github.com/atotto/clipboard"

	"cognito-tui/cognito/routine"
)

// secretLife is how long a secret stays on the system's clipboard.
const secretLife = time.Minute

// ToSystemForAWhile is what CopySecret answers where it can take the text back.
const ToSystemForAWhile = "Copied to the clipboard; it is cleared in 60 s and when the program ends, if it still holds it."

// holding is what the system's clipboard was last given as a secret: its hash,
// since the text isn't kept.
type holding struct {
	mu    sync.Mutex
	sum   [sha256.Size]byte
	there bool
	timer *time.Timer
}

// CopySecret is Copy for a secret. The system's clipboard is cleared after a
// minute, and by Close, if it still holds the text; a terminal's can't be read
// and keeps it, as what is answered says.
func (c *Clipboard) CopySecret(text string) (how string, err error) {
	if c.usesSystem() && c.read != nil {
		c.hold(text) // also where the tool answers too late and takes it all the same
	}
	how, err = c.Copy(text)
	if err == nil && how == ToSystem && c.read != nil {
		how = ToSystemForAWhile
	}
	return how, err
}

// hold notes what is to be taken back.
func (c *Clipboard) hold(text string) {
	c.held.mu.Lock()
	defer c.held.mu.Unlock()
	c.held.sum, c.held.there = sha256.Sum256([]byte(text)), true
	if c.held.timer != nil {
		c.held.timer.Stop()
	}
	c.held.timer = routine.After(c.life, c.clear)
}

// Close clears the system's clipboard if it still holds a secret given to
// CopySecret. It takes at most six seconds.
func (c *Clipboard) Close() {
	c.held.mu.Lock()
	if c.held.timer != nil {
		c.held.timer.Stop()
	}
	c.held.mu.Unlock()
	c.clear()
}

// clear empties the system's clipboard where it holds the secret.
func (c *Clipboard) clear() {
	c.held.mu.Lock()
	defer c.held.mu.Unlock()
	if !c.held.there {
		return
	}
	c.held.there = false
	sum := c.held.sum
	_ = within(patience, func() error {
		now, err := c.read()
		if err != nil || sha256.Sum256([]byte(now)) != sum {
			return err // somebody else's text stays
		}
		return c.system("")
	})
}

// readSystem reads the system's clipboard.
func readSystem() (string, error) { return clipboard.ReadAll() }
