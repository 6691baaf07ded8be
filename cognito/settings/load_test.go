package settings

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// place is a folder of its own with the files of one case, and no AWS config
// but the one given. Load is called in it.
type place struct {
	env       map[string]string
	dotenv    string // content of .env; none if empty
	awsConfig string // content of the AWS config file; none if empty
	flags     Flags
}

func (p place) load(t *testing.T) (Settings, error) {
	t.Helper()
	dir := t.TempDir()
	t.Chdir(dir)
	env := map[string]string{"AWS_CONFIG_FILE": filepath.Join(dir, "config"),
		"AWS_SHARED_CREDENTIALS_FILE": filepath.Join(dir, "credentials")}
	maps.Copy(env, p.env)
	for name, content := range map[string]string{".env": p.dotenv, "config": p.awsConfig} {
		if content == "" {
			continue
		}
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	lookup := func(name string) (string, bool) { v, ok := env[name]; return v, ok }
	s, err := Load(p.flags, lookup)
	return s.Profiled(lookup), err
}

func (p place) mustLoad(t *testing.T) Settings {
	t.Helper()
	s, err := p.load(t)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Each value comes from the first place that has it, and tells which.
func TestPrecedenceAndOrigin(t *testing.T) {
	config := "[default]\nregion = ca-central-1\n[profile dev]\nregion = eu-north-1\n"
	client := map[string]string{"COGNITO_CLIENT_ID": "client"}
	for name, c := range map[string]struct {
		place
		key  Key
		want Value
	}{
		"a flag wins over all": {place{
			env: map[string]string{"AWS_REGION": "us-west-2"}, dotenv: "AWS_REGION=us-east-2\n", awsConfig: config,
			flags: Flags{Region: "eu-west-1"}}, Region, Value{"eu-west-1", "--region"}},
		"the environment wins over the file": {place{
			env: map[string]string{"AWS_REGION": "us-west-2"}, dotenv: "AWS_REGION=us-east-2\n"},
			Region, Value{"us-west-2", "environment AWS_REGION"}},
		"the second name counts": {place{env: map[string]string{"AWS_DEFAULT_REGION": "us-west-2"}},
			Region, Value{"us-west-2", "environment AWS_DEFAULT_REGION"}},
		"the first name wins": {place{env: map[string]string{"AWS_DEFAULT_REGION": "us-west-2", "AWS_REGION": "eu-west-3"}},
			Region, Value{"eu-west-3", "environment AWS_REGION"}},
		"an empty variable is unset": {place{env: map[string]string{"AWS_REGION": ""}, dotenv: "AWS_REGION=us-east-2\n"},
			Region, Value{"us-east-2", ".env AWS_REGION"}},
		"the file wins over the profile": {place{env: client, dotenv: "AWS_REGION=us-east-2\n", awsConfig: config},
			Region, Value{"us-east-2", ".env AWS_REGION"}},
		"the default profile": {place{env: client, awsConfig: config}, Region, Value{"ca-central-1", "profile default"}},
		"the profile of the flag": {place{env: client, awsConfig: config, flags: Flags{Profile: "dev"}},
			Region, Value{"eu-north-1", "profile dev"}},
		"the profile of the environment": {place{
			env:       map[string]string{"COGNITO_CLIENT_ID": "client", "AWS_PROFILE": "dev"},
			awsConfig: config,
		},
			Region, Value{"eu-north-1", "profile dev"}},
		"the profile wins over the pool id": {place{env: map[string]string{"COGNITO_USER_POOL_ID": "eu-west-1_AbC123"}, awsConfig: config},
			Region, Value{"ca-central-1", "profile default"}},
		"the pool id tells the Region": {place{env: map[string]string{"COGNITO_USER_POOL_ID": "us-gov-west-1_AbC123"}},
			Region, Value{"us-gov-west-1", "pool id"}},
		"another emulator's pool id tells none": {place{env: map[string]string{"COGNITO_USER_POOL_ID": "local_AbC123"}}, Region, Value{}},
		"endpoint from the file": {place{dotenv: "AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER=http://127.0.0.1:9229\n"},
			Endpoint, Value{"http://127.0.0.1:9229", ".env AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER"}},
		"the secret from the environment": {place{env: map[string]string{"COGNITO_CLIENT_SECRET": "hidden"}},
			ClientSecret, Value{"hidden", "environment COGNITO_CLIENT_SECRET"}},
		"unset": {place{}, ClientID, Value{}},
	} {
		t.Run(name, func(t *testing.T) {
			got := c.mustLoad(t).Value(c.key)
			if got.Text != c.want.Text || got.Origin != c.want.Origin {
				t.Errorf("%q from %q, not %q from %q", got.Text, got.Origin, c.want.Text, c.want.Origin)
			}
		})
	}
}

// Most people have a Region, a profile and credentials set all the time: these
// alone don't mean AWS.
func TestLocalUnlessAPoolIsMeant(t *testing.T) {
	aws := map[string]string{"AWS_REGION": "eu-west-1", "AWS_PROFILE": "dev", "AWS_ACCESS_KEY_ID": "id",
		"AWS_SECRET_ACCESS_KEY": "secret", "COGNITO_CLIENT_SECRET": "hidden", "COGNITO_CLIENT_ID": ""}
	for name, c := range map[string]struct {
		place
		local bool
	}{
		"nothing":              {place{}, true},
		"AWS's own alone":      {place{env: aws, flags: Flags{Region: "eu-west-1", Profile: "dev"}}, true},
		"client by flag":       {place{flags: Flags{ClientID: "client"}}, false},
		"pool by flag":         {place{flags: Flags{UserPoolID: "eu-west-1_A"}}, false},
		"endpoint by flag":     {place{flags: Flags{Endpoint: "http://localhost:9229"}}, false},
		"client by variable":   {place{env: map[string]string{"COGNITO_CLIENT_ID": "client"}}, false},
		"pool by variable":     {place{env: map[string]string{"COGNITO_USER_POOL_ID": "eu-west-1_A"}}, false},
		"client in the file":   {place{dotenv: "COGNITO_CLIENT_ID=client\n"}, false},
		"--local wins over it": {place{flags: Flags{Local: true, ClientID: "client"}}, true},
	} {
		t.Run(name, func(t *testing.T) {
			s := c.mustLoad(t)
			if s.Local != c.local {
				t.Errorf("Local is %v", s.Local)
			}
			if problems := s.Problems(); s.Local && len(problems) > 0 {
				t.Errorf("the embedded pool has problems: %v", problems)
			}
		})
	}
}

// AWS credentials are never put together from two places.
func TestCredentialsComeWhole(t *testing.T) {
	file := "AWS_ACCESS_KEY_ID=file-id\nAWS_SECRET_ACCESS_KEY=file-secret\n"
	environment := map[string]string{"AWS_ACCESS_KEY_ID": "env-id", "AWS_SECRET_ACCESS_KEY": "env-secret"}
	for name, c := range map[string]struct {
		place
		want [3]string
	}{
		"the environment's": {
			place{env: environment, dotenv: file + "AWS_SESSION_TOKEN=file-token\n"},
			[3]string{"env-id", "env-secret", ""},
		},
		"the file's": {place{dotenv: file}, [3]string{"file-id", "file-secret", ""}},
		"a token left over from a run": {
			place{env: map[string]string{"AWS_SESSION_TOKEN": "stale"}, dotenv: file},
			[3]string{"file-id", "file-secret", ""},
		},
		"a profile by flag": {place{env: environment, dotenv: file, flags: Flags{Profile: "dev"}}, [3]string{}},
	} {
		t.Run(name, func(t *testing.T) {
			s := c.mustLoad(t)
			got := [3]string{s.Get(AccessKeyID), s.Get(SecretAccessKey), s.Get(SessionToken)}
			if got != c.want {
				t.Errorf("%q", got)
			}
		})
	}
}

func TestEnvFile(t *testing.T) {
	t.Run("one that was named and is missing", func(t *testing.T) {
		_, err := place{flags: Flags{EnvFile: "no-such.env"}}.load(t)
		if err == nil || !strings.Contains(err.Error(), "no-such.env") || !strings.Contains(err.Error(), "--env-file") {
			t.Error(err)
		}
	})
	t.Run("one that is broken keeps its secrets", func(t *testing.T) {
		name := filepath.Join(t.TempDir(), "broken.env")
		if err := os.WriteFile(name, []byte("A=1\nCOGNITO_CLIENT_SECRET: 'hidden\n!! hidden\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := place{flags: Flags{EnvFile: name}}.load(t)
		if err == nil || strings.Contains(err.Error(), "hidden") || !strings.Contains(err.Error(), name+", lines 2 and 3: ") {
			t.Error(err)
		}
	})
	t.Run("another than .env", func(t *testing.T) {
		name := filepath.Join(t.TempDir(), "staging.env")
		if err := os.WriteFile(name, []byte("# ours\r\nexport COGNITO_CLIENT_ID=\"quoted\"\r\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		s := place{dotenv: "COGNITO_CLIENT_ID=other\n", flags: Flags{EnvFile: name}}.mustLoad(t)
		if v := s.Value(ClientID); v.Text != "quoted" || v.Origin != "staging.env COGNITO_CLIENT_ID" {
			t.Errorf("%q from %q", v.Text, v.Origin)
		}
	})
}

// A shared config that is broken, or lacks the profile, never keeps public calls
// from being made.
func TestBrokenProfile(t *testing.T) {
	base := place{env: map[string]string{"COGNITO_CLIENT_ID": "client", "AWS_REGION": "eu-west-1"}, flags: Flags{Profile: "gone"}}
	for name, c := range map[string]struct{ config, says string }{
		"no file":                   {"", "There is no AWS profile gone"},
		"no such profile":           {"[default]\nregion = eu-west-1\n", "There is no AWS profile gone"},
		"a byte order mark":         {"\ufeff[profile gone]\nregion = eu-west-1\n", "There is no AWS profile gone"},
		"no config file":            {"\x00\x01[[[", "There is no AWS profile gone"},
		"a role that leads nowhere": {"[profile gone]\nrole_arn = x\nsource_profile = nobody\n", "The AWS profile gone can't be followed"},
	} {
		t.Run(name, func(t *testing.T) {
			p := base
			p.awsConfig = c.config
			s := p.mustLoad(t)
			if problems := s.Problems(); len(problems) > 0 {
				t.Error(problems)
			}
			if fault := s.ProfileFault(); !strings.HasPrefix(fault, c.says) {
				t.Errorf("got %q", fault)
			}
		})
	}
	t.Run("the Region was to come from it", func(t *testing.T) {
		p := base
		p.env = map[string]string{"COGNITO_CLIENT_ID": "client"}
		s := p.mustLoad(t)
		problems := s.Problems()
		if len(problems) != 2 || problems[0].Key != Region || problems[1].Key != Profile ||
			!strings.Contains(problems[1].Sentence, "gone") {
			t.Error(problems)
		}
		if problems := s.With(Region, "eu-west-1").Problems(); len(problems) > 0 {
			t.Error(problems)
		}
	})
}

func TestTheme(t *testing.T) {
	for _, c := range []struct {
		flag, noColor, colors string
		want                  string
	}{
		{"", "", "", "auto"}, {"auto", "", "", "auto"}, {"auto", "", "15;0", "dark"}, {"auto", "", "0;15", "light"},
		{"auto", "", "0;default;7", "light"}, {"auto", "", "7;8", "dark"}, {"auto", "", "0;11", "light"}, {"", "1", "0;15", "mono"},
		{"auto", "", "nonsense", "auto"}, {"auto", "", "default;default", "auto"}, {"auto", "", "15;234", "auto"},
		{"auto", "", "0;-1", "auto"},
		{"light", "1", "", "light"}, {"mono", "", "0;15", "mono"}, {"dark", "", "0;15", "dark"},
	} {
		env := map[string]string{"NO_COLOR": c.noColor, "COLORFGBG": c.colors}
		if s := (place{env: env, flags: Flags{Theme: c.flag}}).mustLoad(t); s.Theme != c.want {
			t.Errorf("%+v gives %s", c, s.Theme)
		}
	}
	if _, err := (place{flags: Flags{Theme: "pink"}}).load(t); err == nil || !strings.Contains(err.Error(), "--theme") {
		t.Error(err)
	}
}
