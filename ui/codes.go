package ui

import (
	"fmt"
	"strings"
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/cognito/settings"
	"cognito-tui/ui/kit"
)

// resendPause is how long a code can't be asked for again: messages take a
// while, and the service allows five an hour.
const resendPause = 30 * time.Second

// resending is what the code screens share: where the last code went, and when
// it may be asked for again.
type resending struct {
	env      *Env
	delivery cognito.Delivery
	sent     time.Time // the service's time; zero where nothing was sent here
}

// delivered notes a message; the pause begins anew.
func (r *resending) delivered(d cognito.Delivery) {
	r.delivery = d
	if d.Sent() {
		r.sent = r.env.now()
	}
}

// wait is how long until a code may be asked for again.
func (r *resending) wait() time.Duration {
	if r.sent.IsZero() {
		return 0
	}
	return max(0, resendPause-r.env.now().Sub(r.sent))
}

// lead says where the code went.
func (r *resending) lead() string {
	if !r.delivery.Sent() {
		return ""
	}
	by := "by email"
	if strings.EqualFold(r.delivery.Medium, "SMS") {
		by = "by SMS"
	}
	return fmt.Sprintf("A code went to %s %s.", kit.Clean(r.delivery.Destination), by)
}

// button draws the way to ask again, off while the pause lasts.
func (r *resending) button(ask func() tea.Cmd) kit.Button {
	b := kit.Button{Key: "resend", Label: "Send the code again", Do: ask} // the label counts down
	if left := r.wait(); left > 0 {
		s := int(left.Round(time.Second) / time.Second)
		b.Off = fmt.Sprintf("wait %d s", s)
		b.Label = fmt.Sprintf("Send again in %d s", s)
	}
	return b
}

// fillHelp names ctrl+y where there is a code that it fills in.
func fillHelp(code string) []key.Binding {
	if code == "" {
		return nil
	}
	return []key.Binding{newShortcutKeys().Fill}
}

// newestCode finds the newest valid code of a kind for a user in the inbox of
// the embedded pool; empty where there is none.
func newestCode(e *Env, user, kind string) string {
	if e.Local == nil {
		return ""
	}
	messages := e.Local.Messages()
	for i := len(messages) - 1; i >= 0; i-- {
		m := messages[i]
		if m.Valid && m.Kind == kind && m.PoolID == e.Settings.Get(settings.UserPoolID) &&
			(strings.EqualFold(m.Username, user) || strings.EqualFold(m.To, user)) {
			return m.Code
		}
	}
	return ""
}
