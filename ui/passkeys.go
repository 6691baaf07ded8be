package ui

import (
	"context"
	"strconv"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/cognito/clock"
	"cognito-tui/ui/kit"
)

// passkeys lists the passkeys of a signed-in user, and deletes them.
type passkeys struct {
	columnScreen
	keys []cognito.Passkey
	read bool
}

func newPasskeys(env *Env) *passkeys {
	s := &passkeys{columnScreen: newColumnScreen(env, "Passkeys", "Enter on a passkey deletes it, after a question.")}
	s.begin(s.lines, s.list)
	return s
}

// Enter reads the list.
func (s *passkeys) Enter() tea.Cmd {
	if s.read || s.busy != "" || s.failure != nil {
		return nil
	}
	s.again = s.list
	return s.list()
}

func (s *passkeys) list() tea.Cmd {
	return CallAs(&s.Base, "Reading the passkeys", func(ctx context.Context, c *cognito.Client, access string) ([]cognito.Passkey, error) {
		return c.ListWebAuthnCredentials(ctx, access)
	})
}

type (
	passkeyDeleted struct{ name string }
	passkeyStarted struct{}
)

// Update takes the list, and what was done, after which it reads again.
func (s *passkeys) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case Reply[[]cognito.Passkey]:
		if msg.Err != nil {
			return s.refused(msg.Err)
		}
		s.keys, s.read = msg.Val, true
		s.fill()
		return nil
	case Reply[passkeyDeleted]:
		if msg.Err != nil {
			return s.refused(msg.Err)
		}
		s.done = "Deleted from the pool: " + msg.Val.name + ". Whoever holds it keeps it, but can't sign in with it."
		s.keys, s.read, s.again = nil, false, s.list
		s.rows(nil)
		return s.list()
	case Reply[passkeyStarted]:
		if msg.Err != nil {
			return s.refused(msg.Err)
		}
		s.refocus()
		s.warning = "The pool would register a passkey now. A browser has to make it: this terminal can't finish it, and nothing is registered."
		return nil
	}
	return s.columnScreen.Update(msg)
}

// fill makes a button of each passkey.
func (s *passkeys) fill() {
	var rows []kit.Button
	for i, k := range s.keys {
		rows = append(rows, kit.Button{Key: strconv.Itoa(i), Label: kit.Cut(passkeyName(k), 24), Note: passkeyNote(s.env, k),
			Do: func() tea.Cmd { return s.question(s.deletion(k)) }})
	}
	s.rows(append(rows, kit.Button{Label: "Register a passkey", Note: "asks the pool; only a browser can finish it",
		Do: func() tea.Cmd { return s.act(s.register) }}))
}

func passkeyName(k cognito.Passkey) string { return orNone(k.Name, "without a name") }

// passkeyNote is since when there is a passkey, what holds it and where it works.
func passkeyNote(e *Env, k cognito.Passkey) string {
	note := onDay(e.Clock, "since", k.Created)
	switch k.Attachment {
	case "platform":
		note = append(note, "in the device itself")
	case "cross-platform":
		note = append(note, "phone or security key")
	case "":
	default:
		note = append(note, kit.Cut(kit.Clean(k.Attachment), 20))
	}
	return strings.Join(append(note, "for "+kit.Cut(orNone(k.RelyingParty, "an unknown site"), 40)), ", ")
}

// orNone is a stranger's text, or what stands in its place where nothing of it
// can be shown.
func orNone(text, none string) string {
	if text = strings.TrimSpace(kit.Clean(text)); text == "" {
		return none
	}
	return text
}

// onDay is a day with a word before it; nothing where it isn't known.
func onDay(c clock.Clock, word string, t time.Time) []string {
	if t.IsZero() {
		return nil
	}
	return []string{word + " " + c.Format(t, "2 Jan 2006")}
}

func (s *passkeys) register() tea.Cmd {
	return CallAs(&s.Base, "Asking the pool", func(ctx context.Context, c *cognito.Client, access string) (passkeyStarted, error) {
		return passkeyStarted{}, c.StartWebAuthnRegistration(ctx, access)
	})
}

// deletion is the question before a passkey is deleted.
func (s *passkeys) deletion(k cognito.Passkey) question {
	name := kit.Cut(passkeyName(k), 60)
	return question{
		sentence: "Delete the passkey " + name + "?",
		hint:     "It can't sign in any more. Only a browser can register another.",
		yes:      "Delete it",
		do: func() tea.Cmd {
			return s.act(func() tea.Cmd {
				return CallAs(&s.Base, "Deleting the passkey", func(ctx context.Context, c *cognito.Client, access string) (passkeyDeleted, error) {
					return passkeyDeleted{name}, c.DeleteWebAuthnCredential(ctx, access, k.ID)
				})
			})
		},
	}
}

func (s *passkeys) lines() []string {
	if !s.read {
		return nil
	}
	if len(s.keys) == 0 {
		return []string{s.env.Theme.Text.Render("No passkey is registered."), ""}
	}
	return []string{s.heading("Registered", strconv.Itoa(len(s.keys))), ""}
}
