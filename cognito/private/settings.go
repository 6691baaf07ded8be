package private

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// MaxSettings is how much is read of a file of settings, in bytes.
const MaxSettings = 1 << 20

// pipePatience is how long a pipe that holds settings may take.
const pipePatience = 5 * time.Second

// Settings is a file of settings as it was read.
type Settings struct {
	Text []byte // as UTF-8, without a byte order mark
	// Loose tells that others than its owner may read or write it.
	Loose bool
}

// ReadSettings reads a file of settings: regular, where links lead to, and at most
// MaxSettings; else it is *Refused. The null device is an empty file. It waits for no
// writer of a pipe and reads no device.
func ReadSettings(path string) (Settings, error) {
	f, info, err := openSettings(path)
	if err != nil {
		return Settings{}, err
	}
	defer f.Close()
	raw, err := atMost(f)
	return Settings{plain(raw), loose(info)}, err
}

// openSettings opens a file of settings that is fit to be read.
func openSettings(path string) (*os.File, fs.FileInfo, error) {
	f, info, err := openAny(path, false)
	if err != nil {
		return nil, nil, err
	}
	if err := readable(info); err != nil {
		f.Close()
		return nil, nil, err
	}
	return f, info, nil
}

// openAny opens a file, the null device or, where pipes says so, a pipe, without
// waiting for anybody. Nothing else is opened: that alone tells a pipe's writer
// something, and does something to some devices.
func openAny(path string, pipes bool) (*os.File, fs.FileInfo, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, nil, err
	}
	if !info.Mode().IsRegular() && !null(info) && !(pipes && info.Mode()&fs.ModeNamedPipe != 0) {
		return nil, nil, regular(info.Mode())
	}
	f, err := os.OpenFile(path, os.O_RDONLY|openWaitless, 0)
	if err != nil {
		return nil, nil, err
	}
	if info, err = f.Stat(); err != nil {
		f.Close()
		return nil, nil, err
	}
	return f, info, nil
}

func readable(info fs.FileInfo) error {
	switch {
	case null(info):
		return nil
	case info.Size() > MaxSettings:
		return errTooLarge
	}
	return regular(info.Mode())
}

func null(info fs.FileInfo) bool {
	null, err := os.Stat(os.DevNull)
	return err == nil && os.SameFile(info, null)
}

// atMost reads to the end, which comes within MaxSettings.
func atMost(r io.Reader) ([]byte, error) {
	raw, err := io.ReadAll(io.LimitReader(r, MaxSettings+1))
	if len(raw) > MaxSettings {
		return nil, errTooLarge
	}
	return raw, err
}

// ReadNamed reads a file of settings that a person named, which may be a pipe too:
// for that it waits 5 s at most, from the first byte to the last.
func ReadNamed(path string) (Settings, error) { return readNamed(path, pipePatience) }

func readNamed(path string, patience time.Duration) (Settings, error) {
	f, info, err := openAny(path, true)
	if err != nil {
		return Settings{}, err
	}
	defer f.Close()
	if info.Mode()&fs.ModeNamedPipe != 0 {
		raw, err := fromPipe(f, patience)
		return Settings{Text: plain(raw)}, err
	}
	if err := readable(info); err != nil {
		return Settings{}, err
	}
	raw, err := atMost(f)
	return Settings{plain(raw), loose(info)}, err
}

// errSilent is a pipe that nobody wrote to in time, or not to its end.
var errSilent = &Refused{"the pipe wasn't written to its end within 5 s"}

// fromPipe reads a pipe until its writers have closed it. Before the first of them
// came it looks closed too.
func fromPipe(f *os.File, patience time.Duration) ([]byte, error) {
	const again = 5 * time.Millisecond
	end := time.Now().Add(patience)
	_ = f.SetReadDeadline(end) // of some pipes there is none; they are the shell's, and end
	for {
		raw, err := atMost(f)
		switch {
		case errors.Is(err, os.ErrDeadlineExceeded):
			return nil, errSilent
		case err != nil || len(raw) > 0:
			return raw, err
		case time.Now().After(end):
			return nil, errSilent
		}
		time.Sleep(again)
	}
}

// ReplaceSettings writes a file of settings, for its owner alone, whole or not at
// all. A link stays a link to what is written. What belongs to another user isn't
// written: *Refused.
func ReplaceSettings(path string, text []byte) error {
	if err := Folder(filepath.Dir(path)); err != nil {
		return err
	}
	path, err := writable(path)
	if err != nil {
		return err
	}
	return replace(path, text)
}

// writable is the file that a path's links lead to, where it is one to be written.
func writable(path string) (string, error) {
	path, err := target(path)
	if err != nil {
		return "", err
	}
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return path, nil
	case err != nil:
		return "", err
	}
	if err := regular(info.Mode()); err != nil {
		return "", err
	}
	if !mine(info) {
		return "", errForeign
	}
	return path, nil
}

// target is what a path's links lead to, which need not be there.
func target(path string) (string, error) {
	const links = 40 // as many as Linux follows
	for range links {
		info, err := os.Lstat(path)
		if err != nil || info.Mode()&fs.ModeSymlink == 0 {
			return path, nil // whoever opens it is told what is wrong with it
		}
		to, err := os.Readlink(path)
		if err != nil {
			return "", err
		}
		if !filepath.IsAbs(to) {
			to = filepath.Join(filepath.Dir(path), to)
		}
		path = to
	}
	return "", &Refused{"its links lead in a circle"}
}

// Open opens a file that a person named to be read, such as a list: a regular one,
// where links lead to, of any size.
func Open(path string) (*os.File, error) {
	f, info, err := openAny(path, false)
	if err != nil {
		return nil, err
	}
	if err := regular(info.Mode()); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// Fit says why a file of settings that somebody else is to read isn't fit for that,
// by the rules of ReadSettings; nil where it is fit, or isn't there.
func Fit(path string) error {
	f, _, err := openSettings(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return f.Close()
}
