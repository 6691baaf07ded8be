package bulk

import (
	"io/fs"
	"os"
	"syscall"
	"unsafe"
)

// openSafely adds nothing here.
const openSafely = 0

var lockFileEx = syscall.NewLazyDLL("kernel32.dll").NewProc("LockFileEx")

// lock takes a file for this run alone; the system lets go of it when the program
// ends, however it ends. The byte that is locked lies beyond any end of the file,
// since a locked one can't be read by others.
func lock(f *os.File) error {
	const exclusive, atOnce = 2, 1
	at := syscall.Overlapped{OffsetHigh: 1 << 30}
	if ok, _, _ := lockFileEx.Call(f.Fd(), exclusive|atOnce, 0, 1, 0, uintptr(unsafe.Pointer(&at))); ok == 0 {
		return errLocked
	}
	return nil
}

// ownOnly is true: a new file takes its folder's permissions.
func ownOnly(fs.FileInfo) bool { return true }
