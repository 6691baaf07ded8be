package settings

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
)

const prodPool = "# who may not be touched\n[prod]\nregion = \"eu-west-1\"\nuser_pool_id = \"eu-west-1_AbC123\"\nclient_id = " +
	"\"prodclient\"\nprofile = \"support\"\n" +
	"read_only = true\nprotected_users = [\"root@example.com\"]\nprotected_groups = ['admins']\n\n[test]\nuser_pool_id = " +
	"\"eu-north-1_XyZ\"\nclient_id = \"testclient\"\nendpoint = \"http://127.0.0.1:9229\"\n"

// poolsFile is a file of this text.
func poolsFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "pools.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestNamedPool(t *testing.T) {
	path := poolsFile(t, prodPool)
	s := place{flags: Flags{Pool: "prod", PoolsFile: path, ClientID: "other"}, env: map[string]string{
		"AWS_REGION": "us-west-2", "COGNITO_USER_POOL_ID": "us-west-2_Env", "AWS_PROFILE": "mine", "AWS_ACCESS_KEY_ID": "AKIDTEST",
		"AWS_SECRET_ACCESS_KEY": "x",
		"COGNITO_CLIENT_SECRET": "of-another",
	}}.mustLoad(t)
	for k, want := range map[Key]Value{
		Region: {"eu-west-1", "pool prod"}, UserPoolID: {"eu-west-1_AbC123", "pool prod"}, ClientID: {"other", "--client-id"},
		Profile: {"support", "pool prod"}, AccessKeyID: {},
	} {
		if got := s.Value(k); got != want {
			t.Errorf("%s: got %q from %q, want %q from %q", k, got.Text, got.Origin, want.Text, want.Origin)
		}
	}
	if s.Pool != "prod" || s.ReadOnly != "read_only in pools.toml" || s.Local || s.PoolsLoose ||
		!slices.Equal(s.ProtectedUsers, []string{"root@example.com"}) || !slices.Equal(s.ProtectedGroups, []string{"admins"}) {
		t.Errorf("got %q, %q, %v, %v", s.Pool, s.ReadOnly, s.ProtectedUsers, s.ProtectedGroups)
	}
}

// The Region of a pool that names none is that of its id, whatever the environment has.
func TestNamedPoolBringsItsRegion(t *testing.T) {
	s := place{flags: Flags{Pool: "test", PoolsFile: poolsFile(t, prodPool)}, env: map[string]string{"AWS_REGION": "us-west-2"}}.mustLoad(t)
	if got := s.Value(Region); got != (Value{"eu-north-1", "pool id"}) || s.ReadOnly != "" {
		t.Errorf("got %q from %q", got.Text, got.Origin)
	}
}

// The environment's secret is taken only where it may be the client's.
func TestNamedPoolAndSecretOfTheEnvironment(t *testing.T) {
	path := poolsFile(t, prodPool)
	for client, want := range map[string]string{"": "hidden-1", "prodclient": "hidden-1", "another": ""} {
		s := place{
			flags: Flags{Pool: "prod", PoolsFile: path},
			env:   map[string]string{"COGNITO_CLIENT_SECRET": "hidden-1", "COGNITO_CLIENT_ID": client},
		}.mustLoad(t)
		if got := s.Get(ClientSecret); got != want {
			t.Errorf("with the environment's client %q: taken %v", client, got != "")
		}
	}
}

func TestReadOnlyFlag(t *testing.T) {
	path := poolsFile(t, prodPool)
	s := place{flags: Flags{Pool: "prod", PoolsFile: path, ReadOnly: true, AuditFile: "/x/audit"}}.mustLoad(t)
	if s.ReadOnly != "--read-only" || s.AuditFile != "/x/audit" {
		t.Errorf("got %q, %q", s.ReadOnly, s.AuditFile)
	}
	if s = s.With(UserPoolID, "eu-west-1_Other"); s.ReadOnly != "--read-only" {
		t.Error("another pool is no longer read-only")
	}
}

