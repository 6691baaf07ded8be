//go:build unix

package settings

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// hostile puts what nobody should read whole, or wait for, at a path, by name.
var hostile = map[string]func(path string) error{
	"it is no regular file":                 func(path string) error { return syscall.Mkfifo(path, 0o600) },
	"it is no regular file, through a link": func(path string) error { return os.Symlink("/dev/zero", path) },
	"it is larger than 1 MiB": func(path string) error {
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			return err
		}
		return os.Truncate(path, 3<<30)
	},
	"it is a folder": func(path string) error { return os.Mkdir(path, 0o700) },
}

// Whatever lies at the names of settings, the program goes on and says what it is.
func TestHostileFiles(t *testing.T) {
	for says, put := range hostile {
		t.Run(says, func(t *testing.T) {
			says, _, _ = strings.Cut(says, ",")
			dir := t.TempDir()
			t.Chdir(dir)
			at := func(name string) string { return filepath.Join(dir, name) }
			for _, name := range []string{".env", "pools.toml", "config", "credentials"} {
				if err := put(at(name)); err != nil {
					t.Fatal(err)
				}
			}
			env := map[string]string{"COGNITO_USER_POOL_ID": "eu-west-1_AbC123", "COGNITO_CLIENT_ID": "client",
				"AWS_CONFIG_FILE": at("config"), "AWS_SHARED_CREDENTIALS_FILE": at("credentials")}
			lookup := func(name string) (string, bool) { v, ok := env[name]; return v, ok }
			s, err := Load(Flags{PoolsFile: at("pools.toml")}, lookup)
			if err != nil || s.LeftOut != ".env isn't read: "+says+"." {
				t.Errorf(".env: %q, %v", s.LeftOut, err)
			}
			if s = s.Profiled(lookup); !strings.Contains(s.ProfileFault(), "isn't read: "+says) || s.Get(Region) != "eu-west-1" {
				t.Errorf("the AWS files: %q, Region %q", s.ProfileFault(), s.Get(Region))
			}
			if s = s.Guarded(); s.ReadOnly != unreadPools || !strings.Contains(s.PoolsFault, says) {
				t.Errorf("pools.toml: read-only for %q, %q", s.ReadOnly, s.PoolsFault)
			}
			if _, err := ReadPools(at("pools.toml")); err == nil || !strings.Contains(err.Error(), says) {
				t.Errorf("pools.toml: %v", err)
			}
			if err := KeepPool(at("pools.toml"), NamedPool{Name: "x"}, false); err == nil || !strings.Contains(err.Error(), says) {
				t.Errorf("pools.toml was written: %v", err)
			}
			if _, err := Load(Flags{Local: true}, lookup); err != nil {
				t.Errorf("--local: %v", err)
			}
			if says != "it is no regular file" { // a pipe that was named is waited for
				if _, err := Load(Flags{EnvFile: ".env"}, lookup); err == nil || !strings.Contains(err.Error(), says) {
					t.Errorf("named: %v", err)
				}
			}
		})
	}
}

// A pool of a file that belongs to somebody else is read and not kept there.
func TestPoolsFileOfAnother(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root gives files away")
	}
	path := poolsFile(t, prodPool)
	if err := os.Chown(path, 12345, 12345); err != nil {
		t.Fatal(err)
	}
	if all, err := ReadPools(path); err != nil || len(all.List) != 2 {
		t.Errorf("got %v, %v", all, err)
	}
	if err := KeepPool(path, NamedPool{Name: "new"}, false); err == nil ||
		err.Error() != "the pools file "+path+" isn't written: it belongs to another user" {
		t.Errorf("got %v", err)
	}
}
