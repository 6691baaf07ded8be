package ui

import (
	"context"
	"errors"

	tea "github.com/charmbracelet/bubbletea"
)

// Copied is how a text was put on a clipboard, as a sentence for the screen.
type Copied string

// Copy puts text on the clipboard, outside Update. b's screen gets a
// Reply[Copied]; where it failed, "Not copied: " and the error is the sentence,
// which has a next step. It isn't an error of the service.
func Copy(b *Base, text string) tea.Cmd {
	return copying(b, b.env.Copy, text)
}

// CopySecret is Copy for a secret, which the system's clipboard is to lose again.
func CopySecret(b *Base, text string) tea.Cmd { return copying(b, b.env.CopySecret, text) }

func copying(b *Base, put func(string) (string, error), text string) tea.Cmd {
	return Call(b, "Copying", func(context.Context) (Copied, error) {
		if put == nil {
			return "", errors.New("there is no clipboard here; select the text on the screen with the mouse instead")
		}
		how, err := put(text)
		return Copied(how), err
	})
}