// What is said of a pool stays with it, and with it only.
func TestLeavingNamedPool(t *testing.T) {
	s := place{flags: Flags{Pool: "prod", PoolsFile: poolsFile(t, prodPool)}}.mustLoad(t)
	for _, k := range []Key{ClientID, ClientSecret, Profile} {
		if same := s.With(k, "x"); same.Pool != "prod" || same.ReadOnly == "" || len(same.ProtectedUsers) != 1 {
			t.Errorf("with another %s it is unprotected", k)
		}
	}
	if same := s.With(UserPoolID, "eu-west-1_AbC123"); same.Pool != "prod" || same.ReadOnly == "" {
		t.Error("the same pool is unprotected")
	}
	for k, text := range map[Key]string{UserPoolID: "eu-west-1_Other", Region: "eu-west-2", Endpoint: "https://example.com"} {
		if other := s.With(k, text); other.Pool != "" || other.ReadOnly != "" || other.ProtectedUsers != nil ||
			other.ProtectedGroups != nil {
			t.Errorf("with another %s it is still the named pool", k)
		}
	}
}

func TestUnknownPool(t *testing.T) {
	path := poolsFile(t, prodPool)
	_, err := place{flags: Flags{Pool: "nope", PoolsFile: path}}.load(t)
	if err == nil || !strings.Contains(err.Error(), "there are: prod, test") || !strings.Contains(err.Error(), path) {
		t.Errorf("got %v", err)
	}
	_, err = place{flags: Flags{Pool: "nope", PoolsFile: filepath.Join(t.TempDir(), "none")}}.load(t)
	if err == nil || !strings.Contains(err.Error(), "no pool is kept") {
		t.Errorf("got %v", err)
	}
	if s := (place{flags: Flags{Pool: "nope", PoolsFile: path, Local: true}}).mustLoad(t); !s.Local {
		t.Error("--local is not heeded")
	}
}

// Each fault of the file is a sentence with the file, the line and what to do,
// and quotes no value.
func TestBrokenPoolsFile(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		says []string
	}{
		"no TOML":         {"[prod]\nregion eu-hidden\n", []string{"line 2", "isn't TOML"}},
		"an open string":  {"[prod]\nregion = \"eu-hidden\n", []string{"line 2", "isn't TOML"}},
		"a name twice":    {"[prod]\n[prod]\n", []string{"line 2", "twice"}},
		"an unknown key":  {"[prod]\nregion = \"x\"\nregoin = \"eu-hidden\"\n", []string{"line 3", `"regoin"`, "user_pool_id"}},
		"outside a table": {"region = \"eu-hidden\"\n", []string{"line 1"}},
		"another type":    {"[prod]\nread_only = \"eu-hidden\"\n", []string{"line 2", "read_only = true"}},
		"a list's type":   {"[prod]\nprotected_users = \"eu-hidden\"\n", []string{"line 2", "protected_users = ["}},
		"a client secret": {"[prod]\nclient_secret = \"eu-hidden\"\n",
			[]string{"line 2", `"client_secret"`, "keyring", "COGNITO_CLIENT_SECRET"}},
		"another spelling": {"[prod]\nfoo = 1\nClientSecret = \"eu-hidden\"\n", []string{"line 3", `"ClientSecret"`, "keyring"}},
		"a password":       {"[prod]\npassword = \"eu-hidden\"\n", []string{"line 2", "take it out"}},
		"an access key":    {"[prod]\naws_secret_access_key = \"eu-hidden\"\n", []string{"line 2", "AWS configuration files"}},
	} {
		path := poolsFile(t, c.text)
		_, err := ReadPools(path)
		if err == nil {
			t.Errorf("%s is taken", name)
			continue
		}
		for _, says := range append(c.says, path) {
			if !strings.Contains(err.Error(), says) {
				t.Errorf("%s: %q lacks %q", name, err, says)
			}
		}
		if strings.Contains(err.Error(), "hidden") {
			t.Errorf("%s: quoted in %q", name, err)
		}
		if err := KeepPool(path, NamedPool{Name: "new"}, true); err == nil {
			t.Errorf("%s: written over", name)
		}
	}
	if _, err := ReadPools(t.TempDir()); err == nil || !strings.Contains(err.Error(), "can't be read") {
		t.Errorf("a folder: %v", err)
	}
}

