package keychain

import (
	"path/filepath"
	"testing"
)

func TestHasBus(t *testing.T) {
	for _, c := range []struct {
		os, address, file string
		want              bool
	}{
		{"linux", "", "", false}, {"linux", "unix:path=/run/x", "", true}, {"linux", "autolaunch:", "", false},
		{"linux", "", "bus", true}, {"freebsd", "", "dbus-session", true}, {"linux", "autolaunch:", "bus", true},
		{"darwin", "", "", true}, {"windows", "", "", true},
	} {
		got := hasBus(c.os, func(string) string { return c.address }, func(name string) bool { return filepath.Base(name) == c.file })
		if got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}
