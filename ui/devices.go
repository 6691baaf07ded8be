package ui

import "cognito-tui/cognito"

// Devices keeps what a remembered device proves itself with. Each method may
// take two seconds, so it is called in commands only.
type Devices interface {
	Get(poolID, username string) (cognito.Device, bool)
	Put(poolID, username string, d cognito.Device) error // a sentence with a next step
	Drop(poolID, username string)
	Where() string // in words, such as "in the system's keyring"
}

// deviceKeeper is Devices where there are any.
type deviceKeeper struct{ Devices }

func (k deviceKeeper) find(poolID, username string) *cognito.Device {
	if k.Devices == nil {
		return nil
	}
	d, ok := k.Get(poolID, username)
	if !ok {
		return nil
	}
	return &d
}

func (k deviceKeeper) drop(poolID, username string) {
	if k.Devices != nil {
		k.Drop(poolID, username)
	}
}