// Some editors begin a file with a mark that TOML doesn't know.
func TestPoolsFileWithByteOrderMark(t *testing.T) {
	all, err := ReadPools(poolsFile(t, "\xef\xbb\xbf[prod]\r\nregion = \"eu-west-1\"\r\n"))
	if p, none := all.Find("prod"); err != nil || none != nil || p.Region != "eu-west-1" {
		t.Errorf("got %v, %v, %v", p, none, err)
	}
}

func TestPoolKeysAreTheStructs(t *testing.T) {
	var want []string
	for _, f := range reflect.VisibleFields(reflect.TypeFor[NamedPool]()) {
		if name, _, _ := strings.Cut(f.Tag.Get("toml"), ","); name != "-" {
			want = append(want, name)
		}
	}
	if !slices.Equal(poolKeys, want) {
		t.Errorf("got %v, want %v", poolKeys, want)
	}
}

func TestKeepPool(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cognito-tui", "pools.toml")
	first := NamedPool{
		Name:           "prod",
		Region:         "eu-west-1",
		UserPoolID:     "eu-west-1_AbC123",
		ClientID:       "c",
		ProtectedUsers: []string{`it's "ann"`},
	}
	if err := KeepPool(path, first, false); err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" {
		for file, want := range map[string]os.FileMode{path: 0o600, filepath.Dir(path): 0o700} {
			if info, err := os.Stat(file); err != nil || info.Mode().Perm() != want {
				t.Errorf("%s: %v, %v", file, info.Mode(), err)
			}
		}
	}
	if err := KeepPool(path, NamedPool{Name: "prod"}, false); !errors.Is(err, ErrNameTaken) {
		t.Errorf("a name twice: %v", err)
	}
	if err := KeepPool(path, NamedPool{Name: "test", Profile: "p"}, false); err != nil {
		t.Fatal(err)
	}
	all, err := ReadPools(path)
	if err != nil || !slices.Equal(all.Names(), []string{"prod", "test"}) {
		t.Fatalf("got %v, %v", all, err)
	}
	if got, _ := all.Find("prod"); !reflect.DeepEqual(got, first) {
		t.Errorf("got %+v", got)
	}
	for _, bad := range []string{"", "a b", "a.b", "ä", `"`, strings.Repeat("a", 65)} {
		if KeepPool(path, NamedPool{Name: bad}, false) == nil {
			t.Errorf("%q is taken as a name", bad)
		}
	}
	left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".pools-*"))
	if len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// A file that somebody wrote keeps its comments; its mode is mended; a link stays one.
func TestKeepPoolBesideOthers(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no modes")
	}
	path := poolsFile(t, prodPool)
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "link.toml")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	if all, err := ReadPools(link); err != nil || !all.Loose {
		t.Errorf("readable by others isn't told: %v", err)
	}
	if err := KeepPool(link, NamedPool{Name: "new", ClientID: "n"}, false); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil || !strings.HasPrefix(string(raw), prodPool) {
		t.Errorf("got %q, %v", raw, err)
	}
	all, err := ReadPools(link)
	if err != nil || all.Loose || len(all.List) != 3 {
		t.Errorf("got %+v, %v", all, err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Error("the link is gone")
	}
}

// Another pool in the place of one weakens no protection.
func TestReplacePool(t *testing.T) {
	path := poolsFile(t, prodPool)
	if err := KeepPool(path, NamedPool{Name: "prod", Region: "eu-west-3", ProtectedUsers: []string{"b", "root@example.com"}},
		true); err != nil {
		t.Fatal(err)
	}
	all, err := ReadPools(path)
	if err != nil {
		t.Fatal(err)
	}
	got, err := all.Find("prod")
	want := NamedPool{
		Name:            "prod",
		Region:          "eu-west-3",
		ReadOnly:        true,
		ProtectedUsers:  []string{"root@example.com", "b"},
		ProtectedGroups: []string{"admins"},
	}
	if err != nil || !reflect.DeepEqual(got, want) || len(all.List) != 2 {
		t.Errorf("got %+v, %v", got, err)
	}
}
