//go:build unix

package private

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

func link(t *testing.T, to, name string) string {
	t.Helper()
	if err := os.Symlink(to, name); err != nil {
		t.Fatal(err)
	}
	return name
}

// What the program keeps is a file of the user's own, under one name.
func TestOwnFilesThatAreRefused(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	file(t, at("target"), "kept", 0o600)
	file(t, at("second"), "kept", 0o600)
	if err := os.Link(at("second"), at("name")); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(at("pipe"), 0o600); err != nil {
		t.Fatal(err)
	}
	cases := map[string]error{
		link(t, at("target"), at("link")):      errLink,
		link(t, at("nothing"), at("dangling")): errLink,
		link(t, "/dev/zero", at("endless")):    errLink,
		at("name"):                             errNames,
		at("pipe"):                             errDevice,
		dir:                                    errFolder,
		os.DevNull:                             errDevice,
		file(t, at("wide"), "kept", 0o640):     errLoose,
		file(t, at("wider"), "kept", 0o602):    errLoose,
	}
	if os.Geteuid() == 0 {
		cases[file(t, at("foreign"), "kept", 0o600)] = errForeign
		if err := os.Chown(at("foreign"), 12345, 12345); err != nil {
			t.Fatal(err)
		}
	}
	for path, want := range cases {
		for _, flag := range []int{os.O_RDONLY, os.O_RDWR | os.O_APPEND, os.O_WRONLY | os.O_CREATE,
			os.O_WRONLY | os.O_CREATE | os.O_TRUNC} {
			f, err := OpenFile(path, flag, 0o600)
			if f != nil || !errors.Is(err, want) {
				t.Errorf("%s: %v, want %v", filepath.Base(path), err, want)
			}
		}
		if err := Append(path, []byte("line\n")); path != os.DevNull && !errors.Is(err, want) {
			t.Errorf("appended to %s: %v", filepath.Base(path), err)
		}
		if err := Appendable(path); path != os.DevNull && !errors.Is(err, want) {
			t.Errorf("appendable to %s: %v", filepath.Base(path), err)
		}
		if err := Replace(path, []byte("text")); !errors.Is(err, want) {
			t.Errorf("replaced %s: %v", filepath.Base(path), err)
		}
		if err := Create(path, []byte("text")); !errors.Is(err, fs.ErrExist) {
			t.Errorf("created %s: %v", filepath.Base(path), err)
		}
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			holds(t, path, "kept")
		}
	}
	if _, err := os.Lstat(at("nothing")); !errors.Is(err, fs.ErrNotExist) {
		t.Error("what the link names was made")
	}
}

// A lock's file is no link, and nobody else's.
func TestLockFilesThatAreRefused(t *testing.T) {
	dir := t.TempDir()
	target := file(t, filepath.Join(dir, "target"), "kept", 0o600)
	for name, want := range map[string]error{"a": errLink, "b": errLoose, "c": errDevice} {
		path := filepath.Join(dir, name)
		switch name {
		case "a":
			link(t, target, path+".lock")
		case "b":
			file(t, path+".lock", "", 0o644)
		case "c":
			if err := syscall.Mkfifo(path+".lock", 0o600); err != nil {
				t.Fatal(err)
			}
		}
		says := "its lock file " + name + ".lock can't be used: " + want.Error()
		_, err := Lock(path)
		for what, err := range map[string]error{"Lock": err, "Lockable": Lockable(path), "Appendable": Appendable(path)} {
			if !errors.As(err, new(*Refused)) || err.Error() != says {
				t.Errorf("%s: %s says %v, want %s", name, what, err, says)
			}
		}
	}
	if err := Lockable(filepath.Join(dir, "free")); err != nil {
		t.Error(err)
	}
}

// Whatever the umask, what is made is for its owner to read and write, and nobody else.
func TestUmask(t *testing.T) {
	for _, mask := range []int{0, 0o777} {
		dir := t.TempDir()
		at := func(name string) string { return filepath.Join(dir, name) }
		before := syscall.Umask(mask)
		f, err := OpenFile(at("opened"), os.O_RDWR|os.O_CREATE, 0o666)
		errs := []error{err, Create(at("created"), nil), createInPlace(at("in place"), nil), Replace(at("replaced"), nil),
			Append(at("appended"), []byte("x\n")), ReplaceSettings(at("settings"), nil)}
		held, err := Lock(at("locked"))
		syscall.Umask(before)
		if err := errors.Join(append(errs, err)...); err != nil {
			t.Fatal(err)
		}
		f.Close()
		held.Unlock()
		for _, name := range []string{"opened", "created", "in place", "replaced", "appended", "appended.lock", "settings", "locked.lock"} {
			if info, err := os.Stat(at(name)); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("umask %o: %s is %v, %v", mask, name, info.Mode(), err)
			}
		}
	}
}

