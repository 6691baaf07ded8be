//go:build unix

package trace

import (
	"io/fs"
	"os"
	"syscall"
)

// openSafely follows no symbolic link, and waits for no reader of a pipe.
const openSafely = syscall.O_NOFOLLOW | syscall.O_NONBLOCK

// ownOnly tells whether a file is one's own and nobody else may read or write it.
func ownOnly(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return info.Mode().Perm()&0o077 == 0 && ok && int(stat.Uid) == os.Geteuid()
}
