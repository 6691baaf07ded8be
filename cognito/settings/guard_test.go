package settings

import (
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// What the pools file says of a user pool holds whichever way it is come to.
func TestGuardedByPoolID(t *testing.T) {
	path := poolsFile(t, prodPool+"\n[prod-again]\nuser_pool_id = \"eu-west-1_AbC123\"\nprotected_users = [\"boss\"]\n")
	for name, s := range map[string]Settings{
		"by flag": place{flags: Flags{UserPoolID: "eu-west-1_AbC123", PoolsFile: path}}.mustLoad(t),
		"by environment": place{
			flags: Flags{PoolsFile: path},
			env:   map[string]string{"COGNITO_USER_POOL_ID": "eu-west-1_AbC123"},
		}.mustLoad(t),
		"by name":   place{flags: Flags{Pool: "prod", PoolsFile: path}}.mustLoad(t),
		"by a list": place{flags: Flags{Pool: "test", PoolsFile: path}}.mustLoad(t).With(UserPoolID, "eu-west-1_AbC123"),
		"elsewhere": place{flags: Flags{Pool: "prod", PoolsFile: path}}.mustLoad(t).With(Endpoint, "http://127.0.0.1:1"),
	} {
		for range 2 { // once more adds nothing
			s = s.Guarded()
			slices.Sort(s.ProtectedUsers)
			if s.ReadOnly != readOnlyInPool || !s.ReadOnlyPool() ||
				!slices.Equal(s.ProtectedUsers, []string{"boss", "root@example.com"}) ||
				!slices.Equal(s.ProtectedGroups, []string{"admins"}) {
				t.Errorf("%s: got %q, %v, %v", name, s.ReadOnly, s.ProtectedUsers, s.ProtectedGroups)
			}
		}
		if other := s.With(UserPoolID, "eu-west-1_Other").Guarded(); other.ReadOnly != "" || len(other.ProtectedUsers) != 0 {
			t.Errorf("%s: another pool is guarded, too: %q, %v", name, other.ReadOnly, other.ProtectedUsers)
		}
	}
	named := place{flags: Flags{Pool: "prod-again", PoolsFile: path}}.mustLoad(t).Guarded()
	if named.ReadOnly != "" || !slices.Contains(named.ProtectedUsers, "root@example.com") {
		t.Errorf("by the name that isn't read-only: %q, %v", named.ReadOnly, named.ProtectedUsers)
	}
	flag := place{flags: Flags{UserPoolID: "eu-west-1_AbC123", PoolsFile: path, ReadOnly: true}}.mustLoad(t).Guarded()
	if flag.ReadOnly != readOnlyFlag {
		t.Errorf("got %q", flag.ReadOnly)
	}
	if local := (place{flags: Flags{Local: true, UserPoolID: "eu-west-1_AbC123", PoolsFile: path}}).mustLoad(
		t).Guarded(); local.ReadOnly != "" {
		t.Errorf("the embedded pool: %q", local.ReadOnly)
	}
}

// Where others may write the file that guards a pool, one is told which file it is.
func TestGuardedByLooseFile(t *testing.T) {
	t.Setenv("HOME", t.TempDir())
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	path, err := PoolsPath()
	if err != nil || runtime.GOOS == "windows" {
		t.Skip("no folder by HOME, or no rights to be loose")
	}
	if err := KeepPool(path, NamedPool{Name: "prod", UserPoolID: "eu-west-1_AbC123"}, false); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	s := place{flags: Flags{UserPoolID: "eu-west-1_AbC123"}}.mustLoad(t).Guarded()
	if !s.PoolsLoose || s.PoolsFile != path {
		t.Errorf("got %v, %q", s.PoolsLoose, s.PoolsFile)
	}
}

// A file that can't be read may protect anything.
func TestGuardedByUnreadFile(t *testing.T) {
	path := poolsFile(t, "[prod\n")
	s := place{flags: Flags{UserPoolID: "eu-west-1_AbC123", PoolsFile: path}}.mustLoad(t).Guarded()
	if s.ReadOnly != unreadPools || !strings.Contains(s.PoolsFault, path+", line 1") {
		t.Fatalf("got %q, %q", s.ReadOnly, s.PoolsFault)
	}
	if err := os.WriteFile(path, []byte(prodPool), 0o600); err != nil {
		t.Fatal(err)
	}
	if s = s.With(UserPoolID, "eu-north-1_XyZ").Guarded(); s.ReadOnly != "" || s.PoolsFault != "" {
		t.Errorf("once it is mended: %q, %q", s.ReadOnly, s.PoolsFault)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if s = s.Guarded(); s.ReadOnly != "" {
		t.Errorf("without a file: %q", s.ReadOnly)
	}
}