// Settings are read through links, from files only, and written where the links lead.
func TestSettingsThroughLinks(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	file(t, at("real"), "a=1\n", 0o644)
	chain := link(t, link(t, "real", at("link")), at("chain"))
	if got, err := ReadSettings(chain); err != nil || string(got.Text) != "a=1\n" || !got.Loose {
		t.Errorf("got %q, %v, %v", got.Text, got.Loose, err)
	}
	if err := ReplaceSettings(chain, []byte("a=2\n")); err != nil {
		t.Fatal(err)
	}
	holds(t, at("real"), "a=2\n")
	if got, err := ReadSettings(chain); err != nil || got.Loose {
		t.Errorf("after it was written: %v, %v", got.Loose, err)
	}
	if err := ReplaceSettings(link(t, "new", at("dangling")), []byte("a=3\n")); err != nil {
		t.Fatal(err)
	}
	holds(t, at("new"), "a=3\n")
	for _, name := range []string{"link", "chain", "dangling"} {
		if info, err := os.Lstat(at(name)); err != nil || info.Mode()&fs.ModeSymlink == 0 {
			t.Errorf("%s is no link any more", name)
		}
	}
	link(t, at("circle"), at("circle"))
	if err := ReplaceSettings(at("circle"), nil); err == nil {
		t.Error("a circle was written")
	}
	only(t, dir, "chain", "circle", "dangling", "link", "new", "real")
}

func TestSettingsThatAreRefused(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	if err := syscall.Mkfifo(at("pipe"), 0o600); err != nil {
		t.Fatal(err)
	}
	big := file(t, at("holes"), "", 0o600)
	if err := os.Truncate(big, 3<<30); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]error{
		at("pipe"): errDevice, link(t, at("pipe"), at("to pipe")): errDevice, link(t, "/dev/zero", at("endless")): errDevice,
		big: errTooLarge, dir: errFolder, link(t, dir, at("to folder")): errFolder,
	} {
		if _, err := ReadSettings(path); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", filepath.Base(path), err, want)
		}
		if err := Fit(path); !errors.Is(err, want) {
			t.Errorf("fit %s: %v, want %v", filepath.Base(path), err, want)
		}
		if path == big {
			continue
		}
		if _, err := Open(path); !errors.Is(err, want) {
			t.Errorf("opened %s: %v, want %v", filepath.Base(path), err, want)
		}
		if err := ReplaceSettings(path, nil); !errors.Is(err, want) {
			t.Errorf("replaced %s: %v, want %v", filepath.Base(path), err, want)
		}
	}
	if err := Fit(at("none")); err != nil {
		t.Errorf("none: %v", err)
	}
}

// Another's file of settings is read and not written.
func TestSettingsOfAnother(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root gives files away")
	}
	path := file(t, filepath.Join(t.TempDir(), "pools.toml"), "kept", 0o600)
	if err := os.Chown(path, 12345, 12345); err != nil {
		t.Fatal(err)
	}
	if got, err := ReadSettings(path); err != nil || string(got.Text) != "kept" {
		t.Errorf("got %q, %v", got.Text, err)
	}
	if err := ReplaceSettings(path, []byte("other")); !errors.Is(err, errForeign) {
		t.Errorf("got %v", err)
	}
	holds(t, path, "kept")
}

// A pipe that was named is read to its end, within a time and a size.
func TestPipeOfSettings(t *testing.T) {
	for name, c := range map[string]struct {
		write func(f *os.File, read <-chan struct{})
		want  error
	}{
		"written at once": {func(f *os.File, _ <-chan struct{}) { f.WriteString("a=1\n") }, nil},
		"never written":   {nil, errSilent},
		"never ended":     {func(f *os.File, read <-chan struct{}) { f.WriteString("a="); <-read }, errSilent},
		"endless":         {func(f *os.File, _ <-chan struct{}) { f.Write(make([]byte, MaxSettings+1)) }, errTooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "pipe")
			if err := syscall.Mkfifo(path, 0o600); err != nil {
				t.Fatal(err)
			}
			done, read := make(chan struct{}), make(chan struct{})
			if c.write == nil {
				close(done)
			} else {
				go func() {
					defer close(done)
					if f, err := os.OpenFile(path, os.O_WRONLY, 0); err == nil {
						c.write(f, read)
						f.Close()
					}
				}()
			}
			patience := 500 * time.Millisecond
			if c.want == nil {
				patience = pipePatience
			}
			got, err := readNamed(path, patience)
			if !errors.Is(err, c.want) || c.want == nil && string(got.Text) != "a=1\n" {
				t.Errorf("got %q, %v", got.Text, err)
			}
			close(read)
			<-done
		})
	}
}
