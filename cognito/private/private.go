// Package private is the one door to the files of the program. Two policies stand
// here and nowhere else.
//
// Settings (settings.go: .env, pools.toml, the AWS files) belong to the person:
// links are followed, what is read is a regular file of at most MaxSettings, and
// what is written replaces the file that a link leads to.
//
// What the program keeps (own.go: records, journals, traces, tokens, lists) is the
// program's own: a regular file of the user's with one name, no link, which nobody
// else may read or write.
//
// Locks (lock.go) stand on a file beside, never on the data or the folder. Nothing
// here waits for the other end of a pipe, but for FromPipe, which has a bound.
package private

import (
	"errors"
	"io/fs"
)

// Refused says why a file that is there isn't used. It names no path.
type Refused struct{ Why string }

// Error is the reason.
func (r *Refused) Error() string { return r.Why }

// What a file is refused for.
var (
	errLink     = &Refused{"it is a symbolic link"}
	errFolder   = &Refused{"it is a folder"}
	errDevice   = &Refused{"it is no regular file"}
	errNames    = &Refused{"it has a second name (a hard link)"}
	errForeign  = &Refused{"it belongs to another user"}
	errLoose    = &Refused{"others may read it or write to it (chmod 600 makes it your own)"}
	errTooLarge = &Refused{"it is larger than 1 MiB"}
)

// regular says why a file isn't one that can be read and written.
func regular(mode fs.FileMode) error {
	switch {
	case mode.IsRegular():
		return nil
	case mode.IsDir():
		return errFolder
	case mode&fs.ModeSymlink != 0:
		return errLink
	}
	return errDevice
}

// Cause is an error without the operation and the path, for sentences that name the
// file themselves.
func Cause(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}
