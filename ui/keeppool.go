package ui

import (
	"context"
	"errors"
	"os"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito/settings"
	"cognito-tui/ui/kit"
)

// Secrets keeps app clients' secrets in the system's keyring. Its methods may wait
// for it.
type Secrets interface {
	Get(poolID, clientID string) (secret string, ok bool)
	Put(poolID, clientID, secret string) error
}

// keepPool keeps the connection under a name in pools.toml, without its secret.
type keepPool struct {
	formScreen
	secrets Secrets // nil where there is no keyring
	path    string  // of the file; empty where none can be
}

// The places of a kept pool's secret.
const (
	secretInKeyring = "keyring"
	secretOfService = "service"
)

// poolKept is what became of keeping a pool.
type poolKept struct {
	name    string
	taken   bool  // another has the name: nothing was written
	ringErr error // the keyring took no secret: nothing was written
}

func newKeepPool(env *Env, secrets Secrets) Screen {
	s := &keepPool{secrets: secrets}
	s.path = env.Settings.PoolsFile
	if s.path == "" {
		s.path, _ = settings.PoolsPath() // no I/O: the environment tells it
	}
	name := kit.NewField("name", "Name")
	name.Set(nameFrom(env))
	fields := []*kit.Field{name}
	if env.Settings.Get(settings.ClientSecret) != "" {
		places := []kit.Option{{Key: secretInKeyring, Label: "in the keyring", Note: "The system's keyring keeps it; the file doesn't."}}
		if env.poolID() != "" {
			places = append(places, kit.Option{Key: secretOfService, Label: "from the service",
				Note: "Read each time: needs cognito-idp:DescribeUserPoolClient."})
		}
		fields = append(fields, kit.NewChoice("secret", "Client secret", places...))
	}
	s.formScreen = newFormScreen(env, "Keep this connection", "Region, ids, profile and endpoint go to "+kit.Clean(s.path)+
		", for your eyes only (0600). No secret stands in it.", kit.NewForm("Keep", fields...))
	s.submit = func() tea.Cmd { return s.keepIt(false) }
	return s
}

// nameFrom is a name to begin with: that of the pool.
func nameFrom(env *Env) string {
	name := env.Settings.Pool
	if name == "" && env.Pool != nil {
		name = env.Pool.Name
	}
	fit := strings.Map(func(r rune) rune {
		if r < 128 && settings.PoolNameFits(string(r)) {
			return r
		}
		return '-'
	}, name)
	return strings.Trim(fit[:min(len(fit), 64)], "-")
}

// poolOf is what is kept of settings.
func poolOf(name string, s settings.Settings) settings.NamedPool {
	return settings.NamedPool{Name: name, Region: s.Get(settings.Region), UserPoolID: s.Get(settings.UserPoolID), ClientID: s.Get(settings.ClientID),
		Profile: s.Get(settings.Profile), Endpoint: s.Get(settings.Endpoint),
		ReadOnly: s.ReadOnlyPool(), ProtectedUsers: s.ProtectedUsers, ProtectedGroups: s.ProtectedGroups}
}

func (s *keepPool) keepIt(replace bool) tea.Cmd {
	name := strings.TrimSpace(s.form.Value("name"))
	wrong := ""
	switch {
	case name == "":
		wrong = "Give it a name, such as prod."
	case !settings.PoolNameFits(name):
		wrong = "Use letters, digits, _ and - only, at most 64."
	case s.path == "":
		wrong = "No folder for settings is known: set HOME and start again."
	}
	if !s.require(check{"name", wrong}) {
		return nil
	}
	path, pool, secrets := s.path, poolOf(name, s.env.Settings), s.secrets
	secret, inRing := s.env.Settings.Get(settings.ClientSecret), s.form.Value("secret") == secretInKeyring
	return Call(&s.Base, "Keeping it", func(context.Context) (poolKept, error) {
		kept := poolKept{name: name}
		there, err := settings.ReadPools(path)
		if err != nil {
			return kept, err
		}
		if _, err := there.Find(name); err == nil && !replace {
			kept.taken = true
			return kept, nil
		}
		if inRing {
			if kept.ringErr = putSecret(secrets, pool, secret); kept.ringErr != nil {
				return kept, nil
			}
		}
		err = settings.KeepPool(path, pool, replace)
		kept.taken = errors.Is(err, settings.ErrNameTaken) // it came meanwhile
		if kept.taken {
			err = nil
		}
		return kept, err
	})
}

func putSecret(secrets Secrets, pool settings.NamedPool, secret string) error {
	if secrets == nil {
		return errors.New("there is no keyring")
	}
	return secrets.Put(pool.UserPoolID, pool.ClientID, secret)
}

// Update takes what became of it.
func (s *keepPool) Update(msg tea.Msg) tea.Cmd {
	r, ok := msg.(Reply[poolKept])
	if !ok {
		return s.formScreen.Update(msg)
	}
	switch {
	case r.Err != nil:
		s.form.Field("name").Err = upperFirst(fullStop(cleanText(notKept(r.Err))))
		s.form.FocusField("name")
	case r.Val.taken:
		s.question(question{
			sentence: "A pool is kept as “" + kit.Clean(r.Val.name) + "” already. Replace it by this one?",
			hint:     "What it protects stays protected. Comments in the file are lost.",
			yes:      "Replace",
			do:       func() tea.Cmd { return s.keepIt(true) },
		})
	case r.Val.ringErr != nil:
		s.form.Field("secret").Err = "No keyring answered, and nothing was kept. Have it read from the service."
		s.form.FocusField("secret")
	default:
		s.done = "Kept. Open it with: cognito-tui --pool " + kit.Clean(r.Val.name)
	}
	return nil
}

// notKept says why the file couldn't be written.
func notKept(err error) string {
	var at *os.PathError
	if text := err.Error(); strings.HasPrefix(text, "the pools file ") {
		return text
	} else if !errors.As(err, &at) {
		return "nothing was kept: " + text
	}
	return "nothing was kept: the file can't be written (" + at.Err.Error() + "); mend its folder, then try again"
}
