//go:build unix && !aix && !solaris

package bulk

import (
	"io/fs"
	"os"
	"syscall"
)

// openSafely follows no symbolic link, and waits for no reader of a pipe.
const openSafely = syscall.O_NOFOLLOW | syscall.O_NONBLOCK

// lock takes a file for this run alone; the system lets go of it when the program
// ends, however it ends.
func lock(f *os.File) error {
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return errLocked
	}
	return nil
}

// ownOnly tells whether a file is one's own and nobody else may read or write it.
func ownOnly(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return info.Mode().Perm()&0o077 == 0 && ok && int(stat.Uid) == os.Geteuid()
}
