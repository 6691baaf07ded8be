package private

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Append adds a line to a record, of which several programs may append at once, and
// waits until the disk has it. Of a line that could not be written nothing is left.
// The folder is made where it isn't there. The line ends in a line break.
func Append(path string, line []byte) error {
	if err := Folder(filepath.Dir(path)); err != nil {
		return err
	}
	if info, err := os.Lstat(path); err == nil { // beside a device no lock is made
		if err := regular(info.Mode()); err != nil {
			return err
		}
	}
	lock, err := Lock(path)
	if err != nil {
		return err
	}
	defer lock.Unlock()
	f, err := OpenFile(path, os.O_RDWR|os.O_APPEND|os.O_CREATE, 0)
	if err != nil {
		return err
	}
	return errors.Join(appendTo(f, line), f.Close())
}

// appendTo writes a line whole, or takes back what it wrote.
func appendTo(f *os.File, line []byte) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	size := info.Size()
	if line, err = afterCut(f, size, line); err != nil {
		return err
	}
	if _, err = f.Write(line); err == nil {
		err = f.Sync()
	}
	if err == nil {
		return nil
	}
	if undone := f.Truncate(size); undone != nil {
		return fmt.Errorf("%w; what was written of it could not be taken back: %w", err, Cause(undone))
	}
	return err
}

// afterCut begins a new line where the file ends within one, as after a loss of
// power.
func afterCut(f *os.File, size int64, line []byte) ([]byte, error) {
	if size == 0 {
		return line, nil
	}
	last := make([]byte, 1)
	if _, err := f.ReadAt(last, size-1); err != nil {
		return nil, err
	}
	if last[0] != '\n' {
		line = append([]byte{'\n'}, line...)
	}
	return line, nil
}

// Appendable says why nothing could be appended to a record now; nil where it could.
// It leaves nothing behind, and writes nothing to the record.
func Appendable(path string) error {
	if err := FolderWritable(filepath.Dir(path)); err != nil {
		return err
	}
	if err := Lockable(path); err != nil {
		return err
	}
	return absentOrClosed(OpenFile(path, os.O_RDWR|os.O_APPEND, 0))
}

// absentOrClosed closes a file that was opened to see whether it can be; one that isn't
// there is no fault.
func absentOrClosed(f *os.File, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	}
	return f.Close()
}

var errNoFolder = errors.New("it is no folder")

// FolderWritable says why no file could be made in a folder of the program's, or in
// the one that it would be made in. It leaves nothing behind.
func FolderWritable(path string) error {
	for {
		info, err := os.Stat(path)
		above := filepath.Dir(path)
		switch {
		case errors.Is(err, fs.ErrNotExist) && above != path:
			path = above
			continue
		case err != nil:
			return err
		case !info.IsDir():
			return &fs.PathError{Op: "open", Path: path, Err: errNoFolder}
		}
		break
	}
	temp, err := written(filepath.Join(path, "x"), []byte("x"))
	if err != nil {
		return err
	}
	return os.Remove(temp)
}
