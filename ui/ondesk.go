package ui

// The screens of the support desk: the header tells on whose behalf changes are made
// while one of them is up.

func (*findScreen) desk() bool   { return true }
func (*deskUser) desk() bool     { return true }
func (*deskPage) desk() bool     { return true }
func (*deskCopy) desk() bool     { return true }
func (*deskDetails) desk() bool  { return true }
func (*remedyScreen) desk() bool { return true }
func (*createUser) desk() bool   { return true }
func (*bulkSource) desk() bool   { return true }
func (*bulkRemedy) desk() bool   { return true }
func (*bulkGroup) desk() bool    { return true }
func (*bulkDry) desk() bool      { return true }
func (*bulkConfirm) desk() bool  { return true }
func (*bulkRun) desk() bool      { return true }
