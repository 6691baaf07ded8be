package private

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// ownMode is the mode of what the program keeps.
const ownMode = 0o600

// OpenFile opens a file that the program keeps. It takes the flags of os.OpenFile; a
// file that it makes has the mode 0600, whatever mode and umask say, and its name is
// on the disk. It follows no
// link in the last element, waits for nobody, and is *Refused for what isn't a
// regular file of the user's own with one name, closed to others. bbolt takes it as
// Options.OpenFile.
func OpenFile(name string, flag int, _ fs.FileMode) (*os.File, error) {
	const tries = 8 // a file may come and go between two of them
	for try := 1; ; try++ {
		f, made, err := openOnce(name, flag)
		if errors.Is(err, errChanged) && try < tries {
			continue
		}
		if err != nil {
			return nil, err
		}
		if err := fit(f, made, flag); err != nil {
			f.Close()
			return nil, err
		}
		return f, nil
	}
}

var errChanged = errors.New("it was made and removed again meanwhile")

// openOnce opens what is there, or makes a file; made tells which.
func openOnce(name string, flag int) (f *os.File, made bool, err error) {
	if flag&os.O_CREATE != 0 {
		f, err := os.OpenFile(name, flag&^os.O_TRUNC|os.O_EXCL|openSafely, ownMode)
		if err == nil || flag&os.O_EXCL != 0 || !errors.Is(err, fs.ErrExist) {
			return f, err == nil, err
		}
	}
	if info, err := os.Lstat(name); err == nil { // says it in words, also where the system has no O_NOFOLLOW
		if err := regular(info.Mode()); err != nil {
			return nil, false, err
		}
	}
	f, err = os.OpenFile(name, flag&^(os.O_CREATE|os.O_EXCL|os.O_TRUNC)|openSafely, 0)
	if flag&os.O_CREATE != 0 && errors.Is(err, fs.ErrNotExist) {
		err = errChanged
	}
	return f, false, err
}

// fit judges an open file, and empties it where that was asked for.
func fit(f *os.File, made bool, flag int) error {
	if made {
		if err := f.Chmod(ownMode); err != nil && chmodCounts {
			return err
		}
		if err := syncFolder(filepath.Dir(f.Name())); err != nil {
			return err
		}
	}
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if err := regular(info.Mode()); err != nil {
		return err
	}
	if err := own(info); err != nil {
		return err
	}
	if flag&os.O_TRUNC != 0 {
		return f.Truncate(0)
	}
	return nil
}

// Folder makes a folder of the program's, and those above it, for the user alone;
// one that is there stays as it is.
func Folder(path string) error { return os.MkdirAll(path, 0o700) }

// Create writes a file that isn't there yet, whole or not at all; fs.ErrExist where
// it is there. The disk has it when Create returns.
func Create(path string, text []byte) (err error) {
	temp, err := written(path, text)
	if err != nil {
		return err
	}
	err = os.Link(temp, path) // fails where a file came meanwhile
	_ = os.Remove(temp)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return errors.Join(err, syncFolder(filepath.Dir(path)))
	}
	return createInPlace(path, text)
}

// createInPlace is Create on a file system without hard links.
func createInPlace(path string, text []byte) error {
	f, err := OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, ownMode)
	if err != nil {
		return err
	}
	if err := put(f, text); err != nil {
		_ = os.Remove(path)
		return err
	}
	return nil
}

// Replace puts a file of the program's in the place of one, whole or not at all. The
// one there must be fit for OpenFile, or not be there.
func Replace(path string, text []byte) error {
	f, err := OpenFile(path, os.O_RDONLY, 0)
	switch {
	case err == nil:
		f.Close()
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	return replace(path, text)
}

// replace writes beside and renames, so that either text is there after any end of
// the program or of the power.
func replace(path string, text []byte) error {
	temp, err := written(path, text)
	if err != nil {
		return err
	}
	if err := rename(temp, path); err != nil {
		_ = os.Remove(temp)
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// written puts text in a new file beside path; the disk has it.
func written(path string, text []byte) (temp string, err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".cognito-tui-*")
	if err != nil {
		return "", err
	}
	if err = f.Chmod(ownMode); err != nil && !chmodCounts {
		err = nil
	}
	if err == nil {
		err = put(f, text)
	} else {
		f.Close()
	}
	if err != nil {
		_ = os.Remove(f.Name())
		return "", err
	}
	return f.Name(), nil
}

// put writes a file to its end, has the disk keep it, and closes it.
func put(f *os.File, text []byte) error {
	_, err := f.Write(text)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// Rename gives a file of the program's another name in its folder.
func Rename(from, to string) error {
	if err := rename(from, to); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(to))
}

// Remove takes a file of the program's away.
func Remove(path string) error { return os.Remove(path) }
