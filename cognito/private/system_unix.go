//go:build unix

package private

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

const (
	// openWaitless waits for no other end of a pipe.
	openWaitless = syscall.O_NONBLOCK | syscall.O_NOCTTY
	// openSafely follows no link in the last element either.
	openSafely = syscall.O_NOFOLLOW | openWaitless
	// chmodCounts tells that a mode keeps others out.
	chmodCounts = true
)

// own says why an open file isn't the user's alone.
func own(info fs.FileInfo) error {
	stat, ok := info.Sys().(*syscall.Stat_t)
	switch {
	case !ok || !mine(info):
		return errForeign
	case stat.Nlink != 1:
		return errNames
	case loose(info):
		return errLoose
	}
	return nil
}

func mine(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(stat.Uid) == os.Geteuid()
}

// loose tells that others may read or write a file.
func loose(info fs.FileInfo) bool { return info.Mode().Perm()&0o077 != 0 && !null(info) }

func rename(from, to string) error { return os.Rename(from, to) }

// syncFolder has the disk keep a file's name. Not every file system can.
func syncFolder(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return nil // a folder that may be written and not read
	}
	err = d.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) || errors.Is(err, syscall.EBADF) {
		err = nil
	}
	return errors.Join(err, d.Close())
}
