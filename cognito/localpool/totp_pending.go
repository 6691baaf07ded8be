package localpool

import "time"

var errBadTOTP = refuse("CodeMismatchException", "Invalid code received for user")

// check takes nothing until TOTP's own file replaces this one.
func (t *totp) check(string, time.Time) error { return errBadTOTP }
