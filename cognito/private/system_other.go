//go:build !unix

package private

import (
	"errors"
	"io/fs"
	"os"
	"runtime"
	"syscall"
	"time"
)

// Files have no such modes here: a new one takes its folder's permissions. Links
// were looked for before.
const (
	openWaitless = 0
	openSafely   = 0
	chmodCounts  = false
)

func own(fs.FileInfo) error   { return nil }
func mine(fs.FileInfo) bool   { return true }
func loose(fs.FileInfo) bool  { return false }
func syncFolder(string) error { return nil }

// What Windows refuses a renaming with while somebody has one of the files open, as
// a search index or a virus scanner does for moments. Source: System Error Codes.
const (
	accessDenied     = syscall.Errno(5)
	sharingViolation = syscall.Errno(32)
	lockViolation    = syscall.Errno(33)
)

// rename tries for two seconds.
func rename(from, to string) error {
	const tries, pause = 40, 50 * time.Millisecond
	for try := 1; ; try++ {
		err := os.Rename(from, to)
		held := errors.Is(err, accessDenied) || errors.Is(err, sharingViolation) || errors.Is(err, lockViolation)
		if !held || runtime.GOOS != "windows" || try == tries {
			return err
		}
		time.Sleep(pause)
	}
}
