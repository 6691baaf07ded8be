package private

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// ErrLocked means that another program, or another part of this one, holds the lock.
var ErrLocked = errors.New("another run of the program is at it; try again")

const (
	// lockPatience is how long Lock waits for another program.
	lockPatience = 2 * time.Second
	// lockEvery is the time between two tries. It is short, for who changes a file
	// again and again leaves its lock free for moments only.
	lockEvery = time.Millisecond
)

// Held is a lock that is held. The system lets go of it when the program ends,
// however it ends.
type Held struct {
	lock *flock.Flock
	path string
}

// Lock takes the lock of a file or folder, on the file of its name with .lock beside
// it. It waits 2 s, then it is ErrLocked.
func Lock(path string) (*Held, error) {
	ctx, cancel := context.WithTimeout(context.Background(), lockPatience)
	defer cancel()
	return lock(path, func(l *flock.Flock) (bool, error) {
		ok, err := l.TryLockContext(ctx, lockEvery)
		if errors.Is(err, context.DeadlineExceeded) {
			err = nil
		}
		return ok, err
	})
}

// LockSettings is Lock for a file of settings, whose folder is made where it isn't
// there: the lock is beside the file that links lead to. A file that
// ReplaceSettings wouldn't write is *Refused.
func LockSettings(path string) (*Held, error) {
	if err := Folder(filepath.Dir(path)); err != nil {
		return nil, err
	}
	path, err := writable(path)
	if err != nil {
		return nil, err
	}
	return Lock(path)
}

// TryLock is Lock without waiting.
func TryLock(path string) (*Held, error) { return lock(path, (*flock.Flock).TryLock) }

func lock(path string, take func(*flock.Flock) (bool, error)) (*Held, error) {
	path += ".lock"
	for {
		l := flock.New(path, flock.SetFlag(os.O_RDWR|openSafely), flock.SetPermissions(ownMode))
		f, err := openLock(path, os.O_CREATE) // judges it, and makes it
		if err != nil {
			return nil, err
		}
		judged, err := f.Stat()
		if err := errors.Join(err, f.Close()); err != nil {
			return nil, err
		}
		taken, err := take(l)
		switch {
		case errors.Is(err, os.ErrNotExist): // who held it removed it
			continue
		case err != nil:
			return nil, err
		case !taken:
			_ = l.Close()
			return nil, ErrLocked
		}
		held := &Held{l, path}
		if held.stands(judged) {
			return held, nil
		}
		held.Unlock() // one that was removed locks nobody out
	}
}

// openLock opens a lock's file. A refusal names it, for the file that it
// locks may be as it should be.
func openLock(path string, flags int) (*os.File, error) {
	f, err := OpenFile(path, os.O_RDWR|flags, ownMode)
	var refused *Refused
	if errors.As(err, &refused) {
		return nil, &Refused{"its lock file " + filepath.Base(path) + " can't be used: " + refused.Why}
	}
	return f, err
}

// Lockable says why the lock of a file or folder could never be taken; nil where it
// could, now or once it is free. It leaves nothing behind.
func Lockable(path string) error {
	return absentOrClosed(openLock(path+".lock", 0))
}

// stands tells that the lock is on the file that was judged, and which is still the
// one of that name.
func (h *Held) stands(judged os.FileInfo) bool {
	locked, err := h.lock.Stat()
	if err != nil || !os.SameFile(locked, judged) {
		return false
	}
	now, err := os.Lstat(h.path)
	return err == nil && os.SameFile(now, judged)
}

// Unlock lets go. Once more, or of nil, does nothing.
func (h *Held) Unlock() {
	if h != nil {
		_ = h.lock.Close()
	}
}

// Remove lets go and takes the lock's file away, for what isn't there any more.
func (h *Held) Remove() {
	if h == nil {
		return
	}
	if h.lock.Locked() {
		_ = os.Remove(h.path) // Windows removes none that is open
	}
	_ = h.lock.Close()
}
