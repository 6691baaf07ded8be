//go:build unix

package ui

import "golang.org/x/sys/unix"

// ForbidCoreDumps keeps the process from leaving its memory, which may hold
// passwords and tokens, in a file when it is killed, as far as the system lets it.
func ForbidCoreDumps() {
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{})
	undumpable()
}
