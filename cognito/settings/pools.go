package settings

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"cognito-tui/cognito/lazy"
	"cognito-tui/cognito/private"
)

// NamedPool is a connection kept under a name in pools.toml. It holds no secret:
// the app client's comes from the system's keyring or from the service.
type NamedPool struct {
	Name            string   `toml:"-"`
	Region          string   `toml:"region,omitempty"`
	UserPoolID      string   `toml:"user_pool_id,omitempty"`
	ClientID        string   `toml:"client_id,omitempty"`
	Profile         string   `toml:"profile,omitempty"`
	Endpoint        string   `toml:"endpoint,omitempty"`
	ReadOnly        bool     `toml:"read_only,omitempty"`
	ProtectedUsers  []string `toml:"protected_users,omitempty"`
	ProtectedGroups []string `toml:"protected_groups,omitempty"`
}

// Pools are the named pools of a file, by name.
type Pools struct {
	Path string
	List []NamedPool // sorted by name
	// Loose tells that others than the owner may read or write the file. It holds
	// no secret, but what it protects; the next writing mends it.
	Loose bool
}

// PoolsPath is where named pools are kept: pools.toml in the folder cognito-tui of
// the user's configuration folder.
func PoolsPath() (string, error) {
	folder, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("no folder for settings is known: %w; set HOME", err)
	}
	return filepath.Join(folder, "cognito-tui", "pools.toml"), nil
}

// ReadPools reads the named pools of a file; one that isn't there holds none. An
// error names the file, the line and what to do, and quotes nothing of the file.
func ReadPools(path string) (Pools, error) {
	found, _, err := readPools(path)
	return found, err
}

// readPools gives the file's text too.
func readPools(path string) (Pools, []byte, error) {
	found := Pools{Path: path}
	file, err := private.ReadSettings(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return found, nil, nil
	case err != nil:
		return found, nil, fmt.Errorf("the pools file %s can't be read; mend it or move it away: %w", path, private.Cause(err))
	}
	found.Loose = file.Loose
	tables, err := decodePools(path, file.Text)
	if err != nil {
		return found, nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(tables)) {
		p := tables[name]
		p.Name = name
		found.List = append(found.List, p)
	}
	return found, file.Text, nil
}

// secretKey finds the keys that promise a secret.
var secretKey = lazy.New(`(?i)secret|passw|passphrase|token|access_?key`)

func decodePools(path string, raw []byte) (map[string]NamedPool, error) {
	var tables map[string]NamedPool
	decoder := toml.NewDecoder(strings.NewReader(string(raw))).DisallowUnknownFields()
	err := decoder.Decode(&tables)
	var unknown *toml.StrictMissingError
	var broken *toml.DecodeError
	switch {
	case err == nil:
		return tables, nil
	case errors.As(err, &unknown):
		for _, e := range unknown.Errors { // the secret first, wherever it stands
			if secretKey.MatchString(lastOf(e.Key())) {
				return nil, secretInFile(path, e)
			}
		}
		row, _ := unknown.Errors[0].Position()
		return nil, fmt.Errorf("the pools file %s, line %d: %q is no setting of a pool; a pool has %s", path, row,
			lastOf(unknown.Errors[0].Key()), strings.Join(poolKeys, ", "))
	case errors.As(err, &broken):
		row, column := broken.Position()
		if key := lastOf(broken.Key()); key != "" {
			return nil, fmt.Errorf("the pools file %s, line %d: %q isn't of its form, or stands there twice; %s", path, row, key,
				formOf(key))
		}
		return nil, fmt.Errorf(
			"the pools file %s, line %d, column %d, isn't TOML; mend that line: a pool is a table [name] of lines such as region "+
				"= \"eu-west-1\"", path, row, column)
	}
	return nil, fmt.Errorf("the pools file %s isn't of its form; mend it, or move it away", path)
}

// poolKeys are the keys of a pool's table, as NamedPool has them.
var poolKeys = []string{"region", "user_pool_id", "client_id", "profile", "endpoint", "read_only", "protected_users", "protected_groups"}

