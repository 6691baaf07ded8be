package ui

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cognito-tui/cognito/localpool"
	"cognito-tui/cognito/settings"
)

// memorySecrets is a keyring in memory, or none.
type memorySecrets struct {
	kept map[string]string
	none bool
}

func (m *memorySecrets) Get(pool, client string) (string, bool) {
	s, ok := m.kept[pool+"/"+client]
	return s, ok && !m.none
}

func (m *memorySecrets) Put(pool, client, secret string) error {
	if m.none {
		return errors.New("no keyring answered")
	}
	m.kept[pool+"/"+client] = secret
	return nil
}

// keepDriver is connected as if to AWS through a client with a secret, and keeps
// pools in a folder that looks the same in every run.
func keepDriver(t testing.TB, secrets *memorySecrets) (*driver, string) {
	t.Helper()
	pool := demoPool()
	flags := demoFlags(pool)
	flags.PoolsFile = "pools.toml"
	o := awsOptions(t, pool, flags)
	o.Secrets = secrets
	for _, c := range pool.Clients() {
		if c.Secret != "" {
			o.Settings = o.Settings.With(settings.UserPoolID, c.PoolID).With(settings.ClientID, c.ClientID).With(settings.ClientSecret, c.Secret)
			return driverOn(t, pool, o), c.Secret
		}
	}
	t.Fatal("no client has a secret")
	return nil, ""
}

func TestGoldenKeepPool(t *testing.T) {
	alone(t, func(t *testing.T) {
		secrets := &memorySecrets{kept: map[string]string{}}
		d, secret := keepDriver(t, secrets)
		d.way(keepConnection)
		d.on("keepPool")
		d.golden("keeppool")
		d.press("ctrl+u")
		d.write("not good")
		d.press("enter")
		d.golden("keeppool-name")
		d.press("ctrl+u")
		d.write("prod")
		d.press("enter")
		d.golden("keeppool-kept")
		all, err := settings.ReadPools("pools.toml")
		if err != nil {
			t.Fatal(err)
		}
		got, err := all.Find("prod")
		if s := d.app.env.Settings; err != nil || got.UserPoolID != s.Get(settings.UserPoolID) || got.ClientID != s.Get(settings.ClientID) || got.Region != "us-east-1" {
			t.Errorf("kept %+v, %v", got, err)
		}
		if len(secrets.kept) != 1 || secrets.kept[got.UserPoolID+"/"+got.ClientID] != secret {
			t.Error("the secret isn't kept")
		}
		raw, _ := os.ReadFile("pools.toml")
		if strings.Contains(string(raw), secret) {
			t.Error("the secret stands in the file")
		}
		d.press("enter")
		d.golden("keeppool-taken")
		d.press("alt+2")
		d.sees("Kept.")
		for name, c := range map[string]struct {
			before func()
			says   string
		}{
			"no keyring":  {func() { secrets.none = true }, "No keyring answered"},
			"a bad file":  {func() { _ = os.WriteFile("pools.toml", []byte("[prod]\nclient_secret = 1\n"), 0o600) }, "line 2"},
			"not written": {func() { _ = os.Remove("pools.toml"); _ = os.Mkdir("pools.toml", 0o700) }, "can't be read"},
		} {
			if c.before(); name != "no keyring" {
				secrets.none = false
			}
			form := d.app.top().(*keepPool).form
			form.FocusField("name")
			form.Field("name").Set("other")
			d.press("enter")
			if !strings.Contains(strings.Join(strings.Fields(d.screen()), " "), c.says) {
				t.Errorf("%s: the screen lacks %q:\n%s", name, c.says, d.screen())
			}
			_ = os.RemoveAll("pools.toml")
		}
	})
}

// A pool opened by its name finds its secret in the keyring, else asks the service.
func TestNamedPoolFindsItsSecret(t *testing.T) {
	alone(t, func(t *testing.T) {
		for _, from := range []string{"keyring", "service", ""} {
			pool := demoPool()
			var client localpool.ClientInfo
			for _, c := range pool.Clients() {
				if c.Secret != "" {
					client = c
				}
			}
			dir := t.TempDir()
			file := filepath.Join(dir, "pools.toml")
			if err := settings.KeepPool(file, settings.NamedPool{Name: "prod", Region: "us-east-1", UserPoolID: client.PoolID, ClientID: client.ClientID}, false); err != nil {
				t.Fatal(err)
			}
			secrets := &memorySecrets{kept: map[string]string{}}
			want := settings.Value{Text: client.Secret, Origin: from}
			switch from {
			case "keyring":
				secrets.kept[client.PoolID+"/"+client.ClientID] = client.Secret
			case "":
				pool.Fail("DescribeUserPoolClient", 1, "NotAuthorizedException", "no")
				want = settings.Value{}
			}
			o := awsOptions(t, pool, settings.Flags{Pool: "prod", PoolsFile: file})
			o.Secrets = secrets
			d := driverOn(t, pool, o)
			if got := d.app.env.Settings.Value(settings.ClientSecret); got != want {
				t.Errorf("from %q: got it %v, from %q", from, got.Text == client.Secret, got.Origin)
			}
			if d.app.env.Pool == nil {
				t.Errorf("from %q: the pool isn't described", from)
			}
			d.sees("prod")
			if from == "service" {
				d.size(120, 40)
				d.sees(" · prod · ")
			}
		}
	})
}

// What is wrong with the files of settings is told whole, however long their paths are.
func TestFilesThatAreNotReadAreTold(t *testing.T) {
	alone(t, func(t *testing.T) {
		pool := demoPool()
		o := awsOptions(t, pool, demoFlags(pool))
		config := filepath.Join(t.TempDir(), strings.Repeat("folder-of-settings-", 4), "config")
		if err := os.MkdirAll(config, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("pools.toml", []byte("[prod\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		env := map[string]string{"AWS_CONFIG_FILE": config, "AWS_PROFILE": "work"}
		lookup := func(name string) (string, bool) { v, ok := env[name]; return v, ok }
		f := demoFlags(pool)
		f.PoolsFile = "pools.toml"
		set, err := settings.Load(f, lookup)
		if err != nil {
			t.Fatal(err)
		}
		o.Settings = set.Profiled(lookup).Guarded()
		d := driverOn(t, pool, o)
		for _, size := range [][2]int{{80, 24}, {120, 40}} {
			d.size(size[0], size[1])
			d.press("6")
			d.sees("The pools file pools.toml, line 1, column", "the desk is read-only.")
			d.press("tab", "tab", "tab", "tab", "tab")
			d.sees(" folder.")
			d.press("esc")
		}
	})
}

func TestLoosePoolsFileIsTold(t *testing.T) {
	alone(t, func(t *testing.T) {
		pool := demoPool()
		o := awsOptions(t, pool, demoFlags(pool))
		if err := os.WriteFile("pools.toml", []byte("[prod]\nregion = \"us-east-1\"\nclient_id = \"abc\"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		set, err := settings.Load(settings.Flags{Pool: "prod", PoolsFile: "pools.toml"}, func(string) (string, bool) { return "", false })
		if err != nil {
			t.Fatal(err)
		}
		o.Settings = set
		d := driverOn(t, pool, o)
		d.press("6")
		d.sees("Others can read or write pools.toml")
	})
}
