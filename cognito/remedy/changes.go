package remedy

import (
	"errors"

	"cognito-tui/cognito"
)

// Errors of Changes and Show, which a screen says beside the input.
var (
	ErrMissing = errors.New("something has to be chosen or typed first")
	ErrUnknown = errors.New("there is no such remedy")
)

// Changes are what a remedy is made of, each to be given to Admin.Apply in this
// order, with the user's name, or Inputs.Username for Create. It makes no call.
func Changes(id ID, c Case, in Inputs) ([]cognito.Change, error) {
	return nil, ErrUnknown
}

// Show is what is shown before a remedy acts. It makes no call, and an input's
// password isn't in it.
func Show(id ID, c Case, in Inputs) (Preview, error) {
	return Preview{}, ErrUnknown
}