// formOf tells how a key is written.
func formOf(key string) string {
	switch key {
	case "read_only":
		return "write read_only = true or read_only = false"
	case "protected_users", "protected_groups":
		return "write a list, such as " + key + " = [\"root\", \"boss@example.com\"]"
	}
	return "a pool is a table [name], once, of lines such as region = \"eu-west-1\""
}

func lastOf(key toml.Key) string {
	if len(key) == 0 {
		return ""
	}
	return key[len(key)-1]
}

func secretInFile(path string, e toml.DecodeError) error {
	row, _ := e.Position()
	key := lastOf(e.Key())
	where := "AWS credentials belong in the AWS configuration files, which profile names"
	if strings.Contains(strings.ToLower(key), "secret") && !strings.Contains(strings.ToLower(key), "access") {
		where = "the app client's secret belongs in the system's keyring (keep the pool from the connection screen), in " +
			"COGNITO_CLIENT_SECRET, or nowhere: it is read from the service where that is allowed"
	}
	return fmt.Errorf("the pools file %s, line %d: %q may not stand there; take it out: %s", path, row, key, where)
}

// Names lists the pools' names.
func (p Pools) Names() []string {
	var names []string
	for _, pool := range p.List {
		names = append(names, pool.Name)
	}
	return names
}

// Find gives the pool of this name.
func (p Pools) Find(name string) (NamedPool, error) {
	for _, pool := range p.List {
		if pool.Name == name {
			return pool, nil
		}
	}
	if len(p.List) == 0 {
		return NamedPool{}, fmt.Errorf("there is no pool %q: no pool is kept in %s yet; keep one from the connection screen", name, p.Path)
	}
	return NamedPool{}, fmt.Errorf("there is no pool %q in %s; there are: %s", name, p.Path, strings.Join(p.Names(), ", "))
}

// nameForm is what a kept pool may be called: a bare key of TOML.
var nameForm = lazy.New(`^[A-Za-z0-9_-]{1,64}$`)

// PoolNameFits tells whether a pool can be kept under a name: letters, digits, _
// and -, at most 64.
func PoolNameFits(name string) bool { return nameForm.MatchString(name) }

// ErrNameTaken means that another pool has the name.
var ErrNameTaken = errors.New("a pool is kept under that name already")

// KeepPool writes a pool to the file, which becomes readable by its owner alone.
// Two programs may do so at once. What stands in the file stays as it is, comments too, unless replace puts the
// pool in the place of another of its name: then the file is written anew. What
// that one protected stays protected, and read-only stays read-only.
func KeepPool(path string, p NamedPool, replace bool) error {
	if !PoolNameFits(p.Name) {
		return errors.New("a pool's name holds letters, digits, _ and - only, at most 64")
	}
	lock, err := private.LockSettings(path) // until the new file is there: others keep pools too
	if err != nil {
		return notWritten(path, err)
	}
	defer lock.Unlock()
	there, raw, err := readPools(path)
	if err != nil {
		return err
	}
	tables := map[string]NamedPool{p.Name: p}
	if old, err := there.Find(p.Name); err == nil {
		if !replace {
			return ErrNameTaken
		}
		p.ReadOnly = p.ReadOnly || old.ReadOnly
		p.ProtectedUsers = union(old.ProtectedUsers, p.ProtectedUsers)
		p.ProtectedGroups = union(old.ProtectedGroups, p.ProtectedGroups)
		for _, other := range there.List {
			tables[other.Name] = other
		}
		tables[p.Name], raw = p, nil
	}
	text, err := toml.Marshal(tables)
	if err != nil {
		return err
	}
	if len(raw) > 0 {
		text = slices.Concat(raw, []byte("\n\n"), text)
	}
	return notWritten(path, private.ReplaceSettings(path, text))
}

func union(a, b []string) []string {
	all := slices.Clone(a)
	for _, x := range b {
		if !slices.Contains(all, x) {
			all = append(all, x)
		}
	}
	return all
}

// notWritten names the file that isn't written by a rule of this program's; the
// system's errors name it themselves.
func notWritten(path string, err error) error {
	if errors.As(err, new(*private.Refused)) || errors.Is(err, private.ErrLocked) {
		return fmt.Errorf("the pools file %s isn't written: %w", path, err)
	}
	return err
}
