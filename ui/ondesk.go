package ui

// The screens of a person of the support desk: the header tells on whose behalf
// changes are made while one of them is up.

func (*deskUser) desk() bool     { return true }
func (*deskPage) desk() bool     { return true }
func (*deskCopy) desk() bool     { return true }
func (*deskDetails) desk() bool  { return true }
func (*remedyScreen) desk() bool { return true }
func (*createUser) desk() bool   { return true }
